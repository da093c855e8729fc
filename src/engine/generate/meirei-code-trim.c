/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-trim.h"

static MeireiCodeLine *
get_line (MeireiCodeDraft *draft,
          guint            index_)
{
  return &g_array_index (draft->lines, MeireiCodeLine, index_);
}

static gboolean
is_silent (MeireiCodeLine *code)
{
  return code->kind == MEIREI_PYTHON_KIND_BLANK || code->kind == MEIREI_PYTHON_KIND_COMMENT;
}

/* The first line of the statement that the line at @index_ belongs to. */
static guint
find_statement (MeireiCodeDraft *draft,
                guint            index_)
{
  while (index_ > 0 && (get_line (draft, index_)->kind == MEIREI_PYTHON_KIND_CONTINUED
                        || get_line (draft, index_)->kind == MEIREI_PYTHON_KIND_BLANK))
    index_--;

  return index_;
}

/* Clauses that go on with a statement: the statement begins further up. */
static gboolean
is_clause (MeireiCodeLine *code)
{
  return meirei_answer_line_has_prefix (&code->line, "else")
         || meirei_answer_line_has_prefix (&code->line, "elif")
         || meirei_answer_line_has_prefix (&code->line, "except")
         || meirei_answer_line_has_prefix (&code->line, "finally");
}

static gboolean
is_decorator (MeireiCodeLine *code)
{
  gsize indent = meirei_answer_line_get_indent (&code->line);

  return code->kind == MEIREI_PYTHON_KIND_DEFINITION && indent < code->line.length
         && code->line.text[indent] == '@';
}

/* The first line of the outermost statement around the line at @index_. */
static guint
find_top_statement (MeireiCodeDraft *draft,
                    guint            index_)
{
  while (index_ > 0)
    {
      MeireiCodeLine *code = get_line (draft, index_);

      if (code->indent == 0 && !is_silent (code) && code->kind != MEIREI_PYTHON_KIND_CONTINUED
          && !is_clause (code))
        break;
      index_--;
    }
  while (index_ > 0 && get_line (draft, index_ - 1)->indent == 0
         && is_decorator (get_line (draft, index_ - 1)))
    index_--;

  return index_;
}

/* Where the outermost statement that begins at @index_ ends. */
static guint
find_top_end (MeireiCodeDraft *draft,
              guint            index_)
{
  gboolean decorated = is_decorator (get_line (draft, index_));
  guint i;

  for (i = index_ + 1; i < draft->lines->len; i++)
    {
      MeireiCodeLine *code = get_line (draft, i);

      if (code->indent > 0 || is_silent (code) || code->kind == MEIREI_PYTHON_KIND_CONTINUED
          || is_clause (code))
        continue;
      if (!decorated)
        break;
      decorated = is_decorator (code);
    }

  return i;
}

static guint
find_prose_end (MeireiCodeDraft *draft,
                guint            index_)
{
  guint i;

  for (i = index_ + 1; i < draft->lines->len; i++)
    {
      guint8 kind = get_line (draft, i)->kind;

      if (kind != MEIREI_PYTHON_KIND_OTHER && kind != MEIREI_PYTHON_KIND_EXPRESSION
          && kind != MEIREI_PYTHON_KIND_BLANK)
        break;
    }

  return i;
}

/* The opener of the block that the line at @index_ stands in. */
static guint
find_opener (MeireiCodeDraft *draft,
             guint            index_)
{
  guint indent = get_line (draft, index_)->indent;

  while (index_ > 0)
    {
      MeireiCodeLine *code = get_line (draft, index_);

      if (code->indent < indent && !is_silent (code) && code->kind != MEIREI_PYTHON_KIND_CONTINUED)
        break;
      index_--;
    }

  return index_;
}

/* A statement that waits for its block, and decorators without function,
 * cannot be the last. */
static guint
drop_dangling (MeireiCodeDraft *draft,
               guint            end)
{
  while (end > 0)
    {
      MeireiCodeLine *code = get_line (draft, end - 1);
      guint start = find_statement (draft, end - 1);

      if (!is_silent (code) && !is_decorator (code) && !code->opens_block)
        break;
      end = is_silent (code) ? end - 1 : start;
    }

  return end;
}

static gboolean
remove_lines (MeireiCodeDraft *draft,
              guint            start,
              guint            end)
{
  if (end >= draft->lines->len)
    g_array_set_size (draft->lines, drop_dangling (draft, start));
  else
    g_array_remove_range (draft->lines, start, end - start);

  draft->trimmed = TRUE;
  meirei_code_draft_read (draft);

  return draft->lines->len > 0;
}

/**
 * meirei_code_trim_step:
 * @draft: a draft that does not parse
 * @error_line: where the parser says that the error is, counted from 1; 0 if
 *   it does not say
 * @again_at_end: whether the last step, too, was because of an error at the
 *   end
 *
 * Leaves out as little as possible around an error: prose between the code;
 * in an answer that breaks off, the unfinished statement at the end; else the
 * outermost statement that has the error.
 *
 * Returns: %FALSE if nothing is left
 */
gboolean
meirei_code_trim_step (MeireiCodeDraft *draft,
                       guint            error_line,
                       gboolean         again_at_end)
{
  guint n_lines = draft->lines->len;
  gboolean at_end = error_line == 0 || error_line >= n_lines;
  guint index_;
  guint start;

  if (n_lines == 0)
    return FALSE;

  index_ = find_statement (draft, at_end ? n_lines - 1 : error_line - 1);
  if (get_line (draft, index_)->kind == MEIREI_PYTHON_KIND_OTHER
      && get_line (draft, index_)->indent == 0)
    return remove_lines (draft, index_, find_prose_end (draft, index_));

  if (draft->truncated)
    {
      start = at_end && again_at_end ? find_opener (draft, index_) : index_;
      return remove_lines (draft, start, n_lines);
    }

  start = find_top_statement (draft, index_);

  return remove_lines (draft, start, find_top_end (draft, start));
}

/**
 * meirei_code_trim_is_acceptable:
 * @trimmed: what is left
 * @full: what it was before
 * @declared: (nullable) (array zero-terminated=1): names that the code has to
 *   define
 *
 * Says whether the rest is still an answer.  Rather code with an error that
 * can be seen and repaired than a file without the function.
 *
 * Returns: %TRUE if the rest will do
 */
gboolean
meirei_code_trim_is_acceptable (MeireiCodeDraft    *trimmed,
                                MeireiCodeDraft    *full,
                                const char * const *declared)
{
  guint n_declared = meirei_code_draft_count (full, declared);
  guint n_left = meirei_code_draft_count (trimmed, declared);
  guint n_defines = g_hash_table_size (full->defines);
  guint n_code = meirei_code_draft_count_code (trimmed);

  if (n_code == 0)
    return FALSE;
  if (n_declared > 0)
    return full->truncated ? n_left > 0 : n_left == n_declared;
  if (n_defines > 0)
    return full->truncated ? g_hash_table_size (trimmed->defines) > 0
                           : 2 * g_hash_table_size (trimmed->defines) >= n_defines;

  return full->truncated || 2 * n_code >= meirei_code_draft_count_code (full);
}
