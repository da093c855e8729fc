/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From lines to partners: leaves out what does not count, matches the rest,
 * and moves changes to where a person would see them. */

#include "config.h"

#include "meirei-line-diff-private.h"

#define NO_INDENT 1000

/* The lines that count, of both sides. */
typedef struct {
  guint n_lines[MEIREI_N_DIFF_SIDES];
  guint *ids[MEIREI_N_DIFF_SIDES];
  guint *lines[MEIREI_N_DIFF_SIDES];    /* their places in the text */
  int *partners[MEIREI_N_DIFF_SIDES];
} Counted;

static void
count_side (MeireiDiffJob *job,
            Counted       *counted,
            guint          side)
{
  guint n_lines = job->texts[side].lines->len;
  guint n = 0;

  counted->ids[side] = g_new (guint, n_lines + 1);
  counted->lines[side] = g_new (guint, n_lines + 1);
  counted->partners[side] = g_new (int, n_lines + 1);
  for (guint i = 0; i < n_lines; i++)
    {
      const MeireiDiffLine *line = meirei_diff_text_line (&job->texts[side], i);

      if (line->ignored)
        continue;
      counted->ids[side][n] = line->id;
      counted->lines[side][n] = i;
      counted->partners[side][n++] = -1;
    }
  counted->n_lines[side] = n;
}

/* Empty lines are the worst beginning of a change. */
static guint
get_indent (MeireiDiffJob *job,
            Counted       *counted,
            guint          side,
            guint          i)
{
  const MeireiDiffLine *line = meirei_diff_text_line (&job->texts[side], counted->lines[side][i]);

  for (gsize n = 0; n < line->length; n++)
    if (!g_ascii_isspace (line->text[n]))
      return (guint) n;

  return NO_INDENT;
}

/* Moves a run of lines that only one side has by one line: what comes in at
 * one end has the same text as what goes out at the other. */
static gboolean
move_run (Counted *counted,
          guint    side,
          guint   *start,
          guint   *end,
          gboolean up)
{
  const guint *ids = counted->ids[side];
  int *partners = counted->partners[side];
  guint in = up ? *start - 1 : *end;
  guint out = up ? *end - 1 : *start;
  int partner;

  if ((up ? *start == 0 : *end == counted->n_lines[side]) || ids[in] != ids[out]
      || partners[in] < 0)
    return FALSE;

  partner = partners[in];
  partners[out] = partner;
  counted->partners[1 - side][partner] = (int) out;
  partners[in] = -1;
  *start += up ? -1 : 1;
  *end += up ? -1 : 1;

  return TRUE;
}

/* Whether the other side has no lonely lines where the run is. */
static gboolean
is_alone (Counted *counted,
          guint    side,
          guint    start,
          guint    end)
{
  int before = start > 0 ? counted->partners[side][start - 1] : -1;
  int after = end < counted->n_lines[side] ? counted->partners[side][end]
                                           : (int) counted->n_lines[1 - side];

  return (start == 0 || before >= 0) && after == before + 1;
}

/* Of all places that mean the same, takes the one where the run begins with
 * the least indented line, the lowest of them. */
static void
place_run (MeireiDiffJob *job,
           Counted       *counted,
           guint          side,
           guint         *start,
           guint         *end)
{
  guint best;
  guint best_indent = G_MAXUINT;

  while (job->budget > 0 && is_alone (counted, side, *start, *end)
         && move_run (counted, side, start, end, TRUE))
    job->budget--;
  best = *start;
  do
    {
      guint indent = get_indent (job, counted, side, *start);

      job->budget--;
      if (indent <= best_indent)
        {
          best = *start;
          best_indent = indent;
        }
    }
  while (job->budget > 0 && is_alone (counted, side, *start, *end)
         && move_run (counted, side, start, end, FALSE));

  while (*start > best && move_run (counted, side, start, end, TRUE))
    ;
}

static void
place_runs (MeireiDiffJob *job,
            Counted       *counted,
            guint          side)
{
  guint i = 0;

  while (i < counted->n_lines[side] && job->budget > 0)
    {
      guint start = i;
      guint end;

      while (start < counted->n_lines[side] && counted->partners[side][start] >= 0)
        start++;
      for (end = start; end < counted->n_lines[side] && counted->partners[side][end] < 0;)
        end++;
      i = end;
      if (start < end && is_alone (counted, side, start, end))
        {
          place_run (job, counted, side, &start, &end);
          i = MAX (i, end);
        }
    }
}

static void
store_partners (MeireiDiffJob *job,
                Counted       *counted,
                guint          side)
{
  for (guint i = 0; i < job->texts[side].lines->len; i++)
    job->partners[side][i] = -1;
  for (guint i = 0; i < counted->n_lines[side]; i++)
    if (counted->partners[side][i] >= 0)
      job->partners[side][counted->lines[side][i]] =
        (int) counted->lines[1 - side][counted->partners[side][i]];
}

/* Fills in the partners of all lines. */
void
meirei_diff_job_match (MeireiDiffJob *job,
                       guint          n_ids)
{
  Counted counted;

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    count_side (job, &counted, side);

  meirei_diff_match ((const guint *const *) counted.ids, counted.n_lines, n_ids,
                     counted.partners, &job->budget);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    place_runs (job, &counted, side);

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    store_partners (job, &counted, side);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      g_free (counted.ids[side]);
      g_free (counted.lines[side]);
      g_free (counted.partners[side]);
    }
}
