/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiChartScale:
 * @minimum: the value at the start of the axis
 * @maximum: the value at its end; more than @minimum
 * @step: the distance of the grid lines, a round number
 *
 * What an axis of a #MeireiChart shows.
 */
typedef struct {
  double minimum;
  double maximum;
  double step;
} MeireiChartScale;

void      meirei_chart_scale_init_around (MeireiChartScale       *scale,
                                          double                  lowest,
                                          double                  highest,
                                          guint                   n_steps);
void      meirei_chart_scale_init_exact  (MeireiChartScale       *scale,
                                          double                  minimum,
                                          double                  maximum,
                                          guint                   n_steps);
double    meirei_chart_scale_map         (const MeireiChartScale *scale,
                                          double                  value,
                                          double                  length);
guint     meirei_chart_scale_get_n_ticks (const MeireiChartScale *scale);
double    meirei_chart_scale_get_tick    (const MeireiChartScale *scale,
                                          guint                   position);
gboolean  meirei_chart_scale_has_label   (const MeireiChartScale *scale,
                                          guint                   position);
char     *meirei_chart_scale_format      (const MeireiChartScale *scale,
                                          double                  value);

G_END_DECLS
