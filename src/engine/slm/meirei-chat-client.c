/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiChatClient:
 *
 * Sends requests to model servers and streams their answers into completions.
 * One client serves any number of servers and requests at the same time.
 */

#include "config.h"

#include "meirei-chat-client.h"
#include "meirei-chat-exchange.h"
#include "meirei-chat-session.h"

struct _MeireiChatClient
{
  GObject      parent_instance;

  SoupSession *near_session;  /* (owned): no proxy */
  SoupSession *far_session;   /* (owned): the system's proxy */
};

G_DEFINE_FINAL_TYPE (MeireiChatClient, meirei_chat_client, G_TYPE_OBJECT)

static void
meirei_chat_client_dispose (GObject *object)
{
  MeireiChatClient *self = MEIREI_CHAT_CLIENT (object);

  g_clear_object (&self->near_session);
  g_clear_object (&self->far_session);

  G_OBJECT_CLASS (meirei_chat_client_parent_class)->dispose (object);
}

static void
meirei_chat_client_class_init (MeireiChatClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_chat_client_dispose;
}

static void
meirei_chat_client_init (MeireiChatClient *self)
{
  self->near_session = meirei_chat_session_new (FALSE);
  self->far_session = meirei_chat_session_new (TRUE);
}

/**
 * meirei_chat_client_new:
 *
 * Returns: (transfer full): a new client
 */
MeireiChatClient *
meirei_chat_client_new (void)
{
  return g_object_new (MEIREI_TYPE_CHAT_CLIENT, NULL);
}

/**
 * meirei_chat_client_send_async:
 * @self: a client
 * @completion: a new completion; may be sent once
 * @cancellable: (nullable): cancel it to stop; the connection is closed, so
 *   that the server stops too
 * @callback: called when the completion is finished
 * @user_data: for @callback
 *
 * Sends a completion's request to its server and keeps the completion up to
 * date until it is finished.  The server's kind and API key are read now;
 * changing them later has no effect on this request.
 */
void
meirei_chat_client_send_async (MeireiChatClient    *self,
                               MeireiCompletion    *completion,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GUri) uri = NULL;
  MeireiChatExchange *exchange;

  g_return_if_fail (MEIREI_IS_CHAT_CLIENT (self));
  g_return_if_fail (MEIREI_IS_COMPLETION (completion));
  g_return_if_fail (meirei_completion_get_phase (completion) == MEIREI_COMPLETION_PHASE_QUEUED
                    && meirei_completion_get_n_tries (completion) == 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_chat_client_send_async);
  /* What arrived complete is not thrown away because of a late cancel. */
  g_task_set_check_cancellable (task, FALSE);

  exchange = meirei_chat_exchange_new (completion);
  g_task_set_task_data (task, exchange, (GDestroyNotify) meirei_chat_exchange_free);

  uri = g_uri_parse (meirei_server_get_url (meirei_completion_get_server (completion)),
                     SOUP_HTTP_URI_FLAGS, NULL);
  meirei_chat_exchange_run (task,
                            uri == NULL || meirei_chat_session_is_near (uri) ? self->near_session
                                                                             : self->far_session);
}

/**
 * meirei_chat_client_send_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends meirei_chat_client_send_async().  How the answer ended is in
 * [property@Completion:finish]: it may well be cut off, empty or refused
 * without being an error.
 *
 * Returns: %TRUE if the server gave an answer and ended it, %FALSE with an
 *   error of the domain %MEIREI_SLM_ERROR, or with %G_IO_ERROR_CANCELLED
 */
gboolean
meirei_chat_client_send_finish (MeireiChatClient  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_CLIENT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
