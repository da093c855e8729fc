/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "meirei-chart-private.h"

#define GRID_ALPHA .08
#define AXIS_ALPHA .16
#define GATE_ALPHA .55
#define LABEL_ALPHA .55
#define LABEL_SPACING 7.f
#define TICK_SPACING 6.f
#define END_DOT_RADIUS 3.5
#define HIGH_CONTRAST 3.

/* The text colour, paler by @alpha; with high contrast nothing is so pale that
 * it could be missed. */
void
_meirei_chart_get_color (MeireiChart *self,
                         double       alpha,
                         GdkRGBA     *color)
{
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    alpha = MIN (alpha * HIGH_CONTRAST, 1.);

  meirei_widget_get_color (GTK_WIDGET (self), alpha, color);
}

PangoLayout *
_meirei_chart_create_layout (MeireiChart *self,
                             const char  *text,
                             int         *width,
                             int         *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_get_pixel_size (layout, width, height);

  return layout;
}

void
_meirei_chart_append_layout (GtkSnapshot   *snapshot,
                             PangoLayout   *layout,
                             double         x,
                             double         y,
                             const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static int
get_line_height (MeireiChart *self)
{
  g_autoptr(PangoLayout) layout = NULL;
  int height;

  layout = _meirei_chart_create_layout (self, "0", NULL, &height);

  return height;
}

static int
get_y_label_width (MeireiChart *self)
{
  guint n_ticks = meirei_chart_scale_get_n_ticks (&self->y_scale);
  int widest = 0;

  for (guint i = 0; i < n_ticks; i++)
    {
      double value = meirei_chart_scale_get_tick (&self->y_scale, i);
      g_autofree char *text = meirei_chart_scale_format (&self->y_scale, value);
      g_autoptr(PangoLayout) layout = NULL;
      int width;

      if (!meirei_chart_scale_has_label (&self->y_scale, i))
        continue;

      layout = _meirei_chart_create_layout (self, text, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

static gboolean
has_x_labels (MeireiChart *self)
{
  return self->x_ticks->len > 0 || self->bars->len > 0;
}

/* Where the values are, without the labels around. */
void
_meirei_chart_get_plot (MeireiChart     *self,
                        graphene_rect_t *plot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float line_height = (float) get_line_height (self);
  float left = 0.f;
  float top = 4.f;
  float right = 0.f;
  float bottom = 1.f;

  if (self->y_axis)
    {
      left = (float) get_y_label_width (self) + LABEL_SPACING;
      top = line_height / 2.f;
    }
  if (self->bars->len > 0)
    top = line_height + 2.f;
  if (self->bars->len == 0)
    right = (float) END_DOT_RADIUS;
  if (has_x_labels (self))
    bottom = line_height + 4.f;

  graphene_rect_init (plot, left, top,
                      MAX (width - left - right, 1.f), MAX (height - top - bottom, 1.f));
}

double
_meirei_chart_map_x (MeireiChart           *self,
                     const graphene_rect_t *plot,
                     double                 value)
{
  return plot->origin.x + meirei_chart_scale_map (&self->x_scale, value, plot->size.width);
}

double
_meirei_chart_map_y (MeireiChart           *self,
                     const graphene_rect_t *plot,
                     double                 value)
{
  return plot->origin.y + plot->size.height -
         meirei_chart_scale_map (&self->y_scale, value, plot->size.height);
}

/* Where an item is in a plot of this width. */
double
_meirei_chart_get_item_x (MeireiChart *self,
                          guint        position,
                          double       width)
{
  const MeireiChartBar *bar;

  if (self->bars->len == 0)
    return meirei_chart_scale_map (&self->x_scale,
                                   g_array_index (self->line, MeireiChartPoint, position).x, width);

  bar = &g_array_index (self->bars, MeireiChartBar, position);

  return meirei_chart_scale_map (&self->x_scale, (bar->from + bar->to) / 2., width);
}

static void
snapshot_y_axis (MeireiChart           *self,
                 GtkSnapshot           *snapshot,
                 const graphene_rect_t *plot)
{
  guint n_ticks = meirei_chart_scale_get_n_ticks (&self->y_scale);
  GdkRGBA label_color;

  _meirei_chart_get_color (self, LABEL_ALPHA, &label_color);

  for (guint i = 0; i < n_ticks; i++)
    {
      double value = meirei_chart_scale_get_tick (&self->y_scale, i);
      float y = (float) floor (_meirei_chart_map_y (self, plot, value));
      gboolean is_axis = value <= self->y_scale.minimum;
      GdkRGBA color;

      _meirei_chart_get_color (self, is_axis ? AXIS_ALPHA : GRID_ALPHA, &color);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (plot->origin.x, y, plot->size.width, 1.f));

      if (self->y_axis && meirei_chart_scale_has_label (&self->y_scale, i))
        {
          g_autofree char *text = meirei_chart_scale_format (&self->y_scale, value);
          g_autoptr(PangoLayout) layout = NULL;
          int width;
          int height;

          layout = _meirei_chart_create_layout (self, text, &width, &height);
          _meirei_chart_append_layout (snapshot, layout, plot->origin.x - LABEL_SPACING - width,
                                       y - height / 2., &label_color);
        }
    }
}

static PangoLayout *
create_tick_layout (MeireiChart           *self,
                    const graphene_rect_t *plot,
                    guint                  position,
                    double                *start,
                    double                *end)
{
  const MeireiChartTick *tick = &g_array_index (self->x_ticks, MeireiChartTick, position);
  double leftmost = self->bars->len > 0 ? 0. : plot->origin.x;
  double rightmost = gtk_widget_get_width (GTK_WIDGET (self));
  PangoLayout *layout;
  int width;

  layout = _meirei_chart_create_layout (self, tick->label, &width, NULL);
  *start = _meirei_chart_map_x (self, plot, tick->value) - width / 2.;
  *start = MAX (MIN (*start, rightmost - width), leftmost);
  *end = *start + width;

  return layout;
}

/* Where text is large or the chart narrow, some labels between the first and
 * the last one are left out. */
static void
snapshot_x_labels (MeireiChart           *self,
                   GtkSnapshot           *snapshot,
                   const graphene_rect_t *plot)
{
  double y = plot->origin.y + plot->size.height + 4.;
  g_autoptr(PangoLayout) last = NULL;
  double last_start;
  double last_end;
  double occupied = -TICK_SPACING;
  GdkRGBA color;

  if (self->x_ticks->len == 0)
    return;

  _meirei_chart_get_color (self, LABEL_ALPHA, &color);
  last = create_tick_layout (self, plot, self->x_ticks->len - 1, &last_start, &last_end);
  _meirei_chart_append_layout (snapshot, last, last_start, y, &color);

  for (guint i = 0; i + 1 < self->x_ticks->len; i++)
    {
      g_autoptr(PangoLayout) layout = NULL;
      double start;
      double end;

      layout = create_tick_layout (self, plot, i, &start, &end);
      if (start < occupied + TICK_SPACING || end + TICK_SPACING > last_start)
        continue;

      _meirei_chart_append_layout (snapshot, layout, start, y, &color);
      occupied = end;
    }
}

static void
snapshot_gate (MeireiChart           *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *plot)
{
  static const double dashes[] = { 4., 3. };
  gboolean vertical = self->gate_orientation == GTK_ORIENTATION_VERTICAL;
  double x = floor (_meirei_chart_map_x (self, plot, self->gate_value)) + .5;
  double y = floor (_meirei_chart_map_y (self, plot, self->gate_value)) + .5;
  g_autoptr(PangoLayout) layout = NULL;
  GdkRGBA color;
  cairo_t *cr;
  int width;

  _meirei_chart_get_color (self, GATE_ALPHA, &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (plot->origin.x, 0,
                                                                 plot->size.width + 1.f,
                                                                 plot->origin.y + plot->size.height));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.);
  cairo_move_to (cr, vertical ? x : plot->origin.x, vertical ? 0. : y);
  cairo_line_to (cr, vertical ? x : plot->origin.x + plot->size.width,
                 vertical ? plot->origin.y + plot->size.height : y);
  cairo_stroke (cr);
  cairo_destroy (cr);

  if (!vertical || self->gate_label == NULL)
    return;

  layout = _meirei_chart_create_layout (self, self->gate_label, &width, NULL);
  _meirei_chart_get_color (self, LABEL_ALPHA, &color);
  _meirei_chart_append_layout (snapshot, layout,
                               MAX (x - width - LABEL_SPACING, plot->origin.x), 2., &color);
}

static void
snapshot_placeholder (MeireiChart *self,
                      GtkSnapshot *snapshot)
{
  int available = gtk_widget_get_width (GTK_WIDGET (self));
  g_autoptr(PangoLayout) layout = NULL;
  GdkRGBA color;
  int height;

  if (self->placeholder == NULL)
    return;

  layout = _meirei_chart_create_layout (self, self->placeholder, NULL, NULL);
  pango_layout_set_width (layout, available * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &height);

  _meirei_chart_get_color (self, LABEL_ALPHA, &color);
  _meirei_chart_append_layout (snapshot, layout, 0.,
                               (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2., &color);
}

void
_meirei_chart_snapshot (MeireiChart *self,
                        GtkSnapshot *snapshot)
{
  graphene_rect_t plot;

  if (_meirei_chart_get_n_items (self) == 0 && self->dots->len == 0)
    {
      snapshot_placeholder (self, snapshot);
      return;
    }

  _meirei_chart_get_plot (self, &plot);
  snapshot_y_axis (self, snapshot, &plot);
  snapshot_x_labels (self, snapshot, &plot);

  for (guint i = 0; i < self->bars->len; i++)
    _meirei_chart_snapshot_bar (self, snapshot, &plot, i);
  if (self->dots->len > 0)
    _meirei_chart_snapshot_dots (self, snapshot, &plot);
  if (self->gate_set)
    snapshot_gate (self, snapshot, &plot);
  if (self->line->len > 0)
    _meirei_chart_snapshot_line (self, snapshot, &plot);
  if (self->cursor < _meirei_chart_get_n_items (self))
    _meirei_chart_snapshot_cursor (self, snapshot, &plot);
}
