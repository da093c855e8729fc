/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-slm-error-parser.h"
#include "meirei-slm-error.h"

#define NONE ((MeireiSlmError) -1)

typedef struct {
  const char     *name;
  guint           status;
  const char     *body;
  MeireiSlmError  code;
  gint64          needed;
  gint64          available;
  const char     *parameter;
} Case;

/* The bodies are composed after the servers' sources and bug trackers. */
static const Case cases[] = {
  /* Six shapes. */
  { "object", 500, "{\"error\":{\"message\":\"boom\",\"type\":\"server_error\",\"param\":null,\"code\":null}}",
    MEIREI_SLM_ERROR_SERVER, 0, 0, NULL },
  { "object-code-string", 500, "{\"error\":{\"message\":\"boom\",\"type\":\"x\",\"param\":null,\"code\":\"500\"}}",
    MEIREI_SLM_ERROR_SERVER, 0, 0, NULL },
  { "string", 500, "{\"error\":\"something failed\"}", MEIREI_SLM_ERROR_SERVER, 0, 0, NULL },
  { "flat", 400, "{\"object\":\"error\",\"message\":\"bad\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
    MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, NULL },
  { "detail-text", 422, "{\"detail\":\"bad\"}", MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, NULL },
  { "detail-list", 422, "{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"not an integer\",\"type\":\"int\"}]}",
    MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, "seed" },
  { "html", 502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
    MEIREI_SLM_ERROR_SERVER, 0, 0, NULL },
  { "go-404", 404, "404 page not found", MEIREI_SLM_ERROR_NO_ENDPOINT, 0, 0, NULL },
  { "empty-body", 500, "", MEIREI_SLM_ERROR_SERVER, 0, 0, NULL },
  { "not-an-error", 200, "{\"object\":\"list\",\"data\":[]}", NONE, 0, 0, NULL },
  { "not-json", 200, "hello", NONE, 0, 0, NULL },
  { "null-error", 200, "{\"error\":null,\"choices\":[]}", NONE, 0, 0, NULL },

  /* The context, §6.2. */
  { "F10", 400, "{\"error\":{\"code\":400,\"message\":\"request (6009 tokens) exceeds the available context size (4096 tokens), try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":6009,\"n_ctx\":4096}}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 6009, 4096, NULL },
  { "F11", 400, "{\"error\":\"{\\\"error\\\":{\\\"code\\\":400,\\\"message\\\":\\\"request (9 tokens) exceeds the available context size (4 tokens), try increasing it\\\",\\\"type\\\":\\\"exceed_context_size_error\\\",\\\"n_prompt_tokens\\\":9,\\\"n_ctx\\\":4}}\"}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 9, 4, NULL },
  { "F12", 400, "{\"object\":\"error\",\"message\":\"The input (61709 tokens) is longer than the model's context length (40960 tokens).\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 61709, 40960, NULL },
  { "lmstudio-old", 400, "{\"error\":\"Trying to keep the first 5112 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.\"}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 5112, 4096, NULL },
  { "lmstudio-keep", 400, "{\"error\":\"The number of tokens to keep from the initial prompt is greater than the context length.\"}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 0, 0, NULL },
  { "lmstudio-n-keep", 500, "{\"error\":{\"message\":\"Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)\"}}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 15028, 7424, NULL },
  { "exceeded", 500, "{\"error\":\"Context size has been exceeded.\"}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 0, 0, NULL },
  { "llama-old", 400, "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size. try increasing the context size or enable context shift\",\"type\":\"invalid_request_error\"}}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 0, 0, NULL },
  { "ollama-longer", 400, "{\"error\":\"the prompt is longer than the context length currently available to the model; shorten it\"}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 0, 0, NULL },
  { "vllm-old", 400, "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 5000, 4096, NULL },
  { "vllm-new", 400, "{\"error\":{\"message\":\"You passed 4000 input tokens and requested 1,000 output tokens. However, the model's context length is only 4096 tokens\",\"type\":\"BadRequestError\",\"param\":\"input_tokens\",\"code\":400}}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 5000, 4096, NULL },
  { "vllm-negative", 400, "{\"error\":{\"message\":\"max_tokens must be at least 1, got -186\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 0, 0, NULL },
  { "litellm", 400, "{\"error\":{\"message\":\"litellm.ContextWindowExceededError: too long\",\"type\":null,\"param\":null,\"code\":\"400\"}}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 0, 0, NULL },
  { "F7", 200, "{\"error\":{\"message\":\"Context size has been exceeded.\"},\"message\":\"Context size has been exceeded.\"}",
    MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, 0, 0, NULL },

  /* Models, §6.3. */
  { "F15", 400, "{\"error\":{\"message\":\"No models loaded. Please load a model in the developer page or use the 'lms load' command.\",\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":null}}",
    MEIREI_SLM_ERROR_NO_MODEL, 0, 0, NULL },
  { "load-failed", 400, "{\"error\":\"Failed to load model \\\"x\\\". Error: not enough memory for the context size\"}",
    MEIREI_SLM_ERROR_LOAD_FAILED, 0, 0, NULL },
  { "guardrail", 500, "{\"error\":\"Model loading was stopped due to insufficient system resources.\"}",
    MEIREI_SLM_ERROR_LOAD_FAILED, 0, 0, NULL },
  { "ollama-missing", 404, "{\"error\":\"model 'x' not found\"}", MEIREI_SLM_ERROR_MODEL_NOT_FOUND, 0, 0, NULL },
  { "ollama-pull", 404, "{\"error\":{\"message\":\"model \\\"x\\\" not found, try pulling it first\",\"type\":\"not_found_error\",\"param\":null,\"code\":null}}",
    MEIREI_SLM_ERROR_MODEL_NOT_FOUND, 0, 0, NULL },
  { "vllm-missing", 404, "{\"error\":{\"message\":\"The model `x` does not exist.\",\"type\":\"NotFoundError\",\"param\":\"model\",\"code\":404}}",
    MEIREI_SLM_ERROR_MODEL_NOT_FOUND, 0, 0, NULL },
  { "litellm-missing", 400, "{\"error\":{\"message\":\"Invalid model name passed in model=x\",\"type\":\"None\",\"param\":\"None\",\"code\":\"400\"}}",
    MEIREI_SLM_ERROR_MODEL_NOT_FOUND, 0, 0, NULL },
  { "router-not-loaded", 400, "{\"error\":{\"message\":\"model is not loaded\",\"type\":\"invalid_request_error\",\"code\":400}}",
    MEIREI_SLM_ERROR_NO_MODEL, 0, 0, NULL },

  /* Busy, loading, refused, §6.4 and §1.1. */
  { "F16", 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}",
    MEIREI_SLM_ERROR_LOADING, 0, 0, NULL },
  { "F17", 503, "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}",
    MEIREI_SLM_ERROR_OVERLOADED, 0, 0, NULL },
  { "429", 429, "{\"error\":{\"message\":\"Rate limit: maximum context length in cool-down\",\"type\":null}}",
    MEIREI_SLM_ERROR_RATE_LIMITED, 0, 0, NULL },
  { "401", 401, "{\"error\":{\"message\":\"Invalid API Key\",\"type\":\"authentication_error\",\"code\":401}}",
    MEIREI_SLM_ERROR_UNAUTHORIZED, 0, 0, NULL },
  { "401-under-200", 200, "{\"error\":{\"type\":\"invalid_request\",\"code\":\"invalid_api_key\",\"message\":\"An LM Studio API token is required\"}}",
    MEIREI_SLM_ERROR_UNAUTHORIZED, 0, 0, NULL },
  { "F13", 200, "{\"error\":\"Unexpected endpoint or method. (GET /api/v9/models)\"}",
    MEIREI_SLM_ERROR_NO_ENDPOINT, 0, 0, NULL },
  { "F14", 400, "{\"error\":\"'response_format.type' must be 'json_schema' or 'text'\"}",
    MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, "response_format" },
  { "thinking", 400, "{\"error\":\"\\\"x\\\" does not support thinking\"}",
    MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, "think" },
  { "litellm-unsupported", 400, "{\"error\":{\"message\":\"litellm.UnsupportedParamsError: x does not support parameters: ['top_k']\",\"type\":\"None\",\"param\":null,\"code\":\"400\"}}",
    MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, "top_k" },
  { "crash", 500, "{\"error\":\"The model has crashed without additional information. (Exit code: 6)\"}",
    MEIREI_SLM_ERROR_CRASHED, 0, 0, NULL },
  { "ollama-crash", 200, "{\"error\":\"model runner has unexpectedly stopped\"}",
    MEIREI_SLM_ERROR_CRASHED, 0, 0, NULL },
  { "F8", 200, "{\"error\":{\"message\":\"boom\",\"type\":\"InternalServerError\",\"param\":null,\"code\":500}}",
    MEIREI_SLM_ERROR_SERVER, 0, 0, NULL },
  /* More rows of the reference. */
  { "lmstudio-native-missing", 404, "{\"error\":{\"type\":\"model_not_found\",\"message\":\"Model not found: x\",\"param\":\"model\"}}", MEIREI_SLM_ERROR_MODEL_NOT_FOUND, 0, 0, NULL },
  { "router-missing", 400, "{\"error\":{\"code\":400,\"message\":\"model 'x' not found\",\"type\":\"invalid_request_error\"}}", MEIREI_SLM_ERROR_MODEL_NOT_FOUND, 0, 0, NULL },
  { "router-no-name", 400, "{\"error\":{\"code\":400,\"message\":\"model name is missing from the request\",\"type\":\"invalid_request_error\"}}", MEIREI_SLM_ERROR_NO_MODEL, 0, 0, NULL },
  { "channel-error", 500, "{\"error\":\"Channel Error\"}", MEIREI_SLM_ERROR_CRASHED, 0, 0, NULL },
  { "unloaded", 500, "{\"error\":{\"message\":\"Model unloaded.\"}}", MEIREI_SLM_ERROR_CRASHED, 0, 0, NULL },
  { "ollama-load", 500, "{\"error\":\"llama runner process has terminated: error loading model\"}", MEIREI_SLM_ERROR_LOAD_FAILED, 0, 0, NULL },
  { "403", 403, "{\"error\":{\"message\":\"token lacks the permission\",\"type\":\"permission_error\",\"code\":403}}", MEIREI_SLM_ERROR_UNAUTHORIZED, 0, 0, NULL },
  { "408", 408, "{\"error\":{\"message\":\"litellm.Timeout\",\"type\":null,\"code\":\"408\"}}", MEIREI_SLM_ERROR_TIMED_OUT, 0, 0, NULL },
  { "llama-parse", 400, "{\"error\":{\"code\":400,\"message\":\"[json.exception.parse_error.101] parse error at line 1\",\"type\":\"invalid_request_error\"}}", MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, NULL },
  { "ollama-no-body", 400, "{\"error\":\"missing request body\"}", MEIREI_SLM_ERROR_BAD_PARAMETER, 0, 0, NULL },
  { "ollama-no-name", 400, "{\"error\":\"model is required\"}", MEIREI_SLM_ERROR_NO_MODEL, 0, 0, NULL },
  { "413", 413, "", MEIREI_SLM_ERROR_TOO_LARGE, 0, 0, NULL },
  { "504", 504, "upstream timed out", MEIREI_SLM_ERROR_TIMED_OUT, 0, 0, NULL },
};

static void
test_response (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr(MeireiSlmFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) copy = NULL;

  failure = meirei_slm_parse_error_response (expected->status, expected->body,
                                             strlen (expected->body), 0, NULL);
  if (expected->code == NONE)
    {
      g_assert_null (failure);
      return;
    }

  g_assert_nonnull (failure);
  g_assert_cmpint (meirei_slm_failure_get_code (failure), ==, expected->code);
  g_assert_cmpint (meirei_slm_failure_get_needed_tokens (failure), ==, expected->needed);
  g_assert_cmpint (meirei_slm_failure_get_available_tokens (failure), ==, expected->available);
  g_assert_cmpstr (meirei_slm_failure_get_parameter (failure), ==, expected->parameter);
  g_assert_cmpuint (meirei_slm_failure_get_http_status (failure), ==, expected->status);
  g_assert_null (strchr (meirei_slm_failure_get_message (failure), '{'));

  /* The numbers survive copying the error. */
  error = meirei_slm_error_new (failure);
  copy = g_error_copy (error);
  g_assert_error (copy, MEIREI_SLM_ERROR, (int) expected->code);
  g_assert_true (meirei_slm_error_get_failure (copy) == failure);
}

/* A body that is cut anywhere, or has any byte replaced, still gives one
 * failure and no warning. */
static void
test_damage (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].body);
      g_autofree char *body = g_strdup (cases[i].body);

      for (gsize n = 0; n < length; n++)
        {
          g_autoptr(MeireiSlmFailure) cut = NULL;
          g_autoptr(MeireiSlmFailure) changed = NULL;

          cut = meirei_slm_parse_error_response (500, body, n, 0, NULL);
          g_assert_nonnull (cut);
          body[n] = (char) (n % 3 == 0 ? 0xff : n % 3 == 1 ? '"' : 0);
          changed = meirei_slm_parse_error_response (500, body, length, 0, NULL);
          g_assert_true (g_utf8_validate (meirei_slm_failure_get_message (changed), -1, NULL));
          body[n] = cases[i].body[n];
        }
    }
}

static void
test_message (void)
{
  g_autoptr(MeireiSlmFailure) failure = NULL;

  failure = meirei_slm_parse_error_response (400, cases[12].body, strlen (cases[12].body), 0, NULL);
  g_assert_cmpstr (meirei_slm_failure_get_message (failure), ==,
                   "The prompt does not fit the loaded context: it needs 6009 tokens, loaded are 4096 (HTTP 400): "
                   "“request (6009 tokens) exceeds the available context size (4096 tokens), try increasing it”; "
                   "load the model with a larger context or shorten the sheet");
}

static void
test_secret (void)
{
  const char *body = "{\"error\":{\"message\":\"Invalid key sk-12345 (sk-12345)\",\"param\":\"sk-12345\"}}";
  g_autoptr(MeireiSlmFailure) failure = NULL;

  failure = meirei_slm_parse_error_response (400, body, strlen (body), 0, "sk-12345");
  g_assert_null (strstr (meirei_slm_failure_get_message (failure), "sk-12345"));
  g_assert_null (strstr (meirei_slm_failure_get_parameter (failure), "sk-12345"));
  g_assert_cmpstr (meirei_slm_failure_get_server_text (failure), ==, "Invalid key ••• (•••)");
}

static void
test_long_text (void)
{
  g_autofree char *body = g_strnfill (500000, 'x');
  g_autoptr(MeireiSlmFailure) failure = NULL;

  failure = meirei_slm_parse_error_response (500, body, 500000, 1500, NULL);
  g_assert_cmpuint (strlen (meirei_slm_failure_get_message (failure)), <, 600);
  g_assert_cmpint (meirei_slm_failure_get_retry_after_ms (failure), ==, 1500);
}

static void
test_flat_without_error (void)
{
  g_autoptr(JsonObject) root = NULL;
  g_autoptr(MeireiSlmFailure) failure = NULL;

  root = meirei_json_parse_object ("{\"code\":500,\"message\":\"x\",\"type\":\"server_error\"}", -1, NULL);
  g_assert_null (meirei_slm_parse_error_json (root, FALSE, NULL));
  failure = meirei_slm_parse_error_json (root, TRUE, NULL);
  g_assert_cmpint (meirei_slm_failure_get_code (failure), ==, MEIREI_SLM_ERROR_SERVER);
  g_assert_cmpstr (meirei_slm_failure_get_server_text (failure), ==, "x");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/slm-error/response/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_response);
    }
  g_test_add_func ("/slm-error/damage", test_damage);
  g_test_add_func ("/slm-error/message", test_message);
  g_test_add_func ("/slm-error/secret", test_secret);
  g_test_add_func ("/slm-error/long-text", test_long_text);
  g_test_add_func ("/slm-error/flat-without-error", test_flat_without_error);

  return g_test_run ();
}
