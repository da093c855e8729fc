/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-regions.h"
#include "meirei-python-line.h"

typedef struct {
  MeireiAnswerLines *lines;
  MeireiPythonState  python;
  gboolean           in_region;
  guint              first;        /* of the region, or of the comments before it */
  gboolean           has_comment;  /* comments stand directly before this line */
  guint              last_code;
  gboolean           after_blank;
  GArray            *regions;      /* (element-type MeireiFence) */
} Reader;

static void
end_region (Reader *reader)
{
  MeireiFence region = { reader->first, reader->last_code + 1, NULL, 0, 0, MEIREI_FENCE_END_CLOSED };

  if (reader->in_region)
    g_array_append_val (reader->regions, region);
  reader->in_region = FALSE;
  reader->has_comment = FALSE;
  memset (&reader->python, 0, sizeof reader->python);
}

/* A definition that stands alone in a line, between back-quotes. */
static void
unwrap_code_span (MeireiAnswerLine *line)
{
  gsize start = meirei_answer_line_get_indent (line);
  gsize end = line->length;
  gsize n = 0;
  MeireiPythonState state = { 0 };
  MeireiPythonLine python;

  while (end > start && g_ascii_isspace (line->text[end - 1]))
    end--;
  while (start + n < end && line->text[start + n] == '`')
    n++;
  if (n == 0 || end - start <= 2 * n || line->text[end - n] != '`'
      || memchr (line->text + start + n, '`', end - start - n) != line->text + end - n)
    return;

  meirei_python_line_read (line->text + start + n, end - start - 2 * n, &state, &python, NULL, NULL);
  if (python.kind != MEIREI_PYTHON_KIND_DEFINITION && python.kind != MEIREI_PYTHON_KIND_IMPORT)
    return;

  line->length = (guint32) (end - n);
  meirei_answer_line_skip (line, start + n);
}

static void
look_for_region (Reader                 *reader,
                 const MeireiPythonLine *python,
                 guint                   index_)
{
  gboolean starts;

  switch (python->kind)
    {
    case MEIREI_PYTHON_KIND_DEFINITION:
    case MEIREI_PYTHON_KIND_IMPORT:
      starts = TRUE;
      break;
    case MEIREI_PYTHON_KIND_STATEMENT:
    case MEIREI_PYTHON_KIND_CALL:
    case MEIREI_PYTHON_KIND_PROMPT:
      starts = python->indent < 4;
      break;
    case MEIREI_PYTHON_KIND_COMMENT:
      if (!reader->has_comment)
        reader->first = index_;
      reader->has_comment = TRUE;
      return;
    case MEIREI_PYTHON_KIND_BLANK:
    case MEIREI_PYTHON_KIND_CONTINUED:
    case MEIREI_PYTHON_KIND_EXPRESSION:
    case MEIREI_PYTHON_KIND_SHELL:
    case MEIREI_PYTHON_KIND_OTHER:
    default:
      starts = FALSE;
      break;
    }

  if (!starts)
    {
      end_region (reader);
      return;
    }

  if (!reader->has_comment)
    reader->first = index_;
  reader->in_region = TRUE;
  reader->last_code = index_;
}

static void
follow_region (Reader                 *reader,
               const MeireiPythonLine *python,
               guint                   index_)
{
  switch (python->kind)
    {
    case MEIREI_PYTHON_KIND_BLANK:
      return;
    case MEIREI_PYTHON_KIND_OTHER:
      /* Words in an indented line may be a slip in the code; after a blank
       * line they are the text that follows it. */
      if (python->indent == 0 || reader->after_blank)
        {
          end_region (reader);
          return;
        }
      break;
    case MEIREI_PYTHON_KIND_EXPRESSION:
    case MEIREI_PYTHON_KIND_COMMENT:
      if (python->indent == 0 && reader->after_blank)
        {
          if (python->kind == MEIREI_PYTHON_KIND_EXPRESSION)
            end_region (reader);
          return;
        }
      break;
    case MEIREI_PYTHON_KIND_CONTINUED:
    case MEIREI_PYTHON_KIND_DEFINITION:
    case MEIREI_PYTHON_KIND_IMPORT:
    case MEIREI_PYTHON_KIND_STATEMENT:
    case MEIREI_PYTHON_KIND_CALL:
    case MEIREI_PYTHON_KIND_PROMPT:
    case MEIREI_PYTHON_KIND_SHELL:
    default:
      break;
    }

  reader->last_code = index_;
}

static void
read_line (Reader *reader,
           guint   index_)
{
  MeireiAnswerLine *line = meirei_answer_lines_get (reader->lines, index_);
  MeireiPythonLine python;

  if (!reader->in_region)
    unwrap_code_span (line);
  meirei_python_line_read (line->text, line->length, &reader->python, &python, NULL, NULL);

  if (reader->in_region)
    follow_region (reader, &python, index_);
  else
    look_for_region (reader, &python, index_);
  reader->after_blank = python.kind == MEIREI_PYTHON_KIND_BLANK && !python.in_string;
}

/**
 * meirei_code_regions_read:
 * @lines: an answer's lines
 * @first: index of the first line to read
 * @end: index behind the last one
 * @fences: (element-type MeireiFence): the fenced blocks among them
 *
 * Finds runs of lines that read like Python between the prose, outside of
 * all fenced blocks.
 *
 * Returns: (transfer full) (element-type MeireiFence): the runs in order
 */
GArray *
meirei_code_regions_read (MeireiAnswerLines *lines,
                          guint              first,
                          guint              end,
                          GArray            *fences)
{
  Reader reader = { .lines = lines };
  guint next = 0;

  reader.regions = g_array_new (FALSE, FALSE, sizeof (MeireiFence));

  for (guint i = first; i < end; i++)
    {
      while (next < fences->len && g_array_index (fences, MeireiFence, next).end <= i)
        next++;
      if (next < fences->len && g_array_index (fences, MeireiFence, next).first <= i)
        {
          end_region (&reader);
          continue;
        }

      if (meirei_answer_lines_get (lines, i)->part == MEIREI_PART_PROSE)
        read_line (&reader, i);
      else if (meirei_answer_lines_get (lines, i)->part == MEIREI_PART_FENCE)
        end_region (&reader);
    }
  end_region (&reader);

  return reader.regions;
}
