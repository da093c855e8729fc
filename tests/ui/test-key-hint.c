/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-key-hint.h"
#include "ui-test.h"

static void
test_text (void)
{
  static const struct {
    const char *accelerator;
    const char *text;
  } rows[] = {
    { "a", "A" },
    { "<Control>e", "Ctrl+E" },
    { "Escape", "Esc" },
    { "<Shift>F4", "Shift+F4" },
    { "nonsense", "" },
    { NULL, "" },
  };
  GtkWidget *hint = meirei_key_hint_new (NULL);
  GtkWidget *window = ui_test_show (hint, 80, 40);
  GtkWidget *label = gtk_widget_get_first_child (hint);

  gtk_test_accessible_assert_role (hint, GTK_ACCESSIBLE_ROLE_PRESENTATION);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      meirei_key_hint_set_accelerator (MEIREI_KEY_HINT (hint), rows[i].accelerator);
      g_assert_cmpstr (meirei_key_hint_get_accelerator (MEIREI_KEY_HINT (hint)), ==, rows[i].accelerator);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, rows[i].text);
    }

  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/key-hint/text", test_text);

  return g_test_run ();
}
