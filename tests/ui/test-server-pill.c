/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-pill.h"
#include "ui-test.h"

static MeireiServer *
make_server (void)
{
  MeireiServer *server = meirei_server_new ("http://127.0.0.1:1234", MEIREI_SERVER_KIND_LMSTUDIO);
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiModel *model = meirei_model_new ("deepseek-coder-6.7b");

  g_object_set (model, "loaded-context", (guint64) 16384, NULL);
  meirei_model_set_state (model, MEIREI_MODEL_STATE_LOADED);
  g_ptr_array_add (models, model);
  g_ptr_array_add (models, meirei_model_new ("qwen2.5-coder"));
  meirei_server_take_models (server, models);
  meirei_server_set_state (server, MEIREI_SERVER_STATE_CONNECTED, NULL);

  return server;
}

static void
test_text (void)
{
  MeireiServerPill *pill = g_object_ref_sink (g_object_new (MEIREI_TYPE_SERVER_PILL, NULL));
  g_autoptr(MeireiServer) server = make_server ();
  MeireiModel *model = meirei_server_find_model (server, "deepseek-coder-6.7b");

  g_assert_cmpstr (meirei_server_pill_get_text (pill), ==, "No model server");
  meirei_server_pill_set_fallback (pill, "Built-in · not started", TRUE);
  g_assert_cmpstr (meirei_server_pill_get_text (pill), ==, "Built-in · not started");

  meirei_server_pill_set_model (pill, model);
  g_assert_cmpstr (meirei_server_pill_get_text (pill), ==, "deepseek-coder-6.7b · 16K ctx");
  g_object_set (pill, "compact", TRUE, NULL);
  g_assert_cmpstr (meirei_server_pill_get_text (pill), ==, "6.7b · 16K");
  g_object_set (pill, "compact", FALSE, NULL);
  meirei_server_pill_set_generating (pill, TRUE);
  g_assert_cmpstr (meirei_server_pill_get_text (pill), ==, "deepseek-coder-6.7b · generating");

  /* The text follows the model. */
  meirei_server_pill_set_generating (pill, FALSE);
  g_object_set (model, "loaded-context", (guint64) 4096, NULL);
  g_assert_cmpstr (meirei_server_pill_get_text (pill), ==, "deepseek-coder-6.7b · 4K ctx");

  g_assert_finalize_object (pill);
}

static guint
count_buttons (GtkWidget  *widget,
               const char *action)
{
  guint count = 0;

  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    count++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_buttons (child, action);

  return count;
}

static void
test_popover (void)
{
  GtkWidget *pill = g_object_new (MEIREI_TYPE_SERVER_PILL, NULL);
  g_autoptr(GListStore) servers = g_list_store_new (MEIREI_TYPE_SERVER);
  g_autoptr(MeireiServer) server = make_server ();
  GtkWidget *window;
  GtkWidget *button;

  g_list_store_append (servers, server);
  meirei_server_pill_set_servers (MEIREI_SERVER_PILL (pill), G_LIST_MODEL (servers));
  window = ui_test_show (pill, 400, 100);
  button = gtk_widget_get_first_child (pill);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_test_wait_frames (window, 3);

  g_assert_cmpuint (count_buttons (pill, "win.use-model"), ==, 2);
  g_assert_cmpuint (count_buttons (pill, "win.test-server"), ==, 1);
  g_assert_cmpuint (count_buttons (pill, "win.page"), ==, 1);

  /* What happens while it is open is shown. */
  g_list_store_remove_all (servers);
  ui_test_wait_ms (50);
  g_assert_cmpuint (count_buttons (pill, "win.use-model"), ==, 0);
  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/server-pill/text", test_text);
  g_test_add_func ("/ui/server-pill/popover", test_popover);

  return g_test_run ();
}
