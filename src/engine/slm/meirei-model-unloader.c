/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-load-dialect.h"
#include "meirei-model-lister.h"
#include "meirei-model-unloader.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"

#define LIST_TIMEOUT_MS 10000

typedef struct {
  SoupSession  *session; /* (owned) */
  MeireiServer *server;  /* (owned) (nullable) */
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->session);
  g_clear_object (&state->server);
  g_free (state);
}

/* Step 2: the list shows it. */
static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  if (meirei_model_lister_refresh_finish (state->server, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Step 1: the server answers. */
static void
unloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, &error);

  if (reply != NULL && !meirei_server_reply_is_ok (reply))
    error = meirei_server_reply_dup_error (reply, meirei_server_get_api_key (state->server));
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  meirei_model_lister_refresh_async (state->session, state->server, LIST_TIMEOUT_MS,
                                     g_task_get_cancellable (task), looked_cb,
                                     g_object_ref (task));
}

/**
 * meirei_model_unloader_unload_async:
 * @session: a session of [func@server_query_session_new]
 * @model: a model of a server other than the built-in one
 * @cancellable: (nullable): to give up waiting
 * @callback: called when it is unloaded
 * @user_data: for @callback
 *
 * Gives a model's memory back.
 */
void
meirei_model_unloader_unload_async (SoupSession         *session,
                                    MeireiModel         *model,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(JsonObject) body = NULL;
  MeireiServerQuery query = { NULL, };
  State *state;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (MEIREI_IS_MODEL (model));

  task = g_task_new (model, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_model_unloader_unload_async);

  state = g_new0 (State, 1);
  state->session = g_object_ref (session);
  state->server = meirei_model_ref_server (model);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);

  if (state->server == NULL
      || !meirei_load_dialect_can_load (meirei_server_get_kind (state->server)))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               "The server of %s cannot be told to unload a model",
                               meirei_model_get_id (model));
      return;
    }

  body = meirei_load_dialect_build_unload (meirei_server_get_kind (state->server),
                                           meirei_model_get_id (model), &query.path);
  query.body = body;
  meirei_server_query_async (state->session, state->server, &query, cancellable,
                             unloaded_cb, g_object_ref (task));
}

/**
 * meirei_model_unloader_unload_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if the server lists the model as it is now; else %FALSE with
 *   %MEIREI_SLM_ERROR, or %G_IO_ERROR_NOT_SUPPORTED if the server cannot do it
 */
gboolean
meirei_model_unloader_unload_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_model_unloader_unload_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
