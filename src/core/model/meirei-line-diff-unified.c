/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-line-diff.h"

/* Rows that are shown together. */
typedef struct {
  guint start;
  guint end;
} Hunk;

static void
append_lines (GString             *text,
              MeireiLineDiff      *self,
              const MeireiDiffRow *rows,
              guint                start,
              guint                end,
              MeireiDiffSide       side,
              char                 sign)
{
  for (guint i = start; i < end; i++)
    {
      const char *line;
      gsize length;

      if (rows[i].line[side] < 0)
        continue;
      line = meirei_line_diff_get_line (self, side, (guint) rows[i].line[side], &length);
      g_string_append_c (text, sign);
      g_string_append_len (text, line, (gssize) length);
      g_string_append_c (text, '\n');
    }
}

static gboolean
is_plain (const MeireiDiffRow *row)
{
  return !row->changed[0] && !row->changed[1] && row->line[0] >= 0 && row->line[1] >= 0;
}

static void
append_body (GString             *text,
             MeireiLineDiff      *self,
             const MeireiDiffRow *rows,
             const Hunk          *hunk)
{
  guint i = hunk->start;

  while (i < hunk->end)
    {
      guint end = i + 1;

      if (is_plain (&rows[i]))
        {
          append_lines (text, self, rows, i, end, MEIREI_DIFF_NEW, ' ');
          i = end;
          continue;
        }
      while (end < hunk->end && !is_plain (&rows[end]))
        end++;
      append_lines (text, self, rows, i, end, MEIREI_DIFF_OLD, '-');
      append_lines (text, self, rows, i, end, MEIREI_DIFF_NEW, '+');
      i = end;
    }
}

/* Without a line, the place is that of the line before. */
static void
append_range (GString             *text,
              const MeireiDiffRow *rows,
              const Hunk          *hunk,
              MeireiDiffSide       side)
{
  guint n_lines = 0;
  int first = -1;

  for (guint i = hunk->start; i < hunk->end; i++)
    if (rows[i].line[side] >= 0 && n_lines++ == 0)
      first = rows[i].line[side];
  for (guint i = hunk->start; first < 0 && i-- > 0;)
    first = rows[i].line[side];

  g_string_append_printf (text, "%c%d", side == MEIREI_DIFF_OLD ? '-' : '+', first + 1);
  if (n_lines != 1)
    g_string_append_printf (text, ",%u", n_lines);
}

static void
append_hunk (GString             *text,
             MeireiLineDiff      *self,
             const MeireiDiffRow *rows,
             const Hunk          *hunk)
{
  g_string_append (text, "@@ ");
  append_range (text, rows, hunk, MEIREI_DIFF_OLD);
  g_string_append_c (text, ' ');
  append_range (text, rows, hunk, MEIREI_DIFF_NEW);
  g_string_append (text, " @@\n");
  append_body (text, self, rows, hunk);
}

/**
 * meirei_line_diff_to_unified:
 * @self: differences
 * @old_name: what the old text is called
 * @new_name: what the new text is called
 * @context: how many unchanged lines to show around each change
 *
 * The differences as `diff -u` writes them.
 *
 * Returns: (transfer full): the text; empty if there are no changes
 */
char *
meirei_line_diff_to_unified (MeireiLineDiff *self,
                             const char     *old_name,
                             const char     *new_name,
                             guint           context)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const MeireiDiffChange *changes;
  const MeireiDiffRow *rows;
  guint n_changes;
  guint n_rows;
  guint i = 0;

  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (self), NULL);

  rows = meirei_line_diff_get_rows (self, &n_rows);
  changes = meirei_line_diff_get_changes (self, &n_changes);
  if (n_changes > 0)
    g_string_append_printf (text, "--- %s\n+++ %s\n", old_name, new_name);
  while (i < n_changes)
    {
      Hunk hunk = { changes[i].first_row - MIN (changes[i].first_row, context), 0 };

      for (hunk.end = hunk.start;
           i < n_changes && (hunk.end == hunk.start
                             || changes[i].first_row <= hunk.end + context);
           i++)
        hunk.end = MIN (changes[i].first_row + changes[i].n_rows + context, n_rows);
      append_hunk (text, self, rows, &hunk);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
