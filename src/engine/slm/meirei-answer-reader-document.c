/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What one document of a stream does to the completion. */

#include "config.h"

#include <string.h>

#include "meirei-answer-reader-private.h"
#include "meirei-chunk.h"
#include "meirei-completion-private.h"
#include "meirei-slm-error.h"
#include "meirei-string.h"

MeireiAnswerState
_meirei_answer_reader_fail (MeireiSlmError   code,
                            const char      *message,
                            GError         **error)
{
  g_autoptr(MeireiSlmFailure) failure = meirei_slm_failure_new (code, message, NULL);

  g_propagate_error (error, meirei_slm_error_new (failure));

  return MEIREI_ANSWER_FAILED;
}

/* json-glib makes bytes that are not UTF-8 out of half a surrogate pair. */
static const char *
ensure_valid (const char  *text,
              char       **storage)
{
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return text;

  *storage = meirei_utf8_make_valid (text, -1, NULL);

  return *storage;
}

static void
merge_count (gint64 *target,
             gint64  value)
{
  if (value >= 0)
    *target = value;
}

static void
take_numbers (MeireiAnswerReader *self,
              const MeireiChunk  *chunk)
{
  MeireiCompletion *completion = self->completion;
  g_autofree char *model_storage = NULL;
  g_autofree char *reason_storage = NULL;

  merge_count (&completion->usage.prompt_tokens, chunk->usage.prompt_tokens);
  merge_count (&completion->usage.completion_tokens, chunk->usage.completion_tokens);
  merge_count (&completion->usage.cached_tokens, chunk->usage.cached_tokens);
  merge_count (&completion->usage.reasoning_tokens, chunk->usage.reasoning_tokens);
  if (chunk->tokens_per_second > 0)
    completion->server_speed = chunk->tokens_per_second;
  if (chunk->load_seconds >= 0)
    completion->load_seconds = chunk->load_seconds;
  if (chunk->model != NULL && *chunk->model != '\0')
    meirei_set_str (&completion->reply_model, ensure_valid (chunk->model, &model_storage));
  if (chunk->finish_reason != NULL && *chunk->finish_reason != '\0')
    meirei_set_str (&completion->finish_reason,
                    ensure_valid (chunk->finish_reason, &reason_storage));
}

/* Counts how often the same token came, as Ollama's guard does. */
static void
count_word (MeireiAnswerReader *self,
            const char         *piece)
{
  g_autofree char *word = g_strstrip (g_strdup (piece));

  if (meirei_set_str (&self->last_word, word))
    self->n_same_words = 0;
  self->n_same_words++;
}

static MeireiAnswerState
take_text (MeireiAnswerReader  *self,
           const MeireiChunk   *chunk,
           GError             **error)
{
  MeireiCompletion *completion = self->completion;
  g_autofree char *content_storage = NULL;
  g_autofree char *reasoning_storage = NULL;
  g_autofree char *message = NULL;
  const char *content = ensure_valid (chunk->content, &content_storage);
  const char *reasoning = ensure_valid (chunk->reasoning, &reasoning_storage);
  gsize size;

  if (reasoning != NULL && *reasoning != '\0')
    _meirei_completion_add_reasoning (completion, reasoning, strlen (reasoning));
  if (content != NULL && *content != '\0')
    {
      _meirei_completion_add_content (completion, self->filter, content, strlen (content));
      if (self->dialect == MEIREI_DIALECT_OLLAMA)
        count_word (self, content);
    }

  size = completion->raw->len + completion->reasoning->len;
  if (size <= completion->limits.max_bytes)
    return MEIREI_ANSWER_MORE;

  message = g_strdup_printf ("The answer has reached %" G_GSIZE_FORMAT " bytes, the limit is %"
                             G_GSIZE_FORMAT "; ask for fewer tokens",
                             size, completion->limits.max_bytes);

  return _meirei_answer_reader_fail (MEIREI_SLM_ERROR_TOO_LARGE, message, error);
}

MeireiAnswerState
_meirei_answer_reader_take_document (MeireiAnswerReader  *self,
                                     const char          *data,
                                     gsize                length,
                                     gboolean             is_error,
                                     GError             **error)
{
  g_auto(MeireiChunk) chunk = { NULL, };
  MeireiAnswerState state;

  if (!meirei_chunk_parse (&chunk, self->dialect, data, length, is_error, self->secret, error))
    return MEIREI_ANSWER_FAILED;

  self->has_changed = TRUE;
  if (chunk.failure != NULL)
    {
      g_propagate_error (error, meirei_slm_error_new (chunk.failure));
      return MEIREI_ANSWER_FAILED;
    }

  if (chunk.progress >= 0 && self->completion->first_us == 0)
    _meirei_completion_set_phase (self->completion, chunk.phase, chunk.progress);
  take_numbers (self, &chunk);
  state = take_text (self, &chunk, error);

  if (state == MEIREI_ANSWER_MORE && chunk.done)
    {
      self->saw_end = TRUE;
      state = MEIREI_ANSWER_DONE;
    }

  return state;
}
