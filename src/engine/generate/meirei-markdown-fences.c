/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-fence-line.h"
#include "meirei-markdown-fences.h"
#include "meirei-python-line.h"

/* A fence in a triple-quoted string is part of the string.  Nothing can be in
 * Python code outside of strings that looks like a fence, so any other fence
 * ends the block, wherever CommonMark would have it stand. */
typedef struct {
  MeireiAnswerLines *lines;
  guint              first;
  guint              end;
  guint              last_double;    /* the last line with a triple quote of each kind */
  guint              last_single;
  gsize             *longest;        /* (owned) longest bare fence at or behind a line */

  gboolean           is_open;
  MeireiFence        block;          /* in progress */
  gsize              length;         /* of the opening fence */
  char               character;
  gboolean           nested;         /* a fence was opened inside a string */
  MeireiPythonState  python;

  guint              last_close;     /* line of the last closing fence, or G_MAXUINT */
  GArray            *blocks;         /* (element-type MeireiFence) */
} Reader;

static gboolean
is_text (Reader *reader,
         guint   index_)
{
  return meirei_answer_lines_get (reader->lines, index_)->part == MEIREI_PART_PROSE;
}

static void
open_block (Reader                *reader,
            const MeireiFenceLine *fence,
            guint                  index_)
{
  MeireiFence block = { index_ + 1, index_ + 1, fence->language, fence->indent,
                        fence->quote_depth, MEIREI_FENCE_END_OPEN };
  MeireiAnswerLine *line = meirei_answer_lines_get (reader->lines, index_);

  if (fence->code != NULL)
    {
      meirei_answer_line_skip (line, (gsize) (fence->code - line->text));
      line->length = (guint32) fence->code_length;
      block.first = index_;
    }
  else if (!fence->attached)
    line->part = MEIREI_PART_FENCE;

  reader->is_open = TRUE;
  reader->block = block;
  reader->length = fence->length;
  reader->character = fence->character;
  reader->nested = FALSE;
  memset (&reader->python, 0, sizeof reader->python);
}

static void
close_block (Reader         *reader,
             guint           end,
             MeireiFenceEnd  how)
{
  reader->block.end = end;
  reader->block.how = how;
  reader->is_open = FALSE;
  g_array_append_val (reader->blocks, reader->block);
}

static MeireiAnswerLine *
find_next_visible (Reader *reader,
                   guint   index_)
{
  for (guint i = index_ + 1; i < reader->end; i++)
    {
      MeireiAnswerLine *line = meirei_answer_lines_get (reader->lines, i);

      if (line->part == MEIREI_PART_PROSE && !meirei_answer_line_is_blank (line))
        return line;
    }

  return NULL;
}

static gboolean
is_prose (const MeireiAnswerLine *line)
{
  MeireiPythonState state = { 0 };
  MeireiPythonLine python;

  meirei_python_line_read (line->text, line->length, &state, &python, NULL, NULL);

  return python.kind == MEIREI_PYTHON_KIND_OTHER
         || (python.kind == MEIREI_PYTHON_KIND_COMMENT && meirei_answer_line_has_prefix (line, "##"));
}

/* A second closing fence would open a block that holds the explanation. */
static gboolean
is_stray (Reader                *reader,
          const MeireiFenceLine *fence,
          guint                  index_)
{
  MeireiAnswerLine *next;

  if (fence->info_length > 0 || fence->attached)
    return FALSE;
  next = find_next_visible (reader, index_);
  if (next == NULL)
    return TRUE;

  return reader->last_close != G_MAXUINT && reader->last_close + 1 == index_
         && is_prose (next);
}

static void
read_outside (Reader *reader,
              guint   index_)
{
  MeireiAnswerLine *line = meirei_answer_lines_get (reader->lines, index_);
  MeireiFenceLine fence;

  if (!meirei_fence_line_read (line, &fence) && !meirei_fence_line_read_attached (line, &fence))
    return;

  /* A whole answer wrapped in a block of Markdown: what it wraps counts. */
  if (g_strcmp0 (fence.language, "markdown") == 0 || is_stray (reader, &fence, index_))
    {
      line->part = MEIREI_PART_FENCE;
      reader->last_close = index_;
      return;
    }

  open_block (reader, &fence, index_);
  if (fence.closes_itself)
    {
      close_block (reader, index_ + 1, MEIREI_FENCE_END_CLOSED);
      reader->last_close = index_;
    }
}

static gboolean
is_in_string (Reader *reader,
              guint   index_)
{
  if (reader->python.triple == 0)
    return FALSE;

  return (reader->python.triple == '"' ? reader->last_double : reader->last_single) > index_;
}

/* Whether a fence inside the open block is part of its content. */
static gboolean
is_content (Reader                *reader,
            const MeireiFenceLine *fence,
            guint                  index_)
{
  if (fence->character != reader->character)
    return TRUE;
  if (fence->length < reader->length && reader->longest[index_ - reader->first] >= reader->length)
    return TRUE;
  if (!is_in_string (reader, index_))
    return FALSE;

  if (fence->info_length > 0)
    {
      reader->nested = TRUE;
      return TRUE;
    }
  if (reader->nested)
    {
      reader->nested = FALSE;
      return TRUE;
    }

  return fence->indent > reader->block.indent + 3;
}

/* "return x```": the closing fence stands behind the code. */
static gboolean
ends_in_fence (Reader           *reader,
               MeireiAnswerLine *line,
               gsize            *start)
{
  gsize end = line->length;
  gsize n = 0;

  while (end > 0 && g_ascii_isspace (line->text[end - 1]))
    end--;
  while (n < end && line->text[end - 1 - n] == '`')
    n++;
  *start = end - n;

  return n >= reader->length && reader->character == '`' && *start > 0
         && memchr (line->text, '`', *start) == NULL;
}

static void
read_content (Reader *reader,
              guint   index_)
{
  MeireiAnswerLine *line = meirei_answer_lines_get (reader->lines, index_);
  MeireiPythonLine python;
  gsize start;

  meirei_python_line_read (line->text, line->length, &reader->python, &python, NULL, NULL);
  if (reader->python.triple == 0 && ends_in_fence (reader, line, &start))
    {
      line->length = (guint32) start;
      close_block (reader, index_ + 1, MEIREI_FENCE_END_CLOSED);
      reader->last_close = index_;
    }
}

static void
read_inside (Reader *reader,
             guint   index_)
{
  MeireiAnswerLine *line = meirei_answer_lines_get (reader->lines, index_);
  MeireiFenceLine fence;
  guint depth = reader->block.quote_depth;

  if (depth > 0)
    {
      guint found;

      meirei_fence_line_skip_quotes (line, depth, &found);
      if (found == 0 && !meirei_answer_line_is_blank (line))
        {
          close_block (reader, index_, MEIREI_FENCE_END_IMPLIED);
          read_outside (reader, index_);
          return;
        }
    }

  if (!meirei_fence_line_read (line, &fence) || is_content (reader, &fence, index_))
    {
      read_content (reader, index_);
      return;
    }

  if (fence.info_length == 0 || !meirei_fence_line_reopens (&fence))
    {
      close_block (reader, index_, MEIREI_FENCE_END_CLOSED);
      reader->last_close = index_;
      line->part = MEIREI_PART_FENCE;
      return;
    }

  close_block (reader, index_, MEIREI_FENCE_END_IMPLIED);
  read_outside (reader, index_);
}

/* One pass from the end: what still comes, so that no line is looked at
 * twice. */
static void
prepare (Reader *reader)
{
  gsize longest = 0;

  reader->longest = g_new0 (gsize, reader->end - reader->first + 1);
  for (guint i = reader->end; i > reader->first; i--)
    {
      MeireiAnswerLine *line = meirei_answer_lines_get (reader->lines, i - 1);
      MeireiFenceLine fence;

      if (line->part == MEIREI_PART_PROSE)
        {
          if (meirei_fence_line_read (line, &fence) && fence.info_length == 0)
            longest = MAX (longest, fence.length);
          if (reader->last_double == 0 && memmem (line->text, line->length, "\"\"\"", 3) != NULL)
            reader->last_double = i - 1;
          if (reader->last_single == 0 && memmem (line->text, line->length, "'''", 3) != NULL)
            reader->last_single = i - 1;
        }
      reader->longest[i - 1 - reader->first] = longest;
    }
}

/**
 * meirei_markdown_fences_read:
 * @lines: an answer's lines; fence lines get %MEIREI_PART_FENCE, and what
 *   else stands on them is cut off
 * @first: index of the first line to read
 * @end: index behind the last one
 *
 * Reads fenced blocks the way of CommonMark, by lines: fences of any length,
 * of back-quotes and tildes, in quotations and lists, with info strings of
 * every kind.  Where models break the rules (blocks closed with the last line
 * of code, never, or twice) it does what was meant.  The time is linear.
 *
 * Returns: (transfer full) (element-type MeireiFence): the blocks in order
 */
GArray *
meirei_markdown_fences_read (MeireiAnswerLines *lines,
                             guint              first,
                             guint              end)
{
  Reader reader = { .lines = lines, .first = first, .end = end, .last_close = G_MAXUINT };

  reader.blocks = g_array_new (FALSE, FALSE, sizeof (MeireiFence));
  prepare (&reader);

  for (guint i = first; i < end; i++)
    {
      if (!is_text (&reader, i))
        continue;
      if (reader.is_open)
        read_inside (&reader, i);
      else
        read_outside (&reader, i);
    }
  if (reader.is_open)
    close_block (&reader, end, MEIREI_FENCE_END_OPEN);

  g_free (reader.longest);

  return reader.blocks;
}
