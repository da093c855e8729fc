/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-segment-bar.h"
#include "ui-test.h"

#define GREEN "#2ec27e"
#define RED "#e01b24"
#define AMBER "#e5a50a"
#define BACKGROUND "#fafafa"
#define TROUGH "#e1e1e1"

static MeireiSegmentBar *
new_bar (GtkWidget **window)
{
  GtkWidget *bar = meirei_segment_bar_new ();

  meirei_segment_bar_set_thickness (MEIREI_SEGMENT_BAR (bar), MEIREI_SEGMENT_BAR_THICK);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  *window = ui_test_show (bar, 200, 40);

  return MEIREI_SEGMENT_BAR (bar);
}

static void
test_paint (void)
{
  static const MeireiSegment segments[] = {
    { 50, MEIREI_TONE_SUCCESS, "Success" },
    { 0, MEIREI_TONE_ACCENT, "In flight" },
    { 25, MEIREI_TONE_ERROR, "Failed" },
  };
  GtkWidget *window;
  MeireiSegmentBar *bar = new_bar (&window);
  GtkWidget *widget = GTK_WIDGET (bar);

  g_assert_cmpint (gtk_widget_get_height (widget), ==, 12);
  g_assert_true (ui_test_pixel_is (widget, 100, 6, TROUGH));

  meirei_segment_bar_set_segments (bar, segments, G_N_ELEMENTS (segments), 100);
  g_assert_true (ui_test_pixel_is (widget, 50, 6, GREEN));
  g_assert_true (ui_test_pixel_is (widget, 98, 6, GREEN));
  g_assert_true (ui_test_pixel_is (widget, 99, 6, TROUGH));
  g_assert_true (ui_test_pixel_is (widget, 100, 6, RED));
  g_assert_true (ui_test_pixel_is (widget, 148, 6, RED));
  g_assert_true (ui_test_pixel_is (widget, 150, 6, TROUGH));

  /* Round ends. */
  g_assert_true (ui_test_pixel_is (widget, 0, 0, BACKGROUND));

  gtk_widget_set_direction (widget, GTK_TEXT_DIR_RTL);
  g_assert_true (ui_test_pixel_is (widget, 150, 6, GREEN));
  g_assert_true (ui_test_pixel_is (widget, 75, 6, RED));

  ui_test_close (window);
}

static void
test_tiny_parts (void)
{
  static const MeireiSegment segments[] = {
    { 3990, MEIREI_TONE_SUCCESS, NULL },
    { 1, MEIREI_TONE_ERROR, NULL },
    { 9, MEIREI_TONE_WARNING, NULL },
  };
  GtkWidget *window;
  MeireiSegmentBar *bar = new_bar (&window);
  GtkWidget *widget = GTK_WIDGET (bar);

  /* One failure in 4,000 must be seen. */
  meirei_segment_bar_set_segments (bar, segments, G_N_ELEMENTS (segments), 4000);
  g_assert_true (ui_test_pixel_is (widget, 192, 6, GREEN));
  g_assert_true (ui_test_pixel_is (widget, 194, 6, RED));
  g_assert_true (ui_test_pixel_is (widget, 198, 6, AMBER));

  ui_test_close (window);
}

static void
test_overfull (void)
{
  static const MeireiSegment segments[] = {
    { 75, MEIREI_TONE_SUCCESS, NULL },
    { 75, MEIREI_TONE_ERROR, NULL },
  };
  GtkWidget *window;
  MeireiSegmentBar *bar = new_bar (&window);

  /* More than the total: the parts share the bar. */
  meirei_segment_bar_set_segments (bar, segments, G_N_ELEMENTS (segments), 100);
  g_assert_true (ui_test_pixel_is (GTK_WIDGET (bar), 90, 6, GREEN));
  g_assert_true (ui_test_pixel_is (GTK_WIDGET (bar), 110, 6, RED));
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 100.);

  ui_test_close (window);
}

static void
test_accessible (void)
{
  static const MeireiSegment segments[] = {
    { 33, MEIREI_TONE_SUCCESS, "Success" },
    { 4, MEIREI_TONE_ERROR, "Failed" },
  };
  GtkWidget *window;
  MeireiSegmentBar *bar = new_bar (&window);

  meirei_segment_bar_set_segments (bar, segments, G_N_ELEMENTS (segments), 64);
  gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 64.);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 37.);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "Success 33, Failed 4, of 64");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (bar)), ==, "Success 33, Failed 4, of 64");

  /* Nothing at all is allowed, too. */
  meirei_segment_bar_set_segments (bar, NULL, 0, 0);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.);
  g_assert_true (ui_test_pixel_is (GTK_WIDGET (bar), 100, 6, TROUGH));

  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/segment-bar/paint", test_paint);
  g_test_add_func ("/ui/segment-bar/tiny-parts", test_tiny_parts);
  g_test_add_func ("/ui/segment-bar/overfull", test_overfull);
  g_test_add_func ("/ui/segment-bar/accessible", test_accessible);

  return g_test_run ();
}
