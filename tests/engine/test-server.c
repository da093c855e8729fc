/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server.h"

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 guint      *count)
{
  (*count)++;
}

static void
test_model_values (void)
{
  g_autoptr(MeireiModel) model = meirei_model_new ("a/b:2");
  g_autoptr(MeireiModel) news = g_object_new (MEIREI_TYPE_MODEL,
                                              "id", "a/b:2",
                                              "key", "a/b",
                                              "loaded-context", (guint64) 8192,
                                              "max-context", (guint64) 32768,
                                              "state", MEIREI_MODEL_STATE_LOADED,
                                              "shared-pool", TRUE,
                                              NULL);
  guint n_notifies = 0;

  g_assert_cmpstr (meirei_model_get_key (model), ==, "a/b:2");
  g_assert_cmpstr (meirei_model_get_display_name (model), ==, "a/b:2");
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 0);
  g_assert_cmpint (meirei_model_get_state (model), ==, MEIREI_MODEL_STATE_UNKNOWN);
  g_assert_null (meirei_model_ref_server (model));

  g_signal_connect (model, "notify::loaded-context",
                    G_CALLBACK (count_notify_cb), &n_notifies);
  meirei_model_assign (model, news);
  meirei_model_assign (model, news);
  g_assert_cmpuint (n_notifies, ==, 1);
  g_assert_cmpstr (meirei_model_get_key (model), ==, "a/b");
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 8192);
  g_assert_cmpuint (meirei_model_get_max_context (model), ==, 32768);
  g_assert_cmpint (meirei_model_get_state (model), ==, MEIREI_MODEL_STATE_LOADED);
  g_assert_true (meirei_model_get_shared_pool (model));
}

static void
test_server_state (void)
{
  g_autoptr(MeireiServer) server = meirei_server_new ("http://127.0.0.1:1234",
                                                      MEIREI_SERVER_KIND_LMSTUDIO);
  g_autofree char *endpoint = meirei_server_dup_endpoint (server, "/v1/models");
  guint n_notifies = 0;

  g_assert_cmpstr (endpoint, ==, "http://127.0.0.1:1234/v1/models");
  g_assert_cmpstr (meirei_server_get_name (server), ==, "LM Studio");
  meirei_server_set_name (server, "Build box");
  g_assert_cmpstr (meirei_server_get_name (server), ==, "Build box");

  g_signal_connect (server, "notify::state", G_CALLBACK (count_notify_cb), &n_notifies);
  meirei_server_set_state (server, MEIREI_SERVER_STATE_NOT_RUNNING, "Connection refused");
  g_assert_cmpint (meirei_server_get_last_seen (server), ==, 0);
  meirei_server_set_state (server, MEIREI_SERVER_STATE_CONNECTED, NULL);
  meirei_server_set_state (server, MEIREI_SERVER_STATE_CONNECTED, NULL);
  g_assert_cmpuint (n_notifies, ==, 2);
  g_assert_null (meirei_server_get_message (server));
  g_assert_cmpint (meirei_server_get_last_seen (server), >, 0);
}

static void
test_server_key_is_hidden (void)
{
  g_autoptr(MeireiServer) server = meirei_server_new ("http://h:1", MEIREI_SERVER_KIND_OPENAI);
  g_autofree GParamSpec **specs = NULL;
  guint n_specs = 0;

  meirei_server_set_api_key (server, "secret-key");
  g_assert_cmpstr (meirei_server_get_api_key (server), ==, "secret-key");
  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (server), &n_specs);
  for (guint i = 0; i < n_specs; i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;
      g_autofree char *text = NULL;

      g_object_get_property (G_OBJECT (server), specs[i]->name, &value);
      text = g_strdup_value_contents (&value);
      g_assert_null (strstr (text, "secret-key"));
    }
  meirei_server_set_api_key (server, "");
  g_assert_null (meirei_server_get_api_key (server));
}

static void
take (MeireiServer       *server,
      const char * const *ids)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (models, g_object_new (MEIREI_TYPE_MODEL, "id", ids[i], "key", "k", NULL));
  meirei_server_take_models (server, models);
}

static void
count_items_changed_cb (GListModel *list,
                        guint       position,
                        guint       removed,
                        guint       added,
                        guint      *count)
{
  (*count)++;
}

static void
test_server_models (void)
{
  g_autoptr(MeireiServer) server = meirei_server_new ("http://h:1", MEIREI_SERVER_KIND_OPENAI);
  g_autoptr(MeireiServer) back = NULL;
  GListModel *models = meirei_server_get_models (server);
  MeireiModel *a;
  guint n_changes = 0;

  g_signal_connect (models, "items-changed", G_CALLBACK (count_items_changed_cb), &n_changes);
  take (server, (const char *[]) { "a", "b", "a", NULL });
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  a = meirei_server_find_model (server, "a");
  back = meirei_model_ref_server (a);
  g_assert_true (back == server);

  /* Nothing new: no change; another order: the same objects. */
  take (server, (const char *[]) { "a", "b", NULL });
  g_assert_cmpuint (n_changes, ==, 1);
  take (server, (const char *[]) { "c", "a", NULL });
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_true (meirei_server_find_model (server, "a") == a);
  g_assert_null (meirei_server_find_model (server, "b"));
  g_assert_cmpstr (meirei_model_get_id (meirei_server_find_model (server, "k")), ==, "c");
}

static void
test_server_is_freed (void)
{
  MeireiServer *server = meirei_server_new ("http://h:1", MEIREI_SERVER_KIND_OPENAI);

  take (server, (const char *[]) { "a", NULL });
  g_assert_finalize_object (server);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/values", test_model_values);
  g_test_add_func ("/server/state", test_server_state);
  g_test_add_func ("/server/key-is-hidden", test_server_key_is_hidden);
  g_test_add_func ("/server/models", test_server_models);
  g_test_add_func ("/server/is-freed", test_server_is_freed);

  return g_test_run ();
}
