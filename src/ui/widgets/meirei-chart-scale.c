/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "meirei-chart-scale.h"

/* Grid lines that a rounding error would lose. */
#define TOLERANCE 1e-6

/* More lines than this can no longer be told apart. */
#define MAXIMUM_TICKS 64

static double
get_round_step (double range,
                guint  n_steps)
{
  double raw = range / MAX (n_steps, 1);
  double magnitude = pow (10., floor (log10 (raw)));
  double mantissa = raw / magnitude;

  if (mantissa <= 1. + TOLERANCE)
    return magnitude;
  if (mantissa <= 2. + TOLERANCE)
    return 2. * magnitude;
  if (mantissa <= 5. + TOLERANCE)
    return 5. * magnitude;

  return 10. * magnitude;
}

/**
 * meirei_chart_scale_init_exact:
 * @scale: (out): the scale
 * @minimum: the value at the start
 * @maximum: the value at the end
 * @n_steps: how many parts there should be at most
 *
 * Makes a scale that ends exactly at these values.  Where they are equal or
 * the wrong way round, it is 1 long.
 */
void
meirei_chart_scale_init_exact (MeireiChartScale *scale,
                               double            minimum,
                               double            maximum,
                               guint             n_steps)
{
  g_return_if_fail (scale != NULL);
  g_return_if_fail (isfinite (minimum) && isfinite (maximum));

  if (maximum <= minimum)
    maximum = minimum + 1.;

  scale->minimum = minimum;
  scale->maximum = maximum;
  scale->step = get_round_step (maximum - minimum, n_steps);
}

/**
 * meirei_chart_scale_init_around:
 * @scale: (out): the scale
 * @lowest: the least value that must have place
 * @highest: the greatest value that must have place
 * @n_steps: how many parts there should be, about
 *
 * Makes a scale that begins and ends at grid lines.
 */
void
meirei_chart_scale_init_around (MeireiChartScale *scale,
                                double            lowest,
                                double            highest,
                                guint             n_steps)
{
  meirei_chart_scale_init_exact (scale, lowest, highest, n_steps);

  scale->minimum = floor (lowest / scale->step + TOLERANCE) * scale->step;
  scale->maximum = ceil (MAX (highest, scale->minimum + scale->step) / scale->step - TOLERANCE) *
                   scale->step;
}

/**
 * meirei_chart_scale_map:
 * @scale: a scale
 * @value: a value
 * @length: how long the axis is
 *
 * Returns: where @value is on the axis; values out of range are at its ends
 */
double
meirei_chart_scale_map (const MeireiChartScale *scale,
                        double                  value,
                        double                  length)
{
  double fraction = (value - scale->minimum) / (scale->maximum - scale->minimum);

  return CLAMP (fraction, 0., 1.) * length;
}

static double
get_first_tick (const MeireiChartScale *scale)
{
  return ceil (scale->minimum / scale->step - TOLERANCE) * scale->step;
}

/**
 * meirei_chart_scale_get_n_ticks:
 * @scale: a scale
 *
 * Returns: how many grid lines there are
 */
guint
meirei_chart_scale_get_n_ticks (const MeireiChartScale *scale)
{
  double n_steps = floor ((scale->maximum - get_first_tick (scale)) / scale->step + TOLERANCE);

  return (guint) CLAMP (n_steps + 1., 0., MAXIMUM_TICKS);
}

/**
 * meirei_chart_scale_get_tick:
 * @scale: a scale
 * @position: from 0
 *
 * Returns: the value of a grid line
 */
double
meirei_chart_scale_get_tick (const MeireiChartScale *scale,
                             guint                   position)
{
  return get_first_tick (scale) + position * scale->step;
}

/**
 * meirei_chart_scale_has_label:
 * @scale: a scale
 * @position: from 0
 *
 * Every second grid line has a label: those at the rounder values.
 *
 * Returns: whether this one has
 */
gboolean
meirei_chart_scale_has_label (const MeireiChartScale *scale,
                              guint                   position)
{
  double n_steps = round (meirei_chart_scale_get_tick (scale, position) / scale->step);

  return fmod (n_steps, 2.) == 0.;
}

/**
 * meirei_chart_scale_format:
 * @scale: a scale
 * @value: a value
 *
 * Returns: (transfer full): @value with as many digits as the steps need
 */
char *
meirei_chart_scale_format (const MeireiChartScale *scale,
                           double                  value)
{
  int n_digits = (int) CLAMP (ceil (-log10 (scale->step) - TOLERANCE), 0., 6.);

  /* No “−0”. */
  if (fabs (value) < scale->step * TOLERANCE)
    value = 0.;

  return g_strdup_printf ("%'.*f", n_digits, value);
}
