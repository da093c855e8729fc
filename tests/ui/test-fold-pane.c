/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-fold-pane.h"
#include "ui-test.h"

static MeireiFoldPane *
make_pane (GtkPackType edge)
{
  return g_object_new (MEIREI_TYPE_FOLD_PANE,
                       "edge", edge,
                       "side-width", 300,
                       "content", gtk_label_new ("content"),
                       "side", gtk_label_new ("side"),
                       NULL);
}

static gboolean
get (MeireiFoldPane *pane,
     const char     *property)
{
  gboolean value = FALSE;

  g_object_get (pane, property, &value, NULL);

  return value;
}

static int
get_side_x (MeireiFoldPane *pane)
{
  double x = 0;

  gtk_widget_translate_coordinates (meirei_fold_pane_get_side (pane), GTK_WIDGET (pane), 0, 0,
                                    &x, NULL);

  return (int) x;
}

static void
test_inline (void)
{
  static const GtkPackType edges[] = { GTK_PACK_START, GTK_PACK_END };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      MeireiFoldPane *pane = make_pane (edges[i]);
      GtkWidget *window = ui_test_show (GTK_WIDGET (pane), 1000, 400);
      GtkWidget *side = meirei_fold_pane_get_side (pane);

      g_assert_true (gtk_widget_get_mapped (side));
      g_assert_cmpint (gtk_widget_get_width (side), ==, 300);
      g_assert_cmpint (get_side_x (pane), ==, edges[i] == GTK_PACK_START ? 0 : 700);

      g_object_set (pane, "max-side-width", 250, NULL);
      ui_test_wait_frames (window, 2);
      g_assert_cmpint (gtk_widget_get_width (side), ==, 250);

      meirei_fold_pane_set_show_side (pane, FALSE);
      ui_test_wait_frames (window, 2);
      g_assert_false (gtk_widget_get_mapped (side));
      g_assert_false (get (pane, "pinned"));
      ui_test_close (window);
    }
}

static void
test_folded (void)
{
  MeireiFoldPane *pane = make_pane (GTK_PACK_END);
  GtkWidget *window = ui_test_show (GTK_WIDGET (pane), 700, 400);
  GtkWidget *side = meirei_fold_pane_get_side (pane);

  /* Folding hides the pane, but not for good. */
  meirei_fold_pane_set_folded (pane, TRUE);
  ui_test_wait_frames (window, 2);
  g_assert_false (meirei_fold_pane_get_show_side (pane));
  g_assert_true (get (pane, "pinned"));
  g_assert_false (gtk_widget_get_child_visible (side) && gtk_widget_get_mapped (side));

  /* It comes over the content, and is the same widget. */
  meirei_fold_pane_set_show_side (pane, TRUE);
  ui_test_wait_frames (window, 2);
  g_assert_true (meirei_fold_pane_get_side (pane) == side);
  g_assert_true (gtk_widget_get_mapped (side));
  g_assert_cmpint (get_side_x (pane) + gtk_widget_get_width (side), ==, 700);

  /* Unfolding restores what was before. */
  meirei_fold_pane_set_folded (pane, FALSE);
  ui_test_wait_frames (window, 2);
  g_assert_true (meirei_fold_pane_get_show_side (pane));
  g_assert_cmpint (gtk_widget_get_width (side), ==, 300);
  ui_test_close (window);
}

static void
test_takes_whole_width (void)
{
  MeireiFoldPane *pane = make_pane (GTK_PACK_START);
  GtkWidget *window;

  meirei_fold_pane_set_folded (pane, TRUE);
  meirei_fold_pane_set_show_side (pane, TRUE);
  window = ui_test_show (GTK_WIDGET (pane), 400, 400);
  ui_test_wait_frames (window, 3);
  g_assert_cmpint (gtk_widget_get_width (meirei_fold_pane_get_side (pane)), >=, 398);
  ui_test_close (window);
}

/* The pane at the end stays when what is beside it goes. */
static void
test_grows (void)
{
  MeireiFoldPane *pane = make_pane (GTK_PACK_END);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *neighbour = gtk_label_new ("neighbour");
  GtkWidget *window;

  gtk_widget_set_size_request (neighbour, 300, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (pane), TRUE);
  gtk_box_append (GTK_BOX (box), neighbour);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (pane));
  window = ui_test_show (box, 1100, 400);
  g_assert_cmpint (get_side_x (pane), ==, 500);

  gtk_widget_set_visible (neighbour, FALSE);
  ui_test_wait_frames (window, 3);
  g_assert_cmpint (gtk_widget_get_width (meirei_fold_pane_get_side (pane)), ==, 300);
  g_assert_cmpint (get_side_x (pane), ==, 800);

  gtk_widget_set_visible (neighbour, TRUE);
  ui_test_wait_frames (window, 3);
  g_assert_cmpint (get_side_x (pane), ==, 500);
  ui_test_close (window);
}

/* Presses Escape where the pane listens.  Returns: whether the pane took it. */
static gboolean
press_escape (MeireiFoldPane *pane)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (pane));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (trigger, "Escape"))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (pane), NULL);
        }
    }

  g_test_message ("The pane does not listen to Escape");
  g_test_fail ();

  return FALSE;
}

/* Escape closes a pane that covers the content; else it is for others. */
static void
test_escape (void)
{
  MeireiFoldPane *pane = make_pane (GTK_PACK_START);
  GtkWidget *window = ui_test_show (GTK_WIDGET (pane), 600, 400);

  g_assert_false (press_escape (pane));
  g_assert_true (meirei_fold_pane_get_show_side (pane));

  meirei_fold_pane_set_folded (pane, TRUE);
  g_assert_false (press_escape (pane));

  meirei_fold_pane_set_show_side (pane, TRUE);
  g_assert_true (press_escape (pane));
  g_assert_false (meirei_fold_pane_get_show_side (pane));
  g_assert_false (press_escape (pane));
  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/fold-pane/inline", test_inline);
  g_test_add_func ("/ui/fold-pane/folded", test_folded);
  g_test_add_func ("/ui/fold-pane/takes-whole-width", test_takes_whole_width);
  g_test_add_func ("/ui/fold-pane/grows", test_grows);
  g_test_add_func ("/ui/fold-pane/escape", test_escape);

  return g_test_run ();
}
