/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-external-batch.h"

/* Runs all external analysers that the workspaces of some files name, each
 * once for all files, and none that the user has not allowed. */

typedef struct {
  /* Input */
  GPtrArray *tools;     /* of MeireiExternalTool, each once */

  /* In progress */
  guint   n_pending;
  GError *error;        /* (nullable): cancelled */

  /* Output */
  GPtrArray *outcomes;  /* of MeireiExternalOutcome, beside tools */
} BatchState;

static void
batch_state_free (BatchState *state)
{
  g_ptr_array_unref (state->tools);
  g_clear_error (&state->error);
  g_clear_pointer (&state->outcomes, g_ptr_array_unref);
  g_free (state);
}

static void
free_outcome (gpointer outcome)
{
  meirei_external_outcome_free (outcome);
}

static gboolean
has_tool (GPtrArray          *tools,
          MeireiExternalTool *tool)
{
  for (guint i = 0; i < tools->len; i++)
    {
      if (meirei_external_tool_equal (g_ptr_array_index (tools, i), tool))
        return TRUE;
    }

  return FALSE;
}

/**
 * meirei_external_batch_wants:
 * @source: a file
 * @tool: an external analyser
 *
 * Returns: whether the file's workspace wants the tool to look at it
 */
gboolean
meirei_external_batch_wants (MeireiSource       *source,
                             MeireiExternalTool *tool)
{
  MeireiAnalysisSettings *settings;

  g_return_val_if_fail (MEIREI_IS_SOURCE (source), FALSE);
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (tool), FALSE);

  settings = meirei_source_get_settings (source);

  return settings != NULL
         && meirei_external_tool_handles (tool, meirei_source_get_language (source))
         && has_tool (meirei_analysis_settings_get_tools (settings), tool);
}

static GPtrArray *
collect_tools (GPtrArray *sources)
{
  GPtrArray *tools = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sources->len; i++)
    {
      MeireiAnalysisSettings *settings =
        meirei_source_get_settings (g_ptr_array_index (sources, i));
      GPtrArray *own = settings != NULL ? meirei_analysis_settings_get_tools (settings) : NULL;

      for (guint j = 0; own != NULL && j < own->len; j++)
        {
          if (!has_tool (tools, g_ptr_array_index (own, j)))
            g_ptr_array_add (tools, g_object_ref (g_ptr_array_index (own, j)));
        }
    }

  return tools;
}

static void
finish_op (GTask *task)
{
  BatchState *state = g_task_get_task_data (task);

  if (--state->n_pending > 0)
    return;

  if (state->error != NULL)
    g_task_return_error (task, g_steal_pointer (&state->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&state->outcomes),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  BatchState *state = g_task_get_task_data (task);
  GError **error = state->error == NULL ? &state->error : NULL;
  guint position;

  /* In the order of the settings, whichever ends first. */
  if (g_ptr_array_find (state->tools, object, &position))
    state->outcomes->pdata[position] =
      meirei_external_run_finish (MEIREI_EXTERNAL_TOOL (object), result, error);
  finish_op (task);
}

static void
start_tool (GTask      *task,
            guint       position,
            const char *folder,
            GPtrArray  *sources,
            GPtrArray  *names)
{
  BatchState *state = g_task_get_task_data (task);
  MeireiToolTrust *trust = g_task_get_source_object (task);
  MeireiExternalTool *tool = g_ptr_array_index (state->tools, position);
  g_autofree const char **wanted = g_new0 (const char *, sources->len + 1);
  guint length = 0;

  for (guint i = 0; i < sources->len; i++)
    {
      if (meirei_external_batch_wants (g_ptr_array_index (sources, i), tool))
        wanted[length++] = g_ptr_array_index (names, i);
    }

  if (!meirei_tool_trust_allows (trust, tool))
    {
      state->outcomes->pdata[position] = meirei_external_outcome_new_refused (tool, wanted);
      return;
    }

  state->n_pending++;
  meirei_external_run_async (tool, folder, wanted, g_task_get_cancellable (task),
                             ended_cb, g_object_ref (task));
}

/**
 * meirei_external_batch_run_async:
 * @trust: which tools may run
 * @folder: the folder of the files
 * @sources: (element-type MeireiSource): the files
 * @names: (element-type utf8): their names in the folder
 * @cancellable: (nullable): ends the programs
 * @callback: called when all have ended
 * @user_data: for @callback
 *
 * Lets the external analysers look at files.
 */
void
meirei_external_batch_run_async (MeireiToolTrust     *trust,
                                 const char          *folder,
                                 GPtrArray           *sources,
                                 GPtrArray           *names,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  BatchState *state;

  g_return_if_fail (MEIREI_IS_TOOL_TRUST (trust));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (sources != NULL && names != NULL && sources->len == names->len);

  task = g_task_new (trust, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_external_batch_run_async);
  state = g_new0 (BatchState, 1);
  state->tools = collect_tools (sources);
  state->outcomes = g_ptr_array_new_with_free_func (free_outcome);
  g_ptr_array_set_size (state->outcomes, (int) state->tools->len);
  g_task_set_task_data (task, state, (GDestroyNotify) batch_state_free);

  state->n_pending = 1;
  for (guint i = 0; i < state->tools->len; i++)
    start_tool (task, i, folder, sources, names);
  finish_op (task);
}

/**
 * meirei_external_batch_run_finish:
 * @trust: which tools may run
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type MeireiExternalOutcome) (nullable):
 *   what came of each tool, or %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
meirei_external_batch_run_finish (MeireiToolTrust  *trust,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, trust), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
