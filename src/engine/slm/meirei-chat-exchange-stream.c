/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From the headers of a response to the end of its stream. */

#include "config.h"

#include "meirei-chat-exchange-private.h"
#include "meirei-chat-trouble.h"
#include "meirei-completion-private.h"
#include "meirei-retry-policy.h"
#include "meirei-slm-error-parser.h"

#define MAX_ERROR_BODY (64 * 1024)

/* An error is not thought about; its text comes at once or not at all. */
#define ERROR_BODY_MS 10000

static void read_more (GTask *task);

static void
conclude (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  MeireiFinish finish;

  _meirei_chat_exchange_flush (self);
  finish = meirei_answer_reader_conclude (self->reader, &error);
  _meirei_chat_exchange_finish (task, finish, error);
}

/* From now on the server may be silent for a while, not for minutes. */
static void
note_first_token (MeireiChatExchange *self)
{
  if (self->has_token || self->completion->first_us == 0)
    return;

  self->has_token = TRUE;
  meirei_chat_watchdog_disarm (self->watchdog, MEIREI_CHAT_EXPIRY_FIRST_TOKEN);
  meirei_chat_watchdog_arm (self->watchdog, MEIREI_CHAT_EXPIRY_IDLE,
                            meirei_completion_get_limits (self->completion)->idle_ms);
}

/* Only the numbers of the answer can still come, and the stream's end; a proxy
 * that keeps the connection open must not hold the answer back. */
static void
note_finish (MeireiChatExchange *self)
{
  if (self->has_finish || self->completion->finish_reason == NULL)
    return;

  self->has_finish = TRUE;
  meirei_chat_watchdog_disarm (self->watchdog, MEIREI_CHAT_EXPIRY_IDLE);
  meirei_chat_watchdog_arm (self->watchdog, MEIREI_CHAT_EXPIRY_END,
                            meirei_completion_get_limits (self->completion)->end_ms);
}

static void
handle_state (GTask             *task,
              MeireiAnswerState  state,
              const GError      *error)
{
  MeireiChatExchange *self = g_task_get_task_data (task);

  switch (state)
    {
    case MEIREI_ANSWER_DONE:
      conclude (task);
      break;
    case MEIREI_ANSWER_REPEATING:
      _meirei_chat_exchange_finish (task, MEIREI_FINISH_REPEATING, NULL);
      break;
    case MEIREI_ANSWER_FAILED:
      _meirei_chat_exchange_finish (task, MEIREI_FINISH_BROKEN, error);
      break;
    case MEIREI_ANSWER_MORE:
    default:
      note_first_token (self);
      note_finish (self);
      read_more (task);
      break;
    }
}

/* The error's text is here, or as much of it as will come. */
static void
handle_error_body (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  g_autoptr(MeireiSlmFailure) failure = NULL;
  gint64 after_ms;

  meirei_chat_watchdog_disarm (self->watchdog, MEIREI_CHAT_EXPIRY_IDLE);
  after_ms = meirei_retry_parse_after (soup_message_headers_get_one (headers, "Retry-After"),
                                       g_get_real_time ());
  failure = meirei_slm_parse_error_response (soup_message_get_status (self->message),
                                             self->error_body->str, self->error_body->len,
                                             after_ms, self->secret);
  _meirei_chat_exchange_retry_or_fail (task, failure, FALSE);
}

static void
handle_end (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  MeireiAnswerState state;

  if (self->error_body != NULL)
    {
      handle_error_body (task);
      return;
    }

  state = meirei_answer_reader_end (self->reader, &error);
  if (state == MEIREI_ANSWER_MORE)
    state = MEIREI_ANSWER_DONE;
  handle_state (task, state, error);
}

/* The connection died.  If the server had said before that the answer is
 * finished, it is. */
static void
handle_broken_stream (GTask        *task,
                      const GError *error)
{
  MeireiChatExchange *self = g_task_get_task_data (task);

  g_debug ("The stream from %s broke: %s", self->origin, error->message);
  handle_end (task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  MeireiChatExchange *self = g_task_get_task_data (task);
  MeireiAnswerState state;
  gssize n_bytes;

  n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (g_cancellable_is_cancelled (self->inner) && n_bytes <= 0)
    {
      if (meirei_chat_watchdog_get_expiry (self->watchdog) == MEIREI_CHAT_EXPIRY_END)
        handle_end (task);
      else
        _meirei_chat_exchange_finish_cancelled (task);
      return;
    }
  if (n_bytes < 0)
    {
      handle_broken_stream (task, error);
      return;
    }
  if (n_bytes == 0)
    {
      handle_end (task);
      return;
    }

  meirei_chat_watchdog_feed (self->watchdog);
  if (self->error_body != NULL)
    {
      g_string_append_len (self->error_body, self->buffer, n_bytes);
      if (self->error_body->len < MAX_ERROR_BODY)
        read_more (task);
      else
        handle_error_body (task);
      return;
    }

  state = meirei_answer_reader_push (self->reader, self->buffer, (gsize) n_bytes, &error);
  handle_state (task, state, error);
}

static void
read_more (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);

  g_input_stream_read_async (self->stream, self->buffer, MEIREI_CHAT_EXCHANGE_BUFFER_SIZE, MEIREI_CHAT_EXCHANGE_IO_PRIORITY,
                             self->inner, read_cb, g_object_ref (task));
}

static void
handle_headers (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  guint status = soup_message_get_status (self->message);
  const char *type;

  if (SOUP_STATUS_IS_REDIRECTION (status))
    {
      g_autoptr(MeireiSlmFailure) failure = NULL;

      failure = meirei_chat_trouble_redirected (self->origin, self->message);
      _meirei_chat_exchange_fail (task, failure);
      return;
    }

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      type = soup_message_headers_get_content_type (soup_message_get_response_headers (self->message),
                                                    NULL);
      self->reader = meirei_answer_reader_new (self->completion, self->dialect,
                                               type, self->secret);
    }
  else
    {
      self->error_body = g_string_new (NULL);
      meirei_chat_watchdog_arm (self->watchdog, MEIREI_CHAT_EXPIRY_IDLE, ERROR_BODY_MS);
    }

  read_more (task);
}

void
_meirei_chat_exchange_sent_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiSlmFailure) failure = NULL;
  MeireiChatExchange *self = g_task_get_task_data (task);

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  meirei_chat_watchdog_disarm (self->watchdog, MEIREI_CHAT_EXPIRY_CONNECT);

  if (g_cancellable_is_cancelled (self->inner))
    {
      _meirei_chat_exchange_finish_cancelled (task);
      return;
    }
  if (self->stream != NULL)
    {
      handle_headers (task);
      return;
    }

  failure = meirei_chat_trouble_transport (self->origin, error, self->completion->n_tries);
  _meirei_chat_exchange_retry_or_fail (task, failure,
                                       g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED));
}
