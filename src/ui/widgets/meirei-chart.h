/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-tone.h"

G_BEGIN_DECLS

/**
 * MeireiChartPoint:
 * @x: the place, for instance a time
 * @y: the value
 *
 * A point of a line, or a dot.
 */
typedef struct {
  double x;
  double y;
} MeireiChartPoint;

/**
 * MeireiChartBar:
 * @from: where it begins
 * @to: where it ends
 * @value: its height
 * @tone: its colour
 *
 * A bar of a histogram.
 */
typedef struct {
  double from;
  double to;
  double value;
  MeireiTone tone;
} MeireiChartBar;

/**
 * MeireiChartTick:
 * @value: the place
 * @label: the text below it
 *
 * A label of the horizontal axis.
 */
typedef struct {
  double value;
  const char *label;
} MeireiChartTick;

#define MEIREI_TYPE_CHART (meirei_chart_get_type ())
G_DECLARE_FINAL_TYPE (MeireiChart, meirei_chart, MEIREI, CHART, GtkWidget)

/**
 * MeireiChartFormatFunc:
 * @chart: a chart
 * @x: the place of the point, or where the bar begins
 * @y: the value
 * @user_data: the data of meirei_chart_set_format_func()
 *
 * Says in words what a point or a bar stands for: “3 Sep: mean 87.9”.
 *
 * Returns: (transfer full): one line of text
 */
typedef char *(*MeireiChartFormatFunc) (MeireiChart *chart,
                                        double       x,
                                        double       y,
                                        gpointer     user_data);

GtkWidget *meirei_chart_new             (void);
void       meirei_chart_set_line        (MeireiChart            *self,
                                         const MeireiChartPoint *points,
                                         guint                   n_points);
void       meirei_chart_set_dots        (MeireiChart            *self,
                                         const MeireiChartPoint *points,
                                         guint                   n_points);
void       meirei_chart_set_bars        (MeireiChart            *self,
                                         const MeireiChartBar   *bars,
                                         guint                   n_bars);
void       meirei_chart_set_x_range     (MeireiChart            *self,
                                         double                  minimum,
                                         double                  maximum);
void       meirei_chart_set_y_range     (MeireiChart            *self,
                                         double                  minimum,
                                         double                  maximum);
void       meirei_chart_set_x_ticks     (MeireiChart            *self,
                                         const MeireiChartTick  *ticks,
                                         guint                   n_ticks);
void       meirei_chart_set_gate        (MeireiChart            *self,
                                         GtkOrientation          orientation,
                                         double                  value,
                                         const char             *label);
void       meirei_chart_unset_gate      (MeireiChart            *self);
void       meirei_chart_set_format_func (MeireiChart            *self,
                                         MeireiChartFormatFunc   format_func,
                                         gpointer                user_data,
                                         GDestroyNotify          destroy);
void       meirei_chart_set_title       (MeireiChart            *self,
                                         const char             *title);
void       meirei_chart_set_description (MeireiChart            *self,
                                         const char             *description);
void       meirei_chart_set_placeholder (MeireiChart            *self,
                                         const char             *placeholder);
void       meirei_chart_set_area        (MeireiChart            *self,
                                         gboolean                area);
void       meirei_chart_set_y_axis      (MeireiChart            *self,
                                         gboolean                y_axis);

G_END_DECLS
