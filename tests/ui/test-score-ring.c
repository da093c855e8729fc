/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-ring-gauge.h"
#include "meirei-score-ring.h"
#include "ui-test.h"

#define GREEN "#2ec27e"
#define RED "#e01b24"
#define GREY_TRACK "#e1e1e1"

static MeireiScoreRing *
new_ring (GtkWidget **window)
{
  GtkWidget *ring = meirei_score_ring_new ();

  *window = ui_test_show (ring, 200, 200);

  return MEIREI_SCORE_RING (ring);
}

static void
test_accessible (void)
{
  static const char per_cent[] = "95%, quality gate passed";
  GtkWidget *window;
  MeireiScoreRing *ring = new_ring (&window);

  gtk_test_accessible_assert_role (ring, GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.);
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.);
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "No score");

  meirei_score_ring_set_score (ring, 95.);
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 95.);
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "95 of 100");

  meirei_score_ring_set_detail (ring, "quality gate passed");
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "95 of 100, quality gate passed");

  meirei_score_ring_set_unit (ring, "%");
  /* GTK's macro makes a format of its arguments. */
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, per_cent);

  meirei_score_ring_set_busy (ring, TRUE);
  gtk_test_accessible_assert_state (ring, GTK_ACCESSIBLE_STATE_BUSY, TRUE);

  ui_test_close (window);
}

static void
test_size (void)
{
  static const int diameters[] = {
    MEIREI_SCORE_RING_LARGE, MEIREI_SCORE_RING_MEDIUM, MEIREI_SCORE_RING_SMALL, MEIREI_SCORE_RING_MINI,
  };
  GtkWidget *window;
  MeireiScoreRing *ring = new_ring (&window);

  meirei_score_ring_set_score (ring, 100.);

  for (gsize i = 0; i < G_N_ELEMENTS (diameters); i++)
    {
      meirei_score_ring_set_diameter (ring, diameters[i]);
      ui_test_wait_frames (window, 2);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (ring)), ==, diameters[i]);
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (ring)), ==, diameters[i]);
    }

  ui_test_close (window);
}

static void
test_large_text (void)
{
  GtkWidget *window;
  MeireiScoreRing *ring = new_ring (&window);
  int width;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  ui_test_wait_frames (window, 2);
  width = gtk_widget_get_width (GTK_WIDGET (ring));
  g_assert_cmpint (width, >, MEIREI_SCORE_RING_LARGE);

  /* The size does not depend on the number. */
  meirei_score_ring_set_score (ring, 100.);
  ui_test_wait_frames (window, 2);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (ring)), ==, width);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  ui_test_close (window);
}

static void
test_paint (void)
{
  GtkWidget *window;
  MeireiScoreRing *ring = new_ring (&window);
  GtkWidget *widget = GTK_WIDGET (ring);

  /* Right, bottom and left of the ring. */
  meirei_score_ring_set_score (ring, 54.);
  g_assert_true (ui_test_pixel_is (widget, 84, 44, RED));
  g_assert_true (ui_test_pixel_is (widget, 44, 84, RED));
  g_assert_true (ui_test_pixel_is (widget, 4, 44, GREY_TRACK));

  meirei_score_ring_set_score (ring, 100.);
  g_assert_true (ui_test_pixel_is (widget, 4, 44, GREEN));

  meirei_score_ring_set_tone (ring, MEIREI_TONE_ERROR);
  g_assert_true (ui_test_pixel_is (widget, 4, 44, RED));

  meirei_score_ring_unset_tone (ring);
  g_assert_true (ui_test_pixel_is (widget, 4, 44, GREEN));

  meirei_score_ring_set_score (ring, MEIREI_SCORE_NONE);
  g_assert_true (ui_test_pixel_is (widget, 84, 44, GREY_TRACK));

  ui_test_close (window);
}

static void
test_animation (void)
{
  GtkWidget *window;
  MeireiScoreRing *ring;
  MeireiRingGauge *gauge;

  ui_test_set_animated (TRUE);
  ring = new_ring (&window);
  gauge = MEIREI_RING_GAUGE (gtk_widget_get_first_child (GTK_WIDGET (ring)));

  meirei_score_ring_set_score (ring, 80.);
  ui_test_wait_ms (100);
  g_assert_cmpfloat (meirei_ring_gauge_get_fraction (gauge), >, 0.);
  g_assert_cmpfloat (meirei_ring_gauge_get_fraction (gauge), <, .8);
  ui_test_wait_ms (600);
  g_assert_cmpfloat (meirei_ring_gauge_get_fraction (gauge), ==, .8);

  ui_test_set_animated (FALSE);
  meirei_score_ring_set_score (ring, 20.);
  g_assert_cmpfloat (meirei_ring_gauge_get_fraction (gauge), ==, .2);

  /* Closing while it pulses and sweeps must stop both. */
  ui_test_set_animated (TRUE);
  meirei_score_ring_set_busy (ring, TRUE);
  meirei_score_ring_set_score (ring, 90.);
  ui_test_wait_ms (30);
  ui_test_close (window);
  ui_test_wait_ms (50);
  ui_test_set_animated (FALSE);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/score-ring/accessible", test_accessible);
  g_test_add_func ("/ui/score-ring/size", test_size);
  g_test_add_func ("/ui/score-ring/large-text", test_large_text);
  g_test_add_func ("/ui/score-ring/paint", test_paint);
  g_test_add_func ("/ui/score-ring/animation", test_animation);

  return g_test_run ();
}
