/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The operations that only change files of the workspace: they go in groups,
 * each synced once. */

#include "config.h"

#include "meirei-batch-group.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-decisions.h"

/**
 * meirei_batch_group_handles:
 * @operation: an operation
 *
 * Returns: whether it is one of those that go in groups
 */
gboolean
meirei_batch_group_handles (MeireiOperation operation)
{
  return operation == MEIREI_OPERATION_VALIDATE || operation == MEIREI_OPERATION_APPROVE
         || operation == MEIREI_OPERATION_ACCEPT || operation == MEIREI_OPERATION_REJECT;
}

static gboolean
validate (MeireiInstruction  *instruction,
          gpointer            user_data,
          GError            **error)
{
  return meirei_lifecycle_validate (instruction, error);
}

static gboolean
approve (MeireiInstruction  *instruction,
         gpointer            user_data,
         GError            **error)
{
  return meirei_lifecycle_approve (instruction, user_data, error);
}

static void
return_errors (GTask     *task,
               GPtrArray *errors,
               GError    *error)
{
  if (errors != NULL)
    g_task_return_pointer (task, errors, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *errors = meirei_workspace_update_instructions_finish (MEIREI_WORKSPACE (source),
                                                                   result, &error);

  return_errors (task, errors, error);
}

static void
decide_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *errors = meirei_workspace_decide_many_finish (MEIREI_WORKSPACE (source), result,
                                                           &error);

  return_errors (task, errors, error);
}

static char **
dup_ids (GPtrArray *items)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < items->len; i++)
    g_strv_builder_add (builder, meirei_batch_item_get_id (items->pdata[i]));

  return g_strv_builder_end (builder);
}

/**
 * meirei_batch_group_run_async:
 * @workspace: the workspace
 * @operation: one that goes in groups
 * @options: (nullable): its options, such as `note`
 * @items: (element-type MeireiBatchItem): the items
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
meirei_batch_group_run_async (MeireiWorkspace     *workspace,
                              MeireiOperation      operation,
                              JsonObject          *options,
                              GPtrArray           *items,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  g_auto(GStrv) ids = dup_ids (items);
  const char * const *list = (const char * const *) ids;
  const char *note = meirei_json_get_string (options, "note", NULL);

  g_return_if_fail (meirei_batch_group_handles (operation));

  g_task_set_source_tag (task, meirei_batch_group_run_async);
  if (operation == MEIREI_OPERATION_VALIDATE)
    meirei_workspace_update_instructions_async (workspace, list, validate, NULL, NULL,
                                                cancellable, update_cb, g_steal_pointer (&task));
  else if (operation == MEIREI_OPERATION_APPROVE)
    meirei_workspace_update_instructions_async (workspace, list, approve, g_strdup (note), g_free,
                                                cancellable, update_cb, g_steal_pointer (&task));
  else
    meirei_workspace_decide_many_async (workspace, list,
                                        operation == MEIREI_OPERATION_ACCEPT
                                        ? MEIREI_DECISION_ACCEPTED : MEIREI_DECISION_REJECTED,
                                        note, cancellable, decide_cb, g_steal_pointer (&task));
}

/**
 * meirei_batch_group_run_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of
 *   each item: %NULL if it is done, else why not; or %NULL with @error set if
 *   nothing could be done
 */
GPtrArray *
meirei_batch_group_run_finish (MeireiWorkspace  *workspace,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
