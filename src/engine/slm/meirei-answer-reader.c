/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiAnswerReader:
 *
 * The way from the bytes of a response to a [class@Completion]: decoder,
 * dialect, thinking, limits, and how the answer ended.  It knows nothing of
 * the network.
 */

#include "config.h"

#include <string.h>

#include "meirei-answer-reader.h"
#include "meirei-chunk.h"
#include "meirei-completion-private.h"
#include "meirei-ndjson-decoder.h"
#include "meirei-repeat-watch.h"
#include "meirei-slm-error.h"
#include "meirei-sse-decoder.h"
#include "meirei-string.h"

/* Ollama ends the stream without a word after this many equal tokens. */
#define OLLAMA_REPEAT_GUARD 30

/* What a token costs on the wire, beside its text. */
#define WIRE_FACTOR 128
#define WIRE_SLACK (64 * 1024 * 1024)

typedef enum {
  FORMAT_UNKNOWN,  /* to be seen from the first byte */
  FORMAT_SSE,
  FORMAT_NDJSON,
  FORMAT_WHOLE,    /* one document: the server does not stream */
} Format;

struct _MeireiAnswerReader
{
  MeireiCompletion    *completion;     /* (owned) */
  MeireiDialect        dialect;
  char                *secret;         /* (owned) (nullable) */
  Format               format;
  MeireiSseDecoder    *sse;            /* (owned) */
  MeireiNdjsonDecoder *ndjson;         /* (owned) */
  GString             *whole;          /* (owned) */
  MeireiThinkFilter   *filter;         /* (owned) */
  MeireiRepeatWatch   *text_watch;     /* (owned) (nullable) */
  MeireiRepeatWatch   *thought_watch;  /* (owned) (nullable) */
  gsize                max_document;
  gboolean             saw_end;
  gboolean             has_changed;
  char                *last_word;      /* (owned): of the last piece */
  guint                n_same_words;
};

/**
 * meirei_answer_reader_new:
 * @completion: what to bring to life
 * @dialect: how the server speaks
 * @content_type: (nullable): the response's content type
 * @secret: (nullable): the API key, which must not appear in any text
 *
 * Returns: (transfer full): a new reader
 */
MeireiAnswerReader *
meirei_answer_reader_new (MeireiCompletion *completion,
                          MeireiDialect     dialect,
                          const char       *content_type,
                          const char       *secret)
{
  MeireiAnswerReader *self;
  guint64 max_total;

  g_return_val_if_fail (MEIREI_IS_COMPLETION (completion), NULL);

  self = g_new0 (MeireiAnswerReader, 1);
  self->completion = g_object_ref (completion);
  self->dialect = dialect;
  self->secret = g_strdup (secret);
  self->filter = meirei_think_filter_new ();
  self->whole = g_string_new (NULL);

  /* LM Studio repeats the whole answer in its last event. */
  self->max_document = 2 * completion->limits.max_bytes + 1024 * 1024;
  max_total = (guint64) completion->limits.max_bytes * WIRE_FACTOR + WIRE_SLACK;
  self->sse = meirei_sse_decoder_new (self->max_document, max_total);
  self->ndjson = meirei_ndjson_decoder_new (self->max_document, max_total);

  if (completion->limits.watch_repeats)
    {
      self->text_watch = meirei_repeat_watch_new ();
      self->thought_watch = meirei_repeat_watch_new ();
    }

  if (dialect == MEIREI_DIALECT_OLLAMA)
    self->format = FORMAT_NDJSON;
  else if (content_type != NULL && strstr (content_type, "event-stream") != NULL)
    self->format = FORMAT_SSE;

  return self;
}

/**
 * meirei_answer_reader_free:
 * @self: (transfer full): a reader
 */
void
meirei_answer_reader_free (MeireiAnswerReader *self)
{
  g_object_unref (self->completion);
  g_free (self->secret);
  g_clear_pointer (&self->sse, meirei_sse_decoder_free);
  g_clear_pointer (&self->ndjson, meirei_ndjson_decoder_free);
  g_string_free (self->whole, TRUE);
  meirei_think_filter_free (self->filter);
  g_clear_pointer (&self->text_watch, meirei_repeat_watch_free);
  g_clear_pointer (&self->thought_watch, meirei_repeat_watch_free);
  g_free (self->last_word);
  g_free (self);
}

static MeireiAnswerState
fail (MeireiSlmError   code,
      const char      *message,
      GError         **error)
{
  g_autoptr(MeireiSlmFailure) failure = meirei_slm_failure_new (code, message, NULL);

  g_propagate_error (error, meirei_slm_error_new (failure));

  return MEIREI_ANSWER_FAILED;
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

  merge_count (&completion->usage.prompt_tokens, chunk->usage.prompt_tokens);
  merge_count (&completion->usage.completion_tokens, chunk->usage.completion_tokens);
  merge_count (&completion->usage.cached_tokens, chunk->usage.cached_tokens);
  merge_count (&completion->usage.reasoning_tokens, chunk->usage.reasoning_tokens);
  if (chunk->tokens_per_second > 0)
    completion->server_speed = chunk->tokens_per_second;
  if (chunk->load_seconds >= 0)
    completion->load_seconds = chunk->load_seconds;
  if (chunk->model != NULL && *chunk->model != '\0')
    meirei_set_str (&completion->reply_model, chunk->model);
  if (chunk->finish_reason != NULL && *chunk->finish_reason != '\0')
    meirei_set_str (&completion->finish_reason, chunk->finish_reason);
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
  g_autofree char *message = NULL;
  gsize size;

  if (chunk->reasoning != NULL && *chunk->reasoning != '\0')
    _meirei_completion_add_reasoning (completion, chunk->reasoning, strlen (chunk->reasoning));
  if (chunk->content != NULL && *chunk->content != '\0')
    {
      _meirei_completion_add_content (completion, self->filter,
                                      chunk->content, strlen (chunk->content));
      if (self->dialect == MEIREI_DIALECT_OLLAMA)
        count_word (self, chunk->content);
    }

  size = completion->raw->len + completion->reasoning->len;
  if (size <= completion->limits.max_bytes)
    return MEIREI_ANSWER_MORE;

  message = g_strdup_printf ("The answer has reached %" G_GSIZE_FORMAT " bytes, the limit is %"
                             G_GSIZE_FORMAT "; ask for fewer tokens",
                             size, completion->limits.max_bytes);

  return fail (MEIREI_SLM_ERROR_TOO_LARGE, message, error);
}

static MeireiAnswerState
take_document (MeireiAnswerReader  *self,
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

static gboolean
is_done_marker (const MeireiSseEvent *event)
{
  return event->length >= 6 && event->length < 16 && strstr (event->data, "[DONE]") != NULL;
}

static MeireiAnswerState
take_event (MeireiAnswerReader    *self,
            const MeireiSseEvent  *event,
            GError               **error)
{
  g_autoptr(GError) local_error = NULL;
  gboolean is_error = event->type == MEIREI_SSE_ERROR || g_str_equal (event->name, "error");
  MeireiAnswerState state;

  if (event->length == 0)
    return MEIREI_ANSWER_MORE;

  if (is_done_marker (event))
    {
      self->saw_end = TRUE;
      return MEIREI_ANSWER_DONE;
    }

  state = take_document (self, event->data, event->length, is_error, &local_error);

  /* The piece at which a stream was cut is no news beside the cut, and a line
   * that only looked like JSON is none of ours. */
  if (g_error_matches (local_error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_RESPONSE)
      && meirei_slm_error_get_failure (local_error) == NULL
      && (!event->complete || event->type == MEIREI_SSE_RAW))
    return MEIREI_ANSWER_MORE;

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return state;
}

static MeireiAnswerState
drain_sse (MeireiAnswerReader  *self,
           GError             **error)
{
  MeireiAnswerState state = MEIREI_ANSWER_MORE;
  MeireiSseEvent event;

  while (state == MEIREI_ANSWER_MORE && meirei_sse_decoder_next (self->sse, &event))
    state = take_event (self, &event, error);

  return state;
}

static MeireiAnswerState
drain_ndjson (MeireiAnswerReader  *self,
              GError             **error)
{
  MeireiAnswerState state = MEIREI_ANSWER_MORE;
  const char *line;
  gboolean complete;
  gsize length;

  while (state == MEIREI_ANSWER_MORE
         && (line = meirei_ndjson_decoder_next (self->ndjson, &length, &complete)) != NULL)
    {
      g_autoptr(GError) local_error = NULL;

      state = take_document (self, line, length, FALSE, &local_error);
      if (state != MEIREI_ANSWER_FAILED)
        continue;

      if (!complete && meirei_slm_error_get_failure (local_error) == NULL)
        return MEIREI_ANSWER_MORE;
      g_propagate_error (error, g_steal_pointer (&local_error));
    }

  return state;
}

/* The first byte tells what a response is whose content type does not. */
static void
detect_format (MeireiAnswerReader *self,
               const char         *bytes,
               gsize               length)
{
  gsize i = 0;

  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    i = 3;
  while (i < length && g_ascii_isspace (bytes[i]))
    i++;

  if (i < length)
    self->format = bytes[i] == '{' || bytes[i] == '<' ? FORMAT_WHOLE : FORMAT_SSE;
}

static gboolean
push_bytes (MeireiAnswerReader  *self,
            const char          *bytes,
            gsize                length,
            GError             **error)
{
  if (self->format == FORMAT_UNKNOWN)
    detect_format (self, bytes, length);

  if (self->format == FORMAT_NDJSON)
    return meirei_ndjson_decoder_push (self->ndjson, bytes, length, error);

  if (self->format == FORMAT_SSE)
    return meirei_sse_decoder_push (self->sse, bytes, length, error);

  g_string_append_len (self->whole, bytes, (gssize) length);
  if (self->whole->len <= self->max_document)
    return TRUE;

  g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TOO_LARGE,
               "The server sent a document of more than %" G_GSIZE_FORMAT
               " bytes; check the server's address", self->max_document);

  return FALSE;
}

static gboolean
is_repeating (MeireiAnswerReader *self)
{
  MeireiCompletion *completion = self->completion;

  return self->text_watch != NULL
         && (meirei_repeat_watch_check (self->text_watch,
                                        completion->text->str, completion->text->len)
             || meirei_repeat_watch_check (self->thought_watch,
                                           completion->reasoning->str,
                                           completion->reasoning->len));
}

static MeireiAnswerState
drain (MeireiAnswerReader  *self,
       GError             **error)
{
  MeireiAnswerState state = self->format == FORMAT_NDJSON
                            ? drain_ndjson (self, error)
                            : drain_sse (self, error);

  if (state == MEIREI_ANSWER_MORE && is_repeating (self))
    state = MEIREI_ANSWER_REPEATING;

  if (self->has_changed)
    _meirei_completion_changed (self->completion);
  self->has_changed = FALSE;

  return state;
}

/**
 * meirei_answer_reader_push:
 * @self: a reader
 * @bytes: (array length=length): what arrived
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Returns: what is to be done; with %MEIREI_ANSWER_FAILED @error is set to an
 *   error of the domain %MEIREI_SLM_ERROR
 */
MeireiAnswerState
meirei_answer_reader_push (MeireiAnswerReader  *self,
                           const char          *bytes,
                           gsize                length,
                           GError             **error)
{
  g_return_val_if_fail (self != NULL, MEIREI_ANSWER_FAILED);

  if (!push_bytes (self, bytes, length, error))
    return MEIREI_ANSWER_FAILED;

  return drain (self, error);
}

static MeireiAnswerState
end_whole (MeireiAnswerReader  *self,
           GError             **error)
{
  if (self->whole->len == 0)
    return MEIREI_ANSWER_MORE;

  if (strchr (self->whole->str, '<') == self->whole->str)
    return fail (MEIREI_SLM_ERROR_BAD_RESPONSE,
                 "A web page came back instead of an answer; check the server's address", error);

  return take_document (self, self->whole->str, self->whole->len, FALSE, error);
}

/**
 * meirei_answer_reader_end:
 * @self: a reader
 * @error: return location for an error
 *
 * Says that the stream is over and reads what was left.
 *
 * Returns: %MEIREI_ANSWER_FAILED with @error set, or another state
 */
MeireiAnswerState
meirei_answer_reader_end (MeireiAnswerReader  *self,
                          GError             **error)
{
  MeireiAnswerState state;

  g_return_val_if_fail (self != NULL, MEIREI_ANSWER_FAILED);

  meirei_sse_decoder_end (self->sse);
  meirei_ndjson_decoder_end (self->ndjson);
  if (self->format == FORMAT_WHOLE)
    state = end_whole (self, error);
  else
    state = drain (self, error);

  return state;
}

/**
 * meirei_answer_reader_flush:
 * @self: a reader
 *
 * Gives the completion what was held back because it could have become a
 * thinking tag.  Must be called once, at the end, in whatever way it came.
 */
void
meirei_answer_reader_flush (MeireiAnswerReader *self)
{
  g_return_if_fail (self != NULL);

  _meirei_completion_flush (self->completion, self->filter);
}

static gboolean
has_text (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text != '\0';
}

static void
gather_facts (MeireiAnswerReader *self,
              MeireiFinishFacts  *facts)
{
  MeireiCompletion *completion = self->completion;
  MeireiChatParams *params = meirei_chat_request_get_params (completion->request);

  *facts = (MeireiFinishFacts) {
    .reason = completion->finish_reason,
    .has_answer = has_text (completion->text->str),
    .has_reasoning = has_text (completion->reasoning->str),
    .saw_end = self->saw_end,
    .usage = completion->usage,
    .max_tokens = meirei_chat_params_get_int (params, MEIREI_CHAT_PARAM_MAX_TOKENS, 0),
    .context = meirei_chat_request_get_context (completion->request),
    .prompt_estimate = meirei_chat_request_get_prompt_tokens (completion->request),
  };

  /* LM Studio's own route gives no reason; what cut an answer shows in the
   * numbers. */
  if (self->dialect == MEIREI_DIALECT_LMSTUDIO && self->saw_end && facts->reason == NULL)
    facts->reason = "stop";
}

static void
explain_broken (MeireiAnswerReader  *self,
                GError             **error)
{
  const char *reason = self->completion->finish_reason;
  g_autofree char *message = NULL;

  if (reason == NULL || g_str_equal (reason, "abort"))
    {
      message = g_strdup_printf ("The answer broke off after %" G_GSIZE_FORMAT
                                 " bytes, the server did not say that it is finished; try again",
                                 self->completion->raw->len);
      fail (MEIREI_SLM_ERROR_CUT_SHORT, message, error);
    }
  else if (g_str_equal (reason, "error"))
    fail (MEIREI_SLM_ERROR_SERVER, NULL, error);
  else
    {
      message = g_strdup_printf ("The model stopped for the reason “%.80s” instead of finishing "
                                 "its answer; try again or choose another model", reason);
      fail (MEIREI_SLM_ERROR_BAD_RESPONSE, message, error);
    }
}

/**
 * meirei_answer_reader_conclude:
 * @self: a reader whose stream ended without an error
 * @error: return location for an error
 *
 * Decides how the answer ended and tells the completion what else is to be
 * remarked.
 *
 * Returns: the finish; with %MEIREI_FINISH_BROKEN @error is set to an error of
 *   the domain %MEIREI_SLM_ERROR
 */
MeireiFinish
meirei_answer_reader_conclude (MeireiAnswerReader  *self,
                               GError             **error)
{
  MeireiFinishFacts facts;
  MeireiFinish finish;

  g_return_val_if_fail (self != NULL, MEIREI_FINISH_BROKEN);

  gather_facts (self, &facts);
  finish = meirei_finish_classify (&facts, &self->completion->warnings);

  if (finish != MEIREI_FINISH_BROKEN)
    return finish;

  if (facts.reason == NULL && self->n_same_words >= OLLAMA_REPEAT_GUARD)
    return MEIREI_FINISH_REPEATING;

  explain_broken (self, error);

  return MEIREI_FINISH_BROKEN;
}
