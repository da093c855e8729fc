/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finding-range.h"

static void
skip_spaces (GtkTextIter *iter)
{
  while (!gtk_text_iter_ends_line (iter) && g_unichar_isspace (gtk_text_iter_get_char (iter)))
    gtk_text_iter_forward_char (iter);
}

/* Columns come from tools and from files: they may point anywhere. */
static void
set_column (GtkTextIter *iter,
            int          column)
{
  GtkTextIter end = *iter;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);

  gtk_text_iter_set_line_offset (iter, MIN (column - 1, gtk_text_iter_get_line_offset (&end)));
}

/**
 * meirei_finding_get_range:
 * @finding: a finding
 * @buffer: the code
 * @start: (out): where the text begins
 * @end: (out): where it ends
 *
 * Finds the text that @finding is about: from its column to its end, at most
 * to the end of its first line; the whole line if no column is known.
 *
 * Returns: %FALSE if @buffer has no such line, or nothing in it
 */
gboolean
meirei_finding_get_range (MeireiFinding *finding,
                          GtkTextBuffer *buffer,
                          GtkTextIter   *start,
                          GtkTextIter   *end)
{
  const MeireiFindingFields *fields = meirei_finding_get_fields (finding);

  if (fields->line < 1 ||
      !gtk_text_buffer_get_iter_at_line (buffer, start, fields->line - 1))
    return FALSE;

  *end = *start;
  if (fields->column > 0)
    set_column (start, fields->column);
  else
    skip_spaces (start);

  if (fields->column > 0 && fields->end_line == fields->line && fields->end_column > fields->column)
    set_column (end, fields->end_column);
  else if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);

  /* A place without extent, such as where something is missing. */
  if (gtk_text_iter_equal (start, end) && !gtk_text_iter_starts_line (start))
    gtk_text_iter_backward_char (start);

  return gtk_text_iter_compare (start, end) < 0;
}
