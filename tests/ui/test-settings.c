/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-settings.h"
#include "ui-test.h"

static void
test_recent (void)
{
  g_autoptr(MeireiSettings) settings = meirei_settings_new ();
  g_auto(GStrv) recent = NULL;

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *path = g_strdup_printf ("/work space/%d", i);

      meirei_settings_add_recent_workspace (settings, path);
    }
  meirei_settings_add_recent_workspace (settings, "/work space/5");
  meirei_settings_remove_recent_workspace (settings, "/work space/11");

  /* The last one first, none twice, ten at most. */
  recent = meirei_settings_dup_recent_workspaces (settings);
  g_assert_cmpuint (g_strv_length (recent), ==, 9);
  g_assert_cmpstr (recent[0], ==, "/work space/5");
  g_assert_cmpstr (recent[1], ==, "/work space/10");
  g_assert_cmpstr (recent[8], ==, "/work space/2");
}

static void
notify_cb (guint *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  g_autoptr(MeireiSettings) settings = meirei_settings_new ();
  g_autoptr(MeireiSettings) other = meirei_settings_new ();
  g_autofree char *scheme = NULL;
  guint count = 0;

  g_assert_true (meirei_settings_get_parallel (settings));
  g_assert_true (meirei_settings_get_single_letter_keys (settings));
  g_assert_true (meirei_settings_get_reopen_workspace (settings));

  /* All windows hear of a change, wherever it is made. */
  g_signal_connect_swapped (other, "notify::parallel", G_CALLBACK (notify_cb), &count);
  g_object_set (settings, "parallel", FALSE, "color-scheme", "dark", NULL);
  g_assert_false (meirei_settings_get_parallel (other));
  g_assert_cmpuint (count, ==, 1);
  scheme = meirei_settings_dup_color_scheme (other);
  g_assert_cmpstr (scheme, ==, "dark");
  g_object_set (settings, "parallel", TRUE, NULL);
}

static void
test_window (void)
{
  g_autoptr(MeireiSettings) settings = meirei_settings_new ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  int width, height;

  meirei_settings_restore_window (settings, window);
  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, ==, 1360);
  g_assert_cmpint (height, ==, 860);

  gtk_window_set_default_size (window, 900, 700);
  meirei_settings_save_window (settings, window);
  gtk_window_set_default_size (window, 1, 1);
  meirei_settings_restore_window (settings, window);
  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, ==, 900);
  g_assert_cmpint (height, ==, 700);
  gtk_window_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/settings/recent", test_recent);
  g_test_add_func ("/ui/settings/properties", test_properties);
  g_test_add_func ("/ui/settings/window", test_window);

  return g_test_run ();
}
