/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What has to be read from the workspace before items can begin, in a thread:
 * phases and dependencies, and, when a batch goes on, the answers that it has
 * already got.
 *
 * When a process dies, an answer may be stored whose item is not in the
 * journal.  The version remembers its batch, so that the answer is not asked
 * for again. */

#include "config.h"

#include "meirei-batch-facts.h"
#include "meirei-batch-preparation.h"
#include "meirei-workspace-versions.h"

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  char *batch_id;
  char **ids;
  gboolean resumed;
} State;

static void
state_free (State *state)
{
  g_object_unref (state->workspace);
  g_free (state->batch_id);
  g_strfreev (state->ids);
  g_free (state);
}

static void
prepared_item_free (MeireiBatchPreparedItem *item)
{
  g_free (item->id);
  g_free (item->feature);
  g_strfreev (item->depends_on);
  g_clear_pointer (&item->facts, json_object_unref);
  g_free (item);
}

static void
find_answer (State                   *state,
             MeireiInstruction       *instruction,
             MeireiBatchPreparedItem *item)
{
  const char *name = meirei_instruction_get_latest_version (instruction);
  g_autoptr(MeireiVersion) version = NULL;

  if (name == NULL)
    return;

  version = meirei_workspace_load_version (state->workspace, item->id, name, NULL);
  if (version == NULL || !meirei_version_is_finished (version)
      || meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE
      || g_strcmp0 (meirei_version_get_batch (version), state->batch_id) != 0)
    return;

  item->facts = meirei_batch_facts_of_version (version);
  item->seconds = meirei_batch_facts_sum_seconds (version);
}

static MeireiBatchPreparedItem *
prepare_item (State      *state,
              const char *id)
{
  MeireiBatchPreparedItem *item = g_new0 (MeireiBatchPreparedItem, 1);
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (state->workspace, id, NULL);
  MeireiSheet *sheet;

  item->id = g_strdup (id);
  /* Its own execution will say what is wrong with it. */
  if (instruction == NULL)
    return item;

  sheet = meirei_instruction_get_sheet (instruction);
  item->phase = meirei_sheet_get_phase (sheet);
  item->feature = g_strdup (meirei_sheet_get_feature (sheet));
  item->depends_on = g_strdupv ((char **) meirei_sheet_get_depends_on (sheet));
  if (state->resumed)
    find_answer (state, instruction, item);

  return item;
}

static void
prepare_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  State *state = task_data;
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) prepared_item_free);

  for (gsize i = 0; state->ids[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (items, prepare_item (state, state->ids[i]));

  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * meirei_batch_prepare_async:
 * @batch: a batch
 * @workspace: its workspace, open, so that unfinished executions are repaired
 * @items: (element-type MeireiBatchItem): which of its items
 * @resumed: whether answers that it already got are looked for
 * @cancellable: (nullable): to give up
 * @callback: called when everything is read
 * @user_data: for @callback
 */
void
meirei_batch_prepare_async (MeireiBatch         *batch,
                            MeireiWorkspace     *workspace,
                            GPtrArray           *items,
                            gboolean             resumed,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GStrvBuilder) builder = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_BATCH (batch));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));

  task = g_task_new (batch, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_prepare_async);
  builder = g_strv_builder_new ();
  for (guint i = 0; i < items->len; i++)
    g_strv_builder_add (builder, meirei_batch_item_get_id (items->pdata[i]));
  state = g_new0 (State, 1);
  state->workspace = g_object_ref (workspace);
  state->batch_id = g_strdup (meirei_batch_get_id (batch));
  state->ids = g_strv_builder_end (builder);
  state->resumed = resumed;
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  g_task_run_in_thread (task, prepare_worker);
}

/**
 * meirei_batch_prepare_finish:
 * @batch: a batch
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type MeireiBatchPreparedItem):
 *   one for each item, in their order; %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
meirei_batch_prepare_finish (MeireiBatch   *batch,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, batch), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
