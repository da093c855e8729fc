/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-language.h"
#include "meirei-fence-line.h"
#include "meirei-python-line.h"

#define MIN_FENCE 3

/**
 * meirei_fence_line_skip_quotes:
 * @line: a line
 * @max_depth: how many quotation marks to skip at most
 * @depth: (out) (optional): how many were skipped
 *
 * Returns: where the line's text begins behind the `>` of a quotation
 */
gsize
meirei_fence_line_skip_quotes (const MeireiAnswerLine *line,
                               guint                   max_depth,
                               guint                  *depth)
{
  gsize pos = 0;
  guint n = 0;

  while (n < max_depth)
    {
      gsize i = pos;

      while (i < line->length && i < pos + 3 && line->text[i] == ' ')
        i++;
      if (i >= line->length || line->text[i] != '>')
        break;
      pos = i + 1;
      if (pos < line->length && line->text[pos] == ' ')
        pos++;
      n++;
    }

  if (depth != NULL)
    *depth = n;

  return pos;
}

static gsize
measure_run (const char *text,
             gsize       length)
{
  gsize n = 0;

  while (n < length && text[n] == text[0])
    n++;

  return n;
}

/* Small models put the first line of code, or all of it, on the line of the
 * fence. */
static void
find_code_in_info (MeireiFenceLine *fence)
{
  MeireiPythonState state = { 0 };
  MeireiPythonLine line;
  gsize word_end;
  const char *code;
  gsize length;

  fence->language = meirei_code_language_from_info (fence->info, fence->info_length, &word_end);
  code = fence->info;
  length = fence->info_length;
  if (fence->language != NULL)
    {
      if (strcmp (fence->language, "python") != 0)
        return;
      code += word_end;
      length -= word_end;
    }
  while (length > 0 && *code == ' ')
    {
      code++;
      length--;
    }

  meirei_python_line_read (code, length, &state, &line, NULL, NULL);
  if (line.kind != MEIREI_PYTHON_KIND_DEFINITION && line.kind != MEIREI_PYTHON_KIND_IMPORT)
    return;

  fence->code = code;
  fence->code_length = length;
  fence->language = "python";
}

static gboolean
read_info (const MeireiAnswerLine *line,
           MeireiFenceLine        *fence)
{
  gsize start = fence->start + fence->length;
  gsize end = line->length;
  gsize n_closing = 0;

  while (end > start && g_ascii_isspace (line->text[end - 1]))
    end--;
  while (fence->character == '`' && end > start + n_closing
         && line->text[end - 1 - n_closing] == '`')
    n_closing++;
  end -= n_closing;
  while (start < end && g_ascii_isspace (line->text[start]))
    start++;

  fence->info = line->text + start;
  fence->info_length = end - start;
  find_code_in_info (fence);
  fence->closes_itself = n_closing >= MIN_FENCE;
  if (n_closing == 0 && fence->character == '`')
    return fence->code != NULL || memchr (fence->info, '`', fence->info_length) == NULL;

  /* "```text```" in a line is no block unless it holds a definition. */
  return n_closing == 0 || (fence->closes_itself && fence->code != NULL);
}

/**
 * meirei_fence_line_read:
 * @line: a line
 * @fence: (out caller-allocates): the fence
 *
 * Sees whether a line is a fence: three or more back-quotes or tildes, with
 * any indentation and in any quotation.  CommonMark allows three columns of
 * indentation; models know no such limit.
 *
 * Returns: %TRUE if it is one
 */
gboolean
meirei_fence_line_read (const MeireiAnswerLine *line,
                        MeireiFenceLine        *fence)
{
  gsize pos;

  memset (fence, 0, sizeof *fence);
  pos = meirei_fence_line_skip_quotes (line, 8, &fence->quote_depth);
  for (; pos < line->length && (line->text[pos] == ' ' || line->text[pos] == '\t'); pos++)
    fence->indent = line->text[pos] == '\t' ? (fence->indent / 4 + 1) * 4 : fence->indent + 1;

  if (pos >= line->length || (line->text[pos] != '`' && line->text[pos] != '~'))
    return FALSE;

  fence->start = pos;
  fence->character = line->text[pos];
  fence->length = measure_run (line->text + pos, line->length - pos);

  return fence->length >= MIN_FENCE && read_info (line, fence);
}

/**
 * meirei_fence_line_read_attached:
 * @line: a line outside of any block
 * @fence: (out caller-allocates): the fence
 *
 * Sees whether a line of text, or the mark of a list item, ends in an opening
 * fence: "Here it is: ```python".
 *
 * Returns: %TRUE if it does
 */
gboolean
meirei_fence_line_read_attached (const MeireiAnswerLine *line,
                                 MeireiFenceLine        *fence)
{
  const char *tick = memchr (line->text, '`', line->length);

  memset (fence, 0, sizeof *fence);
  if (tick == NULL)
    return FALSE;

  fence->attached = TRUE;
  fence->character = '`';
  fence->start = (gsize) (tick - line->text);
  fence->length = measure_run (tick, line->length - fence->start);
  if (fence->length < MIN_FENCE || !read_info (line, fence))
    return FALSE;

  return fence->info_length == 0 || fence->code != NULL
         || (fence->language != NULL && memchr (fence->info, ' ', fence->info_length) == NULL);
}

/**
 * meirei_fence_line_reopens:
 * @fence: a fence with an info string, met inside an open block
 *
 * By CommonMark a fence with an info string closes nothing.  Models forget to
 * close a block before the next one.
 *
 * Returns: %TRUE if the info string looks like the beginning of a block, and
 *   not like text that follows a closing fence on its own line
 */
gboolean
meirei_fence_line_reopens (const MeireiFenceLine *fence)
{
  if (fence->language != NULL || fence->code != NULL)
    return TRUE;

  return fence->info_length > 0 && fence->info_length <= 20
         && memchr (fence->info, ' ', fence->info_length) == NULL
         && (g_ascii_islower (fence->info[0]) || fence->info[0] == '{');
}
