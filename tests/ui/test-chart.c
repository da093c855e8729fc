/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "meirei-chart-private.h"
#include "ui-test.h"

#define GREEN "#2ec27e"
#define BLUE "#3584e4"
#define BACKGROUND "#fafafa"

typedef struct {
  GtkWidget *window;
  GtkWidget *widget;
  MeireiChart *chart;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->widget = meirei_chart_new ();
  fixture->chart = MEIREI_CHART (fixture->widget);
  fixture->window = ui_test_show (fixture->widget, 400, 200);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  ui_test_close (fixture->window);
}

static gboolean
press (Fixture *fixture,
       guint    key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (fixture->widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }

  return handled;
}

static void
point_at (Fixture *fixture,
          double   x,
          double   y)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (fixture->widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x, y);
    }
}

static void
set_bars (Fixture *fixture)
{
  static const MeireiChartBar bars[] = {
    { 80, 90, 10, MEIREI_TONE_ACCENT },
    { 90, 100, 40, MEIREI_TONE_SUCCESS },
  };

  meirei_chart_set_bars (fixture->chart, bars, G_N_ELEMENTS (bars));
}

static void
set_line (Fixture *fixture)
{
  static const MeireiChartPoint points[] = { { 0, 10 }, { 5, NAN }, { 10, 20 }, { 20, 30 } };

  meirei_chart_set_line (fixture->chart, points, G_N_ELEMENTS (points));
}

static void
test_bars (Fixture       *fixture,
           gconstpointer  user_data)
{
  int bottom;

  set_bars (fixture);
  bottom = gtk_widget_get_height (fixture->widget) - 30;

  g_assert_true (ui_test_pixel_is (fixture->widget, 100, bottom, BLUE));
  g_assert_true (ui_test_pixel_is (fixture->widget, 300, bottom, GREEN));
  g_assert_true (ui_test_pixel_is (fixture->widget, 300, 60, GREEN));
  g_assert_true (ui_test_pixel_is (fixture->widget, 100, 60, BACKGROUND));

  meirei_chart_set_bars (fixture->chart, NULL, 0);
  g_assert_true (ui_test_pixel_is (fixture->widget, 300, bottom, BACKGROUND));
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const struct {
    guint key;
    const char *description;
  } rows[] = {
    { GDK_KEY_Right, "80–90: 10" },
    { GDK_KEY_Right, "90–100: 40" },
    { GDK_KEY_Right, "90–100: 40" },
    { GDK_KEY_Left, "80–90: 10" },
    { GDK_KEY_Left, "80–90: 10" },
    { GDK_KEY_End, "90–100: 40" },
    { GDK_KEY_Home, "80–90: 10" },
    { GDK_KEY_Escape, "2 bars" },
  };

  g_assert_true (gtk_widget_get_focusable (fixture->widget));
  g_assert_false (press (fixture, GDK_KEY_Right));

  set_bars (fixture);
  meirei_chart_set_description (fixture->chart, "2 bars");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (press (fixture, rows[i].key));
      gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                           rows[i].description);
    }

  /* The second Escape is for the window. */
  g_assert_false (press (fixture, GDK_KEY_Escape));
  g_assert_false (press (fixture, GDK_KEY_Tab));

  /* A visited bar that no longer exists. */
  press (fixture, GDK_KEY_End);
  meirei_chart_set_bars (fixture->chart, NULL, 0);
  gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "2 bars");
  set_bars (fixture);
  gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "2 bars");
}

static void
activated_cb (MeireiChart *chart,
              double       x,
              double      *place)
{
  *place = x;
}

/* Enter and Space on the bar that is visited. */
static void
test_activate (Fixture       *fixture,
               gconstpointer  user_data)
{
  double place = -1.;

  g_signal_connect (fixture->chart, "activated", G_CALLBACK (activated_cb), &place);
  set_bars (fixture);
  g_assert_false (press (fixture, GDK_KEY_Return));
  g_assert_cmpfloat (place, ==, -1.);
  press (fixture, GDK_KEY_End);
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_cmpfloat (place, ==, 90.);
  press (fixture, GDK_KEY_Home);
  g_assert_true (press (fixture, GDK_KEY_space));
  g_assert_cmpfloat (place, ==, 80.);
}

static char *
format_cb (MeireiChart *chart,
           double       x,
           double       y,
           gpointer     user_data)
{
  return g_strdup_printf ("%s %g at %g", (const char *) user_data, y, x);
}

static void
test_mouse (Fixture       *fixture,
            gconstpointer  user_data)
{
  set_line (fixture);
  meirei_chart_set_format_func (fixture->chart, format_cb, g_strdup ("value"), g_free);

  /* Three points: the one that is not a number is left out. */
  point_at (fixture, 10, 100);
  gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "value 10 at 0");
  point_at (fixture, 190, 10);
  gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "value 20 at 10");
  point_at (fixture, 399, 10);
  gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "value 30 at 20");
  ui_test_wait_frames (fixture->window, 2);

  meirei_chart_set_format_func (fixture->chart, NULL, NULL, NULL);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  user_data)
{
  gtk_test_accessible_assert_role (fixture->chart, GTK_ACCESSIBLE_ROLE_IMG);
  g_object_set (fixture->chart, "title", "Throughput", "description", "46 tokens a second", NULL);
  gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Throughput");
  gtk_test_accessible_assert_property (fixture->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "46 tokens a second");
}

static void
test_ranges (Fixture       *fixture,
             gconstpointer  user_data)
{
  graphene_rect_t plot;

  set_line (fixture);
  _meirei_chart_get_plot (fixture->chart, &plot);
  g_assert_cmpfloat (fixture->chart->y_scale.minimum, ==, 0.);
  g_assert_cmpfloat (fixture->chart->y_scale.maximum, ==, 30.);
  g_assert_cmpfloat (_meirei_chart_map_x (fixture->chart, &plot, 20.), ==,
                     plot.origin.x + plot.size.width);

  meirei_chart_set_y_range (fixture->chart, 50., 100.);
  meirei_chart_set_x_range (fixture->chart, 0., 40.);
  set_line (fixture);
  g_assert_cmpfloat (fixture->chart->y_scale.minimum, ==, 50.);
  g_assert_cmpfloat (_meirei_chart_map_x (fixture->chart, &plot, 20.), ==,
                     plot.origin.x + plot.size.width / 2.);
}

/* One point, equal points, a long line, no space: must only not crash. */
static void
test_extremes (Fixture       *fixture,
               gconstpointer  user_data)
{
  enum { N_POINTS = 20000 };
  static const MeireiChartPoint one[] = { { 3, 3 } };
  static const MeireiChartPoint equal[] = { { 3, 0 }, { 3, 0 } };
  static const MeireiChartTick ticks[] = { { 0, "a label that is far too long for this chart" }, { 1, "b" } };
  g_autofree MeireiChartPoint *points = g_new (MeireiChartPoint, N_POINTS);
  gint64 start;

  meirei_chart_set_area (fixture->chart, TRUE);
  meirei_chart_set_y_axis (fixture->chart, TRUE);
  meirei_chart_set_x_ticks (fixture->chart, ticks, G_N_ELEMENTS (ticks));
  meirei_chart_set_gate (fixture->chart, GTK_ORIENTATION_HORIZONTAL, 1e9, "gate");
  meirei_chart_set_line (fixture->chart, one, G_N_ELEMENTS (one));
  ui_test_wait_frames (fixture->window, 2);
  meirei_chart_set_line (fixture->chart, equal, G_N_ELEMENTS (equal));
  meirei_chart_set_dots (fixture->chart, equal, G_N_ELEMENTS (equal));
  ui_test_wait_frames (fixture->window, 2);

  for (int i = 0; i < N_POINTS; i++)
    points[i] = (MeireiChartPoint) { i, 50. + 40. * sin (i / 500.) };
  start = g_get_monotonic_time ();
  meirei_chart_set_line (fixture->chart, points, N_POINTS);
  ui_test_wait_frames (fixture->window, 2);
  g_test_message ("%d points set and painted in %.1f ms", N_POINTS,
                  (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_MILLISECOND);

  gtk_widget_set_size_request (fixture->widget, 120, 48);
  gtk_widget_set_halign (fixture->widget, GTK_ALIGN_START);
  gtk_widget_set_valign (fixture->widget, GTK_ALIGN_START);
  meirei_chart_unset_gate (fixture->chart);
  ui_test_wait_frames (fixture->window, 2);
}

#define ADD(name) \
  g_test_add ("/ui/chart/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD (bars);
  ADD (keys);
  ADD (activate);
  ADD (mouse);
  ADD (accessible);
  ADD (ranges);
  ADD (extremes);

  return g_test_run ();
}
