/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-context-fitter.h"
#include "meirei-enums.h"
#include "meirei-fake-routes.h"
#include "meirei-slm-error.h"

typedef struct {
  MeireiFakeRoutes     *routes;
  MeireiServerRegistry *registry;
  MeireiContextFitter  *fitter;
  MeireiServer         *server;
} Fixture;

static void
refresh (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_server_registry_refresh_async (fixture->registry, NULL,
                                        meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_server_registry_refresh_finish (fixture->registry, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture          *fixture,
        MeireiFakeRoutes *routes)
{
  g_autoptr(MeireiPresetStore) presets = NULL;
  g_autoptr(GError) error = NULL;

  fixture->routes = routes;
  g_setenv ("MEIREI_SERVERS", meirei_fake_routes_get_url (routes), TRUE);
  fixture->registry = meirei_server_registry_new ();
  meirei_server_registry_load (fixture->registry, &error);
  g_assert_no_error (error);
  presets = meirei_preset_store_new (g_getenv ("MEIREI_DATA_DIR"), &error);
  g_assert_no_error (error);
  fixture->fitter = meirei_context_fitter_new (fixture->registry, presets);
  refresh (fixture);
  fixture->server = g_list_model_get_item (meirei_server_registry_get_servers (fixture->registry),
                                           0);
  g_assert_cmpint (meirei_server_get_state (fixture->server), ==, MEIREI_SERVER_STATE_CONNECTED);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->fitter));
  g_clear_object (&fixture->server);
  g_assert_finalize_object (g_steal_pointer (&fixture->registry));
  g_clear_object (&fixture->routes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, tear_down)

/* A prompt of so many letters, hence 0.218 tokens for each, times the margin
 * of 1.15, and some for the frame. */
static MeireiChatRequest *
make_request (guint n_letters,
              guint max_tokens)
{
  g_autofree char *text = g_strnfill (n_letters, 'a');
  g_autoptr(MeireiChatParams) none = meirei_chat_params_new ();
  g_autoptr(MeireiChatParams) params = NULL;
  const MeireiChatMessage message = { MEIREI_CHAT_ROLE_USER, text };

  params = meirei_chat_params_with (none, MEIREI_CHAT_PARAM_MAX_TOKENS, max_tokens);

  return meirei_chat_request_new ("k", &message, 1, max_tokens > 0 ? params : none);
}

static void
start_fit (Fixture            *fixture,
           MeireiChatRequest  *request,
           MeireiFit           how,
           GCancellable       *cancellable,
           GAsyncResult      **result)
{
  g_autoptr(MeireiTarget) target =
    meirei_target_new (fixture->server, meirei_server_find_model (fixture->server, "k"));

  meirei_context_fitter_fit_async (fixture->fitter, target, request, how, cancellable,
                                   meirei_fake_routes_done_cb, result);
}

static MeireiChatRequest *
fit (Fixture    *fixture,
     guint       n_letters,
     guint       max_tokens,
     MeireiFit   how,
     GError    **error)
{
  g_autoptr(MeireiChatRequest) request = make_request (n_letters, max_tokens);
  g_autoptr(GAsyncResult) result = NULL;

  start_fit (fixture, request, how, NULL, &result);
  meirei_fake_routes_wait (&result);

  return meirei_context_fitter_fit_finish (fixture->fitter, result, error);
}

static gint64
get_max_tokens (MeireiChatRequest *request)
{
  return meirei_chat_params_get_int (meirei_chat_request_get_params (request),
                                     MEIREI_CHAT_PARAM_MAX_TOKENS, 0);
}

static const struct {
  gint64           prompt;
  guint            context;
  gint64           wanted;
  MeireiFitVerdict verdict;
  gint64           max_tokens;
  guint            suggestion; /* for a model of at most 32,768 */
} sums[] = {
  { 1000, 4096, 1000, MEIREI_FIT_VERDICT_FITS, 1000, 0 },
  { 3000, 4096, 1032, MEIREI_FIT_VERDICT_FITS, 1032, 0 },
  { 3000, 4096, 1033, MEIREI_FIT_VERDICT_SHORTENED, 1032, 8192 },
  { 4031, 4096, 100, MEIREI_FIT_VERDICT_SHORTENED, 1, 8192 },
  { 4032, 4096, 100, MEIREI_FIT_VERDICT_TOO_LONG, 0, 8192 },
  { 6000, 4096, 2048, MEIREI_FIT_VERDICT_TOO_LONG, 0, 8192 },
  { 6100, 4096, 2048, MEIREI_FIT_VERDICT_TOO_LONG, 0, 16384 },
  { 40000, 16384, 2048, MEIREI_FIT_VERDICT_TOO_LONG, 0, 32768 },
  { 40000, 32768, 2048, MEIREI_FIT_VERDICT_TOO_LONG, 0, 0 },
  /* The reserve grows with the context: 16384 / 64. */
  { 14000, 16384, 2128, MEIREI_FIT_VERDICT_FITS, 2128, 0 },
  { 14000, 16384, 2129, MEIREI_FIT_VERDICT_SHORTENED, 2128, 32768 },
  { 5000, 0, 2048, MEIREI_FIT_VERDICT_UNKNOWN, 2048, 8192 },
};

static void
test_sums (void)
{
  g_autoptr(MeireiModel) model = g_object_new (MEIREI_TYPE_MODEL, "id", "m",
                                               "max-context", (guint64) 32768, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autoptr(MeireiContextFit) sum = meirei_context_fit_new (sums[i].prompt, TRUE,
                                                                sums[i].context, sums[i].wanted);

      g_test_message ("%" G_GINT64_FORMAT " in %u", sums[i].prompt, sums[i].context);
      g_assert_cmpint (meirei_context_fit_get_verdict (sum), ==, sums[i].verdict);
      g_assert_cmpint (meirei_context_fit_get_max_tokens (sum), ==, sums[i].max_tokens);
      g_assert_cmpuint (meirei_context_fit_suggest_context (sum, model), ==, sums[i].suggestion);
    }
}

static MeireiFakeRoutes *
make_llama (guint context,
            guint counted)
{
  MeireiFakeRoutes *routes = meirei_fake_routes_new ();
  g_autofree char *props =
    g_strdup_printf ("{\"default_generation_settings\":{\"n_ctx\":%u},\"total_slots\":1}", context);
  g_autofree char *tokens = g_strdup_printf ("{\"input_tokens\":%u}", counted);

  meirei_fake_routes_set_header (routes, "Server", "llama.cpp");
  meirei_fake_routes_add (routes, "GET /v1/models", 200,
                          "{\"data\":[{\"id\":\"k\",\"owned_by\":\"llamacpp\","
                          "\"meta\":{\"n_ctx_train\":32768}}]}");
  meirei_fake_routes_add (routes, "GET /props", 200, props);
  if (counted > 0)
    meirei_fake_routes_add (routes, "POST /v1/chat/completions/input_tokens", 200, tokens);

  return routes;
}

/* Plainly small: nobody is asked.  In doubt the server counts. */
static void
test_exact (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiChatRequest) small = NULL;
  g_autoptr(MeireiChatRequest) large = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, make_llama (4096, 2000));
  small = fit (&fixture, 1000, 1024, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_max_tokens (small), ==, 1024);
  g_assert_cmpint (meirei_chat_request_get_context (small), ==, 4096);
  g_assert_cmpint (meirei_chat_request_get_prompt_tokens (small), ==, 260);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 0);

  /* Estimated at 5,014, counted 2,000. */
  large = fit (&fixture, 20000, 1024, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_max_tokens (large), ==, 1024);
  g_assert_cmpint (meirei_chat_request_get_prompt_tokens (large), ==, 2000);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 1);
}

/* Refused at once, with both numbers and what to do. */
static void
test_refused (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(GError) error = NULL;
  MeireiSlmFailure *failure;
  gint64 start;

  set_up (&fixture, make_llama (4096, 6000));
  start = g_get_monotonic_time ();
  g_assert_null (fit (&fixture, 25000, 1024, MEIREI_FIT_CHECK, &error));
  g_test_message ("%.1f ms: %s", (g_get_monotonic_time () - start) / 1e3, error->message);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 100000);
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW);
  failure = meirei_slm_error_get_failure (error);
  g_assert_cmpint (meirei_slm_failure_get_needed_tokens (failure), ==, 6000 + 1024 + 109);
  g_assert_cmpint (meirei_slm_failure_get_available_tokens (failure), ==, 4096);
  g_assert_nonnull (strstr (error->message, "6000"));
  g_assert_nonnull (strstr (error->message, "4096"));
  g_assert_nonnull (strstr (error->message, "--ctx-size 8192"));
  g_clear_error (&error);

  /* llama-server cannot be told to reload. */
  g_assert_null (fit (&fixture, 25000, 1024, MEIREI_FIT_RELOAD, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW);
}

static void
test_shortened (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiChatRequest) checked = NULL;
  g_autoptr(MeireiChatRequest) cut = NULL;
  g_autoptr(MeireiChatRequest) unlimited = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, make_llama (4096, 3500));
  checked = fit (&fixture, 20000, 2048, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_max_tokens (checked), ==, 4096 - 3500 - 64);
  unlimited = fit (&fixture, 20000, 0, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_max_tokens (unlimited), ==, 4096 - 3500 - 64);

  /* Too little for an answer, unless that is wanted. */
  meirei_fake_routes_add (fixture.routes, "POST /v1/chat/completions/input_tokens", 200,
                          "{\"input_tokens\":3900}");
  g_assert_null (fit (&fixture, 20000, 2048, MEIREI_FIT_CHECK, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW);
  g_clear_error (&error);
  cut = fit (&fixture, 20000, 2048, MEIREI_FIT_CUT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_max_tokens (cut), ==, 132);
  g_clear_object (&cut);
  /* A short answer was all that was wanted. */
  cut = fit (&fixture, 20000, 100, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_max_tokens (cut), ==, 100);
}

static void
test_older_llama (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiChatRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, make_llama (4096, 0));
  meirei_fake_routes_add (fixture.routes, "POST /apply-template", 200, "{\"prompt\":\"<s>aaa\"}");
  meirei_fake_routes_add (fixture.routes, "POST /tokenize", 200, "{\"tokens\":[1,2,3]}");
  request = fit (&fixture, 20000, 2048, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_chat_request_get_prompt_tokens (request), ==, 3);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes,
                                              "POST /tokenize {\"content\":\"<s>aaa\""), ==, 1);

  /* It cannot count at all: the estimate counts. */
  meirei_fake_routes_add (fixture.routes, "POST /tokenize", 500, "{\"error\":\"x\"}");
  g_assert_null (fit (&fixture, 20000, 2048, MEIREI_FIT_CHECK, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW);
  g_assert_nonnull (strstr (error->message, "about"));
}

static void
test_vllm (void)
{
  g_auto(Fixture) fixture = { NULL, };
  MeireiFakeRoutes *routes = meirei_fake_routes_new ();
  g_autoptr(MeireiChatRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  meirei_fake_routes_add (routes, "GET /v1/models", 200,
                          "{\"data\":[{\"id\":\"k\",\"owned_by\":\"vllm\",\"max_model_len\":4096}]}");
  meirei_fake_routes_add (routes, "POST /tokenize", 200,
                          "{\"count\":3500,\"max_model_len\":4096,\"tokens\":[1]}");
  set_up (&fixture, routes);
  request = fit (&fixture, 20000, 2048, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  /* vLLM refuses a request whose prompt and answer exceed the context. */
  g_assert_cmpint (get_max_tokens (request), ==, 532);
}

static void
test_unknown (void)
{
  g_auto(Fixture) fixture = { NULL, };
  MeireiFakeRoutes *routes = meirei_fake_routes_new ();
  g_autoptr(MeireiChatRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  meirei_fake_routes_add (routes, "GET /v1/models", 200, "{\"data\":[{\"id\":\"k\"}]}");
  set_up (&fixture, routes);
  request = fit (&fixture, 200000, 0, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_max_tokens (request), ==, 2048);
  g_assert_cmpint (meirei_chat_request_get_context (request), ==, 0);
}

/* The model "k" of an LM Studio, with a context or not loaded. */
static void
set_lmstudio (MeireiFakeRoutes *routes,
              guint             context)
{
  g_autofree char *loaded =
    context > 0 ? g_strdup_printf ("{\"id\":\"k:i\",\"config\":{\"context_length\":%u}}", context)
                : g_strdup ("");
  g_autofree char *body =
    g_strdup_printf ("{\"models\":[{\"type\":\"llm\",\"key\":\"k\",\"loaded_instances\":[%s],"
                     "\"max_context_length\":32768}]}", loaded);

  meirei_fake_routes_add (routes, "GET /api/v1/models", 200, body);
}

/* It loads what it is told, up to a limit. */
static void
lmstudio_hook (MeireiFakeRoutes *routes,
               const char       *request,
               gpointer          user_data)
{
  const char *length = strstr (request, "\"context_length\":");

  if (g_str_has_prefix (request, "POST /api/v1/models/load"))
    set_lmstudio (routes, length == NULL ? 4096
                          : MIN (atoi (length + strlen ("\"context_length\":")),
                                 GPOINTER_TO_INT (user_data)));
  else if (g_str_has_prefix (request, "POST /api/v1/models/unload"))
    set_lmstudio (routes, 0);
}

static void
set_up_lmstudio (Fixture *fixture,
                 guint    context,
                 guint    limit)
{
  MeireiFakeRoutes *routes = meirei_fake_routes_new ();

  meirei_fake_routes_add (routes, "GET /v1/models", 200, "{\"data\":[]}");
  meirei_fake_routes_add (routes, "POST /api/v1/models/load", 200, "{\"instance_id\":\"k:i\"}");
  meirei_fake_routes_add (routes, "POST /api/v1/models/unload", 200, "{\"instance_id\":\"k:i\"}");
  meirei_fake_routes_set_hook (routes, lmstudio_hook, GINT_TO_POINTER (limit));
  set_lmstudio (routes, context);
  set_up (fixture, routes);
}

static void
test_reload (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiChatRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 4096, 32768);
  g_assert_null (fit (&fixture, 40000, 2048, MEIREI_FIT_CHECK, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW);
  g_assert_nonnull (strstr (error->message, "load k --context 16384"));
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 0);
  g_clear_error (&error);

  request = fit (&fixture, 40000, 2048, MEIREI_FIT_RELOAD, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meirei_chat_request_get_model (request), ==, "k:i");
  g_assert_cmpint (meirei_chat_request_get_context (request), ==, 16384);
  g_assert_cmpint (get_max_tokens (request), ==, 2048);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST /api/v1/models/load"), ==, 1);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST /api/v1/models/unload"), ==, 1);
}

/* It says that it loaded 16,384, but has memory for 8,192. */
static void
test_reload_gives_less (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(GError) error = NULL;

  set_up_lmstudio (&fixture, 4096, 8192);
  g_assert_null (fit (&fixture, 40000, 2048, MEIREI_FIT_RELOAD, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW);
  g_assert_nonnull (strstr (error->message, "loaded with 8192"));
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST /api/v1/models/load"), <=, 2);
}

/* Four at the same time, a model that is not loaded: loaded once, before. */
static void
test_load_first (void)
{
  g_auto(Fixture) fixture = { NULL, };
  GAsyncResult *results[4] = { NULL, };

  set_up_lmstudio (&fixture, 0, 32768);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(MeireiChatRequest) request = make_request (100 * (i + 1), 1024);

      start_fit (&fixture, request, MEIREI_FIT_CHECK, NULL, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(MeireiChatRequest) request = NULL;
      g_autoptr(GError) error = NULL;

      meirei_fake_routes_wait (&results[i]);
      request = meirei_context_fitter_fit_finish (fixture.fitter, results[i], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (meirei_chat_request_get_model (request), ==, "k:i");
      g_assert_cmpint (meirei_chat_request_get_context (request), ==, 8192);
      g_clear_object (&results[i]);
    }
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 1);
}

typedef struct {
  MeireiFakeRoutes *routes;
  GCancellable *cancellable;
} Load;

/* Not before the server has the request, however slow this machine is. */
static gboolean
cancel_load_cb (gpointer user_data)
{
  Load *load = user_data;

  if (meirei_fake_routes_count (load->routes, "POST") == 0)
    return G_SOURCE_CONTINUE;

  g_cancellable_cancel (load->cancellable);

  return G_SOURCE_REMOVE;
}

/* Who does not want to wait goes at once; the load goes on for the other. */
static void
test_cancel_while_loading (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(MeireiChatRequest) request = make_request (100, 100);
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;
  Load load;

  set_up_lmstudio (&fixture, 0, 32768);
  meirei_fake_routes_add_hanging (fixture.routes, "POST /api/v1/models/load");
  start_fit (&fixture, request, MEIREI_FIT_CHECK, cancellable, &first);
  load = (Load) { fixture.routes, cancellable };
  g_timeout_add (5, cancel_load_cb, &load);
  meirei_fake_routes_wait (&first);
  g_assert_null (meirei_context_fitter_fit_finish (fixture.fitter, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  start_fit (&fixture, request, MEIREI_FIT_CHECK, cancellable, &second);
  g_cancellable_cancel (cancellable);
  meirei_fake_routes_wait (&second);
  g_assert_null (meirei_context_fitter_fit_finish (fixture.fitter, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST"), ==, 1);

  /* The server goes away, and with it the load and all references. */
  meirei_fake_routes_stop (fixture.routes);
  for (guint i = 0; i < 100; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
ollama_hook (MeireiFakeRoutes *routes,
             const char       *request,
             gpointer          user_data)
{
  const char *length = strstr (request, "\"num_ctx\":");
  g_autofree char *body = NULL;

  if (!g_str_has_prefix (request, "POST /api/chat"))
    return;

  body = g_strdup_printf ("{\"models\":[{\"name\":\"k\",\"context_length\":%d}]}",
                          atoi (length + strlen ("\"num_ctx\":")));
  meirei_fake_routes_add (routes, "GET /api/ps", 200, body);
}

static void
test_ollama (void)
{
  g_auto(Fixture) fixture = { NULL, };
  MeireiFakeRoutes *routes = meirei_fake_routes_new ();
  g_autoptr(MeireiChatRequest) first = NULL;
  g_autoptr(MeireiChatRequest) second = NULL;
  g_autoptr(MeireiChatRequest) third = NULL;
  g_autoptr(GError) error = NULL;

  meirei_fake_routes_add (routes, "GET /v1/models", 200,
                          "{\"data\":[{\"id\":\"k\",\"owned_by\":\"library\"}]}");
  meirei_fake_routes_add (routes, "GET /api/version", 200, "{\"version\":\"0.33.0\"}");
  meirei_fake_routes_add (routes, "GET /api/tags", 200, "{\"models\":[{\"name\":\"k\"}]}");
  meirei_fake_routes_add (routes, "GET /api/ps", 200, "{\"models\":[]}");
  meirei_fake_routes_add (routes, "POST /api/chat", 200, "{\"done\":true}");
  meirei_fake_routes_set_hook (routes, ollama_hook, NULL);
  set_up (&fixture, routes);

  /* Not loaded: the same number with every request, or it loads each time. */
  first = fit (&fixture, 100, 1024, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_chat_request_get_context (first), ==, 8192);
  second = fit (&fixture, 10000, 1024, MEIREI_FIT_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_chat_request_get_context (second), ==, 8192);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST /api/chat"), ==, 0);

  g_assert_null (fit (&fixture, 40000, 2048, MEIREI_FIT_CHECK, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW);
  g_clear_error (&error);
  third = fit (&fixture, 40000, 2048, MEIREI_FIT_RELOAD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_chat_request_get_context (third), ==, 16384);
  g_assert_cmpuint (meirei_fake_routes_count (fixture.routes, "POST /api/chat"), ==, 1);
}

static void
test_learn (void)
{
  g_auto(Fixture) fixture = { NULL, };
  g_autoptr(MeireiChatRequest) request = make_request (10000, 1024);
  g_autoptr(MeireiTarget) target = NULL;
  g_autoptr(MeireiContextFit) before = NULL;
  g_autoptr(MeireiContextFit) after = NULL;

  set_up_lmstudio (&fixture, 4096, 4096);
  target = meirei_target_new (fixture.server, meirei_server_find_model (fixture.server, "k"));
  before = meirei_context_fitter_estimate (fixture.fitter, target, request);
  g_assert_cmpint (meirei_context_fit_get_prompt_tokens (before), ==, 2517);
  meirei_context_fitter_learn (fixture.fitter, target, request, 2000);
  after = meirei_context_fitter_estimate (fixture.fitter, target, request);
  g_assert_cmpint (meirei_context_fit_get_prompt_tokens (after), ==, 2100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("MEIREI_NO_KEYRING", "1", TRUE);

  g_test_add_func ("/context-fit/sums", test_sums);
  g_test_add_func ("/context-fitter/exact", test_exact);
  g_test_add_func ("/context-fitter/refused", test_refused);
  g_test_add_func ("/context-fitter/shortened", test_shortened);
  g_test_add_func ("/context-fitter/older-llama", test_older_llama);
  g_test_add_func ("/context-fitter/vllm", test_vllm);
  g_test_add_func ("/context-fitter/unknown", test_unknown);
  g_test_add_func ("/context-fitter/reload", test_reload);
  g_test_add_func ("/context-fitter/reload-gives-less", test_reload_gives_less);
  g_test_add_func ("/context-fitter/load-first", test_load_first);
  g_test_add_func ("/context-fitter/cancel-while-loading", test_cancel_while_loading);
  g_test_add_func ("/context-fitter/ollama", test_ollama);
  g_test_add_func ("/context-fitter/learn", test_learn);

  return g_test_run ();
}
