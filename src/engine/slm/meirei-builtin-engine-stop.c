/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <signal.h>
#include <unistd.h>

#include "meirei-builtin-engine-private.h"
#include "meirei-model-lister.h"
#include "meirei-slm-error.h"

/* The part of MeireiBuiltinEngine that stops it, starts it anew with another
 * context, and looks how it is. */

#define GRACE_USEC (3 * G_USEC_PER_SEC)
#define POLL_MS 30
#define LIST_TIMEOUT_MS 3000
#define PATIENCE_MS 1500

/* It is gone. */
void
_meirei_builtin_engine_stopped (MeireiBuiltinEngine *self)
{
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  if (self->detached)
    meirei_engine_state_remove ();
  _meirei_builtin_engine_forget (self);
  _meirei_builtin_engine_list_default (self);
  if (meirei_builtin_engine_is_available (self, &error))
    _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_STOPPED,
                                      "The built-in engine is not running; it starts "
                                      "when it is needed");
  else
    _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_STOPPED, error->message);

  g_ptr_array_extend_and_steal (tasks, g_ptr_array_ref (self->stopping));
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

static void
send_signal (MeireiBuiltinEngine *self,
             int                  signal_number)
{
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, signal_number);
  else
    meirei_engine_state_signal (self->state, signal_number);
}

/* It hangs in the kernel, or may not be signalled from here. */
static void
give_up (MeireiBuiltinEngine *self)
{
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *message =
    g_strdup_printf ("The built-in engine (process %d) cannot be stopped", self->state->pid);

  _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_FAILED, message);
  g_ptr_array_extend_and_steal (tasks, g_ptr_array_ref (self->stopping));
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_new_error (g_ptr_array_index (tasks, i), G_IO_ERROR, G_IO_ERROR_FAILED,
                             "%s", message);
}

static gboolean
stop_poll_cb (gpointer user_data)
{
  MeireiBuiltinEngine *self = user_data;

  if (!_meirei_builtin_engine_is_alive (self))
    {
      self->poll_id = 0;
      _meirei_builtin_engine_stopped (self);
      return G_SOURCE_REMOVE;
    }

  if (g_get_monotonic_time () < self->kill_at)
    return G_SOURCE_CONTINUE;

  if (!self->killed)
    {
      self->killed = TRUE;
      self->kill_at = g_get_monotonic_time () + GRACE_USEC;
      send_signal (self, SIGKILL);
      return G_SOURCE_CONTINUE;
    }

  self->poll_id = 0;
  give_up (self);

  return G_SOURCE_REMOVE;
}

/* Who waits for a start is told that there will be none. */
static void
refuse_starters (MeireiBuiltinEngine *self)
{
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_extend_and_steal (tasks, g_ptr_array_ref (self->starting));
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_new_error (g_ptr_array_index (tasks, i),
                             MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED,
                             "The built-in engine was stopped before it was ready");
}

/**
 * meirei_builtin_engine_stop_async:
 * @self: the engine
 * @cancellable: (nullable): to not wait any more; the engine stops all the same
 * @callback: (nullable): called when it is gone
 * @user_data: for @callback
 *
 * Stops the engine, also one that another program left running.  It gets three
 * seconds to end by itself.
 */
void
meirei_builtin_engine_stop_async (MeireiBuiltinEngine *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_BUILTIN_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_builtin_engine_stop_async);

  if (self->state == NULL && !_meirei_builtin_engine_adopt (self))
    {
      /* What a killed engine left behind. */
      meirei_engine_state_remove ();
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               "The built-in engine is not running");
      return;
    }

  g_ptr_array_add (self->stopping, g_object_ref (task));
  if (self->phase == MEIREI_ENGINE_PHASE_STOPPING)
    return;

  _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_STOPPING,
                                    "The built-in engine is stopping");
  refuse_starters (self);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  self->killed = FALSE;
  self->kill_at = g_get_monotonic_time () + GRACE_USEC;
  send_signal (self, SIGTERM);
  self->poll_id = g_timeout_add (POLL_MS, stop_poll_cb, self);
}

/**
 * meirei_builtin_engine_stop_finish:
 * @self: the engine
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if it ran and is gone; else %FALSE with
 *   %G_IO_ERROR_NOT_FOUND if it did not run, or %G_IO_ERROR_CANCELLED
 */
gboolean
meirei_builtin_engine_stop_finish (MeireiBuiltinEngine  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
restarted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (meirei_builtin_engine_start_finish (MEIREI_BUILTIN_ENGINE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
reload_stopped_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  gboolean detached = GPOINTER_TO_INT (g_task_get_task_data (task));

  /* That it did not run is just as well. */
  meirei_builtin_engine_stop_finish (MEIREI_BUILTIN_ENGINE (object), result, NULL);
  meirei_builtin_engine_start_async (MEIREI_BUILTIN_ENGINE (object), detached,
                                     g_task_get_cancellable (task),
                                     restarted_cb, g_object_ref (task));
}

/**
 * meirei_builtin_engine_reload_async:
 * @self: the engine
 * @context: how many tokens of context each request may use
 * @cancellable: (nullable): to give up
 * @callback: called when it takes requests again
 * @user_data: for @callback
 *
 * Starts the engine with another context; stops it before if it runs, with all
 * its requests.  A detached one stays detached.
 */
void
meirei_builtin_engine_reload_async (MeireiBuiltinEngine *self,
                                    guint                context,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_BUILTIN_ENGINE (self));
  g_return_if_fail (context > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_builtin_engine_reload_async);
  g_task_set_task_data (task, GINT_TO_POINTER (self->detached), NULL);

  self->context = context;
  meirei_builtin_engine_stop_async (self, NULL, reload_stopped_cb, g_object_ref (task));
}

/**
 * meirei_builtin_engine_reload_finish:
 * @self: the engine
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if the engine takes requests with the new context
 */
gboolean
meirei_builtin_engine_reload_finish (MeireiBuiltinEngine  *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiBuiltinEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!meirei_model_lister_refresh_finish (MEIREI_SERVER (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->phase == MEIREI_ENGINE_PHASE_READY)
    _meirei_builtin_engine_set_phase (self, MEIREI_ENGINE_PHASE_READY, NULL);
  g_task_return_boolean (task, TRUE);
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  /* Removed by who waits. */
  return G_SOURCE_CONTINUE;
}

static void
adopted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  /* Whether it is ready, still loading or broken is in the phase. */
  meirei_builtin_engine_start_finish (MEIREI_BUILTIN_ENGINE (object), result, NULL);
  g_source_remove (GPOINTER_TO_UINT (g_task_get_task_data (task)));
  g_task_return_boolean (task, TRUE);
}

/* Gives an engine that is there a moment to answer; if it is loading a large
 * model, that is what is found out. */
static void
wait_for_adopted (GTask               *task,
                  MeireiBuiltinEngine *self)
{
  g_autoptr(GCancellable) patience = g_cancellable_new ();
  guint id = g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE_MS, give_up_cb,
                                 g_object_ref (patience), g_object_unref);

  g_task_set_task_data (task, GUINT_TO_POINTER (id), NULL);
  meirei_builtin_engine_start_async (self, TRUE, patience,
                                     adopted_cb, g_object_ref (task));
}

/**
 * meirei_builtin_engine_refresh_async:
 * @self: the engine
 * @cancellable: (nullable): to give up
 * @callback: called when the server's properties are up to date
 * @user_data: for @callback
 *
 * Looks whether the engine runs, also one that another program left running.
 * Starts nothing, and does not wait until a model is loaded.
 */
void
meirei_builtin_engine_refresh_async (MeireiBuiltinEngine *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_BUILTIN_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_builtin_engine_refresh_async);

  if (self->state != NULL && !_meirei_builtin_engine_is_alive (self))
    _meirei_builtin_engine_stopped (self);

  if (self->state == NULL && _meirei_builtin_engine_adopt (self))
    wait_for_adopted (task, self);
  else if (self->phase == MEIREI_ENGINE_PHASE_READY)
    meirei_model_lister_refresh_async (self->session, self->server, LIST_TIMEOUT_MS,
                                       cancellable, refreshed_cb, g_object_ref (task));
  else
    {
      if (self->state == NULL && self->phase != MEIREI_ENGINE_PHASE_FAILED)
        _meirei_builtin_engine_stopped (self);
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * meirei_builtin_engine_refresh_finish:
 * @self: the engine
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if the properties are up to date
 */
gboolean
meirei_builtin_engine_refresh_finish (MeireiBuiltinEngine  *self,
                                      GAsyncResult         *result,
                                      GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
