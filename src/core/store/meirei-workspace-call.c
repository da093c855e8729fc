/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Runs a blocking function of the workspace on one of its threads. */

#include "config.h"

#include "meirei-workspace-private.h"

typedef struct {
  /* Input */
  MeireiCallFunc func;
  gpointer arguments; /* (owned) (nullable) */
  GDestroyNotify arguments_free;
  /* Output */
  GDestroyNotify result_free;
} CallState;

static void
call_state_free (gpointer data)
{
  CallState *state = data;

  if (state->arguments_free != NULL)
    state->arguments_free (state->arguments);
  g_free (state);
}

static void
run_call (gpointer data)
{
  g_autoptr(GTask) task = data;
  MeireiWorkspace *self = g_object_ref (g_task_get_source_object (task));
  CallState *state = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    result = state->func (self, state->arguments, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, state->result_free);

  g_clear_object (&task);
  _meirei_workspace_release (self);
}

void
_meirei_workspace_read_worker (gpointer data,
                               gpointer user_data)
{
  run_call (data);
}

/**
 * _meirei_workspace_call:
 * @self: a workspace
 * @func: a blocking function; without an error its result is the task's
 * @arguments: (transfer full) (nullable): its arguments
 * @arguments_free: (nullable): frees them
 * @result_free: (nullable): frees a result that nobody asks for
 * @writes: whether it belongs on the thread that writes
 * @source_tag: the public function
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 */
void
_meirei_workspace_call (MeireiWorkspace     *self,
                        MeireiCallFunc       func,
                        gpointer             arguments,
                        GDestroyNotify       arguments_free,
                        GDestroyNotify       result_free,
                        gboolean             writes,
                        gpointer             source_tag,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CallState *state = g_new0 (CallState, 1);

  state->func = func;
  state->arguments = arguments;
  state->arguments_free = arguments_free;
  state->result_free = result_free;
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, state, call_state_free);
  /* What has been written has been written. */
  g_task_set_check_cancellable (task, !writes);

  if (writes)
    meirei_store_thread_push (self->writer, run_call, task);
  else
    g_thread_pool_push (self->readers, task, NULL);
}
