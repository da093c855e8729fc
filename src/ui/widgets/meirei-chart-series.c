/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "meirei-chart-private.h"

#define AXIS_ALPHA .16
#define LABEL_ALPHA .55
#define AREA_ALPHA .16f
#define LINE_WIDTH 2.
#define DOT_RADIUS 2.5
#define END_DOT_RADIUS 3.5
#define BAR_SPACING 4.f
#define BAR_RADIUS 2.5f
#define CARD_PADDING 6
#define CARD_BAR_SPACING 12.
#define CARD_RADIUS 6.f

void
_meirei_chart_snapshot_bar (MeireiChart           *self,
                            GtkSnapshot           *snapshot,
                            const graphene_rect_t *plot,
                            guint                  position)
{
  const MeireiChartBar *bar = &g_array_index (self->bars, MeireiChartBar, position);
  float from = (float) _meirei_chart_map_x (self, plot, bar->from);
  float to = (float) _meirei_chart_map_x (self, plot, bar->to);
  float top = (float) _meirei_chart_map_y (self, plot, bar->value);
  float bottom = plot->origin.y + plot->size.height;
  float spacing = MIN (BAR_SPACING, (to - from) / 4.f);
  g_autofree char *text = meirei_chart_scale_format (&self->y_scale, bar->value);
  g_autoptr(PangoLayout) layout = NULL;
  GskRoundedRect outline;
  GdkRGBA color;
  int width;
  int height;

  /* However little, a bar that is not 0 can be seen. */
  if (bar->value > 0.)
    top = MIN (top, bottom - 2.f);

  gsk_rounded_rect_init (&outline,
                         &GRAPHENE_RECT_INIT (from + spacing, top,
                                              to - from - 2.f * spacing, bottom - top),
                         &GRAPHENE_SIZE_INIT (BAR_RADIUS, BAR_RADIUS),
                         &GRAPHENE_SIZE_INIT (BAR_RADIUS, BAR_RADIUS),
                         graphene_size_zero (), graphene_size_zero ());
  meirei_tone_get_color (bar->tone, GTK_WIDGET (self), &color);
  if (self->cursor != MEIREI_CHART_NO_CURSOR && self->cursor != position)
    color.alpha *= .55f;
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
  gtk_snapshot_pop (snapshot);

  layout = _meirei_chart_create_layout (self, text, &width, &height);
  if (bar->value <= 0. || (float) width > to - from)
    return;

  _meirei_chart_get_color (self, LABEL_ALPHA, &color);
  _meirei_chart_append_layout (snapshot, layout, (from + to - (float) width) / 2.f,
                               top - (float) height - 1.f, &color);
}

/* Adds the line to the path of @cr; of many points in a pixel column only
 * those that can be seen. */
static void
add_line (MeireiChart           *self,
          cairo_t               *cr,
          const graphene_rect_t *plot)
{
  double last_x = -G_MAXDOUBLE;
  double last_y = -G_MAXDOUBLE;

  for (guint i = 0; i < self->line->len; i++)
    {
      const MeireiChartPoint *point = &g_array_index (self->line, MeireiChartPoint, i);
      double x = _meirei_chart_map_x (self, plot, point->x);
      double y = _meirei_chart_map_y (self, plot, point->y);

      if (x - last_x < .5 && fabs (y - last_y) < 1. && i + 1 < self->line->len)
        continue;

      cairo_line_to (cr, x, y);
      last_x = x;
      last_y = y;
    }
}

void
_meirei_chart_snapshot_line (MeireiChart           *self,
                             GtkSnapshot           *snapshot,
                             const graphene_rect_t *plot)
{
  const MeireiChartPoint *first = &g_array_index (self->line, MeireiChartPoint, 0);
  const MeireiChartPoint *last = &g_array_index (self->line, MeireiChartPoint, self->line->len - 1);
  graphene_rect_t bounds = *plot;
  double bottom = plot->origin.y + plot->size.height;
  GdkRGBA color;
  GdkRGBA area_color;
  cairo_t *cr;

  meirei_tone_get_color (MEIREI_TONE_ACCENT, GTK_WIDGET (self), &color);
  graphene_rect_inset (&bounds, -5.f, -5.f);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, LINE_WIDTH);

  if (self->area)
    {
      area_color = color;
      area_color.alpha *= AREA_ALPHA;
      gdk_cairo_set_source_rgba (cr, &area_color);
      cairo_move_to (cr, _meirei_chart_map_x (self, plot, first->x), bottom);
      add_line (self, cr, plot);
      cairo_line_to (cr, _meirei_chart_map_x (self, plot, last->x), bottom);
      cairo_close_path (cr);
      cairo_fill (cr);
    }

  gdk_cairo_set_source_rgba (cr, &color);
  add_line (self, cr, plot);
  cairo_stroke (cr);
  cairo_arc (cr,
             _meirei_chart_map_x (self, plot, last->x),
             _meirei_chart_map_y (self, plot, last->y),
             END_DOT_RADIUS, 0., 2. * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

void
_meirei_chart_snapshot_dots (MeireiChart           *self,
                             GtkSnapshot           *snapshot,
                             const graphene_rect_t *plot)
{
  graphene_rect_t bounds = *plot;
  GdkRGBA color;
  cairo_t *cr;

  meirei_tone_get_color (MEIREI_TONE_ACCENT_SOFT, GTK_WIDGET (self), &color);
  graphene_rect_inset (&bounds, -5.f, -5.f);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  gdk_cairo_set_source_rgba (cr, &color);

  for (guint i = 0; i < self->dots->len; i++)
    {
      const MeireiChartPoint *point = &g_array_index (self->dots, MeireiChartPoint, i);

      cairo_arc (cr,
                 _meirei_chart_map_x (self, plot, point->x),
                 _meirei_chart_map_y (self, plot, point->y),
                 DOT_RADIUS, 0., 2. * G_PI);
      cairo_fill (cr);
    }

  cairo_destroy (cr);
}

static void
snapshot_card (MeireiChart *self,
               GtkSnapshot *snapshot,
               double       x,
               double       y)
{
  static const GdkRGBA background = { 0.f, 0.f, 0.f, .8f };
  static const GdkRGBA foreground = { 1.f, 1.f, 1.f, 1.f };
  g_autofree char *text = _meirei_chart_dup_item_text (self, self->cursor);
  g_autoptr(PangoLayout) layout = NULL;
  int widget_width = gtk_widget_get_width (GTK_WIDGET (self));
  GskRoundedRect outline;
  int width;
  int height;

  layout = _meirei_chart_create_layout (self, text, &width, &height);
  width += 2 * CARD_PADDING;
  height += CARD_PADDING;

  x = CLAMP (x - width / 2., 0., MAX (widget_width - width, 0));
  y = y - height - 8. >= 0. ? y - height - 8. : y + 8.;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) round (x), (float) round (y),
                                                        (float) width, (float) height),
                                   CARD_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &background, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  _meirei_chart_append_layout (snapshot, layout, outline.bounds.origin.x + CARD_PADDING,
                               outline.bounds.origin.y + CARD_PADDING / 2., &foreground);
}

void
_meirei_chart_snapshot_cursor (MeireiChart           *self,
                               GtkSnapshot           *snapshot,
                               const graphene_rect_t *plot)
{
  double x = plot->origin.x + _meirei_chart_get_item_x (self, self->cursor, plot->size.width);
  GdkRGBA color;
  double y;

  if (self->bars->len > 0)
    {
      const MeireiChartBar *bar = &g_array_index (self->bars, MeireiChartBar, self->cursor);

      /* Above the number of the bar. */
      y = _meirei_chart_map_y (self, plot, bar->value) - CARD_BAR_SPACING;
    }
  else
    {
      GskRoundedRect dot;

      y = _meirei_chart_map_y (self, plot, g_array_index (self->line, MeireiChartPoint, self->cursor).y);
      _meirei_chart_get_color (self, AXIS_ALPHA, &color);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT ((float) floor (x), plot->origin.y,
                                                      1.f, plot->size.height));
      meirei_tone_get_color (MEIREI_TONE_ACCENT, GTK_WIDGET (self), &color);
      gsk_rounded_rect_init_from_rect (&dot,
                                       &GRAPHENE_RECT_INIT ((float) x - 4.f, (float) y - 4.f, 8.f, 8.f),
                                       4.f);
      gtk_snapshot_push_rounded_clip (snapshot, &dot);
      gtk_snapshot_append_color (snapshot, &color, &dot.bounds);
      gtk_snapshot_pop (snapshot);
    }

  snapshot_card (self, snapshot, x, y);
}
