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

#include "meirei-answer-reader-private.h"
#include "meirei-completion-private.h"
#include "meirei-slm-error.h"

/* What a token costs on the wire, beside its text. */
#define WIRE_FACTOR 128
#define WIRE_SLACK (64 * 1024 * 1024)

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
    self->format = MEIREI_ANSWER_FORMAT_NDJSON;
  else if (content_type != NULL && strstr (content_type, "event-stream") != NULL)
    self->format = MEIREI_ANSWER_FORMAT_SSE;

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

  state = _meirei_answer_reader_take_document (self, event->data, event->length, is_error, &local_error);

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

      state = _meirei_answer_reader_take_document (self, line, length, FALSE, &local_error);
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
    self->format = bytes[i] == '{' || bytes[i] == '<' ? MEIREI_ANSWER_FORMAT_WHOLE : MEIREI_ANSWER_FORMAT_SSE;
}

static gboolean
push_bytes (MeireiAnswerReader  *self,
            const char          *bytes,
            gsize                length,
            GError             **error)
{
  if (self->format == MEIREI_ANSWER_FORMAT_UNKNOWN)
    detect_format (self, bytes, length);

  if (self->format == MEIREI_ANSWER_FORMAT_NDJSON)
    return meirei_ndjson_decoder_push (self->ndjson, bytes, length, error);

  if (self->format == MEIREI_ANSWER_FORMAT_SSE)
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
  MeireiAnswerState state = self->format == MEIREI_ANSWER_FORMAT_NDJSON
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
    return _meirei_answer_reader_fail (MEIREI_SLM_ERROR_BAD_RESPONSE,
                                       "A web page came back instead of an answer; check the server's address", error);

  return _meirei_answer_reader_take_document (self, self->whole->str, self->whole->len, FALSE, error);
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
  if (self->format == MEIREI_ANSWER_FORMAT_WHOLE)
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
