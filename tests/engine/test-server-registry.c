/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>

#include "meirei-enums.h"
#include "meirei-fake-engine.h"
#include "meirei-fake-routes.h"
#include "meirei-server-registry.h"
#include "meirei-slm-error.h"

#define N_HANGING 5
#define REFUSAL "{\"error\":{\"message\":\"no key\",\"code\":401}}"

/* Several generic servers, known by MEIREI_SERVERS. */
typedef struct {
  MeireiFakeRoutes     *routes[N_HANGING + 1];
  guint                 n_routes;
  MeireiServerRegistry *registry;
} Fixture;

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->registry));
  for (guint i = 0; i < fixture->n_routes; i++)
    g_clear_object (&fixture->routes[i]);
  g_unsetenv ("MEIREI_SERVERS");
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, tear_down)

static void
load (MeireiServerRegistry *registry)
{
  g_autoptr(GError) error = NULL;

  meirei_server_registry_load (registry, &error);
  g_assert_no_error (error);
}

/* A server whose models are the words of a text; a + means loaded. */
static MeireiFakeRoutes *
make_server (const char *text)
{
  MeireiFakeRoutes *routes = meirei_fake_routes_new ();
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr(GString) items = g_string_new (NULL);
  g_autofree char *body = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean loaded = g_str_has_prefix (words[i], "+");

      if (*words[i] != '\0')
        g_string_append_printf (items, "%s{\"type\":\"llm\",\"key\":\"%s\",\"loaded_instances\":[%s]}",
                                items->len > 0 ? "," : "", words[i] + loaded,
                                loaded ? "{\"id\":\"x\",\"config\":{\"context_length\":4096}}" : "");
    }
  body = g_strdup_printf ("{\"models\":[%s]}", items->str);
  meirei_fake_routes_add (routes, "GET /api/v1/models", 200, body);
  meirei_fake_routes_add (routes, "GET /v1/models", 200, "{\"object\":\"list\",\"data\":[]}");

  return routes;
}

static void
set_up (Fixture    *fixture,
        const char *first,
        const char *second)
{
  g_autoptr(GString) urls = g_string_new (NULL);

  fixture->routes[0] = make_server (first);
  fixture->n_routes = 1;
  g_string_append (urls, meirei_fake_routes_get_url (fixture->routes[0]));
  if (second != NULL)
    {
      fixture->routes[1] = make_server (second);
      fixture->n_routes = 2;
      g_string_append_printf (urls, ", %s/v1/,", meirei_fake_routes_get_url (fixture->routes[1]));
    }
  g_setenv ("MEIREI_SERVERS", urls->str, TRUE);
  fixture->registry = meirei_server_registry_new ();
  load (fixture->registry);
}

static void
refresh (MeireiServerRegistry *registry)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_server_registry_refresh_async (registry, NULL, meirei_fake_routes_done_cb, &result);
  g_assert_true (meirei_server_registry_get_busy (registry));
  meirei_fake_routes_wait (&result);
  meirei_server_registry_refresh_finish (registry, result, &error);
  g_assert_no_error (error);
  g_assert_false (meirei_server_registry_get_busy (registry));
}

static MeireiTarget *
resolve (MeireiServerRegistry   *registry,
         const MeireiTargetWish *wish,
         GError                **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_server_registry_resolve_async (registry, wish, NULL,
                                        meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);

  return meirei_server_registry_resolve_finish (registry, result, error);
}

static MeireiServer *
get_server (MeireiServerRegistry *registry,
            guint                 position)
{
  MeireiServer *server = g_list_model_get_item (meirei_server_registry_get_servers (registry),
                                                position);

  if (server != NULL)
    g_object_unref (server);

  return server;
}

static void
test_environment (void)
{
  g_auto(Fixture) fixture = { { NULL, }, };
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "meirei",
                                            "servers.json", NULL);
  g_autoptr(GError) error = NULL;
  GListModel *servers;

  set_up (&fixture, "+a", "b");
  servers = meirei_server_registry_get_servers (fixture.registry);
  g_assert_cmpuint (g_list_model_get_n_items (servers), ==, 3);
  g_assert_cmpstr (meirei_server_get_url (get_server (fixture.registry, 1)), ==,
                   meirei_fake_routes_get_url (fixture.routes[1]));
  g_assert_cmpint (meirei_server_registry_get_origin (fixture.registry,
                                                      get_server (fixture.registry, 0)), ==,
                   MEIREI_SERVER_ORIGIN_ADDED);
  g_assert_cmpint (meirei_server_registry_get_origin (fixture.registry,
                                                      get_server (fixture.registry, 2)), ==,
                   MEIREI_SERVER_ORIGIN_BUILTIN);
  g_assert_false (meirei_server_registry_get_discovers (fixture.registry));

  refresh (fixture.registry);
  g_assert_cmpint (meirei_server_get_state (get_server (fixture.registry, 0)), ==,
                   MEIREI_SERVER_STATE_CONNECTED);
  g_assert_nonnull (meirei_server_registry_add (fixture.registry, "h:1", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_bad_environment (void)
{
  g_autoptr(MeireiServerRegistry) registry = meirei_server_registry_new ();
  g_autoptr(GError) error = NULL;

  g_setenv ("MEIREI_SERVERS", "ftp://x, http://127.0.0.1:1", TRUE);
  g_assert_false (meirei_server_registry_load (registry, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_server_registry_get_servers (registry)),
                    ==, 2);
  g_unsetenv ("MEIREI_SERVERS");
}

/* Several servers that take the connection and say nothing cost two seconds
 * together, and the one that answers is there at once. */
static void
test_parallel (void)
{
  g_auto(Fixture) fixture = { { NULL, }, };
  g_autoptr(GString) urls = g_string_new (NULL);
  gint64 start;

  for (guint i = 0; i < N_HANGING; i++)
    {
      fixture.routes[i] = meirei_fake_routes_new ();
      meirei_fake_routes_add_hanging (fixture.routes[i], "GET /v1/models");
    }
  fixture.routes[N_HANGING] = make_server ("+a");
  fixture.n_routes = N_HANGING + 1;
  for (guint i = 0; i < fixture.n_routes; i++)
    g_string_append_printf (urls, "%s,", meirei_fake_routes_get_url (fixture.routes[i]));
  g_setenv ("MEIREI_SERVERS", urls->str, TRUE);
  fixture.registry = meirei_server_registry_new ();
  load (fixture.registry);

  start = g_get_monotonic_time ();
  refresh (fixture.registry);
  g_test_message ("%.2f s", (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 25 * G_USEC_PER_SEC / 10);
  g_assert_cmpint (meirei_server_get_state (get_server (fixture.registry, 0)), ==,
                   MEIREI_SERVER_STATE_ERROR);
  g_assert_cmpint (meirei_server_get_state (get_server (fixture.registry, N_HANGING)), ==,
                   MEIREI_SERVER_STATE_CONNECTED);
}

/* Who asks twice gets the same answers. */
static void
test_two_refreshes (void)
{
  g_auto(Fixture) fixture = { { NULL, }, };
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  set_up (&fixture, "+a", NULL);
  meirei_server_registry_refresh_async (fixture.registry, NULL,
                                        meirei_fake_routes_done_cb, &first);
  meirei_server_registry_refresh_async (fixture.registry, cancellable,
                                        meirei_fake_routes_done_cb, &cancelled);
  g_cancellable_cancel (cancellable);
  meirei_fake_routes_wait (&first);
  meirei_fake_routes_wait (&cancelled);
  g_assert_true (meirei_server_registry_refresh_finish (fixture.registry, first, &error));
  g_assert_no_error (error);
  g_assert_false (meirei_server_registry_refresh_finish (fixture.registry, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes[0], "GET /api/version"), ==, 1);
}

static void
test_remembered (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "meirei",
                                            "servers.json", NULL);
  g_autoptr(MeireiServerRegistry) registry = meirei_server_registry_new ();
  g_autoptr(MeireiServerRegistry) later = meirei_server_registry_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  GListModel *servers = meirei_server_registry_get_servers (later);
  MeireiServer *server;

  /* The three usual ones are listed before anybody was asked. */
  load (registry);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_server_registry_get_servers (registry)),
                    ==, 4);
  g_assert_true (meirei_server_registry_get_discovers (registry));

  server = meirei_server_registry_add (registry, "192.0.2.24:1234/v1", "Build box", &error);
  g_assert_no_error (error);
  meirei_server_set_api_key (server, "never-written");
  meirei_server_registry_add (registry, "localhost:1234", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (meirei_server_registry_add (registry, "ftp://x", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (content, "never-written"));

  /* LM Studio's usual port is the added one now, not listed twice. */
  load (later);
  g_assert_cmpuint (g_list_model_get_n_items (servers), ==, 5);
  server = meirei_server_registry_find (later, "http://192.0.2.24:1234");
  g_assert_cmpstr (meirei_server_get_name (server), ==, "Build box");
  g_assert_true (meirei_server_registry_find (later, "http://127.0.0.1:1234/v1")
                 == meirei_server_registry_find (later, "localhost:1234"));

  meirei_server_registry_set_discovers (later, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (servers), ==, 3);
  g_assert_true (meirei_server_registry_remove (later, server, &error));
  g_assert_cmpuint (g_list_model_get_n_items (servers), ==, 2);
  g_assert_false (meirei_server_registry_remove (later, get_server (later, 1), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_remove (path);
}

static void
test_damaged (void)
{
  g_autofree char *dir = g_build_filename (g_get_user_config_dir (), "meirei", NULL);
  g_autofree char *path = g_build_filename (dir, "servers.json", NULL);
  g_autoptr(MeireiServerRegistry) registry = meirei_server_registry_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;

  g_mkdir_with_parents (dir, 0700);
  g_file_set_contents (path, "{\"servers\":[", -1, NULL);
  g_assert_false (meirei_server_registry_load (registry, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "unreadable"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (g_list_model_get_n_items (meirei_server_registry_get_servers (registry)),
                    ==, 4);
  g_clear_error (&error);

  /* Nonsense inside is skipped, a newer file is left alone. */
  g_file_set_contents (path, "{\"schema\":99,\"servers\":[1,{},{\"url\":7},{\"url\":\"::\"},"
                       "{\"url\":\"http://192.0.2.1:1\",\"name\":4}],\"default\":[]}", -1, NULL);
  load (registry);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_server_registry_get_servers (registry)),
                    ==, 5);
  g_assert_null (meirei_server_registry_add (registry, "192.0.2.2:1", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
  g_file_get_contents (path, &content, NULL, NULL);
  g_assert_nonnull (strstr (content, "99"));
  g_remove (path);
}

static const struct {
  const char     *first;
  const char     *second;
  int             wish_server;    /* -1: none */
  const char     *wish_model;
  int             default_server; /* -1: none, 9: one that is gone */
  const char     *default_model;
  int             server;         /* -1: an error */
  const char     *model;
  MeireiSlmError  code;
} wishes[] = {
  /* What is loaded comes first, then the order of the list. */
  { "a", "+b", -1, NULL, -1, NULL, 1, "b", 0 },
  { "+a", "+b", -1, NULL, -1, NULL, 0, "a", 0 },
  { "a", "b", -1, NULL, -1, NULL, 0, "a", 0 },
  { "", "b", -1, NULL, -1, NULL, 1, "b", 0 },
  { "a c", "+b", 0, NULL, -1, NULL, 0, "a", 0 },
  { "a +c", "+b", 0, NULL, -1, NULL, 0, "c", 0 },
  { "+a c", "c", -1, "c", -1, NULL, 0, "c", 0 },
  { "+a c", "+c", -1, "c", -1, NULL, 1, "c", 0 },
  { "+a", "+b", 0, "b", -1, NULL, -1, NULL, MEIREI_SLM_ERROR_MODEL_NOT_FOUND },
  { "", "+b", 0, NULL, -1, NULL, -1, NULL, MEIREI_SLM_ERROR_NO_MODEL },
  { "+a", "+b", -1, "z", -1, NULL, -1, NULL, MEIREI_SLM_ERROR_MODEL_NOT_FOUND },
  { "+a", "+b c", -1, NULL, 1, "c", 1, "c", 0 },
  { "+a", "+b c", -1, NULL, 1, NULL, 1, "b", 0 },
  { "+a", "+b c", -1, NULL, 1, "gone", 0, "a", 0 },
  { "+a", "+b", -1, NULL, 9, "x", 0, "a", 0 },
  { "+a", "+b", 0, NULL, 1, "b", 0, "a", 0 },
  { "+a", "+b", -1, "a", 1, "b", 0, "a", 0 },
};

static void
test_resolve (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(Fixture) fixture = { { NULL, }, };
  g_autoptr(MeireiTarget) target = NULL;
  g_autoptr(GError) error = NULL;
  MeireiTargetWish wish = { .model = wishes[i].wish_model,
                            .default_model = wishes[i].default_model };

  set_up (&fixture, wishes[i].first, wishes[i].second);
  if (wishes[i].wish_server >= 0)
    wish.server = meirei_fake_routes_get_url (fixture.routes[wishes[i].wish_server]);
  if (wishes[i].default_server == 9)
    wish.default_server = "http://127.0.0.1:1";
  else if (wishes[i].default_server >= 0)
    wish.default_server = meirei_fake_routes_get_url (fixture.routes[wishes[i].default_server]);

  target = resolve (fixture.registry, &wish, &error);
  if (wishes[i].server < 0)
    {
      g_assert_error (error, MEIREI_SLM_ERROR, (int) wishes[i].code);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpstr (meirei_server_get_url (meirei_target_get_server (target)), ==,
                   meirei_fake_routes_get_url (fixture.routes[wishes[i].server]));
  g_assert_cmpstr (meirei_model_get_key (meirei_target_get_model (target)), ==,
                   wishes[i].model);
}

/* Nothing runs: the engine is started for it. */
static void
test_resolve_builtin (void)
{
  g_autoptr(MeireiServerRegistry) registry = meirei_server_registry_new ();
  g_autoptr(MeireiTarget) target = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  const MeireiTargetWish wish = { .server = "builtin" };
  const MeireiTargetWish other = { .model = "other" };
  MeireiBuiltinEngine *engine = meirei_server_registry_get_engine (registry);

  g_setenv ("MEIREI_SERVERS", "http://127.0.0.1:1", TRUE);
  load (registry);
  g_setenv ("PATH", "/nowhere", TRUE);
  g_assert_null (resolve (registry, NULL, &error));
  g_setenv ("PATH", path, TRUE);
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "http://127.0.0.1:1"));
  g_assert_nonnull (strstr (error->message, "tools install"));
  g_clear_error (&error);

  g_assert_null (resolve (registry, &other, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_MODEL_NOT_FOUND);
  g_clear_error (&error);

  target = resolve (registry, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meirei_model_get_id (meirei_target_get_model (target)), ==, "tiny");
  g_assert_cmpint (meirei_builtin_engine_get_phase (engine), ==, MEIREI_ENGINE_PHASE_READY);
  g_clear_object (&target);
  target = resolve (registry, &wish, &error);
  g_assert_no_error (error);
  g_clear_object (&target);

  g_assert_finalize_object (g_steal_pointer (&registry));
  g_unsetenv ("MEIREI_SERVERS");
}

static void
load_model (MeireiServerRegistry  *registry,
            MeireiModel           *model,
            guint                  context,
            GAsyncResult         **result)
{
  meirei_server_registry_load_model_async (registry, model, context, FALSE, NULL,
                                           meirei_fake_routes_done_cb, result);
}

/* The built-in engine reloads with what is asked for, and unloading ends it. */
static void
test_builtin_model (void)
{
  g_autoptr(MeireiServerRegistry) registry = meirei_server_registry_new ();
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(MeireiModel) loaded = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  MeireiBuiltinEngine *engine = meirei_server_registry_get_engine (registry);

  g_setenv ("MEIREI_SERVERS", "", TRUE);
  load (registry);
  refresh (registry);
  model = g_list_model_get_item (meirei_server_get_models (get_server (registry, 0)), 0);
  load_model (registry, model, 8192, &result);
  meirei_fake_routes_wait (&result);
  loaded = meirei_server_registry_load_model_finish (registry, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_model_get_loaded_context (loaded), ==, 8192);

  g_clear_object (&loaded);
  g_clear_object (&result);
  load_model (registry, model, 16384, &result);
  meirei_fake_routes_wait (&result);
  loaded = meirei_server_registry_load_model_finish (registry, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_model_get_loaded_context (loaded), ==, 16384);

  g_clear_object (&result);
  meirei_server_registry_unload_model_async (registry, model, NULL,
                                             meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_server_registry_unload_model_finish (registry, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_builtin_engine_get_phase (engine), ==, MEIREI_ENGINE_PHASE_STOPPED);
  g_unsetenv ("MEIREI_SERVERS");
}

static void
lmstudio_hook (MeireiFakeRoutes *routes,
               const char       *request,
               gpointer          user_data)
{
  if (g_str_has_prefix (request, "POST /api/v1/models/load"))
    meirei_fake_routes_add (routes, "GET /api/v1/models", 200,
                            "{\"models\":[{\"type\":\"llm\",\"key\":\"a\",\"loaded_instances\":"
                            "[{\"id\":\"a\",\"config\":{\"context_length\":8192}}]}]}");
}

/* Two that want the same model at the same time load it once. */
static void
test_load_once (void)
{
  g_auto(Fixture) fixture = { { NULL, }, };
  GAsyncResult *results[2] = { NULL, NULL };
  g_autoptr(MeireiModel) model = NULL;

  set_up (&fixture, "a", NULL);
  refresh (fixture.registry);
  meirei_fake_routes_add (fixture.routes[0], "POST /api/v1/models/load", 200,
                          "{\"instance_id\":\"a\"}");
  meirei_fake_routes_set_hook (fixture.routes[0], lmstudio_hook, NULL);
  model = g_object_ref (meirei_server_find_model (get_server (fixture.registry, 0), "a"));
  load_model (fixture.registry, model, 8192, &results[0]);
  load_model (fixture.registry, model, 8192, &results[1]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(MeireiModel) loaded = NULL;
      g_autoptr(GError) error = NULL;

      meirei_fake_routes_wait (&results[i]);
      loaded = meirei_server_registry_load_model_finish (fixture.registry, results[i], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (meirei_model_get_loaded_context (loaded), ==, 8192);
      g_clear_object (&results[i]);
    }
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes[0], "POST"), ==, 1);
}

static void
test_targets (void)
{
  g_auto(Fixture) fixture = { { NULL, }, };
  g_autoptr(GPtrArray) both = NULL;
  g_autoptr(GPtrArray) none = NULL;

  set_up (&fixture, "+a b", "+a");
  refresh (fixture.registry);
  both = meirei_server_registry_list_targets (fixture.registry, "a");
  g_assert_cmpuint (both->len, ==, 2);
  none = meirei_server_registry_list_targets (fixture.registry, "b");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_probe (void)
{
  g_auto(Fixture) fixture = { { NULL, }, };
  g_autoptr(MeireiFakeRoutes) other = make_server ("+z");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, "+a", NULL);
  meirei_server_registry_probe_async (fixture.registry, meirei_fake_routes_get_url (other), NULL,
                                      meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  server = meirei_server_registry_probe_finish (fixture.registry, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_server_get_kind (server), ==, MEIREI_SERVER_KIND_LMSTUDIO);
  g_assert_nonnull (meirei_server_find_model (server, "z"));
  g_assert_null (meirei_server_registry_find (fixture.registry,
                                              meirei_fake_routes_get_url (other)));

  g_clear_object (&result);
  g_clear_object (&server);
  meirei_server_registry_probe_async (fixture.registry, "ftp://x", NULL,
                                      meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  server = meirei_server_registry_probe_finish (fixture.registry, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_keys (void)
{
  g_auto(Fixture) fixture = { { NULL, }, };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  MeireiServer *server;

  set_up (&fixture, "+a", NULL);
  meirei_fake_routes_set_key (fixture.routes[0], "right", REFUSAL);
  server = get_server (fixture.registry, 0);
  refresh (fixture.registry);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_NEEDS_KEY);

  /* Without a keyring it holds until the end, and that is said. */
  meirei_server_registry_set_key_async (fixture.registry, server, "right", NULL,
                                        meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  g_assert_false (meirei_server_registry_set_key_finish (fixture.registry, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_null (strstr (error->message, "right"));
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_CONNECTED);
}

static const struct {
  const char        *variable;
  const char        *value;
  MeireiServerState  state;
} variables[] = {
  { "MEIREI_API_KEY", "right", MEIREI_SERVER_STATE_CONNECTED },
  { "MEIREI_API_KEY_127_0_0_1", "right", MEIREI_SERVER_STATE_CONNECTED },
  { "MEIREI_API_KEY", "wrong", MEIREI_SERVER_STATE_NEEDS_KEY },
  { "MEIREI_API_KEY", "", MEIREI_SERVER_STATE_NEEDS_KEY },
  { "MEIREI_API_KEY_OTHER", "right", MEIREI_SERVER_STATE_NEEDS_KEY },
};

static void
test_key_environment (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_auto(Fixture) fixture = { { NULL, }, };
      const char *message;

      g_setenv (variables[i].variable, variables[i].value, TRUE);
      set_up (&fixture, "+a", NULL);
      meirei_fake_routes_set_key (fixture.routes[0], "right", REFUSAL);
      refresh (fixture.registry);
      g_unsetenv (variables[i].variable);
      g_assert_cmpint (meirei_server_get_state (get_server (fixture.registry, 0)), ==,
                       variables[i].state);
      message = meirei_server_get_message (get_server (fixture.registry, 0));
      g_assert_true (message == NULL || strstr (message, "wrong") == NULL);
    }
}

/* 0.0.0.0 leads here, but is not known to: like any other host. */
static void
test_consent (void)
{
  g_autoptr(MeireiServerRegistry) registry = meirei_server_registry_new ();
  g_autoptr(MeireiFakeRoutes) routes = make_server ("+a");
  g_autofree char *url = g_strdup_printf ("http://0.0.0.0%s",
                                          strrchr (meirei_fake_routes_get_url (routes), ':'));
  G_GNUC_UNUSED g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  MeireiServer *server;

  g_setenv ("MEIREI_SERVERS", url, TRUE);
  meirei_fake_routes_set_key (routes, "right", REFUSAL);
  load (registry);
  server = get_server (registry, 0);

  /* The general key is for nobody in particular. */
  g_setenv ("MEIREI_API_KEY", "right", TRUE);
  refresh (registry);
  g_assert_null (meirei_server_get_api_key (server));
  g_assert_true (meirei_server_registry_needs_consent (registry, server));
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_NEEDS_KEY);
  g_assert_nonnull (strstr (meirei_server_get_message (server), "not encrypted"));

  meirei_server_registry_allow_plain_key (registry, server, &error);
  g_assert_no_error (error);
  refresh (registry);
  g_assert_false (meirei_server_registry_needs_consent (registry, server));
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_CONNECTED);
  g_unsetenv ("MEIREI_API_KEY");

  /* One that names the host is a permission. */
  load (registry);
  meirei_server_set_api_key (server, NULL);
  g_setenv ("MEIREI_API_KEY_0_0_0_0", "right", TRUE);
  refresh (registry);
  g_unsetenv ("MEIREI_API_KEY_0_0_0_0");
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_CONNECTED);
  g_unsetenv ("MEIREI_SERVERS");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = meirei_fake_engine_install ();
  g_setenv ("MEIREI_NO_KEYRING", "1", TRUE);

  g_test_add_func ("/server-registry/environment", test_environment);
  g_test_add_func ("/server-registry/bad-environment", test_bad_environment);
  g_test_add_func ("/server-registry/parallel", test_parallel);
  g_test_add_func ("/server-registry/two-refreshes", test_two_refreshes);
  g_test_add_func ("/server-registry/remembered", test_remembered);
  g_test_add_func ("/server-registry/damaged", test_damaged);
  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/server-registry/resolve/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_resolve);
    }
  g_test_add_func ("/server-registry/resolve-builtin", test_resolve_builtin);
  g_test_add_func ("/server-registry/builtin-model", test_builtin_model);
  g_test_add_func ("/server-registry/load-once", test_load_once);
  g_test_add_func ("/server-registry/targets", test_targets);
  g_test_add_func ("/server-registry/probe", test_probe);
  g_test_add_func ("/server-registry/keys", test_keys);
  g_test_add_func ("/server-registry/key-environment", test_key_environment);
  g_test_add_func ("/server-registry/consent", test_consent);

  status = g_test_run ();
  meirei_fake_engine_uninstall (folder);

  return status;
}
