/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* One completion's way through the network: the tries, the pauses between them
 * and the end.  meirei-chat-exchange-stream.c has what is between. */

#include "config.h"

#include <string.h>

#include "meirei-chat-exchange-private.h"
#include "meirei-chat-session.h"
#include "meirei-chat-trouble.h"
#include "meirei-completion-private.h"
#include "meirei-retry-policy.h"
#include "meirei-slm-error.h"

static void begin_try (GTask *task);

/**
 * meirei_chat_exchange_new:
 * @completion: what to send
 *
 * Returns: (transfer full): the data of a task that will send it
 */
MeireiChatExchange *
meirei_chat_exchange_new (MeireiCompletion *completion)
{
  MeireiChatExchange *self = g_new0 (MeireiChatExchange, 1);
  MeireiServer *server = meirei_completion_get_server (completion);
  MeireiChatRequest *request = meirei_completion_get_request (completion);
  g_autofree char *url = NULL;
  gsize length;
  char *body;

  self->completion = g_object_ref (completion);
  self->kind = meirei_server_get_kind (server);
  self->dialect = meirei_dialect_choose (self->kind, request);
  self->secret = g_strdup (meirei_server_get_api_key (server));
  self->inner = g_cancellable_new ();

  url = meirei_server_dup_endpoint (server, meirei_dialect_get_path (self->dialect));
  self->uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  self->origin = meirei_chat_trouble_dup_origin (self->uri, url);

  body = meirei_dialect_build_body (self->dialect, self->kind, request, &length);
  self->body = g_bytes_new_take (body, length);

  return self;
}

static void
drop_try (MeireiChatExchange *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  if (self->error_body != NULL)
    g_string_free (g_steal_pointer (&self->error_body), TRUE);
}

static void
drop_stop_source (MeireiChatExchange *self)
{
  if (self->stop_source != NULL)
    {
      g_source_destroy (self->stop_source);
      g_clear_pointer (&self->stop_source, g_source_unref);
    }
}

/**
 * meirei_chat_exchange_free:
 * @self: (transfer full): an exchange
 */
void
meirei_chat_exchange_free (MeireiChatExchange *self)
{
  drop_try (self);
  drop_stop_source (self);
  g_clear_pointer (&self->watchdog, meirei_chat_watchdog_free);
  g_clear_pointer (&self->reader, meirei_answer_reader_free);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_object (&self->session);
  g_object_unref (self->completion);
  g_object_unref (self->inner);
  g_bytes_unref (self->body);
  g_free (self->buffer);
  g_free (self->origin);
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self);
}

void
_meirei_chat_exchange_flush (MeireiChatExchange *self)
{
  if (self->reader != NULL && !self->flushed)
    meirei_answer_reader_flush (self->reader);
  self->flushed = TRUE;
}

/* The only way out.  Whatever is still open is closed, so that the server
 * notices and stops. */
void
_meirei_chat_exchange_finish (GTask        *task,
                              MeireiFinish  finish,
                              const GError *error)
{
  MeireiChatExchange *self = g_task_get_task_data (task);

  for (guint i = 0; i <= MEIREI_CHAT_EXPIRY_END; i++)
    meirei_chat_watchdog_disarm (self->watchdog, (MeireiChatExpiry) i);
  drop_stop_source (self);
  _meirei_chat_exchange_flush (self);
  drop_try (self);

  _meirei_completion_finish (self->completion, finish, error);

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

void
_meirei_chat_exchange_fail (GTask            *task,
                            MeireiSlmFailure *failure)
{
  g_autoptr(GError) error = meirei_slm_error_new (failure);

  _meirei_chat_exchange_finish (task, MEIREI_FINISH_BROKEN, error);
}

/* Something was cancelled: by the caller, or by one of the limits. */
void
_meirei_chat_exchange_finish_cancelled (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  MeireiChatExpiry expiry = meirei_chat_watchdog_get_expiry (self->watchdog);
  g_autoptr(MeireiSlmFailure) failure = NULL;

  if (expiry == MEIREI_CHAT_EXPIRY_NONE)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                     "The request was stopped");

      _meirei_chat_exchange_finish (task, MEIREI_FINISH_STOPPED, error);
      return;
    }

  failure = meirei_chat_trouble_expired (self->origin, expiry,
                                         meirei_completion_get_limits (self->completion));
  _meirei_chat_exchange_fail (task, failure);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  GTask *task = user_data;
  MeireiChatExchange *self = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (self->inner))
    _meirei_chat_exchange_finish_cancelled (task);
  else
    begin_try (task);

  return G_SOURCE_REMOVE;
}

static void
pause_for (GTask  *task,
           gint64  pause_ms)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  g_autoptr(GSource) source = g_timeout_source_new ((guint) MIN (pause_ms, G_MAXINT));
  g_autoptr(GSource) cancelled = g_cancellable_source_new (self->inner);

  /* Whichever comes first. */
  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (source, cancelled);
  g_source_set_callback (source, pause_over_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

void
_meirei_chat_exchange_retry_or_fail (GTask            *task,
                                     MeireiSlmFailure *failure,
                                     gboolean          is_refused)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  MeireiCompletion *completion = self->completion;
  gboolean is_loading = meirei_slm_failure_get_code (failure) == MEIREI_SLM_ERROR_LOADING;
  gint64 pause_ms;

  if (!is_loading)
    self->n_failures++;

  if (!meirei_retry_decide (failure, is_refused, self->n_failures,
                            &completion->limits, &pause_ms))
    {
      _meirei_chat_exchange_fail (task, failure);
      return;
    }

  g_debug ("Trying %s again in %" G_GINT64_FORMAT " ms: %s", self->origin, pause_ms,
           meirei_slm_failure_get_message (failure));
  drop_try (self);
  _meirei_completion_set_phase (completion,
                                is_loading ? MEIREI_COMPLETION_PHASE_LOADING
                                           : MEIREI_COMPLETION_PHASE_QUEUED, -1);
  pause_for (task, pause_ms);
}

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  MeireiChatExchange *self)
{
  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (connection))
    {
      /* A server that is unplugged while it thinks would be waited for for
       * ever: TCP alone does not notice. */
      g_socket_set_keepalive (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)),
                              TRUE);
    }
  else if (event == G_SOCKET_CLIENT_COMPLETE)
    meirei_chat_watchdog_disarm (self->watchdog, MEIREI_CHAT_EXPIRY_CONNECT);
}

static void
wrote_body_cb (SoupMessage        *message,
               MeireiChatExchange *self)
{
  meirei_chat_watchdog_disarm (self->watchdog, MEIREI_CHAT_EXPIRY_CONNECT);
  if (self->completion->first_us == 0)
    _meirei_completion_set_phase (self->completion, MEIREI_COMPLETION_PHASE_READING_PROMPT, -1);
}

static void
begin_try (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  const MeireiChatLimits *limits = meirei_completion_get_limits (self->completion);
  g_autoptr(GError) error = NULL;

  _meirei_completion_begin_try (self->completion);

  self->message = meirei_chat_session_new_message (self->uri, self->secret, self->body, &error);
  if (self->message == NULL)
    {
      _meirei_chat_exchange_finish (task, MEIREI_FINISH_BROKEN, error);
      return;
    }

  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "wrote-body", G_CALLBACK (wrote_body_cb), self);
  meirei_chat_watchdog_arm (self->watchdog, MEIREI_CHAT_EXPIRY_CONNECT, limits->connect_ms);
  soup_session_send_async (self->session, self->message, MEIREI_CHAT_EXCHANGE_IO_PRIORITY, self->inner,
                           _meirei_chat_exchange_sent_cb, g_object_ref (task));
}

static gboolean
stopped_cb (GCancellable *cancellable,
            gpointer      user_data)
{
  MeireiChatExchange *self = user_data;

  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

/* Not a signal handler: those run inside g_cancellable_cancel(), where the
 * request could not be finished. */
static void
watch_caller (GTask *task)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;

  self->stop_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->stop_source, G_SOURCE_FUNC (stopped_cb), self, NULL);
  g_source_attach (self->stop_source, g_task_get_context (task));
}

/**
 * meirei_chat_exchange_run:
 * @task: the task, whose data is the exchange
 * @session: with what to send
 *
 * Sends the completion; returns @task when it is finished.
 */
void
meirei_chat_exchange_run (GTask       *task,
                          SoupSession *session)
{
  MeireiChatExchange *self = g_task_get_task_data (task);
  const MeireiChatLimits *limits = meirei_completion_get_limits (self->completion);

  self->session = g_object_ref (session);
  self->buffer = g_malloc (MEIREI_CHAT_EXCHANGE_BUFFER_SIZE);
  self->watchdog = meirei_chat_watchdog_new (g_task_get_context (task), self->inner);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      _meirei_chat_exchange_finish_cancelled (task);
      return;
    }
  if (self->uri == NULL || g_uri_get_host (self->uri) == NULL)
    {
      g_autoptr(MeireiSlmFailure) failure = meirei_chat_trouble_bad_address (self->origin);

      _meirei_chat_exchange_fail (task, failure);
      return;
    }

  watch_caller (task);
  meirei_chat_watchdog_arm (self->watchdog, MEIREI_CHAT_EXPIRY_FIRST_TOKEN,
                            limits->first_token_ms);
  begin_try (task);
}
