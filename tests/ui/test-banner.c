/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-banner.h"
#include "ui-test.h"

static void
count_cb (guint *n_calls)
{
  *n_calls += 1;
}

static void
test_reveal (void)
{
  MeireiBanner *banner = MEIREI_BANNER (meirei_banner_new ());
  GtkWidget *window;
  guint n_notified = 0;

  gtk_widget_set_valign (GTK_WIDGET (banner), GTK_ALIGN_START);
  window = ui_test_show (GTK_WIDGET (banner), 400, 200);

  gtk_test_accessible_assert_role (banner, GTK_ACCESSIBLE_ROLE_ALERT);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (banner)), ==, 0);

  g_signal_connect_swapped (banner, "notify::revealed", G_CALLBACK (count_cb), &n_notified);
  meirei_banner_set_title (banner, "The server is gone.");
  meirei_banner_set_revealed (banner, TRUE);
  meirei_banner_set_revealed (banner, TRUE);
  ui_test_wait_frames (window, 2);

  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (banner)), >=, 47);
  gtk_test_accessible_assert_property (banner, GTK_ACCESSIBLE_PROPERTY_LABEL, "The server is gone.");

  ui_test_close (window);
}

static void
test_button (void)
{
  MeireiBanner *banner = MEIREI_BANNER (meirei_banner_new ());
  GtkWidget *window = ui_test_show (GTK_WIDGET (banner), 400, 200);
  guint n_clicked = 0;

  g_signal_connect_swapped (banner, "button-clicked", G_CALLBACK (count_cb), &n_clicked);
  g_assert_false (gtk_widget_get_visible (meirei_banner_get_button (banner)));

  meirei_banner_set_button_label (banner, "_Reload");
  g_assert_true (gtk_widget_get_visible (meirei_banner_get_button (banner)));
  g_signal_emit_by_name (meirei_banner_get_button (banner), "clicked");
  g_assert_cmpuint (n_clicked, ==, 1);

  meirei_banner_set_button_label (banner, NULL);
  g_assert_false (gtk_widget_get_visible (meirei_banner_get_button (banner)));

  ui_test_close (window);
}

static void
test_wrap (void)
{
  MeireiBanner *banner = MEIREI_BANNER (meirei_banner_new ());
  GtkWidget *window;
  int height;

  /* A long message in a narrow window takes more lines, not more width. */
  meirei_banner_set_title (banner, "The workspace was written by a newer version of Meirei "
                                   "and is open for reading only until this one is updated.");
  meirei_banner_set_revealed (banner, TRUE);
  window = ui_test_show (GTK_WIDGET (banner), 300, 200);

  gtk_widget_measure (GTK_WIDGET (banner), GTK_ORIENTATION_VERTICAL, 300, &height, NULL, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (banner)), ==, 300);
  g_assert_cmpint (height, >, 60);

  ui_test_close (window);
}

static void
test_levels (void)
{
  static const struct {
    MeireiSeverity level;
    const char *css_class;
  } rows[] = {
    { MEIREI_SEVERITY_WARNING, "warning" },
    { MEIREI_SEVERITY_ERROR, "error" },
    { MEIREI_SEVERITY_INFO, "accent" },
  };
  MeireiBanner *banner = MEIREI_BANNER (meirei_banner_new ());
  GtkWidget *window = ui_test_show (GTK_WIDGET (banner), 300, 200);
  GtkWidget *revealer = gtk_widget_get_first_child (GTK_WIDGET (banner));
  GtkWidget *bar = gtk_revealer_get_child (GTK_REVEALER (revealer));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      meirei_banner_set_level (banner, rows[i].level);
      g_assert_true (gtk_widget_has_css_class (bar, rows[i].css_class));
      g_assert_cmpint (meirei_banner_get_level (banner), ==, rows[i].level);
    }

  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/banner/reveal", test_reveal);
  g_test_add_func ("/ui/banner/button", test_button);
  g_test_add_func ("/ui/banner/wrap", test_wrap);
  g_test_add_func ("/ui/banner/levels", test_levels);

  return g_test_run ();
}
