/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Which lines of two texts differ: the longest common subsequence of what is
 * left between the lines that are equal at the start and at the end. */

#include "config.h"

#include "meirei-line-diff.h"

/* Above this product of line counts everything in between counts as changed:
 * the table would take too much time and memory. */
#define MAX_CELLS (4 * 1024 * 1024)

static void
mark_all (gboolean *marks,
          guint     from,
          guint     to,
          guint    *count)
{
  for (guint i = from; i < to; i++)
    marks[i] = TRUE;
  *count += to - from;
}

/* Walks the table from its start; it holds the lengths of the remaining
 * common subsequences. */
static void
mark_changes (MeireiLineDiff *self,
              char          **old_lines,
              char          **new_lines,
              guint           start,
              guint           old_end,
              guint           new_end)
{
  guint n_old = old_end - start;
  guint n_new = new_end - start;
  gsize stride = (gsize) n_new + 1;
  g_autofree guint32 *table = g_new0 (guint32, (n_old + 1) * stride);
  guint i, j;

  for (i = n_old; i-- > 0;)
    for (j = n_new; j-- > 0;)
      table[i * stride + j] = g_str_equal (old_lines[start + i], new_lines[start + j])
                              ? table[(i + 1) * stride + j + 1] + 1
                              : MAX (table[(i + 1) * stride + j], table[i * stride + j + 1]);

  for (i = j = 0; i < n_old && j < n_new;)
    {
      if (g_str_equal (old_lines[start + i], new_lines[start + j]))
        {
          i++;
          j++;
        }
      else if (table[(i + 1) * stride + j] >= table[i * stride + j + 1])
        {
          mark_all (self->removed, start + i, start + i + 1, &self->n_removed);
          i++;
        }
      else
        {
          mark_all (self->added, start + j, start + j + 1, &self->n_added);
          j++;
        }
    }
  mark_all (self->removed, start + i, old_end, &self->n_removed);
  mark_all (self->added, start + j, new_end, &self->n_added);
}

/**
 * meirei_line_diff_new: (skip)
 * @old_text: a text
 * @new_text: another text
 *
 * Returns: (transfer full): which lines of each are not in the other
 */
MeireiLineDiff *
meirei_line_diff_new (const char *old_text,
                      const char *new_text)
{
  g_auto(GStrv) old_lines = g_strsplit (old_text, "\n", -1);
  g_auto(GStrv) new_lines = g_strsplit (new_text, "\n", -1);
  MeireiLineDiff *self = g_new0 (MeireiLineDiff, 1);
  guint start = 0;
  guint old_end, new_end;

  self->n_old = old_end = g_strv_length (old_lines);
  self->n_new = new_end = g_strv_length (new_lines);
  self->removed = g_new0 (gboolean, self->n_old + 1);
  self->added = g_new0 (gboolean, self->n_new + 1);

  while (start < old_end && start < new_end && g_str_equal (old_lines[start], new_lines[start]))
    start++;
  while (old_end > start && new_end > start
         && g_str_equal (old_lines[old_end - 1], new_lines[new_end - 1]))
    {
      old_end--;
      new_end--;
    }

  if ((guint64) (old_end - start) * (new_end - start) > MAX_CELLS)
    {
      mark_all (self->removed, start, old_end, &self->n_removed);
      mark_all (self->added, start, new_end, &self->n_added);
    }
  else
    mark_changes (self, old_lines, new_lines, start, old_end, new_end);

  return self;
}

/**
 * meirei_line_diff_free: (skip)
 * @self: (transfer full): a line diff
 */
void
meirei_line_diff_free (MeireiLineDiff *self)
{
  g_free (self->removed);
  g_free (self->added);
  g_free (self);
}
