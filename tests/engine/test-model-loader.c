/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-fake-routes.h"
#include "meirei-model-lister.h"
#include "meirei-model-loader.h"
#include "meirei-model-unloader.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"

typedef struct {
  MeireiFakeRoutes *routes;
  SoupSession      *session;
  MeireiServer     *server;
} Fixture;

static void
refresh (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_model_lister_refresh_async (fixture->session, fixture->server, 2000, NULL,
                                     meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_model_lister_refresh_finish (fixture->server, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture          *fixture,
        MeireiServerKind  kind)
{
  fixture->routes = meirei_fake_routes_new ();
  fixture->session = meirei_server_query_session_new ();
  fixture->server = meirei_server_new (meirei_fake_routes_get_url (fixture->routes), kind);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->server));
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->routes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, tear_down)

static MeireiModel *
load (Fixture     *fixture,
      const char  *id,
      guint        context,
      gboolean     exact,
      GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_model_loader_load_async (fixture->session,
                                  meirei_server_find_model (fixture->server, id),
                                  context, exact, NULL, meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);

  return meirei_model_loader_load_finish (result, error);
}

static gboolean
unload (Fixture     *fixture,
        const char  *id,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_model_unloader_unload_async (fixture->session,
                                      meirei_server_find_model (fixture->server, id),
                                      NULL, meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);

  return meirei_model_unloader_unload_finish (result, error);
}

/* One model "k" with the given context, or not loaded. */
static void
set_lmstudio (MeireiFakeRoutes *routes,
              const char       *instance,
              guint             context)
{
  g_autofree char *loaded =
    context > 0 ? g_strdup_printf ("{\"id\":\"%s\",\"config\":{\"context_length\":%u}}",
                                   instance, context)
                : g_strdup ("");
  g_autofree char *body =
    g_strdup_printf ("{\"models\":[{\"type\":\"llm\",\"key\":\"k\",\"loaded_instances\":[%s],"
                     "\"max_context_length\":32768}]}", loaded);

  meirei_fake_routes_add (routes, "GET /api/v1/models", 200, body);
}

/* An LM Studio that has memory for 8,192 tokens and says so nowhere else. */
static void
lmstudio_hook (MeireiFakeRoutes *routes,
               const char       *request,
               gpointer          user_data)
{
  if (g_str_has_prefix (request, "POST /api/v1/models/load "))
    set_lmstudio (routes, "k:2", 8192);
  else if (g_str_has_prefix (request, "POST /api/v1/models/unload "))
    set_lmstudio (routes, NULL, 0);
}

static void
set_up_lmstudio (Fixture *fixture,
                 guint    context)
{
  set_up (fixture, MEIREI_SERVER_KIND_LMSTUDIO);
  meirei_fake_routes_set_default (fixture->routes, 200,
                                  "{\"error\":\"Unexpected endpoint or method.\"}");
  meirei_fake_routes_add (fixture->routes, "POST /api/v1/models/load", 200,
                          "{\"instance_id\":\"k:2\",\"status\":\"loaded\","
                          "\"load_config\":{\"context_length\":16384}}");
  meirei_fake_routes_add (fixture->routes, "POST /api/v1/models/unload", 200,
                          "{\"instance_id\":\"k\"}");
  meirei_fake_routes_set_hook (fixture->routes, lmstudio_hook, NULL);
  set_lmstudio (fixture->routes, "k", context);
  refresh (fixture);
}

static void
test_lmstudio_load (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 0);
  model = load (&fixture, "k", 16384, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meirei_model_get_id (model), ==, "k:2");
  /* What it loaded, not what it was asked for or claimed. */
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 8192);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 1);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes,
                                              "POST /api/v1/models/load {\"model\":\"k\","
                                              "\"context_length\":16384,"), ==, 1);
}

static void
test_lmstudio_reuse (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 16384);
  model = load (&fixture, "k", 8192, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 0);
  g_clear_object (&model);
  model = load (&fixture, "k", 0, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 0);
  g_clear_object (&model);

  /* Less on purpose gives memory back. */
  model = load (&fixture, "k", 8192, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 8192);
}

static void
test_lmstudio_reload (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 4096);
  model = load (&fixture, "k", 8192, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 8192);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 2);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST /api/v1/models/unload "
                                              "{\"instance_id\":\"k\"}"), ==, 1);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes,
                                              "POST /api/v1/models/load"), ==, 1);
}

static void
test_lmstudio_failures (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 0);
  meirei_fake_routes_set_hook (fixture.routes, NULL, NULL);
  meirei_fake_routes_add (fixture.routes, "POST /api/v1/models/load", 500,
                          "{\"error\":{\"type\":\"model_load_failed\",\"message\":"
                          "\"Model loading was stopped due to insufficient system resources.\"}}");
  g_assert_null (load (&fixture, "k", 8192, FALSE, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED);
  g_assert_nonnull (strstr (error->message, "insufficient"));
  g_assert_cmpint (meirei_model_get_state (meirei_server_find_model (fixture.server, "k")), ==,
                   MEIREI_MODEL_STATE_NOT_LOADED);
  g_clear_error (&error);

  /* It says that it did, but did not. */
  meirei_fake_routes_add (fixture.routes, "POST /api/v1/models/load", 200, "{\"instance_id\":7}");
  g_assert_null (load (&fixture, "k", 8192, FALSE, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED);
  g_clear_error (&error);

  /* Before 0.4: 200 for an unknown path. */
  meirei_fake_routes_add (fixture.routes, "POST /api/v1/models/load", 200,
                          "{\"error\":\"Unexpected endpoint or method. (POST /api/v1/models/load)\"}");
  g_assert_null (load (&fixture, "k", 8192, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "lms load"));
}

/* Without the old instance's memory nothing is loaded. */
static void
test_lmstudio_unload_fails (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 4096);
  meirei_fake_routes_add (fixture.routes, "POST /api/v1/models/unload", 403,
                          "{\"error\":{\"message\":\"no permission\"}}");
  meirei_fake_routes_set_hook (fixture.routes, NULL, NULL);
  g_assert_null (load (&fixture, "k", 8192, FALSE, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes,
                                              "POST /api/v1/models/load"), ==, 0);
}

static void
ollama_hook (MeireiFakeRoutes *routes,
             const char       *request,
             gpointer          user_data)
{
  if (strstr (request, "\"keep_alive\":0") != NULL)
    meirei_fake_routes_add (routes, "GET /api/ps", 200, "{\"models\":[]}");
  else if (g_str_has_prefix (request, "POST /api/chat"))
    meirei_fake_routes_add (routes, "GET /api/ps", 200,
                            "{\"models\":[{\"name\":\"m\",\"context_length\":16384}]}");
}

static void
test_ollama (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, MEIREI_SERVER_KIND_OLLAMA);
  meirei_fake_routes_add (fixture.routes, "GET /api/tags", 200, "{\"models\":[{\"name\":\"m\"}]}");
  meirei_fake_routes_add (fixture.routes, "POST /api/chat", 200,
                          "{\"done\":true,\"done_reason\":\"load\"}");
  meirei_fake_routes_set_hook (fixture.routes, ollama_hook, NULL);
  refresh (&fixture);

  model = load (&fixture, "m", 16384, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 16384);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes,
                                              "POST /api/chat {\"model\":\"m\",\"messages\":[],"
                                              "\"stream\":false,\"keep_alive\":\"30m\","
                                              "\"options\":{\"num_ctx\":16384}}"), ==, 1);
  unload (&fixture, "m", &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_model_get_state (model), ==, MEIREI_MODEL_STATE_NOT_LOADED);
}

typedef struct {
  guint       n_lists;
  const char *last; /* the state that it ends in */
} Router;

static void
set_router (MeireiFakeRoutes *routes,
            const char       *value)
{
  g_autofree char *body =
    g_strdup_printf ("{\"data\":[{\"id\":\"m\",\"status\":{\"value\":\"%s\"}}]}", value);

  meirei_fake_routes_add (routes, "GET /models", 200, body);
}

static void
router_hook (MeireiFakeRoutes *routes,
             const char       *request,
             gpointer          user_data)
{
  Router *router = user_data;

  if (g_str_has_prefix (request, "POST /models/load"))
    router->n_lists = 1;
  else if (g_str_has_prefix (request, "GET /models") && router->n_lists > 0)
    set_router (routes, router->n_lists++ < 2 ? "loading" : router->last);
}

static void
test_router (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GError) error = NULL;
  Router router = { 0, "loaded" };

  set_up (&fixture, MEIREI_SERVER_KIND_LLAMA_ROUTER);
  meirei_fake_routes_add (fixture.routes, "POST /models/load", 200, "{\"success\":true}");
  meirei_fake_routes_add (fixture.routes, "GET /props?model=m", 200,
                          "{\"default_generation_settings\":{\"n_ctx\":4096}}");
  meirei_fake_routes_set_hook (fixture.routes, router_hook, &router);
  set_router (fixture.routes, "unloaded");
  refresh (&fixture);

  model = load (&fixture, "m", 0, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 4096);
  g_clear_object (&model);

  /* Its context is the presets' business. */
  g_assert_null (load (&fixture, "m", 8192, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "8192"));
  g_clear_error (&error);

  router.n_lists = 0;
  router.last = "unloaded";
  set_router (fixture.routes, "unloaded");
  g_assert_null (load (&fixture, "m", 0, FALSE, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED);
}

static void
test_router_twice (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GError) error = NULL;
  Router router = { 0, "loaded" };

  set_up (&fixture, MEIREI_SERVER_KIND_LLAMA_ROUTER);
  meirei_fake_routes_add (fixture.routes, "POST /models/load", 400,
                          "{\"error\":{\"message\":\"model is already running\",\"code\":400}}");
  meirei_fake_routes_set_hook (fixture.routes, router_hook, &router);
  set_router (fixture.routes, "unloaded");
  refresh (&fixture);
  model = load (&fixture, "m", 0, FALSE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (model);
}

static void
test_fixed (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, MEIREI_SERVER_KIND_VLLM);
  meirei_fake_routes_add (fixture.routes, "GET /v1/models", 200,
                          "{\"data\":[{\"id\":\"m\",\"max_model_len\":4096}]}");
  refresh (&fixture);
  model = load (&fixture, "m", 4096, FALSE, &error);
  g_assert_no_error (error);
  g_assert_null (load (&fixture, "m", 8192, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "--max-model-len 8192"));
  g_clear_error (&error);
  g_assert_false (unload (&fixture, "m", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 0);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 0);
  meirei_fake_routes_add_hanging (fixture.routes, "POST /api/v1/models/load");
  g_timeout_add (50, cancel_cb, cancellable);
  meirei_model_loader_load_async (fixture.session, meirei_server_find_model (fixture.server, "k"),
                                  4096, FALSE, cancellable,
                                  meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  g_assert_null (meirei_model_loader_load_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-loader/lmstudio-load", test_lmstudio_load);
  g_test_add_func ("/model-loader/lmstudio-reuse", test_lmstudio_reuse);
  g_test_add_func ("/model-loader/lmstudio-reload", test_lmstudio_reload);
  g_test_add_func ("/model-loader/lmstudio-failures", test_lmstudio_failures);
  g_test_add_func ("/model-loader/lmstudio-unload-fails", test_lmstudio_unload_fails);
  g_test_add_func ("/model-loader/ollama", test_ollama);
  g_test_add_func ("/model-loader/router", test_router);
  g_test_add_func ("/model-loader/router-twice", test_router_twice);
  g_test_add_func ("/model-loader/fixed", test_fixed);
  g_test_add_func ("/model-loader/cancel", test_cancel);

  return g_test_run ();
}
