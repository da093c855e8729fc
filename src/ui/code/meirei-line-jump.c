/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-line-jump.h"

/* What must be seen above and below the line, as a part of the page. */
#define MARGIN .25

/* How long the line must keep its place until it is believed. */
#define N_STILL_FRAMES 30

#define DATA_KEY "meirei-line-jump"

/* A text view learns the heights of its lines bit by bit, so that the place
 * of a line far down moves for some frames after a new text has been set;
 * gtk_text_view_scroll_to_mark() stops anywhere then. */
typedef struct {
  guint tick_id;
  int line;
  int last_y;
  guint n_still_frames;
} LineJump;

static void
scroll_to (GtkTextView *view,
           int          y,
           int          height)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  GdkRectangle visible;
  double margin;

  gtk_text_view_get_visible_rect (view, &visible);
  margin = visible.height * MARGIN;

  /* Buffer coordinates begin below the top margin, the adjustment above it. */
  if (y < visible.y + margin)
    gtk_adjustment_set_value (adjustment, y + gtk_text_view_get_top_margin (view) - margin);
  else if (y + height > visible.y + visible.height - margin)
    gtk_adjustment_set_value (adjustment, y + gtk_text_view_get_top_margin (view) + height -
                                          visible.height + margin);
}

static gboolean
jump_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  LineJump *jump = user_data;
  GtkTextIter iter;
  int y;
  int height;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter, jump->line - 1);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);

  /* If the line stays while the page moves, that is the reader. */
  if (y != jump->last_y)
    {
      scroll_to (view, y, height);
      jump->last_y = y;
      jump->n_still_frames = 0;
    }

  if (jump->n_still_frames++ < N_STILL_FRAMES)
    return G_SOURCE_CONTINUE;

  jump->tick_id = 0;

  return G_SOURCE_REMOVE;
}

/**
 * meirei_line_jump_start:
 * @view: a view in a scrolled window, shown or not yet
 * @line: a line, from 1
 *
 * Scrolls @line into sight, with some lines around it, and keeps it there
 * until the layout of the text is known.
 */
void
meirei_line_jump_start (GtkTextView *view,
                        int          line)
{
  LineJump *jump;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  jump = g_object_get_data (G_OBJECT (view), DATA_KEY);
  if (jump == NULL)
    {
      jump = g_new0 (LineJump, 1);
      g_object_set_data_full (G_OBJECT (view), DATA_KEY, jump, g_free);
    }

  jump->line = line;
  jump->last_y = -1;
  jump->n_still_frames = 0;
  if (jump->tick_id == 0)
    jump->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (view), jump_cb, jump, NULL);
}

/**
 * meirei_line_jump_stop:
 * @view: a view
 *
 * Leaves the view where it is.
 */
void
meirei_line_jump_stop (GtkTextView *view)
{
  LineJump *jump;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  jump = g_object_get_data (G_OBJECT (view), DATA_KEY);
  if (jump == NULL || jump->tick_id == 0)
    return;

  gtk_widget_remove_tick_callback (GTK_WIDGET (view), jump->tick_id);
  jump->tick_id = 0;
}
