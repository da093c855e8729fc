/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <unistd.h>

#include "meirei-builtin-engine-private.h"
#include "meirei-engine-log.h"
#include "meirei-model-lister.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"

/* The part of MeireiBuiltinEngine that starts it and finds a running one. */

#define QUICK_POLL_MS 30
#define SLOW_POLL_MS 200
#define QUICK_USEC (2 * G_USEC_PER_SEC)
#define HEALTH_TIMEOUT_MS 2000
#define LIST_TIMEOUT_MS 10000
#define TRIM_SECONDS 60

/* Whether it was started and is not ready yet. */
gboolean
_meirei_builtin_engine_is_coming_up (MeireiBuiltinEngine *self)
{
  return self->phase == MEIREI_ENGINE_PHASE_STARTING
         || self->phase == MEIREI_ENGINE_PHASE_LOADING;
}

static void
return_to_all (GPtrArray    *tasks,
               const GError *error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  /* A callback may start the engine again. */
  g_ptr_array_extend_and_steal (list, g_ptr_array_ref (tasks));
  for (guint i = 0; i < list->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (list, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (list, i), TRUE);
}

/* Ends everything with an error, which is taken. */
void
_meirei_builtin_engine_fail (MeireiBuiltinEngine *self,
                             GError              *error)
{
  g_autoptr(GError) owned = error;

  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  /* One that another program left running is not ours to end. */
  if (self->detached && (self->process != NULL || !_meirei_builtin_engine_is_alive (self)))
    meirei_engine_state_remove ();
  _meirei_builtin_engine_forget (self);
  _meirei_builtin_engine_list_default (self);
  _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_FAILED, owned->message);
  return_to_all (self->starting, owned);
}

static gboolean
trim_cb (gpointer user_data)
{
  meirei_engine_log_trim ();

  return G_SOURCE_CONTINUE;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiBuiltinEngine) self = user_data;
  GError *error = NULL;

  if (!meirei_model_lister_refresh_finish (MEIREI_SERVER (object), result, &error))
    {
      if (_meirei_builtin_engine_is_coming_up (self))
        _meirei_builtin_engine_fail (self, g_steal_pointer (&error));
      g_clear_error (&error);
      return;
    }

  if (!_meirei_builtin_engine_is_coming_up (self))
    return;

  _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_READY, NULL);
  if (self->trim_id == 0)
    self->trim_id = g_timeout_add_seconds (TRIM_SECONDS, trim_cb, NULL);
  return_to_all (self->starting, NULL);
}

static void
health_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiBuiltinEngine) self = user_data;
  /* Nobody listens yet in the beginning; that is no error. */
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, NULL);

  if (!_meirei_builtin_engine_is_coming_up (self))
    return;

  if (reply != NULL)
    self->sign_at = g_get_monotonic_time ();
  if (reply != NULL && reply->status == SOUP_STATUS_OK)
    {
      meirei_model_lister_refresh_async (self->session, self->server, LIST_TIMEOUT_MS, NULL,
                                         listed_cb, g_object_ref (self));
      return;
    }

  if (reply != NULL && reply->status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_LOADING,
                                      "The built-in engine is loading its model");
  _meirei_builtin_engine_watch (self);
}

/* Who does not wait any more goes; the engine stops if it was for nobody. */
static void
drop_cancelled (MeireiBuiltinEngine *self)
{
  guint n_before = self->starting->len;

  for (guint i = self->starting->len; i > 0; i--)
    {
      g_autoptr(GTask) task = g_object_ref (g_ptr_array_index (self->starting, i - 1));

      if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        {
          g_ptr_array_remove_index (self->starting, i - 1);
          g_task_return_error_if_cancelled (task);
        }
    }

  if (n_before > 0 && self->starting->len == 0 && self->process != NULL)
    meirei_builtin_engine_stop_async (self, NULL, NULL, NULL);
}

/* How long the engine may load is not known, but whoever loads says something:
 * it answers that it is not ready yet, or it writes to its log. */
static gboolean
is_silent (MeireiBuiltinEngine *self)
{
  gint64 now = g_get_monotonic_time ();
  goffset size = meirei_engine_log_get_size ();

  if (size != self->log_size)
    {
      self->log_size = size;
      self->sign_at = now;
    }

  return now - self->sign_at > (gint64) self->patience_ms * 1000;
}

static GError *
make_silence_error (MeireiBuiltinEngine *self)
{
  g_autofree char *log = meirei_engine_log_dup_path ();
  gint64 now = g_get_monotonic_time ();

  return g_error_new (MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED,
                      "The built-in engine lives, but has neither answered on %s nor written to "
                      "its log for %.0f s, the limit is %.0f s (%.0f s since its start)%s. Look at "
                      "its log, %s, and start it again",
                      meirei_server_get_url (self->server),
                      (double) (now - self->sign_at) / G_USEC_PER_SEC,
                      self->patience_ms / 1000.0,
                      (double) (now - self->spawned_at) / G_USEC_PER_SEC,
                      self->process != NULL ? "; it was ended" : "; stop it", log);
}

static gboolean
poll_cb (gpointer user_data)
{
  MeireiBuiltinEngine *self = user_data;
  const MeireiServerQuery query = { .path = "/health", .timeout_ms = HEALTH_TIMEOUT_MS };

  self->poll_id = 0;
  drop_cancelled (self);
  if (!_meirei_builtin_engine_is_coming_up (self))
    return G_SOURCE_REMOVE;

  if (!_meirei_builtin_engine_is_alive (self))
    {
      _meirei_builtin_engine_fail (self, g_error_new (MEIREI_SLM_ERROR,
                                                      MEIREI_SLM_ERROR_LOAD_FAILED,
                                                      "The built-in engine ended while it "
                                                      "was loading its model"));
      return G_SOURCE_REMOVE;
    }

  if (is_silent (self))
    {
      _meirei_builtin_engine_fail (self, make_silence_error (self));
      return G_SOURCE_REMOVE;
    }

  meirei_server_query_async (self->session, self->server, &query, NULL,
                             health_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* Looks whether it is ready, again and again. */
void
_meirei_builtin_engine_watch (MeireiBuiltinEngine *self)
{
  gboolean quick = g_get_monotonic_time () - self->spawned_at < QUICK_USEC;

  if (self->poll_id == 0)
    self->poll_id = g_timeout_add (quick ? QUICK_POLL_MS : SLOW_POLL_MS, poll_cb, self);
}

/* Goes on with the engine that the state describes. */
void
_meirei_builtin_engine_connect (MeireiBuiltinEngine *self)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d", self->state->port);

  _meirei_server_set_url (self->server, url);
  meirei_server_set_api_key (self->server, self->state->api_key);
  self->spawned_at = g_get_monotonic_time ();
  self->sign_at = self->spawned_at;
  self->log_size = meirei_engine_log_get_size ();
  _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_STARTING,
                                    "The built-in engine is starting");
  _meirei_builtin_engine_watch (self);
}

/* Takes over an engine that was left running, if there is one. */
gboolean
_meirei_builtin_engine_adopt (MeireiBuiltinEngine *self)
{
  g_autoptr(MeireiEngineState) state = meirei_engine_state_load ();

  if (state == NULL || !meirei_engine_state_is_alive (state))
    return FALSE;

  _meirei_builtin_engine_forget (self);
  self->state = g_steal_pointer (&state);
  self->detached = TRUE;
  _meirei_builtin_engine_connect (self);

  return TRUE;
}

/* Under the lock, so that two programs end up with one detached engine. */
static gboolean
adopt_or_spawn (MeireiBuiltinEngine  *self,
                gboolean              detached,
                GError              **error)
{
  int lock_fd = -1;
  gboolean done;

  if (detached)
    {
      lock_fd = meirei_engine_state_lock (error);
      if (lock_fd < 0)
        return FALSE;
    }

  self->n_tries = 0;
  _meirei_builtin_engine_forget (self);
  done = _meirei_builtin_engine_adopt (self) || _meirei_builtin_engine_spawn (self, detached, error);
  if (lock_fd >= 0)
    close (lock_fd);

  return done;
}

/**
 * meirei_builtin_engine_start_async:
 * @self: the engine
 * @detached: whether it goes on when this program ends
 * @cancellable: (nullable): to give up; stops the engine again if nobody else
 *   waits for it
 * @callback: called when it takes requests
 * @user_data: for @callback
 *
 * Starts the engine, or does nothing if it already runs.  An engine that was
 * left running is used whatever @detached says.  Loading a model has no time
 * limit as long as the engine gives signs of life, see
 * [method@BuiltinEngine.set_patience].
 */
void
meirei_builtin_engine_start_async (MeireiBuiltinEngine *self,
                                   gboolean             detached,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (MEIREI_IS_BUILTIN_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_builtin_engine_start_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->phase == MEIREI_ENGINE_PHASE_READY && _meirei_builtin_engine_is_alive (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (self->phase == MEIREI_ENGINE_PHASE_STOPPING)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                               "The built-in engine is just stopping; try again in a moment");
      return;
    }

  g_ptr_array_add (self->starting, g_object_ref (task));
  if (!_meirei_builtin_engine_is_coming_up (self) && !adopt_or_spawn (self, detached, &error))
    _meirei_builtin_engine_fail (self, g_steal_pointer (&error));
}

/**
 * meirei_builtin_engine_start_finish:
 * @self: the engine
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if the engine takes requests; else %FALSE with a
 *   %MEIREI_SLM_ERROR that says what it wrote last, or %G_IO_ERROR_CANCELLED
 */
gboolean
meirei_builtin_engine_start_finish (MeireiBuiltinEngine  *self,
                                    GAsyncResult         *result,
                                    GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
