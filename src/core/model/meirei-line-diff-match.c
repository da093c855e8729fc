/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Which lines are the same.  Patience: lines that occur once on both sides
 * hold the texts together, and what is between them is looked at on its own.
 * Where there is no such line, the shortest edit script (Myers) decides; it is
 * taken in pieces, so that neither time nor memory can run away. */

#include "config.h"

#include <string.h>

#include "meirei-line-diff-private.h"

#define MAX_DISTANCE 256

typedef struct {
  guint start[MEIREI_N_DIFF_SIDES];
  guint end[MEIREI_N_DIFF_SIDES];
} Range;

typedef struct {
  const guint *ids[MEIREI_N_DIFF_SIDES];
  int *partners[MEIREI_N_DIFF_SIDES];
  guint *counts[MEIREI_N_DIFF_SIDES]; /* by number, within the range; else 0 */
  guint *places;                      /* by number, the place in the new text */
  GArray *ranges;                     /* that wait */
  gint64 *budget;
} Matcher;

typedef struct {
  guint line[MEIREI_N_DIFF_SIDES];
  int before; /* the anchor before it in the longest row, or -1 */
} Anchor;

static void
match (Matcher *self,
       guint    old_line,
       guint    new_line)
{
  self->partners[MEIREI_DIFF_OLD][old_line] = (int) new_line;
  self->partners[MEIREI_DIFF_NEW][new_line] = (int) old_line;
}

static gboolean
is_same (Matcher *self,
         guint    old_line,
         guint    new_line)
{
  return self->ids[MEIREI_DIFF_OLD][old_line] == self->ids[MEIREI_DIFF_NEW][new_line];
}

/* Matches what both ends have in common. */
static void
trim (Matcher *self,
      Range   *range)
{
  guint *start = range->start;
  guint *end = range->end;

  while (start[0] < end[0] && start[1] < end[1] && is_same (self, start[0], start[1]))
    match (self, start[0]++, start[1]++);
  while (start[0] < end[0] && start[1] < end[1] && is_same (self, end[0] - 1, end[1] - 1))
    match (self, --end[0], --end[1]);
}

static void
count (Matcher     *self,
       const Range *range,
       gboolean     forget)
{
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    for (guint i = range->start[side]; i < range->end[side]; i++)
      {
        guint id = self->ids[side][i];

        self->counts[side][id] = forget ? 0 : self->counts[side][id] + 1;
        if (side == MEIREI_DIFF_NEW)
          self->places[id] = i;
      }
}

static GArray *
find_anchors (Matcher     *self,
              const Range *range)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));

  count (self, range, FALSE);
  for (guint i = range->start[0]; i < range->end[0]; i++)
    {
      guint id = self->ids[0][i];
      Anchor anchor = { { i, self->places[id] }, -1 };

      if (self->counts[0][id] == 1 && self->counts[1][id] == 1)
        g_array_append_val (anchors, anchor);
    }
  count (self, range, TRUE);

  return anchors;
}

/* The longest row of anchors that rises on both sides: each anchor goes on
 * the first pile whose top is not lower.  Returns: its last one, or -1. */
static int
find_longest_row (GArray *anchors)
{
  g_autofree guint *tops = g_new (guint, anchors->len + 1);
  guint n_piles = 0;

  for (guint i = 0; i < anchors->len; i++)
    {
      Anchor *anchor = &g_array_index (anchors, Anchor, i);
      guint low = 0;
      guint high = n_piles;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (g_array_index (anchors, Anchor, tops[middle]).line[1] < anchor->line[1])
            low = middle + 1;
          else
            high = middle;
        }
      anchor->before = low > 0 ? (int) tops[low - 1] : -1;
      tops[low] = i;
      n_piles = MAX (n_piles, low + 1);
    }

  return n_piles > 0 ? (int) tops[n_piles - 1] : -1;
}

static void
split_at_anchors (Matcher     *self,
                  const Range *range,
                  GArray      *anchors)
{
  Range after = *range;

  for (int i = find_longest_row (anchors); i >= 0; i = g_array_index (anchors, Anchor, i).before)
    {
      const Anchor *anchor = &g_array_index (anchors, Anchor, i);
      Range gap = after;

      match (self, anchor->line[0], anchor->line[1]);
      for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
        {
          gap.start[side] = anchor->line[side] + 1;
          after.end[side] = anchor->line[side];
        }
      g_array_append_val (self->ranges, gap);
    }
  g_array_append_val (self->ranges, after);
}

/* How far one comes in the old text on each diagonal with a number of edits.
 * Diagonal k is at k + MAX_DISTANCE + 1. */
typedef int Reach[2 * MAX_DISTANCE + 3];

/* Walks back from a point that was reached with @distance edits and matches
 * what was equal on the way. */
static void
walk_back (Matcher     *self,
           const Range *range,
           Reach       *reaches,
           int          distance,
           int          x,
           int          y)
{
  for (int d = distance; d >= 0 && (x > 0 || y > 0); d--)
    {
      int k = x - y;
      const int *before = d > 0 ? reaches[d - 1] + MAX_DISTANCE + 1 : NULL;
      gboolean down = d > 0 && (k == -d || (k != d && before[k - 1] < before[k + 1]));
      int previous_k = down ? k + 1 : k - 1;
      int from_x = d == 0 ? 0 : before[previous_k] + (down ? 0 : 1);

      while (x > from_x)
        {
          x--;
          y--;
          match (self, range->start[0] + (guint) x, range->start[1] + (guint) y);
        }
      if (d > 0)
        {
          x = before[previous_k];
          y = x - previous_k;
        }
    }
}

/* Advances on all diagonals by one edit.  Returns: %TRUE at the end of both
 * texts. */
static gboolean
advance (Matcher     *self,
         const Range *range,
         Reach       *reaches,
         int          d,
         int         *best_x,
         int         *best_y)
{
  int n_old = (int) (range->end[0] - range->start[0]);
  int n_new = (int) (range->end[1] - range->start[1]);
  int *reach = reaches[d] + MAX_DISTANCE + 1;
  const int *before = d > 0 ? reaches[d - 1] + MAX_DISTANCE + 1 : NULL;

  for (int k = -d; k <= d; k += 2)
    {
      gboolean down = d == 0 || k == -d || (k != d && before[k - 1] < before[k + 1]);
      int x = d == 0 ? 0 : down ? before[k + 1] : before[k - 1] + 1;
      int y = x - k;

      int from_x = x;

      while (x < n_old && y < n_new
             && is_same (self, range->start[0] + (guint) x, range->start[1] + (guint) y))
        {
          x++;
          y++;
        }
      reach[k] = x;
      *self->budget -= x - from_x + 1;
      /* A diagonal may leave the texts; what is out there is no result. */
      if (x <= n_old && y <= n_new && x + y > *best_x + *best_y)
        {
          *best_x = x;
          *best_y = y;
        }
      if (x == n_old && y == n_new)
        return TRUE;
    }

  return FALSE;
}

static void
match_shortest (Matcher     *self,
                const Range *range)
{
  guint n_lines = range->end[0] - range->start[0] + range->end[1] - range->start[1];
  int max_distance = (int) MIN (n_lines, MAX_DISTANCE);
  g_autofree Reach *reaches = g_new (Reach, max_distance + 1);
  Range rest = *range;
  int x = 0;
  int y = 0;
  int best_d = 0;

  for (int d = 0; d <= max_distance; d++)
    {
      int far = x + y;
      gboolean done = advance (self, range, reaches, d, &x, &y);

      if (x + y > far)
        best_d = d;
      if (done)
        break;
    }

  walk_back (self, range, reaches, best_d, x, y);
  rest.start[0] += (guint) x;
  rest.start[1] += (guint) y;
  if (x + y > 0)
    g_array_append_val (self->ranges, rest);
}

static void
match_range (Matcher *self,
             Range    range)
{
  g_autoptr(GArray) anchors = NULL;

  *self->budget -= range.end[0] - range.start[0] + range.end[1] - range.start[1];
  trim (self, &range);
  if (range.start[0] == range.end[0] || range.start[1] == range.end[1])
    return;

  anchors = find_anchors (self, &range);
  if (anchors->len > 0)
    split_at_anchors (self, &range, anchors);
  else
    match_shortest (self, &range);
}

/* Finds for each line of each side the same line of the other side; the lines
 * of @partners are all -1 before. */
void
meirei_diff_match (const guint *const *ids,
                   const guint        *n_lines,
                   guint               n_ids,
                   int               **partners,
                   gint64             *budget)
{
  Matcher self = { .budget = budget };
  Range range = { { 0, 0 }, { n_lines[0], n_lines[1] } };

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      self.ids[side] = ids[side];
      self.partners[side] = partners[side];
      self.counts[side] = g_new0 (guint, n_ids);
    }
  self.places = g_new (guint, n_ids);
  self.ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  g_array_append_val (self.ranges, range);

  while (self.ranges->len > 0 && *budget > 0)
    {
      range = g_array_index (self.ranges, Range, self.ranges->len - 1);
      g_array_set_size (self.ranges, self.ranges->len - 1);
      match_range (&self, range);
    }

  g_array_unref (self.ranges);
  g_free (self.places);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    g_free (self.counts[side]);
}
