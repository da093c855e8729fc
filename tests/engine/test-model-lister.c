/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-enums.h"
#include "meirei-fake-routes.h"
#include "meirei-model-lister.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"

#define UNEXPECTED "{\"error\":\"Unexpected endpoint or method. (GET /x)\"}"

typedef struct {
  const char *route;
  const char *body;
} Answer;

/* Each product's bodies as the protocol reference has them, and what has to
 * become of them: id key state loaded/max slots shared quantization size params. */
static const struct {
  const char       *name;
  MeireiServerKind  kind;
  guint             unknown_status;
  Answer            answers[5];
  const char       *version;
  const char       *expected;
} listings[] = {
  {
    "lmstudio-v1", MEIREI_SERVER_KIND_LMSTUDIO, 200,
    {
      { "GET /api/v1/models",
        "{\"models\":["
        "{\"type\":\"llm\",\"publisher\":\"example-org\",\"key\":\"example-org/coder-7b\","
        "\"display_name\":\"Coder 7B\",\"architecture\":\"qwen2\","
        "\"quantization\":{\"name\":\"Q4_K_M\",\"bits_per_weight\":4},"
        "\"size_bytes\":4683000000,\"params_string\":\"7B\",\"loaded_instances\":["
        "{\"id\":\"example-org/coder-7b\",\"config\":{\"context_length\":8192,\"parallel\":4}},"
        "{\"id\":\"example-org/coder-7b:2\",\"config\":{\"context_length\":16384}}],"
        "\"max_context_length\":32768,\"format\":\"gguf\",\"description\":null},"
        "{\"type\":\"embedding\",\"key\":\"text-embedding-x\",\"quantization\":null,"
        "\"params_string\":null,\"loaded_instances\":[],\"max_context_length\":2048},"
        "{\"type\":\"llm\",\"key\":\"bare\",\"display_name\":null,\"quantization\":null,"
        "\"size_bytes\":null,\"params_string\":null,\"loaded_instances\":null,"
        "\"max_context_length\":\"many\"},"
        "{\"type\":\"llm\",\"key\":7}, null, 3, [], {}]}" },
    },
    NULL,
    "example-org/coder-7b example-org/coder-7b loaded 8192/32768 4 shared Q4_K_M 4683000000 7B\n"
    "example-org/coder-7b:2 example-org/coder-7b loaded 16384/32768 1 own Q4_K_M 4683000000 7B\n"
    "bare bare not-loaded 0/0 0 own - 0 -\n",
  },
  {
    "lmstudio-empty", MEIREI_SERVER_KIND_LMSTUDIO, 200,
    { { "GET /api/v1/models", "{\"models\":[]}" } },
    NULL, "",
  },
  {
    "lmstudio-v0", MEIREI_SERVER_KIND_LMSTUDIO, 200,
    {
      { "GET /api/v0/models",
        "{\"object\":\"list\",\"data\":["
        "{\"id\":\"coder-7b\",\"object\":\"model\",\"type\":\"llm\",\"arch\":\"qwen2\","
        "\"quantization\":\"Q4_K_M\",\"state\":\"loaded\",\"max_context_length\":32768,"
        "\"loaded_context_length\":4096},"
        "{\"id\":\"seer\",\"type\":\"vlm\",\"state\":\"not-loaded\",\"max_context_length\":8192},"
        "{\"id\":\"e\",\"type\":\"embeddings\",\"state\":\"not-loaded\",\"max_context_length\":512}]}" },
    },
    NULL,
    "coder-7b coder-7b loaded 4096/32768 1 own Q4_K_M 0 -\n"
    "seer seer not-loaded 0/8192 1 own - 0 -\n",
  },
  {
    "lmstudio-names-only", MEIREI_SERVER_KIND_LMSTUDIO, 200,
    {
      { "GET /v1/models",
        "{\"object\":\"list\",\"data\":[{\"id\":\"coder\",\"object\":\"model\","
        "\"owned_by\":\"organization_owner\"},{\"id\":\"text-embedding-nomic\"}]}" },
    },
    NULL, "coder coder unknown 0/0 0 own - 0 -\n",
  },
  {
    "ollama", MEIREI_SERVER_KIND_OLLAMA, 404,
    {
      { "GET /api/tags",
        "{\"models\":[{\"name\":\"coder:7b\",\"model\":\"coder:7b\",\"size\":4683087332,"
        "\"digest\":\"ab\",\"details\":{\"parameter_size\":\"7.6B\",\"family\":\"qwen2\","
        "\"quantization_level\":\"Q4_K_M\"}},"
        "{\"name\":\"vectors:latest\",\"size\":1,\"details\":null}]}" },
      { "GET /api/ps",
        "{\"models\":[{\"name\":\"coder:7b\",\"size\":6000000000,\"size_vram\":4000000000,"
        "\"context_length\":4096}]}" },
      { "GET /api/version", "{\"version\":\"0.33.1\"}" },
    },
    "0.33.1", "coder:7b coder:7b loaded 4096/32768 1 own Q4_K_M 4683087332 7.6B\n",
  },
  {
    "llama-server", MEIREI_SERVER_KIND_LLAMA_SERVER, 404,
    {
      { "GET /v1/models",
        "{\"models\":[{\"name\":\"minimind2-small\"}],\"object\":\"list\",\"data\":["
        "{\"id\":\"minimind2-small\",\"object\":\"model\",\"owned_by\":\"llamacpp\",\"meta\":"
        "{\"n_vocab\":6400,\"n_ctx\":4096,\"n_ctx_train\":32768,\"n_params\":25829888,"
        "\"size\":27469824,\"ftype\":\"Q8_0\"}}]}" },
      { "GET /props",
        "{\"default_generation_settings\":{\"n_ctx\":2048},\"total_slots\":2,"
        "\"model_path\":\"/models/x.gguf\",\"build_info\":\"b11669-Debian\"}" },
    },
    "b11669-Debian",
    "minimind2-small minimind2-small loaded 2048/32768 2 own Q8_0 27469824 26M\n",
  },
  {
    "llama-server-auto", MEIREI_SERVER_KIND_LLAMA_SERVER, 404,
    {
      { "GET /v1/models",
        "{\"object\":\"list\",\"data\":[{\"id\":\"/m/coder-6.7b.Q4_K_M.gguf\",\"meta\":null}]}" },
      { "GET /props",
        "{\"default_generation_settings\":{\"n_ctx\":8192},\"total_slots\":4}" },
    },
    NULL,
    "/m/coder-6.7b.Q4_K_M.gguf /m/coder-6.7b.Q4_K_M.gguf loaded 8192/0 4 shared Q4_K_M 0 -\n",
  },
  {
    "llama-router", MEIREI_SERVER_KIND_LLAMA_ROUTER, 404,
    {
      { "GET /models",
        "{\"data\":[{\"id\":\"org/a b:Q8_0\",\"status\":{\"value\":\"loaded\"}},"
        "{\"id\":\"c\",\"status\":{\"value\":\"unloaded\",\"failed\":true,\"exit_code\":1}},"
        "{\"id\":\"d\",\"status\":{\"value\":\"downloading\"}},{\"id\":\"e\",\"status\":null}]}" },
      { "GET /props",
        "{\"role\":\"router\",\"max_instances\":4,\"models_autoload\":true,"
        "\"default_generation_settings\":{\"n_ctx\":0},\"build_info\":\"b9999-x\"}" },
      { "GET /props?model=org%2Fa%20b%3AQ8_0",
        "{\"default_generation_settings\":{\"n_ctx\":4096},\"total_slots\":1}" },
    },
    "b9999-x",
    "org/a b:Q8_0 org/a b:Q8_0 loaded 4096/0 1 own Q8_0 0 -\n"
    "c c not-loaded 0/0 0 own - 0 -\n"
    "d d loading 0/0 0 own - 0 -\n"
    "e e unknown 0/0 0 own - 0 -\n",
  },
  {
    "vllm", MEIREI_SERVER_KIND_VLLM, 404,
    {
      { "GET /v1/models",
        "{\"object\":\"list\",\"data\":[{\"id\":\"org/coder\",\"object\":\"model\","
        "\"owned_by\":\"vllm\",\"root\":\"org/coder\",\"parent\":null,\"max_model_len\":32768}]}" },
      { "GET /version", "{\"version\":\"0.15.1\"}" },
    },
    "0.15.1", "org/coder org/coder loaded 32768/32768 0 own - 0 -\n",
  },
  {
    "sglang", MEIREI_SERVER_KIND_SGLANG, 404,
    {
      { "GET /v1/models",
        "{\"object\":\"list\",\"data\":[{\"id\":\"org/coder\",\"owned_by\":\"sglang\","
        "\"max_model_len\":40960}]}" },
      { "GET /get_server_info", "{\"max_running_requests\":64,\"version\":\"0.5.1\"}" },
    },
    NULL, "org/coder org/coder loaded 40960/40960 64 own - 0 -\n",
  },
  {
    "litellm", MEIREI_SERVER_KIND_LITELLM, 404,
    {
      { "GET /v1/models",
        "{\"object\":\"list\",\"data\":[{\"id\":\"coder\"},{\"id\":\"vectors\"},{\"id\":\"other\"}]}" },
      { "GET /model/info",
        "{\"data\":[{\"model_name\":\"coder\",\"model_info\":{\"mode\":\"chat\","
        "\"max_input_tokens\":16384}},{\"model_name\":\"vectors\",\"model_info\":"
        "{\"mode\":\"embedding\"}},{\"model_name\":\"other\",\"model_info\":null}]}" },
      { "GET /health/readiness", "{\"status\":\"healthy\",\"litellm_version\":\"1.80.0\"}" },
    },
    "1.80.0",
    "coder coder unknown 0/16384 0 own - 0 -\nother other unknown 0/0 0 own - 0 -\n",
  },
  {
    "generic", MEIREI_SERVER_KIND_OPENAI, 404,
    {
      { "GET /v1/models",
        "{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"bge-reranker\"},{\"id\":null},{}]}" },
    },
    NULL, "a a unknown 0/0 0 own - 0 -\n",
  },
};

static char *
describe (MeireiServer *server)
{
  GListModel *models = meirei_server_get_models (server);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);
      const char *quantization = meirei_model_get_quantization (model);
      const char *params = meirei_model_get_params (model);

      g_string_append_printf (text, "%s %s %s %u/%u %u %s %s %" G_GUINT64_FORMAT " %s\n",
                              meirei_model_get_id (model), meirei_model_get_key (model),
                              meirei_enum_to_nick (MEIREI_TYPE_MODEL_STATE,
                                                   (int) meirei_model_get_state (model)),
                              meirei_model_get_loaded_context (model),
                              meirei_model_get_max_context (model),
                              meirei_model_get_slots (model),
                              meirei_model_get_shared_pool (model) ? "shared" : "own",
                              quantization != NULL ? quantization : "-",
                              meirei_model_get_size (model),
                              params != NULL ? params : "-");
    }

  return g_string_free (text, FALSE);
}

static gboolean
refresh (MeireiServer  *server,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(SoupSession) session = meirei_server_query_session_new ();
  g_autoptr(GAsyncResult) result = NULL;

  meirei_model_lister_refresh_async (session, server, 500, cancellable,
                                     meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);

  return meirei_model_lister_refresh_finish (server, result, error);
}

static void
add_show_answers (MeireiFakeRoutes *routes)
{
  meirei_fake_routes_add (routes, "POST /api/show", 200,
                          "{\"model_info\":{\"general.architecture\":\"qwen2\","
                          "\"qwen2.context_length\":32768,\"qwen2.block_count\":28,"
                          "\"qwen2.attention.head_count\":28,\"qwen2.embedding_length\":3584,"
                          "\"qwen2.attention.head_count_kv\":4},\"parameters\":\"num_ctx 8192\","
                          "\"capabilities\":[\"completion\",\"tools\"]}");
}

static void
test_listing (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint j = 0; j < G_N_ELEMENTS (listings[i].answers); j++)
    if (listings[i].answers[j].route != NULL)
      meirei_fake_routes_add (routes, listings[i].answers[j].route, 200,
                              listings[i].answers[j].body);
  meirei_fake_routes_set_default (routes, listings[i].unknown_status, UNEXPECTED);
  if (listings[i].kind == MEIREI_SERVER_KIND_OLLAMA)
    add_show_answers (routes);

  server = meirei_server_new (meirei_fake_routes_get_url (routes), listings[i].kind);
  refresh (server, NULL, &error);
  g_assert_no_error (error);
  text = describe (server);
  /* Ollama's embedding model is told apart by its capabilities only; the
   * imitation answers the same for both, so it is left out here. */
  if (listings[i].kind == MEIREI_SERVER_KIND_OLLAMA)
    *strstr (text, "vectors") = '\0';
  g_assert_cmpstr (text, ==, listings[i].expected);
  g_assert_cmpstr (meirei_server_get_version (server), ==, listings[i].version);
}

static void
test_ollama_details (void)
{
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;
  MeireiModel *model;

  meirei_fake_routes_add (routes, "GET /api/tags", 200,
                          "{\"models\":[{\"name\":\"coder\",\"size\":1}]}");
  meirei_fake_routes_add (routes, "GET /api/ps", 200,
                          "{\"models\":[{\"model\":\"coder\",\"size\":60,\"size_vram\":40}]}");
  add_show_answers (routes);
  server = meirei_server_new (meirei_fake_routes_get_url (routes), MEIREI_SERVER_KIND_OLLAMA);
  refresh (server, NULL, &error);
  g_assert_no_error (error);

  model = meirei_server_find_model (server, "coder");
  g_assert_cmpuint (meirei_model_get_memory (model), ==, 60);
  g_assert_cmpuint (meirei_model_get_gpu_memory (model), ==, 40);
  /* 28 layers, 4 heads of 128 for keys and values, 2 bytes each. */
  g_assert_cmpuint (meirei_model_get_kv_bytes_per_token (model), ==, 57344);
  g_assert_cmpuint (meirei_model_estimate_memory (model, 1000), ==, 57344001);

  /* A model without the capability to complete is nothing to choose. */
  meirei_fake_routes_add (routes, "POST /api/show", 200,
                          "{\"capabilities\":[\"embedding\"]}");
  refresh (server, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_server_get_models (server)), ==, 0);

  /* Its failure costs the details only. */
  meirei_fake_routes_add (routes, "POST /api/show", 500, "{\"error\":\"x\"}");
  refresh (server, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (meirei_server_find_model (server, "coder"));
}

static const struct {
  guint           status;
  const char     *body;
  MeireiSlmError  code;
} failures[] = {
  { 401, "{\"error\":{\"message\":\"Invalid API Key\",\"type\":\"authentication_error\",\"code\":401}}",
    MEIREI_SLM_ERROR_UNAUTHORIZED },
  { 503, "{\"error\":{\"message\":\"Loading model\",\"type\":\"unavailable_error\",\"code\":503}}",
    MEIREI_SLM_ERROR_LOADING },
  { 200, "<html>hello</html>", MEIREI_SLM_ERROR_BAD_RESPONSE },
  { 200, "{\"data\":\"none\"}", MEIREI_SLM_ERROR_BAD_RESPONSE },
  { 200, "[1,2,3]", MEIREI_SLM_ERROR_BAD_RESPONSE },
  { 200, "", MEIREI_SLM_ERROR_BAD_RESPONSE },
  { 500, "{\"error\":\"boom\"}", MEIREI_SLM_ERROR_SERVER },
};

static void
test_failures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
      g_autoptr(MeireiServer) server = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%u %s", failures[i].status, failures[i].body);
      meirei_fake_routes_add (routes, "GET /v1/models", failures[i].status, failures[i].body);
      server = meirei_server_new (meirei_fake_routes_get_url (routes),
                                  MEIREI_SERVER_KIND_OPENAI);
      g_assert_false (refresh (server, NULL, &error));
      g_assert_error (error, MEIREI_SLM_ERROR, (int) failures[i].code);
    }
}

static char *
make_many (guint n_models)
{
  GString *body = g_string_new ("{\"models\":[],\"data\":[");

  for (guint i = 0; i < n_models; i++)
    g_string_append_printf (body, "%s{\"id\":\"m%u\"}", i > 0 ? "," : "", i);
  g_string_append (body, "]}");

  return g_string_free (body, FALSE);
}

/* Whatever it says, it is an error or a list of bounded length, for every kind
 * and at every path. */
static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *many = make_many (5000);
  const char * const bodies[] = {
    "", "null", "true", "7", "\"x\"", "[]", "{}", "\xff\xfe", "{\"data\":", deep, many,
    "{\"data\":{},\"models\":{}}",
    "{\"data\":[[],[[]],null,{\"id\":{}}],\"models\":[[],null,{\"name\":[],\"key\":{}}]}",
    "{\"data\":[{\"id\":\"\",\"max_model_len\":-1,\"meta\":{\"n_ctx\":1e308,\"size\":-5}}],"
    "\"models\":[{\"key\":\"\",\"name\":\"\",\"size\":1e400,\"loaded_instances\":[{\"id\":\"\","
    "\"config\":{\"context_length\":9223372036854775807,\"parallel\":-4}}]}]}",
    "{\"model_info\":{\"general.architecture\":\"x\",\"x.block_count\":1e18,"
    "\"x.attention.head_count\":1,\"x.attention.head_count_kv\":9223372036854775807}}",
    "{\"default_generation_settings\":[],\"total_slots\":\"four\",\"role\":7}",
  };

  for (guint kind = 0; kind < MEIREI_N_SERVER_KINDS; kind++)
    for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
      {
        g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
        g_autoptr(MeireiServer) server = NULL;
        g_autoptr(GError) error = NULL;
        guint n_models;

        meirei_fake_routes_set_default (routes, 200, bodies[i]);
        server = meirei_server_new (meirei_fake_routes_get_url (routes), kind);
        refresh (server, NULL, &error);
        n_models = g_list_model_get_n_items (meirei_server_get_models (server));
        g_assert_cmpuint (n_models, <=, 1000);
        g_assert_true (error == NULL || error->domain == MEIREI_SLM_ERROR);
      }
}

static void
test_key (void)
{
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;

  meirei_fake_routes_set_key (routes, "the-key", "{\"error\":\"the-key? no: wrong-key\"}");
  meirei_fake_routes_add (routes, "GET /v1/models", 200, "{\"data\":[{\"id\":\"a\"}]}");
  server = meirei_server_new (meirei_fake_routes_get_url (routes), MEIREI_SERVER_KIND_OPENAI);
  meirei_server_set_api_key (server, "wrong-key");
  g_assert_false (refresh (server, NULL, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNAUTHORIZED);
  g_assert_null (strstr (error->message, "wrong-key"));
  g_clear_error (&error);

  meirei_server_set_api_key (server, "the-key");
  refresh (server, NULL, &error);
  g_assert_no_error (error);
}

static void
test_unreachable (void)
{
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autofree char *url = g_strdup (meirei_fake_routes_get_url (routes));
  g_autoptr(MeireiServer) server = meirei_server_new (url, MEIREI_SERVER_KIND_OPENAI);
  g_autoptr(GError) error = NULL;

  g_clear_object (&routes);
  g_assert_false (refresh (server, NULL, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_silence (void)
{
  g_autoptr(MeireiFakeRoutes) routes = meirei_fake_routes_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  meirei_fake_routes_add_hanging (routes, "GET /v1/models");
  server = meirei_server_new (meirei_fake_routes_get_url (routes), MEIREI_SERVER_KIND_OPENAI);
  g_assert_false (refresh (server, NULL, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_clear_error (&error);

  /* During and before. */
  g_timeout_add (50, cancel_cb, cancellable);
  g_assert_false (refresh (server, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (refresh (server, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      g_autofree char *path = g_strconcat ("/model-lister/", listings[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_listing);
    }
  g_test_add_func ("/model-lister/ollama-details", test_ollama_details);
  g_test_add_func ("/model-lister/failures", test_failures);
  g_test_add_func ("/model-lister/hostile", test_hostile);
  g_test_add_func ("/model-lister/key", test_key);
  g_test_add_func ("/model-lister/unreachable", test_unreachable);
  g_test_add_func ("/model-lister/silence", test_silence);

  return g_test_run ();
}
