/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-answer-repetition.h"

/* A model that has got into a loop stays in it until it is stopped, so the
 * loop is at the answer's end: what is looked for is a suffix with a period.
 * The limits are above what tables and data in real code have. */
#define MIN_SAME_LINES 10
#define MIN_CYCLES 4
#define MIN_CYCLE_LINES 16
#define MIN_TRIVIAL_CYCLES 30
#define MIN_COUNTING_CYCLES 12
#define MIN_COUNTING_LINES 40
#define MIN_BLANK_LINES 100
#define MIN_LETTERS 3
#define MAX_PERIOD 400

#define MAX_TAIL_BYTES 65536
#define MAX_BYTE_PERIOD 256
#define MIN_BYTE_RUN 400
#define MIN_BYTE_CYCLES 12

/* FNV-1a.  @counting: all numbers are the same, because some loops count. */
static guint64
hash_line (const MeireiAnswerLine *line,
           gboolean                counting)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  gboolean in_number = FALSE;

  for (gsize i = 0; i < line->length; i++)
    {
      guchar c = (guchar) line->text[i];
      gboolean digit = counting && g_ascii_isdigit (c);

      if (digit && in_number)
        continue;
      in_number = digit;
      hash = (hash ^ (digit ? '0' : c)) * G_GUINT64_CONSTANT (1099511628211);
    }

  return hash;
}

static gboolean
is_trivial (const MeireiAnswerLine *line)
{
  guint n_letters = 0;

  for (gsize i = 0; i < line->length && n_letters < MIN_LETTERS; i++)
    n_letters += g_ascii_isalpha (line->text[i]) || (guchar) line->text[i] >= 0x80;

  return n_letters < MIN_LETTERS;
}

static gboolean
is_trivial_cycle (MeireiAnswerLines *lines,
                  GArray            *indices,
                  guint              length,
                  guint              period)
{
  for (guint i = length - period; i < length; i++)
    {
      if (!is_trivial (meirei_answer_lines_get (lines, g_array_index (indices, guint, i))))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_loop (MeireiAnswerLines *lines,
         GArray            *indices,
         gboolean           counting,
         guint              length,
         guint              period)
{
  guint n_cycles = length / period;

  if (period > MAX_PERIOD)
    return FALSE;
  if (counting && (n_cycles < MIN_COUNTING_CYCLES || length < MIN_COUNTING_LINES))
    return FALSE;
  if (period == 1 ? n_cycles < MIN_SAME_LINES
                  : n_cycles < MIN_CYCLES || length < MIN_CYCLE_LINES)
    return FALSE;

  return n_cycles >= MIN_TRIVIAL_CYCLES || !is_trivial_cycle (lines, indices, length, period);
}

/* The lines that are not blank, last one first. */
static GArray *
collect_lines (MeireiAnswerLines *lines)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = lines->lines->len; i > 0; i--)
    {
      guint index_ = i - 1;
      MeireiAnswerLine *line = meirei_answer_lines_get (lines, index_);

      if (line->part == MEIREI_PART_PROSE && !meirei_answer_line_is_blank (line))
        g_array_append_val (indices, index_);
    }

  return indices;
}

/* The longest periodic run at the front of the reversed lines from @skip on,
 * by the failure function of Knuth, Morris and Pratt: linear. */
static guint
find_loop (MeireiAnswerLines *lines,
           GArray            *indices,
           gboolean           counting,
           guint              skip,
           guint             *period)
{
  guint n = indices->len - skip;
  g_autofree guint64 *hashes = g_new (guint64, n + 1);
  g_autofree guint *failure = g_new (guint, n + 1);
  guint best = 0;
  guint k = 0;

  for (guint i = 0; i < n; i++)
    hashes[i] = hash_line (meirei_answer_lines_get (lines, g_array_index (indices, guint, skip + i)),
                           counting);

  failure[0] = 0;
  for (guint i = 1; i < n; i++)
    {
      while (k > 0 && hashes[i] != hashes[k])
        k = failure[k - 1];
      if (hashes[i] == hashes[k])
        k++;
      failure[i] = k;

      if (2 * k > i && is_loop (lines, indices, counting, i + 1, i + 1 - k))
        {
          best = i + 1;
          *period = i + 1 - k;
        }
    }

  return best;
}

/* The last line may be cut in the middle: then it only begins like the line
 * that the loop would have had there. */
static gboolean
is_begun_line (MeireiAnswerLines *lines,
               GArray            *indices,
               guint              period)
{
  MeireiAnswerLine *last = meirei_answer_lines_get (lines, g_array_index (indices, guint, 0));
  MeireiAnswerLine *whole = meirei_answer_lines_get (lines, g_array_index (indices, guint, period));

  return last->length < whole->length && memcmp (last->text, whole->text, last->length) == 0;
}

static gboolean
cut_lines (MeireiAnswerLines *lines,
           GArray            *indices,
           gboolean           counting)
{
  guint period = 0;
  guint skip = 0;
  guint length;
  guint first;

  if (indices->len < MIN_SAME_LINES)
    return FALSE;

  length = find_loop (lines, indices, counting, 0, &period);
  if (length == 0)
    {
      skip = 1;
      length = find_loop (lines, indices, counting, 1, &period);
      if (length == 0 || !is_begun_line (lines, indices, period))
        return FALSE;
    }

  first = g_array_index (indices, guint, skip + length - period - 1);
  for (guint i = first; i < lines->lines->len; i++)
    {
      if (meirei_answer_lines_get (lines, i)->part == MEIREI_PART_PROSE)
        meirei_answer_lines_get (lines, i)->part = MEIREI_PART_REPETITION;
    }

  return TRUE;
}

/* "\x00\x00\x00\x00..." and its like, in one endless line. */
static gboolean
cut_last_line (MeireiAnswerLines *lines,
               GArray            *indices)
{
  g_autofree guint *failure = NULL;
  MeireiAnswerLine *line;
  guint n;
  guint best = 0;
  guint period = 0;
  guint k = 0;

  if (indices->len == 0)
    return FALSE;
  line = meirei_answer_lines_get (lines, g_array_index (indices, guint, 0));
  n = MIN (line->length, MAX_TAIL_BYTES);
  if (n < MIN_BYTE_RUN)
    return FALSE;

  failure = g_new0 (guint, n);
  for (guint i = 1; i < n; i++)
    {
      const char *end = line->text + line->length - 1;

      while (k > 0 && end[-(gssize) i] != end[-(gssize) k])
        k = failure[k - 1];
      if (end[-(gssize) i] == end[-(gssize) k])
        k++;
      failure[i] = k;
      if (i + 1 - k <= MAX_BYTE_PERIOD && (i + 1) / (i + 1 - k) >= MIN_BYTE_CYCLES)
        {
          best = i + 1;
          period = i + 1 - k;
        }
    }
  if (best < MIN_BYTE_RUN)
    return FALSE;

  line->length -= best - period;
  while (line->length > 0 && ((guchar) line->text[line->length] & 0xc0) == 0x80)
    line->length--;
  line->marks |= MEIREI_EXTRACTION_MARK_REPETITION_CUT;

  return TRUE;
}

static gboolean
cut_blank_lines (MeireiAnswerLines *lines)
{
  guint first = lines->lines->len;

  while (first > 0 && meirei_answer_line_is_blank (meirei_answer_lines_get (lines, first - 1)))
    first--;
  if (lines->lines->len - first < MIN_BLANK_LINES)
    return FALSE;

  for (guint i = first; i < lines->lines->len; i++)
    {
      if (meirei_answer_lines_get (lines, i)->part == MEIREI_PART_PROSE)
        meirei_answer_lines_get (lines, i)->part = MEIREI_PART_REPETITION;
    }

  return TRUE;
}

/**
 * meirei_answer_repetition_cut:
 * @lines: an answer's lines
 *
 * Finds the endless repetition that an answer ends in, be it of lines, of
 * groups of lines, of such that differ only in a number, inside one line, or
 * of blank lines.  Its first round is
 * kept, the others get %MEIREI_PART_REPETITION.
 *
 * Returns: %TRUE if there was one
 */
gboolean
meirei_answer_repetition_cut (MeireiAnswerLines *lines)
{
  gboolean blank = cut_blank_lines (lines);
  g_autoptr(GArray) indices = collect_lines (lines);

  return cut_lines (lines, indices, FALSE) || cut_lines (lines, indices, TRUE)
         || cut_last_line (lines, indices) || blank;
}
