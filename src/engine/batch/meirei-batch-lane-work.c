/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the runner does with a MeireiBatchLane: asking its server, sending
 * requests down, measuring. */

#include "config.h"

#include "meirei-batch-lane-private.h"

/**
 * meirei_batch_lane_enter:
 * @self: a lane
 *
 * A request begins.
 */
void
meirei_batch_lane_enter (MeireiBatchLane *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));

  self->n_in_flight++;
  _meirei_batch_lane_notify_in_flight (self);
}

/**
 * meirei_batch_lane_leave:
 * @self: a lane
 *
 * A request has ended.
 */
void
meirei_batch_lane_leave (MeireiBatchLane *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));
  g_return_if_fail (self->n_in_flight > 0);

  self->n_in_flight--;
  _meirei_batch_lane_notify_in_flight (self);
}

/**
 * meirei_batch_lane_count:
 * @self: a lane
 * @tokens: how many tokens an answer had that has finished
 */
void
meirei_batch_lane_count (MeireiBatchLane *self,
                         gint64           tokens)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));

  self->cold = FALSE;
  self->n_finished++;
  self->tokens += MAX (tokens, 0);
}

/**
 * meirei_batch_lane_observe:
 * @self: a lane
 * @now: the monotonic clock, in microseconds
 * @tokens_in_flight: tokens of the answers that are arriving
 *
 * Measures the throughput.
 *
 * Returns: whether it can take another number of requests now
 */
gboolean
meirei_batch_lane_observe (MeireiBatchLane *self,
                           gint64           now,
                           gint64           tokens_in_flight)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), FALSE);

  if (self->cold && tokens_in_flight > 0)
    {
      self->cold = FALSE;
      return TRUE;
    }

  if (self->fixed > 0 || self->tuner == NULL || self->state != MEIREI_BATCH_LANE_READY
      || !meirei_parallel_tuner_observe (self->tuner, now, self->tokens + tokens_in_flight,
                                         self->n_finished, self->n_in_flight))
    return FALSE;

  _meirei_batch_lane_notify_limit (self);

  return TRUE;
}

/**
 * meirei_batch_lane_refuse:
 * @self: a lane
 *
 * The server refused a request because it has too much to do.
 *
 * Returns: whether it gets fewer from now on, which is so if it is automatic
 */
gboolean
meirei_batch_lane_refuse (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), FALSE);

  if (self->fixed > 0 || self->tuner == NULL || !meirei_parallel_tuner_refuse (self->tuner))
    return FALSE;

  _meirei_batch_lane_notify_limit (self);

  return TRUE;
}

/**
 * meirei_batch_lane_lose:
 * @self: a lane
 * @message: why
 *
 * The server does not answer any more.
 */
void
meirei_batch_lane_lose (MeireiBatchLane *self,
                        const char      *message)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));

  _meirei_batch_lane_set_state (self, MEIREI_BATCH_LANE_LOST, message);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiBatchLane *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(MeireiTarget) target =
    meirei_server_registry_resolve_finish (MEIREI_SERVER_REGISTRY (source), result, &error);

  if (target == NULL)
    {
      _meirei_batch_lane_set_state (self, MEIREI_BATCH_LANE_LOST, error->message);
      g_task_return_error (task, error);
      return;
    }

  _meirei_batch_lane_set_target (self, target);
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_batch_lane_ask_async:
 * @self: a lane
 * @registry: the servers
 * @cancellable: (nullable): to give up
 * @callback: called when it is known whether the server answers
 * @user_data: for @callback
 *
 * Asks the server whether it is there and has the model.  The first time it is
 * chosen by what was wished; from then on it is that one.
 */
void
meirei_batch_lane_ask_async (MeireiBatchLane      *self,
                             MeireiServerRegistry *registry,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  MeireiTargetWish wish = { NULL };
  GTask *task;

  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));
  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (registry));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_lane_ask_async);
  _meirei_batch_lane_set_state (self, MEIREI_BATCH_LANE_ASKING, NULL);
  wish.server = self->server;
  wish.model = self->model;
  wish.default_server = self->default_server;
  wish.default_model = self->default_model;
  if (self->target != NULL)
    {
      MeireiServer *server = meirei_target_get_server (self->target);

      /* The built-in engine has another address after each start. */
      wish.server = meirei_server_registry_get_origin (registry, server)
                    == MEIREI_SERVER_ORIGIN_BUILTIN
                    ? MEIREI_BUILTIN_ENGINE_URL : meirei_server_get_url (server);
      wish.model = meirei_model_get_id (meirei_target_get_model (self->target));
    }
  meirei_server_registry_resolve_async (registry, &wish, cancellable, resolved_cb, task);
}

/**
 * meirei_batch_lane_ask_finish:
 * @self: a lane
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if it is ready; else %FALSE with an error of
 *   [method@ServerRegistry.resolve_finish]
 */
gboolean
meirei_batch_lane_ask_finish (MeireiBatchLane  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
