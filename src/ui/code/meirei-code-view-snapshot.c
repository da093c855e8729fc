/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-code-view-private.h"
#include "meirei-finding-gutter.h"
#include "meirei-finding-range.h"
#include "meirei-finding-text.h"
#include "meirei-inline-message.h"

#define MESSAGE_SPACING 24
#define MESSAGE_MARGIN 12
#define WAVE_LENGTH 4
#define WAVE_HEIGHT 2
#define CARET_ALPHA .75

/* What is painted besides the text.  Only the lines in sight cost anything. */

static void
snapshot_line_background (MeireiCodeView          *self,
                          GtkSnapshot             *snapshot,
                          const MeireiFindingLine *line,
                          const GdkRectangle      *visible,
                          const GdkRectangle      *area)
{
  GdkRGBA color;

  if (meirei_severity_get_background_color (line->severity, GTK_WIDGET (self), &color))
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (visible->x, area->y,
                                                    visible->width, area->height));
}

/* GTK paints an error underline as a row of dots, and a tag would also show
 * it in the map. */
static void
snapshot_wave (MeireiCodeView     *self,
               GtkSnapshot        *snapshot,
               MeireiFinding      *finding,
               const GdkRectangle *visible)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter start_iter;
  GtkTextIter end_iter;
  GdkRectangle start;
  GdkRectangle end;
  GdkRGBA color;
  int last_x;
  int y;
  cairo_t *cr;

  if (!meirei_finding_get_range (finding, gtk_text_view_get_buffer (view), &start_iter, &end_iter))
    return;

  gtk_text_view_get_iter_location (view, &start_iter, &start);
  gtk_text_view_get_iter_location (view, &end_iter, &end);
  start.x = MAX (start.x, visible->x);
  last_x = MIN (end.x, visible->x + visible->width);
  if (last_x <= start.x)
    return;

  y = start.y + start.height - WAVE_HEIGHT - 1;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (start.x, y - 1, last_x - start.x,
                                                       WAVE_HEIGHT + 2));
  cairo_move_to (cr, start.x, y + WAVE_HEIGHT);
  for (int x = start.x; x < last_x; x += WAVE_LENGTH)
    {
      cairo_line_to (cr, x + WAVE_LENGTH / 2, y);
      cairo_line_to (cr, x + WAVE_LENGTH, y + WAVE_HEIGHT);
    }

  meirei_tone_get_color (meirei_severity_get_tone (meirei_finding_get_severity (finding)),
                         GTK_WIDGET (self), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static char *
dup_message (MeireiFindingIndex      *index,
             const MeireiFindingLine *line)
{
  g_autofree char *text = meirei_finding_index_dup_text (index, line->findings[0]);
  guint n_more = line->n_findings - 1;

  if (n_more == 0)
    return g_steal_pointer (&text);

  return g_strdup_printf (
    /* Translators: the first finding on a line of code, and how many there are besides */
    ngettext ("%s · %u more", "%s · %u more", n_more), text, n_more);
}

static void
snapshot_line (MeireiCodeView          *self,
               GtkSnapshot             *snapshot,
               const MeireiFindingLine *line,
               GtkTextIter             *iter,
               const GdkRectangle      *visible,
               GdkRectangle            *area)
{
  double scale = _meirei_code_view_get_scale (self);
  g_autofree char *text = NULL;
  GdkRectangle end;

  for (guint i = line->n_findings; i > 0; i--)
    snapshot_wave (self, snapshot, line->findings[i - 1], visible);

  if (!gtk_text_iter_ends_line (iter))
    gtk_text_iter_forward_to_line_end (iter);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, &end);

  area->x = end.x + (int) (MESSAGE_SPACING * scale);
  area->width = visible->x + visible->width - area->x - MESSAGE_MARGIN;
  text = dup_message (meirei_code_view_get_index (self), line);
  meirei_inline_message_snapshot (GTK_WIDGET (self), snapshot, line, text, area, scale);
}

static void
snapshot_findings (MeireiCodeView   *self,
                   GtkSnapshot      *snapshot,
                   GtkTextViewLayer  layer)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  MeireiFindingIndex *index = meirei_code_view_get_index (self);
  const MeireiFindingLine *lines;
  GdkRectangle visible;
  GtkTextIter iter;
  guint n_lines;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  lines = meirei_finding_index_get_lines (index, &n_lines);

  for (guint i = meirei_finding_index_find_first (index, gtk_text_iter_get_line (&iter) + 1);
       i < n_lines; i++)
    {
      GdkRectangle area;

      if (!gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter,
                                             lines[i].line - 1))
        break;

      gtk_text_view_get_line_yrange (view, &iter, &area.y, &area.height);
      if (area.y > visible.y + visible.height)
        break;

      if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
        snapshot_line_background (self, snapshot, &lines[i], &visible, &area);
      else
        snapshot_line (self, snapshot, &lines[i], &iter, &visible, &area);
    }
}

/* Behind the end of the line, if no finding is there; the bubble in the
 * gutter and the tooltip are there in any case. */
static void
snapshot_comment (MeireiCodeView     *self,
                  GtkSnapshot        *snapshot,
                  GtkTextIter        *iter,
                  const GdkRectangle *visible,
                  GdkRectangle       *area)
{
  const MeireiFindingLine line = { .severity = MEIREI_SEVERITY_INFO };
  double scale = _meirei_code_view_get_scale (self);
  int number = gtk_text_iter_get_line (iter) + 1;
  const char *text = meirei_line_comments_get (self->comments, number);
  GtkTextIter end_iter = *iter;
  GdkRectangle end;

  if (text == NULL || meirei_finding_index_find (self->index, number) != NULL)
    return;

  if (!gtk_text_iter_ends_line (&end_iter))
    gtk_text_iter_forward_to_line_end (&end_iter);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &end_iter, &end);
  area->x = end.x + (int) (MESSAGE_SPACING * scale);
  area->width = visible->x + visible->width - area->x - MESSAGE_MARGIN;
  meirei_inline_message_snapshot (GTK_WIDGET (self), snapshot, &line, text, area, scale);
}

static void
snapshot_comments (MeireiCodeView *self,
                   GtkSnapshot    *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  do
    {
      GdkRectangle area;

      gtk_text_view_get_line_yrange (view, &iter, &area.y, &area.height);
      if (area.y > visible.y + visible.height)
        break;
      snapshot_comment (self, snapshot, &iter, &visible, &area);
    }
  while (gtk_text_iter_forward_line (&iter));
}

/* A block where the model writes.  It does not blink: nobody asked for it. */
static void
snapshot_caret (MeireiCodeView *self,
                GtkSnapshot    *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter end;
  GdkRectangle area;
  GdkRGBA color;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_iter_location (view, &end, &area);
  meirei_widget_get_color (GTK_WIDGET (self), CARET_ALPHA, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (area.x, area.y, area.height / 2, area.height));
}

void
_meirei_code_view_snapshot_layer (GtkTextView      *view,
                                  GtkTextViewLayer  layer,
                                  GtkSnapshot      *snapshot)
{
  MeireiCodeView *self = MEIREI_CODE_VIEW (view);

  snapshot_findings (self, snapshot, layer);

  if (layer != GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    return;

  if (self->comments != NULL && meirei_line_comments_get_count (self->comments) > 0)
    snapshot_comments (self, snapshot);
  if (meirei_code_view_get_streaming (self))
    snapshot_caret (self, snapshot);
}

gboolean
_meirei_code_view_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  MeireiCodeView *self = MEIREI_CODE_VIEW (widget);
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  int line = meirei_code_view_get_line (self);
  g_autofree char *findings = NULL;
  g_autofree char *text = NULL;
  const char *comment;

  if (!keyboard)
    {
      GtkTextIter iter;
      int top;
      int height;

      gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
      gtk_text_view_get_line_at_y (view, &iter, y, NULL);
      gtk_text_view_get_line_yrange (view, &iter, &top, &height);
      line = y >= top && y < top + height ? gtk_text_iter_get_line (&iter) + 1 : 0;
    }

  findings = meirei_finding_index_dup_tooltip (meirei_code_view_get_index (self), line);
  comment = self->comments != NULL ? meirei_line_comments_get (self->comments, line) : NULL;
  text = g_strdup_printf ("%s%s%s", findings != NULL ? findings : "",
                          findings != NULL && comment != NULL ? "\n" : "",
                          comment != NULL ? comment : "");
  gtk_tooltip_set_text (tooltip, text);

  return *text != '\0';
}
