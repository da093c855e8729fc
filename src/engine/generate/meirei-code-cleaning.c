/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-cleaning.h"
#include "meirei-fence-line.h"

static void
drop_line (MeireiCodeBlock   *block,
           MeireiAnswerLines *lines,
           guint             *kept,
           guint              index_,
           gboolean           drop,
           MeireiPart         part)
{
  MeireiCodeLine *line = meirei_code_block_get_line (block, index_);

  if (drop)
    meirei_answer_lines_get (lines, line->index)->part = part;
  else
    g_array_index (block->lines, MeireiCodeLine, (*kept)++) = *line;
}

/* Up to @columns of indentation, but never half a tab. */
static gsize
measure_columns (const MeireiAnswerLine *line,
                 guint                   columns)
{
  guint column = 0;
  gsize i = 0;

  while (i < line->length && column < columns)
    {
      guint next;

      if (line->text[i] == ' ')
        next = column + 1;
      else if (line->text[i] == '\t')
        next = (column / 4 + 1) * 4;
      else
        break;
      if (next > columns)
        break;
      column = next;
      i++;
    }

  return i;
}

/* The fence's indentation, as far as all lines have it: some models indent
 * the fence and not the code. */
static guint
find_common_columns (MeireiCodeBlock *block,
                     guint            columns)
{
  for (guint i = 0; i < block->lines->len && columns > 0; i++)
    {
      MeireiAnswerLine *line = &meirei_code_block_get_line (block, i)->line;
      guint found = 0;
      gsize n;

      if (meirei_answer_line_is_blank (line))
        continue;
      n = measure_columns (line, columns);
      for (gsize k = 0; k < n; k++)
        found = line->text[k] == '\t' ? (found / 4 + 1) * 4 : found + 1;
      columns = MIN (columns, found);
    }

  return columns;
}

/**
 * meirei_code_cleaning_collect:
 * @block: a block
 * @lines: the answer's lines
 * @fence: where the block's lines are
 *
 * Copies the lines of the block without the marks of the quotation that it
 * stands in and without the indentation of its fence.
 */
void
meirei_code_cleaning_collect (MeireiCodeBlock   *block,
                              MeireiAnswerLines *lines,
                              const MeireiFence *fence)
{
  guint columns;

  for (guint i = fence->first; i < fence->end; i++)
    {
      MeireiCodeLine code = { *meirei_answer_lines_get (lines, i), i };

      if (code.line.part != MEIREI_PART_PROSE)
        continue;
      if (fence->quote_depth > 0)
        meirei_answer_line_skip (&code.line,
                                 meirei_fence_line_skip_quotes (&code.line, fence->quote_depth, NULL));
      g_array_append_val (block->lines, code);
    }

  columns = find_common_columns (block, fence->indent);
  for (guint i = 0; i < block->lines->len && columns > 0; i++)
    {
      MeireiAnswerLine *line = &meirei_code_block_get_line (block, i)->line;

      meirei_answer_line_skip (line, measure_columns (line, columns));
    }
}

/**
 * meirei_code_cleaning_trim:
 * @block: a block
 *
 * Drops blank lines at both ends.
 */
void
meirei_code_cleaning_trim (MeireiCodeBlock *block)
{
  guint first = 0;
  guint end = block->lines->len;

  while (end > 0 && meirei_answer_line_is_blank (&meirei_code_block_get_line (block, end - 1)->line))
    end--;
  while (first < end
         && meirei_answer_line_is_blank (&meirei_code_block_get_line (block, first)->line))
    first++;

  g_array_set_size (block->lines, end);
  if (first > 0)
    g_array_remove_range (block->lines, 0, first);
}

/* The least indentation of the lines behind the first one. */
static gsize
find_least_indent (MeireiCodeBlock *block)
{
  MeireiPythonState state = { 0 };
  gsize least = G_MAXSIZE;

  for (guint i = 0; i < block->lines->len; i++)
    {
      MeireiCodeLine *code = meirei_code_block_get_line (block, i);
      MeireiPythonLine python;

      meirei_python_line_read (code->line.text, code->line.length, &state, &python, NULL, NULL);
      if (i > 0 && !python.in_string && !meirei_answer_line_is_blank (&code->line))
        least = MIN (least, meirei_answer_line_get_indent (&code->line));
    }

  return least;
}

/**
 * meirei_code_cleaning_dedent:
 * @block: a block without blank lines in front
 *
 * Takes away the indentation of the first line, from all lines or, where only
 * the first line is out of place (" def f():" at the beginning of an answer),
 * from this one.
 */
void
meirei_code_cleaning_dedent (MeireiCodeBlock *block)
{
  gsize indent;
  gsize least;
  gboolean only_first;

  if (block->lines->len == 0)
    return;
  indent = meirei_answer_line_get_indent (&meirei_code_block_get_line (block, 0)->line);
  if (indent == 0)
    return;

  least = find_least_indent (block);
  only_first = least < indent || (indent < 4 && least != G_MAXSIZE
                                  && least % 2 == 0 && (least - indent) % 2 != 0);

  for (guint i = 0; i < (only_first ? 1 : block->lines->len); i++)
    {
      MeireiAnswerLine *line = &meirei_code_block_get_line (block, i)->line;

      meirei_answer_line_skip (line, MIN (indent, meirei_answer_line_get_indent (line)));
    }
  block->marks |= MEIREI_EXTRACTION_MARK_DEDENTED;
}

/* Length of the prompt of a session's line: ">>> ", "In [3]: ". */
static gsize
measure_prompt (const MeireiAnswerLine *line)
{
  gsize start = meirei_answer_line_get_indent (line);
  const char *colon;

  if (line->text[start] == '>')
    return MIN (start + 4, line->length);

  colon = memchr (line->text, ':', line->length);

  return MIN ((gsize) (colon - line->text) + 2, line->length);
}

/* "... " under ">>> ", "   ...: " under "In [3]: ". */
static gsize
measure_continuation (const MeireiAnswerLine *line)
{
  gsize start = meirei_answer_line_get_indent (line);

  if (line->length - start < 3 || memcmp (line->text + start, "...", 3) != 0)
    return 0;
  start += 3;
  if (start < line->length && line->text[start] == ':')
    start++;
  if (start < line->length && line->text[start] != ' ')
    return 0;

  return MIN (start + 1, line->length);
}

typedef struct {
  gboolean found;           /* there are prompts outside of strings */
  gboolean defines_before;  /* ordinary definitions stand before the first one */
} Session;

static Session
find_session (MeireiCodeBlock *block)
{
  MeireiPythonState state = { 0 };
  Session session = { FALSE, FALSE };

  for (guint i = 0; i < block->lines->len && !session.found; i++)
    {
      MeireiCodeLine *code = meirei_code_block_get_line (block, i);
      MeireiPythonLine python;

      meirei_python_line_read (code->line.text, code->line.length, &state, &python, NULL, NULL);
      session.found = python.kind == MEIREI_PYTHON_KIND_PROMPT;
      if (python.kind == MEIREI_PYTHON_KIND_DEFINITION && python.name != NULL)
        session.defines_before = TRUE;
    }

  return session;
}

/**
 * meirei_code_cleaning_session:
 * @block: a block
 * @lines: the answer's lines
 *
 * Turns an interactive session into what was typed, without prompts and
 * output.  Behind ordinary definitions a session only shows their use and is
 * dropped.  Prompts in docstrings stay.
 */
void
meirei_code_cleaning_session (MeireiCodeBlock   *block,
                              MeireiAnswerLines *lines)
{
  Session session = find_session (block);
  MeireiPythonState state = { 0 };
  gboolean in_session = FALSE;
  guint kept = 0;

  if (!session.found)
    return;

  for (guint i = 0; i < block->lines->len; i++)
    {
      MeireiCodeLine *code = meirei_code_block_get_line (block, i);
      gsize n = in_session ? measure_continuation (&code->line) : 0;
      MeireiPythonLine python;
      gboolean drop = session.defines_before;

      meirei_python_line_read (code->line.text, code->line.length, &state, &python, NULL, NULL);
      if (python.kind == MEIREI_PYTHON_KIND_PROMPT)
        {
          in_session = TRUE;
          n = measure_prompt (&code->line);
        }
      else if (n == 0)
        {
          gboolean blank = meirei_answer_line_is_blank (&code->line);
          gboolean defines = python.indent == 0 && (python.kind == MEIREI_PYTHON_KIND_DEFINITION
                                                    || python.kind == MEIREI_PYTHON_KIND_IMPORT);

          if (defines || (blank && session.defines_before))
            in_session = FALSE;
          drop = in_session && !blank;
        }
      if (in_session)
        memset (&state, 0, sizeof state);
      if (n > 0)
        meirei_answer_line_skip (&code->line, n);
      drop_line (block, lines, &kept, i, drop, MEIREI_PART_SESSION);
    }

  g_array_set_size (block->lines, kept);
  block->marks |= MEIREI_EXTRACTION_MARK_PROMPTS_REMOVED;
}

/* "python" or "Copy code" above the code, copied from a web page. */
static gboolean
is_caption (const MeireiAnswerLine *line)
{
  return meirei_answer_line_equals (line, "python") || meirei_answer_line_equals (line, "python3")
         || meirei_answer_line_equals (line, "py") || meirei_answer_line_equals (line, "copy code")
         || meirei_answer_line_equals (line, "copy");
}

/**
 * meirei_code_cleaning_commands:
 * @block: a block whose lines have been read
 * @lines: the answer's lines
 *
 * Drops shell commands and notebook magic from among Python, unless there is
 * nothing else.
 */
void
meirei_code_cleaning_commands (MeireiCodeBlock   *block,
                               MeireiAnswerLines *lines)
{
  guint n_shell = 0;
  guint n_code = 0;
  guint kept = 0;

  for (guint i = 0; i < block->lines->len; i++)
    {
      guint8 kind = meirei_code_block_get_line (block, i)->kind;

      n_shell += kind == MEIREI_PYTHON_KIND_SHELL;
      n_code += kind != MEIREI_PYTHON_KIND_SHELL && kind != MEIREI_PYTHON_KIND_BLANK
                && kind != MEIREI_PYTHON_KIND_COMMENT && kind != MEIREI_PYTHON_KIND_OTHER;
    }
  if (n_code == 0)
    return;

  for (guint i = 0; i < block->lines->len; i++)
    {
      MeireiCodeLine *code = meirei_code_block_get_line (block, i);
      gboolean caption = kept == 0 && is_caption (&code->line);

      drop_line (block, lines, &kept, i, caption || code->kind == MEIREI_PYTHON_KIND_SHELL,
                 caption ? MEIREI_PART_PROSE : MEIREI_PART_SHELL);
    }
  g_array_set_size (block->lines, kept);
  if (n_shell > 0)
    block->marks |= MEIREI_EXTRACTION_MARK_SHELL_REMOVED;
}

/**
 * meirei_code_cleaning_prose:
 * @block: a block whose fence was never closed, and whose lines have been read
 *
 * Cuts off the explanation that a model wrote behind the code without closing
 * the fence.  It begins at a blank line and defines nothing.
 */
void
meirei_code_cleaning_prose (MeireiCodeBlock *block)
{
  guint cut = block->lines->len;
  gboolean seen_code = FALSE;

  for (guint i = 0; i < block->lines->len; i++)
    {
      MeireiCodeLine *code = meirei_code_block_get_line (block, i);
      gboolean after_blank = i > 0 && meirei_answer_line_is_blank (
                                        &meirei_code_block_get_line (block, i - 1)->line);

      if (code->kind == MEIREI_PYTHON_KIND_DEFINITION || code->kind == MEIREI_PYTHON_KIND_IMPORT)
        {
          seen_code = TRUE;
          cut = block->lines->len;
        }
      else if (code->kind == MEIREI_PYTHON_KIND_OTHER && code->indent == 0 && seen_code
               && after_blank && cut == block->lines->len)
        cut = i;
    }

  if (cut == block->lines->len)
    return;

  g_array_set_size (block->lines, cut);
  block->cut_at_prose = TRUE;
  block->marks |= MEIREI_EXTRACTION_MARK_PROSE_REMOVED;
}
