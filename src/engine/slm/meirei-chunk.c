/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-chunk.h"
#include "meirei-json.h"
#include "meirei-slm-error-parser.h"
#include "meirei-slm-error.h"
#include "meirei-string.h"
#include "meirei-surrogates.h"

/* Three spellings, sometimes two of them in one chunk with the same text. */
static const char *
get_reasoning (JsonObject *message)
{
  static const char * const members[] = { "reasoning_content", "reasoning", "thinking" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = meirei_json_get_string (message, members[i], NULL);

      if (text != NULL && *text != '\0')
        return text;
    }

  return NULL;
}

static void
read_usage (MeireiChunk *self,
            JsonObject  *usage)
{
  JsonObject *prompt = meirei_json_get_object (usage, "prompt_tokens_details");
  JsonObject *completion = meirei_json_get_object (usage, "completion_tokens_details");

  self->usage.prompt_tokens = meirei_json_get_int (usage, "prompt_tokens", -1);
  self->usage.completion_tokens = meirei_json_get_int (usage, "completion_tokens", -1);
  self->usage.cached_tokens = meirei_json_get_int (prompt, "cached_tokens", -1);
  self->usage.reasoning_tokens = meirei_json_get_int (completion, "reasoning_tokens", -1);
}

/* llama.cpp: how far it has read the prompt, and how fast it was. */
static void
read_llama (MeireiChunk *self,
            JsonObject  *root)
{
  JsonObject *progress = meirei_json_get_object (root, "prompt_progress");
  JsonObject *timings = meirei_json_get_object (root, "timings");
  double total = meirei_json_get_double (progress, "total", 0);

  if (total > 0)
    {
      double processed = meirei_json_get_double (progress, "processed", 0);

      self->phase = MEIREI_COMPLETION_PHASE_READING_PROMPT;
      self->progress = CLAMP (processed / total, 0.0, 1.0);
    }
  self->tokens_per_second = meirei_json_get_double (timings, "predicted_per_second", -1);
}

/* One answer is asked for; what a server writes of another one must not get
 * into its text. */
static JsonObject *
find_choice (JsonObject *root)
{
  JsonArray *choices = meirei_json_get_array (root, "choices");
  guint length = choices != NULL ? json_array_get_length (choices) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *choice = meirei_json_array_object (choices, i);

      if (choice != NULL && meirei_json_get_int (choice, "index", 0) == 0)
        return choice;
    }

  return NULL;
}

static void
read_openai (MeireiChunk *self,
             JsonObject  *root)
{
  JsonObject *choice = find_choice (root);
  JsonObject *message = meirei_json_get_object (choice, "delta");
  JsonObject *usage = meirei_json_get_object (root, "usage");

  if (message == NULL)
    {
      /* A server that does not stream sends the whole message at once. */
      message = meirei_json_get_object (choice, "message");
      self->done = message != NULL;
    }

  self->model = meirei_json_get_string (root, "model", NULL);
  self->content = meirei_json_get_string (message, "content", NULL);
  self->reasoning = get_reasoning (message);
  self->finish_reason = meirei_json_get_string (choice, "finish_reason", NULL);
  if (usage != NULL)
    read_usage (self, usage);
  read_llama (self, root);
}

static void
read_ollama (MeireiChunk *self,
             JsonObject  *root)
{
  JsonObject *message = meirei_json_get_object (root, "message");
  double eval_count = meirei_json_get_double (root, "eval_count", -1);
  double eval_duration = meirei_json_get_double (root, "eval_duration", -1);
  double load_duration = meirei_json_get_double (root, "load_duration", -1);

  self->model = meirei_json_get_string (root, "model", NULL);
  self->content = meirei_json_get_string (message, "content", NULL);
  self->reasoning = get_reasoning (message);
  self->finish_reason = meirei_json_get_string (root, "done_reason", NULL);
  self->done = meirei_json_get_boolean (root, "done", FALSE);
  if (self->done && self->finish_reason == NULL)
    self->finish_reason = "stop";  /* releases before 0.3 give no reason */
  self->usage.prompt_tokens = meirei_json_get_int (root, "prompt_eval_count", -1);
  self->usage.completion_tokens = meirei_json_get_int (root, "eval_count", -1);
  if (eval_count > 0 && eval_duration > 0)
    self->tokens_per_second = eval_count * 1e9 / eval_duration;
  if (load_duration >= 0)
    self->load_seconds = load_duration / 1e9;
}

/* The whole answer comes again at the end; only its numbers are new. */
static void
read_lmstudio_result (MeireiChunk *self,
                      JsonObject  *result)
{
  JsonObject *stats = meirei_json_get_object (result, "stats");

  self->done = TRUE;
  self->model = meirei_json_get_string (result, "model_instance_id", NULL);
  self->usage.prompt_tokens = meirei_json_get_int (stats, "input_tokens", -1);
  self->usage.completion_tokens = meirei_json_get_int (stats, "total_output_tokens", -1);
  self->usage.reasoning_tokens = meirei_json_get_int (stats, "reasoning_output_tokens", -1);
  self->tokens_per_second = meirei_json_get_double (stats, "tokens_per_second", -1);
  self->load_seconds = meirei_json_get_double (stats, "model_load_time_seconds", -1);
}

static void
read_lmstudio (MeireiChunk *self,
               JsonObject  *root)
{
  const char *type = meirei_json_get_string (root, "type", "");
  double progress = CLAMP (meirei_json_get_double (root, "progress", 0), 0.0, 1.0);

  if (g_str_has_prefix (type, "model_load.") || g_str_has_prefix (type, "prompt_processing."))
    {
      self->phase = *type == 'm' ? MEIREI_COMPLETION_PHASE_LOADING
                                 : MEIREI_COMPLETION_PHASE_READING_PROMPT;
      self->progress = g_str_has_suffix (type, ".end") ? 1.0 : progress;
    }
  else if (g_str_equal (type, "message.delta"))
    self->content = meirei_json_get_string (root, "content", NULL);
  else if (g_str_equal (type, "reasoning.delta"))
    self->reasoning = meirei_json_get_string (root, "content", NULL);
  else if (g_str_equal (type, "chat.start"))
    self->model = meirei_json_get_string (root, "model_instance_id", NULL);
  else if (g_str_equal (type, "chat.end"))
    read_lmstudio_result (self, meirei_json_get_object (root, "result"));
}

/* Half a surrogate pair, and bytes that are not UTF-8, cost a character, not
 * the answer. */
static JsonObject *
parse_object (const char  *data,
              gsize        length,
              GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *mended = meirei_surrogates_mend (data, length);
  g_autofree char *valid = NULL;
  JsonObject *root;

  if (mended != NULL)
    {
      data = mended;
      length = strlen (mended);
    }

  root = meirei_json_parse_object (data, (gssize) length, &local_error);
  if (root != NULL)
    return root;

  if (!g_error_matches (local_error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  valid = meirei_utf8_make_valid (data, (gssize) length, NULL);

  return meirei_json_parse_object (valid, -1, error);
}

/**
 * meirei_chunk_parse:
 * @self: (out caller-allocates): the chunk; to be cleared also after a failure
 * @dialect: how the server speaks
 * @data: (array length=length): one document of the stream
 * @length: its length in bytes
 * @is_error: whether the framing says that it is an error
 * @secret: (nullable): the API key, which must not appear in any text
 * @error: return location for an error
 *
 * Reads one document.  What it does not have stays %NULL, negative or %FALSE.
 *
 * Returns: %TRUE, or %FALSE with %MEIREI_SLM_ERROR_BAD_RESPONSE
 */
gboolean
meirei_chunk_parse (MeireiChunk    *self,
                    MeireiDialect   dialect,
                    const char     *data,
                    gsize           length,
                    gboolean        is_error,
                    const char     *secret,
                    GError        **error)
{
  g_autoptr(GError) local_error = NULL;

  *self = (MeireiChunk) {
    .progress = -1,
    .usage = MEIREI_USAGE_UNKNOWN,
    .tokens_per_second = -1,
    .load_seconds = -1,
  };

  self->root = parse_object (data, length, &local_error);
  if (self->root == NULL)
    {
      g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_RESPONSE,
                   "The server sent %" G_GSIZE_FORMAT " bytes that are not JSON (%s); "
                   "check the server's address", length, local_error->message);
      return FALSE;
    }

  self->failure = meirei_slm_parse_error_json (self->root, is_error, secret);
  if (self->failure != NULL)
    return TRUE;

  switch (dialect)
    {
    case MEIREI_DIALECT_OLLAMA:
      read_ollama (self, self->root);
      break;
    case MEIREI_DIALECT_LMSTUDIO:
      read_lmstudio (self, self->root);
      break;
    case MEIREI_DIALECT_OPENAI:
    default:
      read_openai (self, self->root);
      break;
    }

  return TRUE;
}

/**
 * meirei_chunk_clear:
 * @self: a chunk
 *
 * Frees what the chunk holds.
 */
void
meirei_chunk_clear (MeireiChunk *self)
{
  g_clear_pointer (&self->root, json_object_unref);
  g_clear_object (&self->failure);
}
