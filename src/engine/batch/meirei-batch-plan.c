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
  return (selection->phase < 0 || meirei_instruction_item_get_phase (item) == selection->phase)
         && (selection->status == NULL
             || (int) meirei_instruction_item_get_status (item) == status);
}

/* `--all` means every instruction for which the operation is legal, which only
 * the instruction itself knows: the list has no approval's hash. */
static void
add_all (GPtrArray             *items,
         MeireiWorkspace       *workspace,
         MeireiOperation        operation,
         const MeireiSelection *selection,
         int                    status)
{
  GListModel *model = meirei_workspace_get_items (workspace);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (model, i);
      g_autoptr(MeireiInstruction) instruction = NULL;

      if (!matches (item, selection, status))
        continue;
      instruction = meirei_workspace_load_instruction (workspace,
                                                       meirei_instruction_item_get_id (item),
                                                       NULL);
      if (instruction != NULL && meirei_lifecycle_is_legal (instruction, operation))
        add_item (items, workspace, meirei_instruction_item_get_id (item));
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
 * comes; `all`, `status` and `phase` choose only legal ones.  Blocks.
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
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GString) problems = g_string_new (NULL);
  MeireiOperation known = MEIREI_OPERATION_VALIDATE;
  gboolean operation_known = find_operation (operation, &known);
  int status = -1;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (selection != NULL, NULL);

  if (selection->status != NULL
      && !meirei_enum_from_nick (MEIREI_TYPE_STATUS, selection->status, &status))
    g_string_append_printf (problems, "there is no status “%s”", selection->status);
  add_named (items, workspace, selection->ids, problems);
  if (!check_problems (operation, operation_known, problems, error))
    return NULL;

  if (selection->all || selection->status != NULL || selection->phase >= 0)
    add_all (items, workspace, known, selection, status);

  if (items->len == 0)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_EMPTY,
                   "There is no instruction that “%s” could be applied to; "
                   "“list” shows the status of each", operation);
      return NULL;
    }

  return meirei_batch_new (known, items, options);
}
