/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-enums.h"
#include "meirei-fake-routes.h"
#include "meirei-lmstudio-greeting.h"
#include "meirei-server-probe.h"
#include "meirei-server-query.h"

#define UNEXPECTED "{\"error\":\"Unexpected endpoint or method. (GET /x). Returning 200 anyway\"}"
#define REFUSAL "{\"error\":{\"message\":\"Invalid API Key\",\"type\":\"authentication_error\",\"code\":401}}"
#define LMS_REFUSAL "{\"error\":{\"type\":\"invalid_request\",\"code\":\"invalid_api_key\"," \
                    "\"message\":\"An LM Studio API token is required ...\"}}"

typedef struct {
  const char *route;
  guint       status;
  const char *body;
} Answer;

static const struct {
  const char        *name;
  guint              unknown_status;
  const char        *header;       /* (nullable) */
  const char        *refusal;      /* (nullable): wants a key */
  Answer             answers[4];
  MeireiServerKind   kind;
  MeireiServerState  state;
  guint              n_models;
} probes[] = {
  {
    "lmstudio", 200, NULL, NULL,
    {
      { "GET /api/v1/models", 200,
        "{\"models\":[{\"type\":\"llm\",\"key\":\"k\",\"loaded_instances\":[]}]}" },
      { "GET /v1/models", 200,
        "{\"object\":\"list\",\"data\":[{\"id\":\"k\",\"owned_by\":\"organization_owner\"}]}" },
    },
    MEIREI_SERVER_KIND_LMSTUDIO, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "lmstudio-no-models", 200, NULL, NULL,
    {
      { "GET /api/v1/models", 200, "{\"models\":[]}" },
      { "GET /v1/models", 200, "{\"object\":\"list\",\"data\":[]}" },
    },
    MEIREI_SERVER_KIND_LMSTUDIO, MEIREI_SERVER_STATE_CONNECTED, 0,
  },
  {
    "lmstudio-v0", 200, NULL, NULL,
    {
      { "GET /api/v0/models", 200,
        "{\"data\":[{\"id\":\"k\",\"state\":\"not-loaded\",\"max_context_length\":4}]}" },
      { "GET /v1/models", 200, "{\"object\":\"list\",\"data\":[{\"id\":\"k\"}]}" },
    },
    MEIREI_SERVER_KIND_LMSTUDIO, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "lmstudio-key", 401, NULL, LMS_REFUSAL, { { NULL } },
    MEIREI_SERVER_KIND_LMSTUDIO, MEIREI_SERVER_STATE_NEEDS_KEY, 0,
  },
  {
    "ollama", 404, NULL, NULL,
    {
      { "GET /v1/models", 200,
        "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"owned_by\":\"library\"}]}" },
      { "GET /api/version", 200, "{\"version\":\"0.33.0\"}" },
      { "GET /api/tags", 200, "{\"models\":[{\"name\":\"m\"}]}" },
    },
    MEIREI_SERVER_KIND_OLLAMA, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "ollama-no-models", 404, NULL, NULL,
    {
      { "GET /v1/models", 200, "{\"object\":\"list\",\"data\":null}" },
      { "GET /api/version", 200, "{\"version\":\"0.33.0\"}" },
      { "GET /api/tags", 200, "{\"models\":[]}" },
    },
    MEIREI_SERVER_KIND_OLLAMA, MEIREI_SERVER_STATE_CONNECTED, 0,
  },
  {
    "llama-server", 404, "llama.cpp", NULL,
    {
      { "GET /v1/models", 200, "{\"data\":[{\"id\":\"m\",\"owned_by\":\"llamacpp\"}]}" },
      { "GET /props", 200, "{\"default_generation_settings\":{\"n_ctx\":4096}}" },
    },
    MEIREI_SERVER_KIND_LLAMA_SERVER, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "llama-server-old", 404, NULL, NULL,
    {
      { "GET /v1/models", 200, "{\"data\":[{\"id\":\"m\"}]}" },
      { "GET /props", 200, "{\"default_generation_settings\":{\"n_ctx\":4096}}" },
    },
    MEIREI_SERVER_KIND_LLAMA_SERVER, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "llama-server-key", 401, "llama.cpp", REFUSAL, { { NULL } },
    MEIREI_SERVER_KIND_LLAMA_SERVER, MEIREI_SERVER_STATE_NEEDS_KEY, 0,
  },
  {
    "llama-server-open-list", 404, "llama.cpp", NULL,
    {
      { "GET /v1/models", 200, "{\"data\":[{\"id\":\"m\",\"owned_by\":\"llamacpp\"}]}" },
      { "GET /props", 401, REFUSAL },
    },
    MEIREI_SERVER_KIND_LLAMA_SERVER, MEIREI_SERVER_STATE_NEEDS_KEY, 0,
  },
  {
    "llama-server-loading", 503, "llama.cpp", NULL,
    {
      { "GET /v1/models", 503,
        "{\"error\":{\"message\":\"Loading model\",\"type\":\"unavailable_error\",\"code\":503}}" },
    },
    MEIREI_SERVER_KIND_LLAMA_SERVER, MEIREI_SERVER_STATE_LOADING, 0,
  },
  {
    "llama-router", 404, "llama.cpp", NULL,
    {
      { "GET /v1/models", 200, "{\"data\":[{\"id\":\"m\",\"owned_by\":\"llamacpp\"}]}" },
      { "GET /models", 200, "{\"data\":[{\"id\":\"m\",\"status\":{\"value\":\"unloaded\"}}]}" },
      { "GET /props", 200,
        "{\"role\":\"router\",\"default_generation_settings\":{\"n_ctx\":0}}" },
    },
    MEIREI_SERVER_KIND_LLAMA_ROUTER, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "vllm", 404, NULL, NULL,
    {
      { "GET /v1/models", 200,
        "{\"data\":[{\"id\":\"m\",\"owned_by\":\"vllm\",\"max_model_len\":8}]}" },
      { "GET /version", 200, "{\"version\":\"0.15.0\"}" },
    },
    MEIREI_SERVER_KIND_VLLM, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "vllm-key", 404, NULL, NULL,
    {
      { "GET /v1/models", 401, "{\"error\":\"Unauthorized\"}" },
      { "GET /version", 200, "{\"version\":\"0.15.0\"}" },
    },
    MEIREI_SERVER_KIND_VLLM, MEIREI_SERVER_STATE_NEEDS_KEY, 0,
  },
  {
    "sglang", 404, NULL, NULL,
    {
      { "GET /v1/models", 200,
        "{\"data\":[{\"id\":\"m\",\"owned_by\":\"sglang\",\"max_model_len\":8}]}" },
      { "GET /get_model_info", 200, "{\"model_path\":\"m\",\"is_generation\":true}" },
    },
    MEIREI_SERVER_KIND_SGLANG, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "litellm-key", 404, NULL, NULL,
    {
      { "GET /v1/models", 401, "{\"error\":{\"message\":\"No api key passed in.\"}}" },
      { "GET /health/liveliness", 200, "\"I'm alive!\"" },
    },
    MEIREI_SERVER_KIND_LITELLM, MEIREI_SERVER_STATE_NEEDS_KEY, 0,
  },
  {
    "generic", 404, NULL, NULL,
    { { "GET /v1/models", 200, "{\"object\":\"list\",\"data\":[{\"id\":\"m\"}]}" } },
    MEIREI_SERVER_KIND_OPENAI, MEIREI_SERVER_STATE_CONNECTED, 1,
  },
  {
    "generic-key", 401, NULL, "{}", { { NULL } },
    MEIREI_SERVER_KIND_OPENAI, MEIREI_SERVER_STATE_NEEDS_KEY, 0,
  },
  {
    "no-model-server", 404, "nginx", NULL, { { NULL } },
    MEIREI_SERVER_KIND_UNKNOWN, MEIREI_SERVER_STATE_ERROR, 0,
  },
  {
    "answers-200-to-everything", 200, NULL, NULL, { { NULL } },
    MEIREI_SERVER_KIND_UNKNOWN, MEIREI_SERVER_STATE_ERROR, 0,
  },
};

static void
probe (MeireiServer  *server,
       guint          timeout_ms,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr(SoupSession) session = meirei_server_query_session_new ();
  g_autoptr(GAsyncResult) result = NULL;

  meirei_server_probe_async (session, server, timeout_ms, cancellable,
                             meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_server_probe_finish (server, result, error);
}

static void
test_probe (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;

  for (guint j = 0; j < G_N_ELEMENTS (probes[i].answers); j++)
    if (probes[i].answers[j].route != NULL)
      meirei_fake_routes_add (routes, probes[i].answers[j].route,
                              probes[i].answers[j].status, probes[i].answers[j].body);
  meirei_fake_routes_set_default (routes, probes[i].unknown_status, UNEXPECTED);
  if (probes[i].header != NULL)
    meirei_fake_routes_set_header (routes, "Server", probes[i].header);
  if (probes[i].refusal != NULL)
    meirei_fake_routes_set_key (routes, "key", probes[i].refusal);

  server = meirei_server_new (meirei_fake_routes_get_url (routes), MEIREI_SERVER_KIND_UNKNOWN);
  probe (server, 2000, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", meirei_server_get_message (server));
  g_assert_cmpstr (meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND,
                                        (int) meirei_server_get_kind (server)), ==,
                   meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND, (int) probes[i].kind));
  g_assert_cmpstr (meirei_enum_to_nick (MEIREI_TYPE_SERVER_STATE,
                                        (int) meirei_server_get_state (server)), ==,
                   meirei_enum_to_nick (MEIREI_TYPE_SERVER_STATE, (int) probes[i].state));
  g_assert_cmpuint (g_list_model_get_n_items (meirei_server_get_models (server)), ==,
                    probes[i].n_models);
  /* It would make requests to all of LiteLLM's models. */
  g_assert_cmpuint (meirei_fake_routes_count (routes, "GET /health "), ==, 0);
}

static void
test_litellm_header (void)
{
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;

  meirei_fake_routes_add (routes, "GET /v1/models", 200, "{\"data\":[{\"id\":\"m\"}]}");
  meirei_fake_routes_set_header (routes, "x-litellm-version", "1.80.0");
  server = meirei_server_new (meirei_fake_routes_get_url (routes), MEIREI_SERVER_KIND_UNKNOWN);
  probe (server, 2000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_server_get_kind (server), ==, MEIREI_SERVER_KIND_LITELLM);
}

static void
test_goes_away (void)
{
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autofree char *url = g_strdup (meirei_fake_routes_get_url (routes));
  g_autoptr(MeireiServer) server = meirei_server_new (url, MEIREI_SERVER_KIND_UNKNOWN);
  g_autoptr(GError) error = NULL;

  meirei_fake_routes_add (routes, "GET /v1/models", 200, "{\"data\":[{\"id\":\"m\"}]}");
  probe (server, 2000, NULL, &error);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_CONNECTED);

  g_clear_object (&routes);
  probe (server, 2000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_NOT_RUNNING);
  g_assert_nonnull (strstr (meirei_server_get_message (server), url));
  g_assert_cmpuint (g_list_model_get_n_items (meirei_server_get_models (server)), ==, 0);
}

static void
test_silence (void)
{
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  meirei_fake_routes_add_hanging (routes, "GET /v1/models");
  server = meirei_server_new (meirei_fake_routes_get_url (routes), MEIREI_SERVER_KIND_UNKNOWN);
  probe (server, 300, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_ERROR);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_nonnull (strstr (meirei_server_get_message (server), "0.3 s"));

  /* One clue that hangs does not hide the others. */
  meirei_fake_routes_add (routes, "GET /v1/models", 200, "{\"data\":[{\"id\":\"m\"}]}");
  meirei_fake_routes_add_hanging (routes, "GET /props");
  probe (server, 300, NULL, &error);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_CONNECTED);
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
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;

  meirei_fake_routes_add_hanging (routes, "GET /v1/models");
  server = meirei_server_new (meirei_fake_routes_get_url (routes), MEIREI_SERVER_KIND_UNKNOWN);
  meirei_server_set_state (server, MEIREI_SERVER_STATE_NOT_RUNNING, "before");
  g_timeout_add (30, cancel_cb, cancellable);
  probe (server, 2000, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_NOT_RUNNING);
  g_assert_cmpstr (meirei_server_get_message (server), ==, "before");
}

static void
test_greeting (void)
{
  g_autoptr(MeireiFakeRoutes) studio = meirei_fake_routes_new ();
  g_autoptr(MeireiFakeRoutes) other = meirei_fake_routes_new ();
  g_autoptr(SoupSession) session = meirei_server_query_session_new ();
  g_autoptr(GError) error = NULL;
  guint16 ports[2];

  meirei_fake_routes_add (studio, "GET /lmstudio-greeting", 200, "{\"lmstudio\":true}");
  ports[0] = (guint16) atoi (strrchr (meirei_fake_routes_get_url (other), ':') + 1);
  ports[1] = (guint16) atoi (strrchr (meirei_fake_routes_get_url (studio), ':') + 1);
  for (gsize n_ports = 1; n_ports <= 2; n_ports++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      meirei_lmstudio_greeting_async (session, ports, n_ports, NULL,
                                      meirei_fake_routes_done_cb, &result);
      meirei_fake_routes_wait (&result);
      g_assert_cmpint (meirei_lmstudio_greeting_finish (result, &error), ==, n_ports == 2);
      g_assert_no_error (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      g_autofree char *path = g_strconcat ("/server-probe/", probes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_probe);
    }
  g_test_add_func ("/server-probe/litellm-header", test_litellm_header);
  g_test_add_func ("/server-probe/goes-away", test_goes_away);
  g_test_add_func ("/server-probe/silence", test_silence);
  g_test_add_func ("/server-probe/cancel", test_cancel);
  g_test_add_func ("/server-probe/greeting", test_greeting);

  return g_test_run ();
}
