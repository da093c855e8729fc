/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Which instructions a new run is about.  The list knows enough to say at once
 * how many; whether each is really possible, the run itself finds out. */

#include "config.h"

#include "meirei-run-choice.h"

/**
 * meirei_run_choice_allows:
 * @operation: what shall be done
 * @item: an instruction of the list
 *
 * Returns: whether the instruction's status allows it
 */
gboolean
meirei_run_choice_allows (MeireiOperation        operation,
                          MeireiInstructionItem *item)
{
  MeireiStatus status = meirei_instruction_item_get_status (item);
  gboolean stale = (meirei_instruction_item_get_flags (item)
                    & MEIREI_ITEM_FLAG_APPROVAL_STALE) != 0;
  gboolean has_run = status == MEIREI_STATUS_EXECUTED || status == MEIREI_STATUS_ACCEPTED
                     || status == MEIREI_STATUS_REJECTED || status == MEIREI_STATUS_FAILED;

  switch (operation)
    {
    case MEIREI_OPERATION_VALIDATE:
      return status == MEIREI_STATUS_DRAFT
             || (stale && status != MEIREI_STATUS_VALIDATED && status != MEIREI_STATUS_EXECUTING);
    case MEIREI_OPERATION_APPROVE:
      return status == MEIREI_STATUS_DRAFT || status == MEIREI_STATUS_VALIDATED
             || (stale && status != MEIREI_STATUS_EXECUTING);
    case MEIREI_OPERATION_EXECUTE:
      return !stale && (status == MEIREI_STATUS_APPROVED || status == MEIREI_STATUS_EXECUTED
                        || status == MEIREI_STATUS_REJECTED || status == MEIREI_STATUS_FAILED);
    case MEIREI_OPERATION_ANALYZE:
    case MEIREI_OPERATION_TEST:
      return has_run;
    case MEIREI_OPERATION_EDIT:
    case MEIREI_OPERATION_ACCEPT:
    case MEIREI_OPERATION_REJECT:
    case MEIREI_OPERATION_DELETE:
    default:
      return FALSE;
    }
}

/**
 * meirei_run_choice_get_status:
 * @operation: what shall be done
 *
 * Returns: the status of the instructions that usually wait for it
 */
MeireiStatus
meirei_run_choice_get_status (MeireiOperation operation)
{
  switch (operation)
    {
    case MEIREI_OPERATION_APPROVE:
      return MEIREI_STATUS_VALIDATED;
    case MEIREI_OPERATION_EXECUTE:
      return MEIREI_STATUS_APPROVED;
    case MEIREI_OPERATION_ANALYZE:
    case MEIREI_OPERATION_TEST:
    case MEIREI_OPERATION_ACCEPT:
    case MEIREI_OPERATION_REJECT:
      return MEIREI_STATUS_EXECUTED;
    case MEIREI_OPERATION_EDIT:
    case MEIREI_OPERATION_VALIDATE:
    case MEIREI_OPERATION_DELETE:
    default:
      return MEIREI_STATUS_DRAFT;
    }
}

static gboolean
is_chosen (const MeireiRunChoice *choice,
           MeireiInstructionItem *item)
{
  switch (choice->scope)
    {
    case MEIREI_RUN_SCOPE_CHECKED:
      return meirei_instruction_item_get_checked (item);
    case MEIREI_RUN_SCOPE_PHASE:
      return meirei_instruction_item_get_phase (item) == choice->phase;
    case MEIREI_RUN_SCOPE_STATUS:
      return meirei_instruction_item_get_status (item) == choice->status;
    case MEIREI_RUN_SCOPE_ALL:
    default:
      return TRUE;
    }
}

/**
 * meirei_run_choice_dup_ids:
 * @choice: what a person chose
 * @workspace: where the instructions are
 * @n_skipped: (out): how many of those that were chosen have a status that does
 *   not allow the operation
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids of the others, in
 *   the order of the list
 */
char **
meirei_run_choice_dup_ids (const MeireiRunChoice *choice,
                           MeireiWorkspace       *workspace,
                           guint                 *n_skipped)
{
  GListModel *items = meirei_workspace_get_items (workspace);
  guint n_items = g_list_model_get_n_items (items);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  *n_skipped = 0;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);

      if (!is_chosen (choice, item))
        continue;
      if (meirei_run_choice_allows (choice->operation, item))
        g_strv_builder_add (builder, meirei_instruction_item_get_id (item));
      else
        *n_skipped += 1;
    }

  return g_strv_builder_end (builder);
}
