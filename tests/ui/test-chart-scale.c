/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chart-scale.h"

#define EPSILON 1e-9

static void
test_around (void)
{
  static const struct {
    double lowest;
    double highest;
    guint n_steps;
    MeireiChartScale expected;
  } rows[] = {
    { 0, 37, 5, { 0, 40, 10 } },
    { 0, 40, 5, { 0, 40, 10 } },
    { 0, 41, 5, { 0, 50, 10 } },
    { 0, 48, 3, { 0, 60, 20 } },
    { 0, 1, 5, { 0, 1, .2 } },
    { 0, .034, 5, { 0, .04, .01 } },
    { 0, 123456, 5, { 0, 150000, 50000 } },
    { -3, 8, 5, { -5, 10, 5 } },
    { 0, 0, 5, { 0, .2, .2 } },
    { 7, 3, 5, { 7, 7.2, .2 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MeireiChartScale scale;

      meirei_chart_scale_init_around (&scale, rows[i].lowest, rows[i].highest, rows[i].n_steps);
      g_assert_cmpfloat_with_epsilon (scale.minimum, rows[i].expected.minimum, EPSILON);
      g_assert_cmpfloat_with_epsilon (scale.maximum, rows[i].expected.maximum, EPSILON);
      g_assert_cmpfloat_with_epsilon (scale.step, rows[i].expected.step, EPSILON);
    }
}

static void
test_ticks (void)
{
  MeireiChartScale scale;

  /* 50, 60, … 100, of which the even tens have a label. */
  meirei_chart_scale_init_exact (&scale, 50., 100., 5);
  g_assert_cmpuint (meirei_chart_scale_get_n_ticks (&scale), ==, 6);
  g_assert_cmpfloat (meirei_chart_scale_get_tick (&scale, 0), ==, 50.);
  g_assert_cmpfloat (meirei_chart_scale_get_tick (&scale, 5), ==, 100.);
  g_assert_false (meirei_chart_scale_has_label (&scale, 0));
  g_assert_true (meirei_chart_scale_has_label (&scale, 1));
  g_assert_true (meirei_chart_scale_has_label (&scale, 5));

  /* A range that does not begin at a grid line. */
  meirei_chart_scale_init_exact (&scale, 3., 47., 5);
  g_assert_cmpfloat (meirei_chart_scale_get_tick (&scale, 0), ==, 10.);
  g_assert_cmpuint (meirei_chart_scale_get_n_ticks (&scale), ==, 4);
}

static void
test_map (void)
{
  static const struct {
    double value;
    double position;
  } rows[] = {
    { 50., 0. }, { 75., 100. }, { 100., 200. }, { 20., 0. }, { 900., 200. },
  };
  MeireiChartScale scale;

  meirei_chart_scale_init_exact (&scale, 50., 100., 5);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat (meirei_chart_scale_map (&scale, rows[i].value, 200.), ==, rows[i].position);
}

static void
test_format (void)
{
  static const struct {
    double maximum;
    double value;
    const char *text;
  } rows[] = {
    { 40, 20, "20" }, { 40, -1e-12, "0" }, { 1, .4, "0.4" }, { .04, .02, "0.02" }, { 40, -20, "-20" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MeireiChartScale scale;
      g_autofree char *text = NULL;

      meirei_chart_scale_init_around (&scale, 0., rows[i].maximum, 5);
      text = meirei_chart_scale_format (&scale, rows[i].value);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/chart-scale/around", test_around);
  g_test_add_func ("/ui/chart-scale/ticks", test_ticks);
  g_test_add_func ("/ui/chart-scale/map", test_map);
  g_test_add_func ("/ui/chart-scale/format", test_format);

  return g_test_run ();
}
