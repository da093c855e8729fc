/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-analysis-folder.h"
#include "meirei-analysis-group.h"
#include "meirei-analysis-merge.h"
#include "meirei-external-batch.h"
#include "meirei-json.h"
#include "meirei-ruff-batch.h"
#include "meirei-ruff-output.h"
#include "meirei-worker-request.h"

/* Looks at a group of files: writes them into a folder (in a thread), lets the
 * rule engine and the worker look at the same time, and puts the reports
 * together (in a thread). */

typedef struct {
  /* Input */
  MeireiAnalysisSetup setup;    /* its members are owned */
  GPtrArray          *sources;  /* of MeireiSource */

  /* In progress */
  MeireiAnalysisFolder *folder;         /* (nullable) */
  guint                *ruff_positions; /* per source: position in the batch + 1, or 0 */
  guint                 n_pending;
  MeireiRuffOutcome    *ruff_outcome;   /* (nullable) */
  GPtrArray            *answers;        /* (nullable): of MeireiWorkerAnswer */
  GPtrArray            *external;       /* (nullable): of MeireiExternalOutcome */
  GError               *error;          /* (nullable) */

  /* Output */
  GPtrArray *reports;  /* of MeireiReport */
} GroupState;

static void
remove_folder_worker (GTask        *task,
                      gpointer      source_object,
                      gpointer      task_data,
                      GCancellable *cancellable)
{
  meirei_analysis_folder_free (task_data);
  g_task_return_boolean (task, TRUE);
}

static void
remove_folder (MeireiAnalysisFolder *folder)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, remove_folder);
  g_task_set_task_data (task, folder, NULL);
  g_task_run_in_thread (task, remove_folder_worker);
}

static void
group_state_free (GroupState *state)
{
  g_clear_object (&state->setup.table);
  g_clear_object (&state->setup.ruff);
  g_clear_object (&state->setup.worker);
  g_clear_object (&state->setup.trust);
  g_ptr_array_unref (state->sources);
  if (state->folder != NULL)
    remove_folder (state->folder);
  g_free (state->ruff_positions);
  g_clear_pointer (&state->ruff_outcome, meirei_ruff_outcome_free);
  g_clear_pointer (&state->answers, g_ptr_array_unref);
  g_clear_pointer (&state->external, g_ptr_array_unref);
  g_clear_error (&state->error);
  g_clear_pointer (&state->reports, g_ptr_array_unref);
  g_free (state);
}

static MeireiReport *
make_report (GroupState *state,
             GHashTable *ruff_objects,
             guint       index)
{
  guint position = state->ruff_positions[index];
  const char *name = g_ptr_array_index (state->folder->names, index);
  MeireiAnalysisPieces pieces = { g_ptr_array_index (state->sources, index), };

  pieces.answer = g_ptr_array_index (state->answers, index);
  pieces.ruff_objects = g_hash_table_lookup (ruff_objects, name);
  pieces.ruff_problem = position > 0
                        ? g_ptr_array_index (state->ruff_outcome->problems, position - 1)
                        : NULL;
  pieces.ruff_version = meirei_ruff_get_version (state->setup.ruff);
  pieces.python_version = meirei_analysis_worker_get_version (state->setup.worker);

  pieces.name = name;
  pieces.external = state->external;

  return meirei_analysis_merge (state->setup.table, &pieces);
}

static void
merge_worker (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GroupState *state = task_data;
  g_autoptr(GHashTable) ruff_objects =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < state->ruff_outcome->outputs->len; i++)
    meirei_ruff_output_read (g_ptr_array_index (state->ruff_outcome->outputs, i), ruff_objects);

  for (guint i = 0; i < state->sources->len; i++)
    g_ptr_array_add (state->reports, make_report (state, ruff_objects, i));

  g_clear_pointer (&state->folder, meirei_analysis_folder_free);
  g_task_return_boolean (task, TRUE);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GroupState *state = g_task_get_task_data (task);

  g_task_propagate_boolean (G_TASK (result), NULL);
  g_task_return_pointer (task, g_steal_pointer (&state->reports),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
finish_op (GTask  *task,
           GError *error)
{
  GroupState *state = g_task_get_task_data (task);
  g_autoptr(GTask) merge = NULL;

  if (error != NULL && state->error == NULL)
    state->error = g_error_copy (error);
  if (--state->n_pending > 0)
    return;

  if (state->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&state->error));
      return;
    }

  merge = g_task_new (NULL, NULL, merged_cb, g_object_ref (task));
  g_task_set_source_tag (merge, finish_op);
  g_task_set_task_data (merge, state, NULL);
  g_task_run_in_thread (merge, merge_worker);
}

static void
ruff_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GroupState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  state->ruff_outcome = meirei_ruff_batch_run_finish (MEIREI_RUFF (object), result, &error);
  finish_op (task, error);
}

static void
worker_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GroupState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  state->answers =
    meirei_analysis_worker_analyse_finish (MEIREI_ANALYSIS_WORKER (object), result, &error);
  finish_op (task, error);
}

static void
external_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GroupState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  state->external =
    meirei_external_batch_run_finish (MEIREI_TOOL_TRUST (object), result, &error);
  finish_op (task, error);
}

static void
start_external (GTask *task)
{
  GroupState *state = g_task_get_task_data (task);

  state->n_pending++;
  meirei_external_batch_run_async (state->setup.trust, state->folder->path, state->sources,
                                   state->folder->names, g_task_get_cancellable (task),
                                   external_cb, g_object_ref (task));
}

static void
start_ruff (GTask *task)
{
  GroupState *state = g_task_get_task_data (task);
  g_autofree const char **names = g_new0 (const char *, state->sources->len + 1);
  guint length = 0;

  for (guint i = 0; i < state->sources->len; i++)
    {
      if (!meirei_source_is_python (g_ptr_array_index (state->sources, i)))
        continue;

      names[length++] = g_ptr_array_index (state->folder->names, i);
      state->ruff_positions[i] = length;
    }

  state->n_pending++;
  meirei_ruff_batch_run_async (state->setup.ruff, state->folder->path, names,
                               g_task_get_cancellable (task), ruff_cb, g_object_ref (task));
}

static void
start_worker (GTask *task)
{
  GroupState *state = g_task_get_task_data (task);
  g_autoptr(GPtrArray) requests =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < state->sources->len; i++)
    {
      g_autofree char *path =
        g_build_filename (state->folder->path,
                          g_ptr_array_index (state->folder->raw_names, i), NULL);

      g_ptr_array_add (requests,
                       meirei_worker_request_new (g_ptr_array_index (state->sources, i), path));
    }

  state->n_pending++;
  meirei_analysis_worker_analyse_async (state->setup.worker, requests,
                                        g_task_get_cancellable (task),
                                        worker_cb, g_object_ref (task));
}

static void
write_folder_worker (GTask        *task,
                     gpointer      source_object,
                     gpointer      task_data,
                     GCancellable *cancellable)
{
  GroupState *state = task_data;
  GError *error = NULL;

  state->folder = meirei_analysis_folder_new (state->sources, &error);
  if (state->folder != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_prefix_error (&error, "The files to analyse cannot be written; free some space: ");
  g_task_return_error (task, error);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GroupState *state = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (g_task_return_error_if_cancelled (task))
    return;

  state->n_pending = 1;
  start_ruff (task);
  start_worker (task);
  start_external (task);
  finish_op (task, NULL);
}

static void
copy_setup (const MeireiAnalysisSetup *setup,
            MeireiAnalysisSetup       *copy)
{
  copy->table = g_object_ref (setup->table);
  copy->ruff = g_object_ref (setup->ruff);
  copy->worker = g_object_ref (setup->worker);
  copy->trust = g_object_ref (setup->trust);
}

/**
 * meirei_analysis_group_run_async:
 * @setup: what to look with
 * @sources: (element-type MeireiSource): the files
 * @cancellable: (nullable): ends the programs
 * @callback: called when all reports are there
 * @user_data: for @callback
 *
 * Looks at some files together.
 */
void
meirei_analysis_group_run_async (const MeireiAnalysisSetup *setup,
                                 GPtrArray                 *sources,
                                 GCancellable              *cancellable,
                                 GAsyncReadyCallback        callback,
                                 gpointer                   user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) writing = NULL;
  GroupState *state;

  g_return_if_fail (setup != NULL);
  g_return_if_fail (sources != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_analysis_group_run_async);
  state = g_new0 (GroupState, 1);
  copy_setup (setup, &state->setup);
  state->sources = g_ptr_array_ref (sources);
  state->ruff_positions = g_new0 (guint, sources->len + 1);
  state->reports = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, state, (GDestroyNotify) group_state_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  writing = g_task_new (NULL, NULL, written_cb, g_object_ref (task));
  g_task_set_source_tag (writing, meirei_analysis_group_run_async);
  g_task_set_task_data (writing, state, NULL);
  g_task_run_in_thread (writing, write_folder_worker);
}

/**
 * meirei_analysis_group_run_finish:
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type MeireiReport) (nullable): a report
 *   for each file, or %NULL with %G_IO_ERROR_CANCELLED or %G_FILE_ERROR
 */
GPtrArray *
meirei_analysis_group_run_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
