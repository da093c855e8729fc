/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-answer-reader.h"
#include "meirei-slm-error.h"

#define NONE -1
#define SSE "text/event-stream"
#define N_SPLITS 25

typedef struct {
  const char              *name;
  MeireiDialect            dialect;
  const char              *type;
  const char              *input;
  MeireiFinish             finish;
  int                      error;
  const char              *text;
  const char              *reasoning;
  int                      prompt;
  int                      completion;
  MeireiCompletionWarning  warnings;
  int                      max_tokens;
  int                      context;
  int                      estimate;
} Case;

#define CHUNK(rest) "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\"," rest "}\n\n"
#define ROLE CHUNK ("\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]")
#define TEXT(text) CHUNK ("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"},\"finish_reason\":null}]")
#define FIELD(name, text) CHUNK ("\"choices\":[{\"index\":0,\"delta\":{\"" name "\":\"" text "\"},\"finish_reason\":null}]")
#define FINISH(reason) CHUNK ("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" reason "\"}]")
#define USAGE(p, c) CHUNK ("\"choices\":[],\"usage\":{\"prompt_tokens\":" #p ",\"completion_tokens\":" #c ",\"total_tokens\":33}")
#define DONE "data: [DONE]\n\n"
#define OLLAMA(text) "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" text "\"},\"done\":false}\n"
#define OLLAMA_DONE(reason, p, c) "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"" reason "\",\"total_duration\":900000000,\"load_duration\":20000000,\"prompt_eval_count\":" #p ",\"prompt_eval_duration\":100000000,\"eval_count\":" #c ",\"eval_duration\":40000000}\n"
#define LMS(type, rest) "event: " type "\ndata: {\"type\":\"" type "\"" rest "}\n\n"
#define LMS_END(in, out) LMS ("chat.end", ",\"result\":{\"model_instance_id\":\"m\",\"output\":[{\"type\":\"message\",\"content\":\"int \"}],\"stats\":{\"input_tokens\":" #in ",\"total_output_tokens\":" #out ",\"reasoning_output_tokens\":0,\"tokens_per_second\":50,\"time_to_first_token_seconds\":0.1}}")

#define O MEIREI_DIALECT_OPENAI

static const Case cases[] = {
  /* The fixtures F1 … F26, as far as they are about reading. */
  { "F1", O, SSE, ROLE TEXT ("int ") FINISH ("stop") USAGE (31, 2) DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int ", "", 31, 2 },
  { "F2", O, SSE, "data: {\"choices\":[{\"delta\":{\"content\":\"int \"}}]}\r\n\r\n: ping\r\n\r\n"
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n: ping\r\n\r\ndata: [DONE]\r\n\r\n",
    MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "F3", O, SSE, TEXT ("\\u3042") TEXT ("あ") TEXT ("\\ud83d\\ude42🙂") FINISH ("stop") DONE,
    MEIREI_FINISH_COMPLETE, NONE, "ああ🙂🙂", "", -1, -1 },
  { "F4", O, SSE, TEXT ("int ") FINISH ("length") USAGE (31, 2) DONE,
    MEIREI_FINISH_TRUNCATED, NONE, "int ", "", 31, 2 },
  { "F5", O, SSE, ROLE TEXT ("int ") TEXT ("main"),
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "int main", "", -1, -1 },
  { "F5-inside-a-chunk", O, SSE, TEXT ("int ") "data: {\"choices\":[{\"delta\":{\"conte",
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "int ", "", -1, -1 },
  { "F6", O, SSE, DONE,
    MEIREI_FINISH_EMPTY, NONE, "", "", -1, -1, MEIREI_COMPLETION_WARNING_PROMPT_TOO_LONG, 0, 4096, 4000 },
  { "F6-short-prompt", O, SSE, DONE, MEIREI_FINISH_EMPTY, NONE, "", "", -1, -1, 0, 0, 4096, 400 },
  { "F7", O, SSE, TEXT ("int ") "data: {\"error\":{\"message\":\"Context size has been exceeded.\"},\"message\":\"Context size has been exceeded.\"}\n\n",
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, "int ", "", -1, -1 },
  { "F8", O, SSE, TEXT ("int ") "data: {\"error\":{\"message\":\"boom\",\"type\":\"InternalServerError\",\"param\":null,\"code\":500}}\n\n" DONE,
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_SERVER, "int ", "", -1, -1 },
  { "F9", O, SSE, TEXT ("int ") "error: {\"code\":500,\"message\":\"x\",\"type\":\"server_error\"}\n\n",
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_SERVER, "int ", "", -1, -1 },
  { "F18-done", MEIREI_DIALECT_OLLAMA, "application/x-ndjson", OLLAMA ("int ") OLLAMA_DONE ("stop", 31, 2),
    MEIREI_FINISH_COMPLETE, NONE, "int ", "", 31, 2 },
  { "F18-failed", MEIREI_DIALECT_OLLAMA, "application/x-ndjson", OLLAMA ("int ") "{\"error\":\"model runner has unexpectedly stopped\"}\n",
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CRASHED, "int ", "", -1, -1 },
  { "F19", MEIREI_DIALECT_OLLAMA, "application/x-ndjson", OLLAMA ("int ") OLLAMA_DONE ("stop", 2050, 2),
    MEIREI_FINISH_COMPLETE, NONE, "int ", "", 2050, 2, MEIREI_COMPLETION_WARNING_PROMPT_CUT, 0, 4096, 5900 },
  { "F20-reasoning", O, SSE, FIELD ("reasoning", "hm ") FIELD ("reasoning", "ok") TEXT ("int ") FINISH ("stop") DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int ", "hm ok", -1, -1 },
  { "F20-reasoning-content", O, SSE, FIELD ("reasoning_content", "hm") TEXT ("int ") FINISH ("stop") DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int ", "hm", -1, -1 },
  { "F20-think", O, SSE, TEXT ("<thi") TEXT ("nk>h") TEXT ("m</th") TEXT ("ink>\\n\\nint ") FINISH ("stop") DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int ", "hm", -1, -1 },
  { "F20-no-opening-tag", O, SSE, TEXT ("hm\\n") TEXT ("</thi") TEXT ("nk>") TEXT ("\\n\\nint ") FINISH ("stop") DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int ", "hm\n", -1, -1 },
  { "F20-ollama", MEIREI_DIALECT_OLLAMA, NULL, "{\"message\":{\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}\n" OLLAMA ("int ") OLLAMA_DONE ("stop", 31, 2),
    MEIREI_FINISH_COMPLETE, NONE, "int ", "hm", 31, 2 },
  { "F21-error", MEIREI_DIALECT_LMSTUDIO, SSE,
    LMS ("chat.start", ",\"model_instance_id\":\"m\"") LMS ("model_load.start", ",\"model_instance_id\":\"m\"")
    LMS ("model_load.progress", ",\"progress\":0.5") LMS ("message.delta", ",\"content\":\"int \"")
    LMS ("error", ",\"error\":{\"type\":\"internal_error\",\"message\":\"boom\"}") LMS_END (31, 2),
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_SERVER, "int ", "", -1, -1 },
  { "F21-done", MEIREI_DIALECT_LMSTUDIO, SSE,
    LMS ("chat.start", ",\"model_instance_id\":\"m\"") LMS ("prompt_processing.progress", ",\"progress\":0.42")
    LMS ("reasoning.delta", ",\"content\":\"hm\"") LMS ("message.delta", ",\"content\":\"int \"") LMS_END (31, 2),
    MEIREI_FINISH_COMPLETE, NONE, "int ", "hm", 31, 2 },
  { "F21-at-limit", MEIREI_DIALECT_LMSTUDIO, SSE, LMS ("message.delta", ",\"content\":\"int \"") LMS_END (31, 64),
    MEIREI_FINISH_TRUNCATED, NONE, "int ", "", 31, 64, MEIREI_COMPLETION_WARNING_TOKEN_LIMIT, 64 },
  { "F21-cut", MEIREI_DIALECT_LMSTUDIO, SSE, LMS ("message.delta", ",\"content\":\"int \""),
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "int ", "", -1, -1 },
  { "F25", O, SSE, TEXT ("int ") FINISH ("stop") USAGE (31, 99) DONE,
    MEIREI_FINISH_TRUNCATED, NONE, "int ", "", 31, 99, MEIREI_COMPLETION_WARNING_TOKEN_LIMIT, 100 },
  { "F26", O, SSE, TEXT ("int ") CHUNK ("\"choices\":[],\"usage\":null") TEXT ("x") FINISH ("stop") USAGE (31, 2) DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int x", "", 31, 2 },

  /* Endings. */
  /* Framing. */
  { "pings", O, SSE, ":\n\n" ROLE ":\n\n:\n\n" TEXT ("int ") ": x\n\n" FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "id-and-retry", O, SSE, "id: 7\nretry: 10\n" TEXT ("int ") FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "data-in-two-lines", O, SSE, "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"int \"}}]}\n\n" FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "no-space", O, SSE, "data:{\"choices\":[{\"delta\":{\"content\":\"int \"}}]}\n\n" FINISH ("stop") "data:[DONE]\n\n", MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "ollama-crlf", MEIREI_DIALECT_OLLAMA, "application/x-ndjson", "{\"message\":{\"content\":\"int \"},\"done\":false}\r\n{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\r\n", MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "second-choice", O, SSE, TEXT ("int ") CHUNK ("\"choices\":[{\"index\":1,\"delta\":{\"content\":\"other\"},\"finish_reason\":null}]") FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "error-code-in-words", O, SSE, TEXT ("int ") "data: {\"error\":{\"message\":\"Model unloaded.\",\"code\":\"x\"}}\n\n", MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CRASHED, "int ", "", -1, -1 },
  { "empty-tool-calls", O, SSE, CHUNK ("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"int \",\"tool_calls\":[]},\"finish_reason\":null}]") FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "no-done-marker", O, SSE, TEXT ("int ") FINISH ("stop"), MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "no-last-newline", O, SSE, TEXT ("int ") FINISH ("stop") "data: [DONE]", MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "done-without-reason", O, SSE, TEXT ("int ") DONE, MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "int ", "", -1, -1 },
  { "nothing-at-all", O, SSE, "", MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "", "", -1, -1 },
  { "blank-answer", O, SSE, TEXT (" \\n") FINISH ("stop") DONE, MEIREI_FINISH_EMPTY, NONE, " \n", "", -1, -1 },
  { "thinking-ate-the-limit", O, SSE, FIELD ("reasoning", "hm") FINISH ("length") DONE, MEIREI_FINISH_TRUNCATED, NONE, "", "hm", -1, -1 },
  { "content-filter", O, SSE, TEXT ("in") FINISH ("content_filter") DONE, MEIREI_FINISH_REFUSED, NONE, "in", "", -1, -1 },
  { "tool-calls", O, SSE, FINISH ("tool_calls") DONE, MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_BAD_RESPONSE, "", "", -1, -1 },
  { "abort", O, SSE, TEXT ("in") FINISH ("abort") DONE, MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "in", "", -1, -1 },
  { "context-full", O, SSE, TEXT ("in") FINISH ("stop") USAGE (4000, 96) DONE,
    MEIREI_FINISH_TRUNCATED, NONE, "in", "", 4000, 96, MEIREI_COMPLETION_WARNING_CONTEXT_FULL, 1024, 4096 },
  { "length-before-limit", O, SSE, TEXT ("in") FINISH ("length") USAGE (400, 96) DONE,
    MEIREI_FINISH_TRUNCATED, NONE, "in", "", 400, 96, MEIREI_COMPLETION_WARNING_CONTEXT_FULL, 1024 },
  { "ollama-cut", MEIREI_DIALECT_OLLAMA, NULL, OLLAMA ("int "), MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "int ", "", -1, -1 },
  { "ollama-cut-inside", MEIREI_DIALECT_OLLAMA, NULL, OLLAMA ("int ") "{\"model\":\"m\",\"mess", MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "int ", "", -1, -1 },
  { "ollama-length", MEIREI_DIALECT_OLLAMA, NULL, OLLAMA ("int ") OLLAMA_DONE ("length", 31, 2), MEIREI_FINISH_TRUNCATED, NONE, "int ", "", 31, 2 },
  { "ollama-load", MEIREI_DIALECT_OLLAMA, NULL, OLLAMA_DONE ("load", 0, 0), MEIREI_FINISH_EMPTY, NONE, "", "", 0, 0 },
  { "ollama-v1-silent-failure", O, SSE, TEXT ("int ") TEXT (""), MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CUT_SHORT, "int ", "", -1, -1 },

  /* Other framings and oddities. */
  { "vllm-last-piece", O, SSE, TEXT ("int ") CHUNK ("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\",\"stop_reason\":null}]") USAGE (31, 2) DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int x", "", 31, 2 },
  { "null-content", O, SSE, CHUNK ("\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]") TEXT ("int ") FINISH ("stop") DONE,
    MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "sglang-flat-error", O, SSE, TEXT ("int ") "data: {\"object\":\"error\",\"message\":\"The input (61709 tokens) is longer than the model's context length (40960 tokens).\",\"code\":400}\n\n",
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, "int ", "", -1, -1 },
  { "litellm-error", O, SSE, TEXT ("int ") "data: {\"error\":{\"message\":\"x\",\"type\":\"None\",\"param\":\"None\",\"code\":\"500\"}}\n\n" DONE,
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_SERVER, "int ", "", -1, -1 },
  { "raw-error-line", O, SSE, TEXT ("int ") "{\"error\":{\"message\":\"upstream died\",\"code\":502}}\n",
    MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_SERVER, "int ", "", -1, -1 },
  { "raw-no-json", O, SSE, TEXT ("int ") "{ hello\n\n" FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "named-error", O, SSE, TEXT ("int ") "event: error\ndata: {\"message\":\"boom\"}\n\n", MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_SERVER, "int ", "", -1, -1 },
  { "not-json", O, SSE, TEXT ("int ") "data: hello\n\n" DONE, MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_BAD_RESPONSE, "int ", "", -1, -1 },
  { "not-utf-8", O, SSE, TEXT ("a\xff" "b") FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "a\xef\xbf\xbd" "b", "", -1, -1 },
  { "half-a-surrogate", O, SSE, TEXT ("a\\ud83d") TEXT ("\\ude42b") TEXT ("\\ud83dc\\\\ud83d\\ud83d\\ude42") FINISH ("stop") DONE,
    MEIREI_FINISH_COMPLETE, NONE, "a\xef\xbf\xbd\xef\xbf\xbd" "b\xef\xbf\xbd" "c\\ud83d🙂", "", -1, -1 },
  { "html", O, "text/html", "<html><body>Sign in</body></html>", MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_BAD_RESPONSE, "", "", -1, -1 },
  { "not-streamed", O, "application/json", "{\n \"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"int \",\"reasoning_content\":\"hm\"},\n \"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":2}}\n",
    MEIREI_FINISH_COMPLETE, NONE, "int ", "hm", 31, 2 },
  { "error-under-200", O, "application/json", "{\"error\":\"Unexpected endpoint or method. (POST /v9)\"}", MEIREI_FINISH_BROKEN, MEIREI_SLM_ERROR_NO_ENDPOINT, "", "", -1, -1 },
  { "sse-without-type", O, NULL, "\n" TEXT ("int ") FINISH ("stop") DONE, MEIREI_FINISH_COMPLETE, NONE, "int ", "", -1, -1 },
  { "usage-in-every-chunk", O, SSE, "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n"
    "data: {\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n" DONE,
    MEIREI_FINISH_COMPLETE, NONE, "ab", "", 3, 2 },
};

static MeireiCompletion *
new_completion (const Case *sample)
{
  g_autoptr(MeireiServer) server = meirei_server_new ("http://127.0.0.1:1", MEIREI_SERVER_KIND_OPENAI);
  g_autoptr(MeireiChatParams) none = meirei_chat_params_new ();
  g_autoptr(MeireiChatParams) params = NULL;
  g_autoptr(MeireiChatRequest) plain = NULL;
  g_autoptr(MeireiChatRequest) request = NULL;

  params = sample->max_tokens > 0
           ? meirei_chat_params_with (none, MEIREI_CHAT_PARAM_MAX_TOKENS, sample->max_tokens)
           : g_object_ref (none);
  plain = meirei_chat_request_new ("m", NULL, 0, params);
  request = meirei_chat_request_with_fit (plain, sample->estimate, sample->context);

  return meirei_completion_new (server, request, NULL);
}

/* What the client does, without a network. */
static MeireiFinish
read_all (MeireiAnswerReader  *reader,
          const char          *input,
          gsize                length,
          int                  split,
          GError             **error)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) split);
  MeireiAnswerState state = MEIREI_ANSWER_MORE;

  while (length > 0 && state == MEIREI_ANSWER_MORE)
    {
      gsize n = length;

      if (split == 1)
        n = 1;
      else if (split > 1)
        n = (gsize) g_rand_int_range (rand, 1, 60);
      if (n > length)
        n = length;
      state = meirei_answer_reader_push (reader, input, n, error);
      input += n;
      length -= n;
    }
  if (state == MEIREI_ANSWER_MORE)
    state = meirei_answer_reader_end (reader, error);
  meirei_answer_reader_flush (reader);
  if (state == MEIREI_ANSWER_FAILED)
    return MEIREI_FINISH_BROKEN;
  if (state == MEIREI_ANSWER_REPEATING)
    return MEIREI_FINISH_REPEATING;

  return meirei_answer_reader_conclude (reader, error);
}

static void
test_case (gconstpointer data)
{
  const Case *sample = data;

  for (int split = 0; split < N_SPLITS; split++)
    {
      g_autoptr(MeireiCompletion) completion = new_completion (sample);
      g_autoptr(MeireiAnswerReader) reader = NULL;
      g_autoptr(GError) error = NULL;
      MeireiFinish finish;

      reader = meirei_answer_reader_new (completion, sample->dialect, sample->type, NULL);
      finish = read_all (reader, sample->input, strlen (sample->input), split, &error);
      g_assert_cmpint (finish, ==, sample->finish);
      g_assert_cmpint (error != NULL ? error->code : NONE, ==, sample->error);
      g_assert_true (error == NULL || error->domain == MEIREI_SLM_ERROR);
      g_assert_cmpstr (meirei_completion_get_text (completion, NULL), ==, sample->text);
      g_assert_cmpstr (meirei_completion_get_reasoning (completion, NULL), ==, sample->reasoning);
      g_assert_cmpint (meirei_completion_get_usage (completion).prompt_tokens, ==, sample->prompt);
      g_assert_cmpint (meirei_completion_get_usage (completion).completion_tokens, ==, sample->completion);
      g_assert_cmpint (meirei_completion_get_warnings (completion), ==, sample->warnings);
    }
}

static void
push (MeireiAnswerReader *reader,
      const char         *text)
{
  g_assert_cmpint (meirei_answer_reader_push (reader, text, strlen (text), NULL), ==, MEIREI_ANSWER_MORE);
}

static void
test_progress (void)
{
  static const Case lmstudio = { .dialect = MEIREI_DIALECT_LMSTUDIO };
  g_autoptr(MeireiCompletion) completion = new_completion (&lmstudio);
  g_autoptr(MeireiAnswerReader) reader = NULL;

  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_LMSTUDIO, SSE, NULL);
  push (reader, LMS ("model_load.progress", ",\"progress\":0.5"));
  g_assert_cmpint (meirei_completion_get_phase (completion), ==, MEIREI_COMPLETION_PHASE_LOADING);
  g_assert_cmpfloat (meirei_completion_get_progress (completion), ==, 0.5);
  push (reader, LMS ("prompt_processing.progress", ",\"progress\":0.25"));
  g_assert_cmpint (meirei_completion_get_phase (completion), ==, MEIREI_COMPLETION_PHASE_READING_PROMPT);
  push (reader, LMS ("message.delta", ",\"content\":\"x\""));
  g_assert_cmpint (meirei_completion_get_phase (completion), ==, MEIREI_COMPLETION_PHASE_GENERATING);
  g_assert_cmpfloat (meirei_completion_get_progress (completion), ==, -1);
  push (reader, LMS ("prompt_processing.progress", ",\"progress\":7"));
  g_assert_cmpint (meirei_completion_get_phase (completion), ==, MEIREI_COMPLETION_PHASE_GENERATING);
}

static void
test_llama_numbers (void)
{
  static const Case llama = { .dialect = MEIREI_DIALECT_OPENAI };
  g_autoptr(MeireiCompletion) completion = new_completion (&llama);
  g_autoptr(MeireiAnswerReader) reader = NULL;

  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OPENAI, SSE, NULL);
  push (reader, CHUNK ("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}],\"prompt_progress\":{\"total\":200,\"cache\":20,\"processed\":150,\"time_ms\":7}"));
  g_assert_cmpint (meirei_completion_get_phase (completion), ==, MEIREI_COMPLETION_PHASE_READING_PROMPT);
  g_assert_cmpfloat (meirei_completion_get_progress (completion), ==, 0.75);
  push (reader, TEXT ("a") TEXT ("b"));
  g_assert_cmpint (meirei_completion_get_n_tokens (completion), ==, 2);
  push (reader, CHUNK ("\"choices\":[],\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":20}},\"timings\":{\"predicted_per_second\":226.5}"));
  g_assert_cmpint (meirei_completion_get_n_tokens (completion), ==, 5);
  g_assert_cmpint (meirei_completion_get_usage (completion).cached_tokens, ==, 20);
  g_assert_cmpfloat (meirei_completion_get_tokens_per_second (completion), ==, 226.5);
}

static void
test_ollama_numbers (void)
{
  static const Case ollama = { .dialect = MEIREI_DIALECT_OLLAMA };
  g_autoptr(MeireiCompletion) completion = new_completion (&ollama);
  g_autoptr(MeireiAnswerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  const char *input = OLLAMA ("int ") OLLAMA_DONE ("stop", 31, 2);

  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OLLAMA, NULL, NULL);
  g_assert_cmpint (read_all (reader, input, strlen (input), 0, &error), ==, MEIREI_FINISH_COMPLETE);
  g_assert_cmpfloat (meirei_completion_get_tokens_per_second (completion), ==, 50);
  g_assert_cmpfloat (meirei_completion_get_load_time (completion), ==, 0.02);
  g_assert_cmpstr (meirei_completion_get_finish_reason (completion), ==, "stop");
}

static void
test_raw_and_epoch (void)
{
  static const Case plain = { .dialect = MEIREI_DIALECT_OPENAI };
  g_autoptr(MeireiCompletion) completion = new_completion (&plain);
  g_autoptr(MeireiAnswerReader) reader = NULL;
  gsize length;

  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OPENAI, SSE, NULL);
  push (reader, TEXT ("I think\\n"));
  g_assert_cmpstr (meirei_completion_get_text (completion, NULL), ==, "I think\n");
  g_assert_cmpuint (meirei_completion_get_epoch (completion), ==, 0);
  push (reader, TEXT ("</think>\\nint "));
  g_assert_cmpuint (meirei_completion_get_epoch (completion), ==, 1);
  g_assert_cmpstr (meirei_completion_get_text (completion, NULL), ==, "int ");
  g_assert_cmpstr (meirei_completion_get_reasoning (completion, NULL), ==, "I think\n");
  g_assert_cmpstr (meirei_completion_get_raw (completion, &length), ==, "I think\n</think>\nint ");
  g_assert_cmpuint (length, ==, 21);
}

static void
count_cb (MeireiCompletion *completion,
          guint            *count)
{
  (*count)++;
}

static void
test_changed_once (void)
{
  static const Case plain = { .dialect = MEIREI_DIALECT_OPENAI };
  g_autoptr(MeireiCompletion) completion = new_completion (&plain);
  g_autoptr(MeireiAnswerReader) reader = NULL;
  guint count = 0;

  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OPENAI, SSE, NULL);
  g_signal_connect (completion, "changed", G_CALLBACK (count_cb), &count);
  push (reader, TEXT ("a") TEXT ("b") TEXT ("c"));
  g_assert_cmpuint (count, ==, 1);
  push (reader, ": ping\n\n");
  g_assert_cmpuint (count, ==, 1);
}

/* Ollama's guard ends the stream without a word. */
static void
test_ollama_repeat_guard (void)
{
  static const Case ollama = { .dialect = MEIREI_DIALECT_OLLAMA };
  g_autoptr(MeireiCompletion) completion = new_completion (&ollama);
  g_autoptr(MeireiAnswerReader) reader = NULL;
  g_autoptr(GString) input = g_string_new (OLLAMA ("int "));
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 31; i++)
    g_string_append (input, i % 2 == 0 ? OLLAMA (" 0,") : OLLAMA ("0, "));
  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OLLAMA, NULL, NULL);
  g_assert_cmpint (read_all (reader, input->str, input->len, 0, &error), ==, MEIREI_FINISH_REPEATING);
  g_assert_no_error (error);
}

static void
test_loop (gconstpointer data)
{
  gboolean watch = data != NULL;
  g_autoptr(MeireiServer) server = meirei_server_new ("http://127.0.0.1:1", MEIREI_SERVER_KIND_OPENAI);
  g_autoptr(MeireiChatRequest) request = meirei_chat_request_new ("m", NULL, 0, NULL);
  g_autoptr(MeireiCompletion) completion = NULL;
  g_autoptr(MeireiAnswerReader) reader = NULL;
  g_autoptr(GString) input = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  MeireiChatLimits limits = MEIREI_CHAT_LIMITS_DEFAULT;

  limits.watch_repeats = watch;
  completion = meirei_completion_new (server, request, &limits);
  for (guint i = 0; i < 500; i++)
    g_string_append (input, TEXT ("    x = x + 1\\n"));
  g_string_append (input, FINISH ("stop") DONE);
  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OPENAI, SSE, NULL);
  g_assert_cmpint (read_all (reader, input->str, input->len, 2, &error), ==,
                   watch ? MEIREI_FINISH_REPEATING : MEIREI_FINISH_COMPLETE);
  g_assert_no_error (error);
}

static void
test_too_large (void)
{
  g_autoptr(MeireiServer) server = meirei_server_new ("http://127.0.0.1:1", MEIREI_SERVER_KIND_OPENAI);
  g_autoptr(MeireiChatRequest) request = meirei_chat_request_new ("m", NULL, 0, NULL);
  g_autoptr(MeireiCompletion) completion = NULL;
  g_autoptr(MeireiAnswerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  MeireiChatLimits limits = MEIREI_CHAT_LIMITS_DEFAULT;
  const char *input = TEXT ("0123456789") TEXT ("0123456789") TEXT ("x") FINISH ("stop") DONE;

  limits.max_bytes = 20;
  completion = meirei_completion_new (server, request, &limits);
  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OPENAI, SSE, NULL);
  g_assert_cmpint (read_all (reader, input, strlen (input), 0, &error), ==, MEIREI_FINISH_BROKEN);
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "21"));
  g_assert_nonnull (strstr (error->message, "20"));
  g_assert_cmpstr (meirei_completion_get_text (completion, NULL), ==, "01234567890123456789x");
}

typedef struct {
  const char   *file;
  MeireiFinish  finish;
  int           n_tokens;
  const char   *begins;
} Capture;

/* Recorded from a real llama-server; they are not part of the project. */
static const Capture captures[] = {
  { "sid-minimind-chat-stream-stop.txt", MEIREI_FINISH_COMPLETE, 77, "```python\ndef " },
  { "sid-minimind-chat-stream-usage.txt", MEIREI_FINISH_TRUNCATED, 8, "```python\n" },
  { "sid-minimind-chat-stream.txt", MEIREI_FINISH_TRUNCATED, 32, "```python\n" },
  { "sid-minimind-stopseq-length.txt", MEIREI_FINISH_TRUNCATED, 5, "```python\n" },
  { "sid-stories-ctx-full-midstream.txt", MEIREI_FINISH_TRUNCATED, 251, ", there was" },
  { "sid-killed-midstream.txt", MEIREI_FINISH_BROKEN, 77, "Seneca was" },
  { "sid-client-abort.txt", MEIREI_FINISH_BROKEN, 221, "```java\n" },
};

static char *
find_captures (void)
{
  static const char * const places[] = { "../..", "../../.." };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, places[i], "shared", "reference",
                                                     "llama-server-captures", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

static void
test_capture (gconstpointer data)
{
  const Capture *capture = data;
  g_autofree char *folder = find_captures ();
  g_autofree char *path = g_build_filename (folder, capture->file, NULL);
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  char *body;
  char *end;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  body = strstr (content, "\r\n\r\n");
  body = body != NULL ? body + 4 : strstr (content, "\n\n") + 2;
  end = strstr (body, "\ncurl: ");
  if (end != NULL)
    *end = '\0';

  for (int split = 0; split < N_SPLITS; split++)
    {
      static const Case plain = { .dialect = MEIREI_DIALECT_OPENAI };
      g_autoptr(MeireiCompletion) completion = new_completion (&plain);
      g_autoptr(MeireiAnswerReader) reader = NULL;
      g_autoptr(GError) local_error = NULL;

      reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OPENAI, SSE, NULL);
      g_assert_cmpint (read_all (reader, body, strlen (body), split, &local_error), ==, capture->finish);
      g_assert_cmpint (meirei_completion_get_n_tokens (completion), ==, capture->n_tokens);
      g_assert_true (g_str_has_prefix (meirei_completion_get_text (completion, NULL), capture->begins));
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-reader/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  folder = find_captures ();
  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (captures); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-reader/capture/", captures[i].file, NULL);

      g_test_add_data_func (path, &captures[i], test_capture);
    }
  g_test_add_func ("/answer-reader/progress", test_progress);
  g_test_add_func ("/answer-reader/llama-numbers", test_llama_numbers);
  g_test_add_func ("/answer-reader/ollama-numbers", test_ollama_numbers);
  g_test_add_func ("/answer-reader/raw-and-epoch", test_raw_and_epoch);
  g_test_add_func ("/answer-reader/changed-once", test_changed_once);
  g_test_add_func ("/answer-reader/ollama-repeat-guard", test_ollama_repeat_guard);
  g_test_add_data_func ("/answer-reader/loop/watched", "watch", test_loop);
  g_test_add_data_func ("/answer-reader/loop/allowed", NULL, test_loop);
  g_test_add_func ("/answer-reader/too-large", test_too_large);

  return g_test_run ();
}
