/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From what a person named to a batch.  Everything that can be known to be
 * wrong is found here, all at once, before anything runs. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-plan.h"
#include "meirei-instruction-error.h"
#include "meirei-lifecycle.h"

static const MeireiOperation batch_operations[] = {
  MEIREI_OPERATION_VALIDATE,
  MEIREI_OPERATION_APPROVE,
  MEIREI_OPERATION_EXECUTE,
  MEIREI_OPERATION_ACCEPT,
  MEIREI_OPERATION_REJECT,
  MEIREI_OPERATION_ANALYZE,
  MEIREI_OPERATION_TEST,
};

static gboolean
find_operation (const char      *name,
                MeireiOperation *operation)
{
  for (gsize i = 0; i < G_N_ELEMENTS (batch_operations); i++)
    if (g_strcmp0 (name, meirei_enum_to_nick (MEIREI_TYPE_OPERATION, batch_operations[i])) == 0)
      {
        *operation = batch_operations[i];
        return TRUE;
      }

  return FALSE;
}

static char *
list_operations (void)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (batch_operations); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            meirei_enum_to_nick (MEIREI_TYPE_OPERATION, batch_operations[i]));

  return g_string_free (text, FALSE);
}

typedef struct {
  MeireiOperation operation;
  char *word;             /* (owned) the operation as it was named */
  JsonObject *options;    /* (owned) (nullable) */
  MeireiWorkspace *workspace;
  GPtrArray *items;       /* of MeireiBatchItem: what was named */
  GPtrArray *candidates;  /* of MeireiBatchItem: may be in, if it is legal */
} Plan;

static void
plan_free (Plan *plan)
{
  g_free (plan->word);
  g_clear_pointer (&plan->options, json_object_unref);
  g_object_unref (plan->workspace);
  g_ptr_array_unref (plan->items);
  g_ptr_array_unref (plan->candidates);
  g_free (plan);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, plan_free)

/**
 * meirei_selection_is_empty:
 * @selection: a selection
 *
 * Returns: whether a person named nothing at all
 */
gboolean
meirei_selection_is_empty (const MeireiSelection *selection)
{
  g_return_val_if_fail (selection != NULL, TRUE);

  return !selection->all && selection->status == NULL && selection->phase < 0
         && selection->below <= 0 && (selection->ids == NULL || selection->ids[0] == NULL);
}

static void
add_item (GPtrArray       *items,
          MeireiWorkspace *workspace,
          const char      *id)
{
  MeireiInstructionItem *item = meirei_workspace_get_item (workspace, id);

  g_ptr_array_add (items, meirei_batch_item_new (id, item != NULL
                                                     ? meirei_instruction_item_get_title (item)
                                                     : NULL));
}

/* Collects the named instructions; what names none goes to @problems. */
static void
add_named (GPtrArray          *items,
           MeireiWorkspace    *workspace,
           const char * const *ids,
           GString            *problems)
{
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *id = meirei_workspace_find_id (workspace, ids[i], &error);

      if (id != NULL)
        add_item (items, workspace, id);
      else
        g_string_append_printf (problems, "%s%s", problems->len > 0 ? "; " : "",
                                error->message);
    }
}

static gboolean
matches (MeireiInstructionItem *item,
         const MeireiSelection *selection,
         int                    status)
{
  int score = meirei_instruction_item_get_score (item);

  return (selection->phase < 0 || meirei_instruction_item_get_phase (item) == selection->phase)
         && (selection->status == NULL
             || (int) meirei_instruction_item_get_status (item) == status)
         && (selection->below <= 0 || (score >= 0 && score < selection->below));
}

static void
add_candidates (Plan                  *plan,
                const MeireiSelection *selection,
                int                    status)
{
  GListModel *model = meirei_workspace_get_items (plan->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (model, i);

      if (matches (item, selection, status))
        g_ptr_array_add (plan->candidates,
                         meirei_batch_item_new (meirei_instruction_item_get_id (item),
                                                meirei_instruction_item_get_title (item)));
    }
}

static gboolean
check_problems (const char  *operation_name,
                gboolean     operation_known,
                GString     *problems,
                GError     **error)
{
  g_autofree char *operations = NULL;

  if (operation_known && problems->len == 0)
    return TRUE;

  if (operation_known)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_UNKNOWN_IDS,
                   "Nothing was run: %s", problems->str);
      return FALSE;
    }

  operations = list_operations ();
  g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_UNKNOWN_OPERATION,
               "Nothing was run: there is no operation “%s”, there are %s%s%s",
               operation_name, operations, problems->len > 0 ? "; " : "", problems->str);

  return FALSE;
}

/* What can be known without reading any file. */
static Plan *
begin_plan (MeireiWorkspace        *workspace,
            const char             *operation,
            const MeireiSelection  *selection,
            JsonObject             *options,
            GError                **error)
{
  g_autoptr(Plan) plan = g_new0 (Plan, 1);
  g_autoptr(GString) problems = g_string_new (NULL);
  gboolean operation_known = find_operation (operation, &plan->operation);
  int status = -1;

  plan->word = g_strdup (operation);
  plan->options = options != NULL ? json_object_ref (options) : NULL;
  plan->workspace = g_object_ref (workspace);
  plan->items = g_ptr_array_new_with_free_func (g_object_unref);
  plan->candidates = g_ptr_array_new_with_free_func (g_object_unref);
  if (selection->status != NULL
      && !meirei_enum_from_nick (MEIREI_TYPE_STATUS, selection->status, &status))
    g_string_append_printf (problems, "there is no status “%s”", selection->status);
  add_named (plan->items, workspace, selection->ids, problems);
  if (!check_problems (operation, operation_known, problems, error))
    return NULL;

  if (selection->all || selection->status != NULL || selection->phase >= 0
      || selection->below > 0)
    add_candidates (plan, selection, status);

  return g_steal_pointer (&plan);
}

/* `--all` means every instruction for which the operation is legal, which only
 * the instruction itself knows: the list has no approval's hash.  Blocks. */
static MeireiBatch *
end_plan (Plan    *plan,
          GError **error)
{
  for (guint i = 0; i < plan->candidates->len; i++)
    {
      MeireiBatchItem *item = plan->candidates->pdata[i];
      g_autoptr(MeireiInstruction) instruction =
        meirei_workspace_load_instruction (plan->workspace, meirei_batch_item_get_id (item), NULL);

      if (instruction != NULL && meirei_lifecycle_is_legal (instruction, plan->operation))
        g_ptr_array_add (plan->items, g_object_ref (item));
    }

  if (plan->items->len == 0)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_EMPTY,
                   "There is no instruction that “%s” could be applied to; "
                   "“list” shows the status of each", plan->word);
      return NULL;
    }

  return meirei_batch_new (plan->operation, plan->items, plan->options);
}

/**
 * meirei_batch_plan:
 * @workspace: the workspace
 * @operation: the operation's word
 * @selection: which instructions
 * @options: (nullable): the options of the operation
 * @error: return location for an error
 *
 * Makes a batch of what a person named.  All unknown ids and an unknown
 * operation are reported together.  An instruction that is named although the
 * operation is not legal for it becomes an item, which fails when its turn
 * comes; `all`, `status`, `phase` and `below` choose only legal ones.  Those
 * four read files and block; with ids alone nothing is read.
 *
 * Returns: (transfer full) (nullable): the batch, or %NULL with
 *   %MEIREI_BATCH_ERROR_UNKNOWN_OPERATION, %MEIREI_BATCH_ERROR_UNKNOWN_IDS,
 *   %MEIREI_BATCH_ERROR_EMPTY or %MEIREI_INSTRUCTION_ERROR_INVALID_DATA
 */
MeireiBatch *
meirei_batch_plan (MeireiWorkspace        *workspace,
                   const char             *operation,
                   const MeireiSelection  *selection,
                   JsonObject             *options,
                   GError                **error)
{
  g_autoptr(Plan) plan = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (selection != NULL, NULL);

  plan = begin_plan (workspace, operation, selection, options, error);

  return plan != NULL ? end_plan (plan, error) : NULL;
}

static void
plan_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  MeireiBatch *batch = end_plan (task_data, &error);

  if (batch != NULL)
    g_task_return_pointer (task, batch, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_batch_plan_async:
 * @workspace: the workspace
 * @operation: the operation's word
 * @selection: which instructions; copied
 * @options: (nullable): the options of the operation
 * @cancellable: (nullable): to give up
 * @callback: called when the batch is there
 * @user_data: for @callback
 *
 * Like [func@batch_plan], without blocking.
 */
void
meirei_batch_plan_async (MeireiWorkspace       *workspace,
                         const char            *operation,
                         const MeireiSelection *selection,
                         JsonObject            *options,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Plan *plan;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (selection != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_plan_async);
  plan = begin_plan (workspace, operation, selection, options, &error);
  if (plan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, plan, (GDestroyNotify) plan_free);
  g_task_run_in_thread (task, plan_worker);
}

/**
 * meirei_batch_plan_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the batch, see [func@batch_plan]
 */
MeireiBatch *
meirei_batch_plan_finish (MeireiWorkspace  *workspace,
                          GAsyncResult     *result,
                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * meirei_batch_plan_items:
 * @workspace: the workspace
 * @ids: (array zero-terminated=1): ids or unique beginnings of ids
 * @error: return location for an error
 *
 * Makes items to be added to a batch that runs.
 *
 * Returns: (transfer full) (nullable) (element-type MeireiBatchItem): the
 *   items, or %NULL with %MEIREI_BATCH_ERROR_UNKNOWN_IDS
 */
GPtrArray *
meirei_batch_plan_items (MeireiWorkspace     *workspace,
                         const char * const  *ids,
                         GError             **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GString) problems = g_string_new (NULL);

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  add_named (items, workspace, ids, problems);
  if (!check_problems (NULL, TRUE, problems, error))
    return NULL;

  return g_steal_pointer (&items);
}
