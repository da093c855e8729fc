/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How the code is shown: its size, whether a model is writing it, and the
 * comments of the reader. */

#include "config.h"

#include "meirei-code-view-private.h"

/* In points; style.css has a class `size-N` for each. */
static const double font_sizes[] = { 6., 7., 8., 9.5, 11., 12.5, 14., 16., 18., 21., 24. };

char *
_meirei_code_view_dup_size_class (int zoom)
{
  return g_strdup_printf ("size-%d", zoom - MEIREI_CODE_ZOOM_MINIMUM);
}

/* The current line helps those who read with the keyboard; elsewhere it would
 * compete with the tint of the findings. */
void
_meirei_code_view_update_current_line (MeireiCodeView *self)
{
  gboolean focused = gtk_widget_has_focus (GTK_WIDGET (self));

  gtk_source_view_set_highlight_current_line (GTK_SOURCE_VIEW (self), focused || self->streaming);
}

/* The size of other text beside the code, relative to normal. */
double
_meirei_code_view_get_scale (MeireiCodeView *self)
{
  return font_sizes[self->zoom - MEIREI_CODE_ZOOM_MINIMUM] / font_sizes[-MEIREI_CODE_ZOOM_MINIMUM];
}

/**
 * meirei_code_view_get_zoom:
 * @self: a view
 *
 * Returns: the size of the code in steps; 0 is normal
 */
int
meirei_code_view_get_zoom (MeireiCodeView *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (self), 0);

  return self->zoom;
}

/**
 * meirei_code_view_set_zoom:
 * @self: a view
 * @zoom: in steps; 0 is normal, values out of range are limited
 *
 * Sets the size of the code.
 */
void
meirei_code_view_set_zoom (MeireiCodeView *self,
                           int             zoom)
{
  g_autofree char *old_class = NULL;
  g_autofree char *new_class = NULL;

  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));

  zoom = CLAMP (zoom, MEIREI_CODE_ZOOM_MINIMUM, MEIREI_CODE_ZOOM_MAXIMUM);
  if (self->zoom == zoom)
    return;

  old_class = _meirei_code_view_dup_size_class (self->zoom);
  new_class = _meirei_code_view_dup_size_class (zoom);
  gtk_widget_remove_css_class (GTK_WIDGET (self), old_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), new_class);
  self->zoom = zoom;

  g_object_notify (G_OBJECT (self), "zoom");
}

/**
 * meirei_code_view_get_streaming:
 * @self: a view
 *
 * Returns: whether a model is writing
 */
gboolean
meirei_code_view_get_streaming (MeireiCodeView *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (self), FALSE);

  return self->streaming;
}

/**
 * meirei_code_view_set_streaming:
 * @self: a view
 * @streaming: whether a model is writing
 *
 * Shows a block at the end of the text and marks its last line.  The text
 * itself comes through a #MeireiStreamBuffer.
 */
void
meirei_code_view_set_streaming (MeireiCodeView *self,
                                gboolean        streaming)
{
  GtkTextIter iter;

  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));

  streaming = !!streaming;
  if (self->streaming == streaming)
    return;

  self->streaming = streaming;
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self), !streaming);
  _meirei_code_view_update_current_line (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  /* Asks screen readers not to read every piece; the status label tells
   * what is going on. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                               GTK_ACCESSIBLE_STATE_BUSY, streaming,
                               -1);

  /* A cursor at the end stays at the end of what is appended. */
  if (streaming)
    {
      gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &iter);
      gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &iter);
    }

  g_object_notify (G_OBJECT (self), "streaming");
}

/**
 * meirei_code_view_get_comments:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the comments on its lines
 */
MeireiLineComments *
meirei_code_view_get_comments (MeireiCodeView *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (self), NULL);

  return self->comments;
}

/**
 * meirei_code_view_set_comments:
 * @self: a view without comments
 * @comments: the comments on its lines
 *
 * Shows comments behind the lines and in their tooltips.
 */
void
meirei_code_view_set_comments (MeireiCodeView     *self,
                               MeireiLineComments *comments)
{
  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));
  g_return_if_fail (self->comments == NULL);

  self->comments = g_object_ref (comments);
  g_signal_connect_object (comments, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}
