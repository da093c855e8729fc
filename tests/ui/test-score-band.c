/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "meirei-score-band.h"
#include "ui-test.h"

static void
test_limits (void)
{
  static const struct {
    double score;
    MeireiScoreBand band;
  } rows[] = {
    { 100., MEIREI_SCORE_BAND_HIGH },
    { 90., MEIREI_SCORE_BAND_HIGH },
    { 89.999, MEIREI_SCORE_BAND_GOOD },
    { 75., MEIREI_SCORE_BAND_GOOD },
    { 74.999, MEIREI_SCORE_BAND_FAIR },
    { 60., MEIREI_SCORE_BAND_FAIR },
    { 59.999, MEIREI_SCORE_BAND_LOW },
    { 0., MEIREI_SCORE_BAND_LOW },
    { MEIREI_SCORE_NONE, MEIREI_SCORE_BAND_NONE },
    { -0.5, MEIREI_SCORE_BAND_NONE },
    { NAN, MEIREI_SCORE_BAND_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (meirei_score_get_band (rows[i].score), ==, rows[i].band);
}

static void
test_format (void)
{
  static const struct {
    double score;
    guint digits;
    const char *text;
  } rows[] = {
    { 95., 0, "95" },
    { 89.6, 0, "89" },
    { 89.99, 1, "89.9" },
    { 87.9, 1, "87.9" },
    { 83.9, 1, "83.9" },
    { 0.1 + 0.2, 1, "0.3" },
    { 1734.9 / 20., 3, "86.745" },
    { 100., 1, "100.0" },
    { 0., 0, "0" },
    { MEIREI_SCORE_NONE, 0, "–" },
    { NAN, 2, "–" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = meirei_score_format (rows[i].score, rows[i].digits);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_tones (void)
{
  static const struct {
    MeireiScoreBand band;
    const char *css_class;
    MeireiTone tone;
  } rows[] = {
    { MEIREI_SCORE_BAND_NONE, "none", MEIREI_TONE_NEUTRAL },
    { MEIREI_SCORE_BAND_LOW, "low", MEIREI_TONE_ERROR },
    { MEIREI_SCORE_BAND_FAIR, "fair", MEIREI_TONE_WARNING },
    { MEIREI_SCORE_BAND_GOOD, "good", MEIREI_TONE_ACCENT },
    { MEIREI_SCORE_BAND_HIGH, "high", MEIREI_TONE_SUCCESS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (meirei_score_band_get_css_class (rows[i].band), ==, rows[i].css_class);
      g_assert_cmpint (meirei_score_band_get_tone (rows[i].band), ==, rows[i].tone);
      g_assert_cmpstr (meirei_score_band_get_label (rows[i].band), !=, "");
    }
}

static void
test_colors (void)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *window = ui_test_show (label, 50, 50);
  GdkRGBA color;
  g_autofree char *text = NULL;

  meirei_tone_get_color (MEIREI_TONE_SUCCESS, label, &color);
  text = gdk_rgba_to_string (&color);
  g_assert_cmpstr (text, ==, "rgb(46,194,126)");

  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/score-band/limits", test_limits);
  g_test_add_func ("/ui/score-band/format", test_format);
  g_test_add_func ("/ui/score-band/tones", test_tones);
  g_test_add_func ("/ui/score-band/colors", test_colors);

  return g_test_run ();
}
