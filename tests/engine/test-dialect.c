/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-dialect.h"
#include "meirei-json.h"

static MeireiChatRequest *
new_request (const char *json)
{
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, "be brief" },
    { MEIREI_CHAT_ROLE_USER, "足し算 \"x\"" },
  };
  g_autoptr(JsonObject) object = meirei_json_parse_object (json, -1, NULL);
  g_autoptr(MeireiChatParams) params = meirei_chat_params_new_from_json (object, NULL);

  return meirei_chat_request_new ("m", messages, 2, params);
}

#define ALL "{\"temperature\":0.5,\"top_p\":0.25,\"top_k\":20,\"min_p\":0.125,\"repeat_penalty\":1.5,\"presence_penalty\":1," \
            "\"frequency_penalty\":-1,\"seed\":42,\"max_tokens\":64,\"context\":8192,\"keep_alive\":60,\"stop\":[\"<|EOT|>\"]"
#define MESSAGES "\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"足し算 \\\"x\\\"\"}]"
#define STREAM "\"stream\":true,\"stream_options\":{\"include_usage\":true}"
#define TAIL "\"presence_penalty\":1.0,\"frequency_penalty\":-1.0,\"max_tokens\":64,\"seed\":42,\"stop\":[\"<|EOT|>\"]"

typedef struct {
  const char       *name;
  MeireiServerKind  kind;
  const char       *params;
  const char       *body;
} Case;

static const Case cases[] = {
  { "openai", MEIREI_SERVER_KIND_OPENAI, ALL "}",
    "{\"model\":\"m\"," MESSAGES ",\"temperature\":0.5,\"top_p\":0.25," TAIL "," STREAM "}\n" },
  { "unknown", MEIREI_SERVER_KIND_UNKNOWN, ALL ",\"think\":\"off\"}",
    "{\"model\":\"m\"," MESSAGES ",\"temperature\":0.5,\"top_p\":0.25," TAIL "," STREAM "}\n" },
  { "litellm", MEIREI_SERVER_KIND_LITELLM, ALL "}",
    "{\"model\":\"m\"," MESSAGES ",\"temperature\":0.5,\"top_p\":0.25," TAIL "," STREAM "}\n" },
  { "lmstudio", MEIREI_SERVER_KIND_LMSTUDIO, ALL "}",
    "{\"model\":\"m\"," MESSAGES ",\"temperature\":0.5,\"top_p\":0.25,\"top_k\":20,\"repeat_penalty\":1.5," TAIL ",\"ttl\":60," STREAM "}\n" },
  { "llama-server", MEIREI_SERVER_KIND_LLAMA_SERVER, ALL ",\"think\":\"off\"}",
    "{\"model\":\"m\"," MESSAGES ",\"temperature\":0.5,\"top_p\":0.25,\"top_k\":20,\"min_p\":0.125,\"repeat_penalty\":1.5," TAIL
    ",\"chat_template_kwargs\":{\"enable_thinking\":false}," STREAM ",\"return_progress\":true}\n" },
  { "builtin-empty", MEIREI_SERVER_KIND_BUILTIN, "{}",
    "{\"model\":\"m\"," MESSAGES "," STREAM ",\"return_progress\":true}\n" },
  { "vllm", MEIREI_SERVER_KIND_VLLM, ALL ",\"think\":\"high\"}",
    "{\"model\":\"m\"," MESSAGES ",\"temperature\":0.5,\"top_p\":0.25,\"top_k\":20,\"min_p\":0.125,\"repetition_penalty\":1.5," TAIL
    ",\"reasoning_effort\":\"high\"," STREAM "}\n" },
  { "ollama", MEIREI_SERVER_KIND_OLLAMA, ALL ",\"think\":\"on\"}",
    "{\"model\":\"m\"," MESSAGES ",\"stream\":true,\"truncate\":false,\"shift\":false,\"keep_alive\":60,\"think\":true,"
    "\"options\":{\"num_ctx\":8192,\"num_predict\":64,\"temperature\":0.5,\"top_p\":0.25,\"top_k\":20,\"min_p\":0.125,\"repeat_penalty\":1.5,"
    "\"presence_penalty\":1.0,\"frequency_penalty\":-1.0,\"seed\":42,\"stop\":[\"<|EOT|>\"]}}\n" },
};

static void
test_body (gconstpointer data)
{
  const Case *sample = data;
  g_autoptr(MeireiChatRequest) request = new_request (sample->params);
  g_autofree char *body = NULL;
  gsize length;

  body = meirei_dialect_build_body (meirei_dialect_choose (sample->kind, request),
                                    sample->kind, request, &length);
  g_assert_cmpstr (body, ==, sample->body);
  g_assert_cmpuint (length, ==, strlen (body));
}

/* Only llama.cpp's server understands that. */
static void
test_fresh (void)
{
  g_autoptr(MeireiChatRequest) plain = new_request ("{}");
  g_autoptr(MeireiChatRequest) request = meirei_chat_request_with_fresh (plain, TRUE);
  g_autoptr(MeireiChatRequest) copy = meirei_chat_request_with_model (request, "m");

  for (int kind = MEIREI_SERVER_KIND_UNKNOWN; kind <= MEIREI_SERVER_KIND_BUILTIN; kind++)
    {
      gboolean is_llama = meirei_server_kind_is_llama ((MeireiServerKind) kind);
      g_autofree char *body =
        meirei_dialect_build_body (meirei_dialect_choose ((MeireiServerKind) kind, copy),
                                   (MeireiServerKind) kind, copy, NULL);

      g_assert_cmpint (strstr (body, "\"cache_prompt\":false") != NULL, ==, is_llama);
    }
}

/* What the fit check found out is what Ollama is told. */
static void
test_ollama_context (void)
{
  g_autoptr(MeireiChatRequest) plain = new_request ("{\"context\":8192}");
  g_autoptr(MeireiChatRequest) request = meirei_chat_request_with_fit (plain, 100, 16384);
  g_autofree char *body = NULL;

  body = meirei_dialect_build_body (MEIREI_DIALECT_OLLAMA, MEIREI_SERVER_KIND_OLLAMA, request, NULL);
  g_assert_nonnull (strstr (body, "\"num_ctx\":16384"));
}

static void
test_lmstudio_native (void)
{
  g_autoptr(MeireiChatRequest) plain = new_request ("{\"temperature\":1.5,\"max_tokens\":64,\"context\":8192,\"think\":\"off\"}");
  g_autoptr(MeireiChatRequest) request = meirei_chat_request_with_native (plain, TRUE);
  g_autoptr(MeireiChatRequest) stopping_plain = new_request ("{\"stop\":[\"x\"]}");
  g_autoptr(MeireiChatRequest) stopping = meirei_chat_request_with_native (stopping_plain, TRUE);
  g_autofree char *body = NULL;

  g_assert_cmpint (meirei_dialect_choose (MEIREI_SERVER_KIND_LMSTUDIO, plain), ==, MEIREI_DIALECT_OPENAI);
  g_assert_cmpint (meirei_dialect_choose (MEIREI_SERVER_KIND_LMSTUDIO, request), ==, MEIREI_DIALECT_LMSTUDIO);
  g_assert_cmpint (meirei_dialect_choose (MEIREI_SERVER_KIND_LMSTUDIO, stopping), ==, MEIREI_DIALECT_OPENAI);
  g_assert_cmpint (meirei_dialect_choose (MEIREI_SERVER_KIND_VLLM, request), ==, MEIREI_DIALECT_OPENAI);

  body = meirei_dialect_build_body (MEIREI_DIALECT_LMSTUDIO, MEIREI_SERVER_KIND_LMSTUDIO, request, NULL);
  g_assert_cmpstr (body, ==, "{\"model\":\"m\",\"system_prompt\":\"be brief\",\"input\":\"足し算 \\\"x\\\"\",\"stream\":true,\"store\":false,"
                             "\"context_length\":8192,\"max_output_tokens\":64,\"temperature\":1.0,\"reasoning\":\"off\"}\n");
}

static void
test_paths (void)
{
  g_assert_cmpstr (meirei_dialect_get_path (MEIREI_DIALECT_OPENAI), ==, "/v1/chat/completions");
  g_assert_cmpstr (meirei_dialect_get_path (MEIREI_DIALECT_OLLAMA), ==, "/api/chat");
  g_assert_cmpstr (meirei_dialect_get_path (MEIREI_DIALECT_LMSTUDIO), ==, "/api/v1/chat");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/dialect/body/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_body);
    }
  g_test_add_func ("/dialect/ollama-context", test_ollama_context);
  g_test_add_func ("/dialect/lmstudio-native", test_lmstudio_native);
  g_test_add_func ("/dialect/paths", test_paths);

  g_test_add_func ("/dialect/fresh", test_fresh);

  return g_test_run ();
}
