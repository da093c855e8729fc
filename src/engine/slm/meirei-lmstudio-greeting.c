/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-lmstudio-greeting.h"
#include "meirei-server-query.h"

#define TIMEOUT_MS 500

/* Where LM Studio's own tools look for it.  These ports do not serve models;
 * they only show that the program runs. */
static const guint16 default_ports[] = { 41343, 52993, 16141, 39414, 22931 };

typedef struct {
  guint    n_pending;
  gboolean found;
} State;

static void
finish_one (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (--state->n_pending == 0 && !g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, state->found);
}

static void
greeting_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  /* Nobody listens at most of the ports; that is no error. */
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, NULL);
  State *state = g_task_get_task_data (task);

  if (meirei_server_reply_is_ok (reply)
      && meirei_json_get_boolean (reply->object, "lmstudio", FALSE))
    state->found = TRUE;
  finish_one (task);
}

/**
 * meirei_lmstudio_greeting_async:
 * @session: a session of [func@server_query_session_new]
 * @ports: (nullable) (array length=n_ports): ports of this machine to ask;
 *   %NULL for those that LM Studio uses
 * @n_ports: their number
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out whether LM Studio runs on this machine, which can be the case
 * although its server is off.
 */
void
meirei_lmstudio_greeting_async (SoupSession         *session,
                                const guint16       *ports,
                                gsize                n_ports,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  const MeireiServerQuery query = { .path = "/lmstudio-greeting", .timeout_ms = TIMEOUT_MS };
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, meirei_lmstudio_greeting_async);
  g_task_set_task_data (task, state, g_free);

  if (ports == NULL)
    {
      ports = default_ports;
      n_ports = G_N_ELEMENTS (default_ports);
    }

  state->n_pending = 1;
  for (gsize i = 0; i < n_ports; i++)
    {
      g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", ports[i]);
      g_autoptr(MeireiServer) server = meirei_server_new (url, MEIREI_SERVER_KIND_UNKNOWN);

      state->n_pending++;
      meirei_server_query_async (session, server, &query, cancellable,
                                 greeting_cb, g_object_ref (task));
    }
  finish_one (task);
}

/**
 * meirei_lmstudio_greeting_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if LM Studio runs; %FALSE without an error if it does not,
 *   and with %G_IO_ERROR_CANCELLED if nobody waited
 */
gboolean
meirei_lmstudio_greeting_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_lmstudio_greeting_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
