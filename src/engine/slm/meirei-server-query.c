/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"

/* A list of a thousand models with their chat templates stays below. */
#define MAX_BODY (16 * 1024 * 1024)
#define CHUNK (64 * 1024)
/* Detection asks one server several things at once. */
#define MAX_CONNECTIONS_PER_HOST 12
#define MAX_CONNECTIONS 96
#define IDLE_SECONDS 5

typedef struct {
  /* Input */
  char         *url;            /* of the server, for messages */
  guint         timeout_ms;

  /* In progress */
  SoupMessage  *message;        /* (owned) */
  GInputStream *stream;         /* (owned) (nullable) */
  GByteArray   *body;           /* (owned) */
  GCancellable *stop;           /* (owned): by the caller or by the time limit */
  gulong        cancelled_id;
  guint         timeout_id;
  gboolean      timed_out;
} State;

static void
state_free (State *state)
{
  g_clear_handle_id (&state->timeout_id, g_source_remove);
  g_free (state->url);
  g_clear_object (&state->message);
  g_clear_object (&state->stream);
  g_clear_pointer (&state->body, g_byte_array_unref);
  g_clear_object (&state->stop);
  g_free (state);
}

/**
 * meirei_server_query_session_new:
 *
 * Makes a session for questions to local servers: no time-outs of its own,
 * because loading a model takes minutes, and no proxy, because an office's
 * proxy would swallow local addresses.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
meirei_server_query_session_new (void)
{
  return soup_session_new_with_options ("timeout", 0,
                                        "idle-timeout", IDLE_SECONDS,
                                        "max-conns", MAX_CONNECTIONS,
                                        "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                        "proxy-resolver", NULL,
                                        "user-agent", "meirei/" PACKAGE_VERSION,
                                        NULL);
}

/* Ends the task with what the transport's error means. */
static void
return_transport_error (GTask  *task,
                        GError *error)
{
  State *state = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (state->timed_out)
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TIMED_OUT,
                             "%s did not answer within %.1f s",
                             state->url, state->timeout_ms / 1000.0);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
                             "Nothing listens at %s: connection refused", state->url);
  else if (error->domain == SOUP_SESSION_ERROR
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_RESPONSE,
                             "What listens at %s does not speak HTTP: %s",
                             state->url, error->message);
  else
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
                             "%s cannot be reached: %s", state->url, error->message);
}

static void
disconnect_caller (GTask *task)
{
  State *state = g_task_get_task_data (task);

  g_clear_handle_id (&state->timeout_id, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), state->cancelled_id);
  state->cancelled_id = 0;
}

static void read_some (GTask *task);

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  State *state = g_task_get_task_data (task);

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  if (bytes == NULL)
    {
      disconnect_caller (task);
      return_transport_error (task, error);
      return;
    }

  if (g_bytes_get_size (bytes) == 0)
    {
      disconnect_caller (task);
      g_task_return_pointer (task, meirei_server_reply_new (state->message, state->body),
                             (GDestroyNotify) meirei_server_reply_free);
      return;
    }

  g_byte_array_append (state->body, g_bytes_get_data (bytes, NULL),
                       (guint) g_bytes_get_size (bytes));
  if (state->body->len > MAX_BODY)
    {
      disconnect_caller (task);
      g_cancellable_cancel (state->stop);
      g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TOO_LARGE,
                               "The answer of %s is longer than %d MiB",
                               state->url, MAX_BODY / 1024 / 1024);
      return;
    }

  read_some (g_steal_pointer (&task));
}

static void
read_some (GTask *task)
{
  State *state = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (state->stream, CHUNK, g_task_get_priority (task),
                                   state->stop, read_cb, task);
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  State *state = g_task_get_task_data (task);

  state->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (state->stream == NULL)
    {
      disconnect_caller (task);
      return_transport_error (task, error);
      return;
    }

  read_some (g_steal_pointer (&task));
}

static gboolean
timeout_cb (gpointer user_data)
{
  State *state = user_data;

  state->timeout_id = 0;
  state->timed_out = TRUE;
  g_cancellable_cancel (state->stop);

  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *cancellable,
                     GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static SoupMessage *
build_message (MeireiServer            *server,
               const MeireiServerQuery *query)
{
  g_autofree char *url = meirei_server_dup_endpoint (server, query->path);
  SoupMessage *message = soup_message_new (query->body != NULL ? "POST" : "GET", url);
  const char *api_key = meirei_server_get_api_key (server);

  if (message == NULL)
    return NULL;

  /* A redirect would carry the key to another host. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (api_key != NULL)
    {
      g_autofree char *header = g_strconcat ("Bearer ", api_key, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message),
                                    "Authorization", header);
    }

  if (query->body != NULL)
    {
      g_autoptr(GBytes) bytes = NULL;
      gsize length;
      char *line = meirei_json_to_line (query->body, &length);

      bytes = g_bytes_new_take (line, length);
      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  return message;
}

/**
 * meirei_server_query_async:
 * @session: a session of [func@server_query_session_new]
 * @server: whom to ask, with its API key
 * @query: what to ask; copied
 * @cancellable: (nullable): to give up
 * @callback: called when the whole answer is there
 * @user_data: for @callback
 *
 * Asks a server something small.  Cancelling closes the connection.
 */
void
meirei_server_query_async (SoupSession             *session,
                           MeireiServer            *server,
                           const MeireiServerQuery *query,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (MEIREI_IS_SERVER (server));
  g_return_if_fail (query != NULL && query->path != NULL);

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_query_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  state = g_new0 (State, 1);
  state->url = g_strdup (meirei_server_get_url (server));
  state->timeout_ms = query->timeout_ms;
  state->body = g_byte_array_new ();
  state->stop = g_cancellable_new ();
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);

  state->message = build_message (server, query);
  if (state->message == NULL)
    {
      g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
                               "%s is not an address", state->url);
      return;
    }

  if (cancellable != NULL)
    state->cancelled_id = g_cancellable_connect (cancellable,
                                                 G_CALLBACK (caller_cancelled_cb),
                                                 g_object_ref (state->stop),
                                                 g_object_unref);
  if (state->timeout_ms > 0)
    state->timeout_id = g_timeout_add (state->timeout_ms, timeout_cb, state);

  soup_session_send_async (session, state->message, G_PRIORITY_DEFAULT, state->stop,
                           send_cb, g_object_ref (task));
}

/**
 * meirei_server_query_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Any answer is a reply, also one with an HTTP error; see
 * [func@server_reply_is_ok].
 *
 * Returns: (transfer full) (nullable): the reply, or %NULL with a
 *   %MEIREI_SLM_ERROR or %G_IO_ERROR_CANCELLED
 */
MeireiServerReply *
meirei_server_query_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_server_query_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
