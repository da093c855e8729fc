/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "meirei-chart-private.h"
#include "meirei-string.h"

#define N_STEPS 5

/* Without numbers, grid lines only guide the eye. */
#define N_STEPS_WITHOUT_NUMBERS 3

/* Bars or, without any, points of the line can be visited. */
guint
_meirei_chart_get_n_items (MeireiChart *self)
{
  return self->bars->len > 0 ? self->bars->len : self->line->len;
}

static void
extend (double *lowest,
        double *highest,
        double  value)
{
  *lowest = MIN (*lowest, value);
  *highest = MAX (*highest, value);
}

static void
extend_by_points (GArray *points,
                  double *x_range,
                  double *y_range)
{
  for (guint i = 0; i < points->len; i++)
    {
      const MeireiChartPoint *point = &g_array_index (points, MeireiChartPoint, i);

      extend (&x_range[0], &x_range[1], point->x);
      extend (&y_range[0], &y_range[1], point->y);
    }
}

/* Ranges that the caller did not set follow the data; values begin at 0. */
void
_meirei_chart_update_scales (MeireiChart *self)
{
  double x_range[] = { G_MAXDOUBLE, -G_MAXDOUBLE };
  double y_range[] = { 0., 0. };

  extend_by_points (self->line, x_range, y_range);
  extend_by_points (self->dots, x_range, y_range);
  for (guint i = 0; i < self->bars->len; i++)
    {
      const MeireiChartBar *bar = &g_array_index (self->bars, MeireiChartBar, i);

      extend (&x_range[0], &x_range[1], bar->from);
      extend (&x_range[0], &x_range[1], bar->to);
      extend (&y_range[0], &y_range[1], bar->value);
    }

  if (!self->x_range_set && x_range[0] <= x_range[1])
    meirei_chart_scale_init_exact (&self->x_scale, x_range[0], x_range[1], N_STEPS);
  if (!self->y_range_set)
    meirei_chart_scale_init_around (&self->y_scale, y_range[0], y_range[1],
                                    self->y_axis ? N_STEPS : N_STEPS_WITHOUT_NUMBERS);

  if (self->cursor >= _meirei_chart_get_n_items (self))
    self->cursor = MEIREI_CHART_NO_CURSOR;

  _meirei_chart_update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_points (MeireiChart            *self,
            GArray                 *array,
            const MeireiChartPoint *points,
            guint                   n_points)
{
  g_array_set_size (array, 0);
  for (guint i = 0; i < n_points; i++)
    {
      if (isfinite (points[i].x) && isfinite (points[i].y))
        g_array_append_val (array, points[i]);
    }

  _meirei_chart_update_scales (self);
}

static void
clear_tick (gpointer data)
{
  MeireiChartTick *tick = data;

  g_free ((char *) tick->label);
}

void
_meirei_chart_init_data (MeireiChart *self)
{
  self->line = g_array_new (FALSE, FALSE, sizeof (MeireiChartPoint));
  self->dots = g_array_new (FALSE, FALSE, sizeof (MeireiChartPoint));
  self->bars = g_array_new (FALSE, FALSE, sizeof (MeireiChartBar));
  self->x_ticks = g_array_new (FALSE, FALSE, sizeof (MeireiChartTick));
  g_array_set_clear_func (self->x_ticks, clear_tick);

  meirei_chart_scale_init_exact (&self->x_scale, 0., 1., N_STEPS);
  meirei_chart_scale_init_exact (&self->y_scale, 0., 1., N_STEPS);
}

void
_meirei_chart_finalize_data (MeireiChart *self)
{
  if (self->format_destroy != NULL)
    self->format_destroy (self->format_data);

  g_array_unref (self->line);
  g_array_unref (self->dots);
  g_array_unref (self->bars);
  g_array_unref (self->x_ticks);
  g_free (self->gate_label);
}

/**
 * meirei_chart_set_line:
 * @self: a chart
 * @points: (array length=n_points) (nullable): in the order of x
 * @n_points: how many
 *
 * Sets the line.  Values that are not finite are left out.
 */
void
meirei_chart_set_line (MeireiChart            *self,
                       const MeireiChartPoint *points,
                       guint                   n_points)
{
  g_return_if_fail (MEIREI_IS_CHART (self));
  g_return_if_fail (points != NULL || n_points == 0);

  set_points (self, self->line, points, n_points);
}

/**
 * meirei_chart_set_dots:
 * @self: a chart
 * @points: (array length=n_points) (nullable): in any order
 * @n_points: how many
 *
 * Sets the pale dots around the line.
 */
void
meirei_chart_set_dots (MeireiChart            *self,
                       const MeireiChartPoint *points,
                       guint                   n_points)
{
  g_return_if_fail (MEIREI_IS_CHART (self));
  g_return_if_fail (points != NULL || n_points == 0);

  set_points (self, self->dots, points, n_points);
}

static void
append_tick (MeireiChart *self,
             double       value,
             const char  *label)
{
  MeireiChartTick tick = { value, g_strdup (label) };

  g_array_append_val (self->x_ticks, tick);
}

/* The edges of the bars are what the bars are about. */
static void
label_bars (MeireiChart *self)
{
  g_array_set_size (self->x_ticks, 0);

  for (guint i = 0; i <= self->bars->len; i++)
    {
      const MeireiChartBar *bar = &g_array_index (self->bars, MeireiChartBar, MIN (i, self->bars->len - 1));
      double edge = i < self->bars->len ? bar->from : bar->to;
      g_autofree char *label = g_strdup_printf ("%'.4g", edge);

      append_tick (self, edge, label);
    }
}

/**
 * meirei_chart_set_bars:
 * @self: a chart
 * @bars: (array length=n_bars) (nullable): from left to right
 * @n_bars: how many
 *
 * Sets the bars and labels their edges.  A chart has either bars or a line.
 */
void
meirei_chart_set_bars (MeireiChart          *self,
                       const MeireiChartBar *bars,
                       guint                 n_bars)
{
  g_return_if_fail (MEIREI_IS_CHART (self));
  g_return_if_fail (bars != NULL || n_bars == 0);

  g_array_set_size (self->bars, 0);
  g_array_append_vals (self->bars, bars, n_bars);
  if (n_bars > 0)
    label_bars (self);

  _meirei_chart_update_scales (self);
}

/**
 * meirei_chart_set_x_range:
 * @self: a chart
 * @minimum: the value at the left
 * @maximum: the value at the right
 *
 * Sets what the horizontal axis shows; without that it is what the data need.
 */
void
meirei_chart_set_x_range (MeireiChart *self,
                          double       minimum,
                          double       maximum)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  meirei_chart_scale_init_exact (&self->x_scale, minimum, maximum, N_STEPS);
  self->x_range_set = TRUE;
  _meirei_chart_update_scales (self);
}

/**
 * meirei_chart_set_y_range:
 * @self: a chart
 * @minimum: the value at the bottom
 * @maximum: the value at the top
 *
 * Sets what the vertical axis shows; without that it goes from 0 to a round
 * number above the data.
 */
void
meirei_chart_set_y_range (MeireiChart *self,
                          double       minimum,
                          double       maximum)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  meirei_chart_scale_init_exact (&self->y_scale, minimum, maximum, N_STEPS);
  self->y_range_set = TRUE;
  _meirei_chart_update_scales (self);
}

/**
 * meirei_chart_set_x_ticks:
 * @self: a chart
 * @ticks: (array length=n_ticks) (nullable): from left to right
 * @n_ticks: how many
 *
 * Sets the labels of the horizontal axis.  Those that find no place are left
 * out.
 */
void
meirei_chart_set_x_ticks (MeireiChart           *self,
                          const MeireiChartTick *ticks,
                          guint                  n_ticks)
{
  g_return_if_fail (MEIREI_IS_CHART (self));
  g_return_if_fail (ticks != NULL || n_ticks == 0);

  g_array_set_size (self->x_ticks, 0);
  for (guint i = 0; i < n_ticks; i++)
    append_tick (self, ticks[i].value, ticks[i].label);

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * meirei_chart_set_gate:
 * @self: a chart
 * @orientation: %GTK_ORIENTATION_VERTICAL for a place on the horizontal axis
 * @value: the place
 * @label: (nullable): a short text beside a vertical line
 *
 * Draws a dashed line.
 */
void
meirei_chart_set_gate (MeireiChart    *self,
                       GtkOrientation  orientation,
                       double          value,
                       const char     *label)
{
  g_return_if_fail (MEIREI_IS_CHART (self));
  g_return_if_fail (isfinite (value));

  self->gate_set = TRUE;
  self->gate_orientation = orientation;
  self->gate_value = value;
  meirei_set_str (&self->gate_label, label);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * meirei_chart_unset_gate:
 * @self: a chart
 *
 * Removes the dashed line.
 */
void
meirei_chart_unset_gate (MeireiChart *self)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  self->gate_set = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * meirei_chart_set_format_func:
 * @self: a chart
 * @format_func: (nullable): says in words what an item stands for
 * @user_data: for @format_func
 * @destroy: (nullable): frees @user_data
 *
 * Sets what the chart says about the point or bar that is visited.
 */
void
meirei_chart_set_format_func (MeireiChart           *self,
                              MeireiChartFormatFunc  format_func,
                              gpointer               user_data,
                              GDestroyNotify         destroy)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  if (self->format_destroy != NULL)
    self->format_destroy (self->format_data);

  self->format_func = format_func;
  self->format_data = user_data;
  self->format_destroy = destroy;
}
