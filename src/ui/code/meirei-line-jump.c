/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "meirei-line-jump.h"
#include "meirei-settling.h"

/* What must be seen above and below the line, as a part of the page. */
#define MARGIN .25

#define N_STILL_FRAMES 10

/**
 * MeireiLineJump:
 *
 * Scrolls a line of a text view into sight.
 *
 * A text view learns the heights of its lines bit by bit, so that the place
 * of a line far down moves for a while after a new text has been set;
 * gtk_text_view_scroll_to_mark() stops anywhere then.  This holds on to the
 * line until the reader scrolls.
 */
struct _MeireiLineJump
{
  GObject parent_instance;

  GtkTextView *view;            /* (unowned): owns this */
  GtkAdjustment *adjustment;    /* (owned) (nullable) */

  int line;                     /* 0: none */
  int last_y;
  guint tick_id;
  guint n_still_frames;
  MeireiSettling settling;
  gboolean scrolling;
  gboolean fell_short;
};

G_DEFINE_FINAL_TYPE (MeireiLineJump, meirei_line_jump, G_TYPE_OBJECT)

static void
get_place (MeireiLineJump *self,
           int            *y,
           int            *height)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (self->view), &iter, self->line - 1);
  gtk_text_view_get_line_yrange (self->view, &iter, y, height);
}

static void
scroll_to (MeireiLineJump *self,
           int             y,
           int             height)
{
  GdkRectangle visible;
  double margin;
  double value;

  /* Buffer coordinates begin below the top margin, the adjustment above it. */
  gtk_text_view_get_visible_rect (self->view, &visible);
  margin = visible.height * MARGIN;
  value = y + gtk_text_view_get_top_margin (self->view);

  if (y < visible.y + margin)
    value -= margin;
  else if (y + height > visible.y + visible.height - margin)
    value += height + margin - visible.height;
  else
    value = gtk_adjustment_get_value (self->adjustment);

  self->scrolling = TRUE;
  gtk_adjustment_set_value (self->adjustment, value);
  self->scrolling = FALSE;

  /* The adjustment learns later than the layout how high the text is. */
  self->fell_short = gtk_adjustment_get_value (self->adjustment) < floor (value);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  MeireiLineJump *self = MEIREI_LINE_JUMP (user_data);
  int y;
  int height;

  get_place (self, &y, &height);
  if (y != self->last_y)
    self->n_still_frames = 0;

  if ((y != self->last_y || self->fell_short) && self->adjustment != NULL &&
      meirei_settling_is_due (&self->settling, y, gdk_frame_clock_get_frame_time (clock)))
    {
      scroll_to (self, y, height);
      self->last_y = y;
    }

  if (self->n_still_frames++ < N_STILL_FRAMES)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
watch (MeireiLineJump *self)
{
  self->n_still_frames = 0;

  if (self->line > 0 && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
}

static void
value_changed_cb (MeireiLineJump *self)
{
  int y;
  int height;

  /* While heights are still coming in, GTK moves the page as well. */
  if (self->scrolling || self->line == 0 || self->tick_id != 0)
    return;

  /* If the page moves and the line does not, that is the reader. */
  get_place (self, &y, &height);
  if (y == self->last_y)
    meirei_line_jump_stop (self);
}

static void
view_adjustment_cb (MeireiLineJump *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);

  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;

  g_signal_connect_object (adjustment, "changed",
                           G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed",
                           G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
meirei_line_jump_dispose (GObject *object)
{
  MeireiLineJump *self = MEIREI_LINE_JUMP (object);

  meirei_line_jump_stop (self);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (meirei_line_jump_parent_class)->dispose (object);
}

static void
meirei_line_jump_class_init (MeireiLineJumpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_line_jump_dispose;
}

static void
meirei_line_jump_init (MeireiLineJump *self)
{
}

/**
 * meirei_line_jump_new:
 * @view: a view, which must own the result
 *
 * Returns: (transfer full): what scrolls @view
 */
MeireiLineJump *
meirei_line_jump_new (GtkTextView *view)
{
  MeireiLineJump *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MEIREI_TYPE_LINE_JUMP, NULL);
  self->view = view;
  g_signal_connect_object (view, "notify::vadjustment",
                           G_CALLBACK (view_adjustment_cb), self, G_CONNECT_SWAPPED);
  view_adjustment_cb (self);

  return self;
}

/**
 * meirei_line_jump_start:
 * @self: what scrolls
 * @line: a line, from 1
 *
 * Scrolls @line into sight, with some lines around it, also in a view that is
 * not shown yet.
 */
void
meirei_line_jump_start (MeireiLineJump *self,
                        int             line)
{
  g_return_if_fail (MEIREI_IS_LINE_JUMP (self));
  g_return_if_fail (line > 0);

  self->line = line;
  self->last_y = -1;
  self->fell_short = FALSE;
  watch (self);
}

/**
 * meirei_line_jump_stop:
 * @self: what scrolls
 *
 * Leaves the view where it is.
 */
void
meirei_line_jump_stop (MeireiLineJump *self)
{
  g_return_if_fail (MEIREI_IS_LINE_JUMP (self));

  self->line = 0;
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick_id);
  self->tick_id = 0;
}
