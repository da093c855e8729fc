/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The life of an instruction:
 *
 *   draft → validated → approved → executing → executed → accepted | rejected
 *                                     └→ failed
 *
 * An approval is bound to the content of the sheet.  While the sheet is as it
 * was approved, a failed, executed or rejected instruction can be executed
 * again; once it differs, it has to be validated and approved anew. */

#include "config.h"

#include "meirei-check.h"
#include "meirei-instruction-error.h"
#include "meirei-instruction-private.h"
#include "meirei-lifecycle.h"

static gboolean
has_run (MeireiStatus status)
{
  return status == MEIREI_STATUS_EXECUTED || status == MEIREI_STATUS_ACCEPTED
         || status == MEIREI_STATUS_REJECTED || status == MEIREI_STATUS_FAILED;
}

/**
 * meirei_lifecycle_is_legal:
 * @instruction: an instruction
 * @operation: what shall be done with it
 *
 * Returns: whether the instruction's status allows it now
 */
gboolean
meirei_lifecycle_is_legal (MeireiInstruction *instruction,
                           MeireiOperation    operation)
{
  MeireiStatus status;
  gboolean needs_approval;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (instruction), FALSE);

  status = meirei_instruction_get_status (instruction);
  if (status == MEIREI_STATUS_EXECUTING)
    return FALSE;

  needs_approval = !meirei_instruction_is_approved (instruction);

  switch (operation)
    {
    case MEIREI_OPERATION_EDIT:
    case MEIREI_OPERATION_DELETE:
      return TRUE;

    case MEIREI_OPERATION_VALIDATE:
      return status == MEIREI_STATUS_DRAFT
             || (needs_approval && status != MEIREI_STATUS_VALIDATED);

    case MEIREI_OPERATION_APPROVE:
      return status == MEIREI_STATUS_DRAFT || status == MEIREI_STATUS_VALIDATED
             || needs_approval;

    case MEIREI_OPERATION_EXECUTE:
      return !needs_approval
             && (status == MEIREI_STATUS_APPROVED || status == MEIREI_STATUS_EXECUTED
                 || status == MEIREI_STATUS_REJECTED || status == MEIREI_STATUS_FAILED);

    case MEIREI_OPERATION_ACCEPT:
    case MEIREI_OPERATION_REJECT:
      return status == MEIREI_STATUS_EXECUTED;

    case MEIREI_OPERATION_ANALYZE:
    case MEIREI_OPERATION_TEST:
      return meirei_instruction_get_latest_version (instruction) != NULL;

    default:
      g_return_val_if_reached (FALSE);
    }
}

static char *
list_legal_operations (MeireiInstruction *instruction)
{
  static const MeireiOperation named[] = {
    MEIREI_OPERATION_EDIT, MEIREI_OPERATION_VALIDATE, MEIREI_OPERATION_APPROVE,
    MEIREI_OPERATION_EXECUTE, MEIREI_OPERATION_ACCEPT, MEIREI_OPERATION_REJECT,
    MEIREI_OPERATION_ANALYZE, MEIREI_OPERATION_TEST,
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    if (meirei_lifecycle_is_legal (instruction, named[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              meirei_enum_to_nick (MEIREI_TYPE_OPERATION, named[i]));

  if (text->len == 0)
    g_string_append (text, "wait until it has finished, or stop it");

  return g_string_free (text, FALSE);
}

/**
 * meirei_lifecycle_check:
 * @instruction: an instruction
 * @operation: what shall be done with it
 * @error: return location for an error
 *
 * Like [func@lifecycle_is_legal], with an error that names the status and what
 * would be legal.
 *
 * Returns: %TRUE if it is legal, else %FALSE with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION
 */
gboolean
meirei_lifecycle_check (MeireiInstruction  *instruction,
                        MeireiOperation     operation,
                        GError            **error)
{
  g_autofree char *legal = NULL;

  if (meirei_lifecycle_is_legal (instruction, operation))
    return TRUE;

  legal = list_legal_operations (instruction);
  g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION,
               "Cannot %s %s: its status is %s%s; legal now: %s",
               meirei_enum_to_nick (MEIREI_TYPE_OPERATION, operation),
               meirei_instruction_get_short_id (instruction),
               meirei_enum_to_nick (MEIREI_TYPE_STATUS,
                                    meirei_instruction_get_status (instruction)),
               meirei_instruction_is_approval_stale (instruction)
               ? " and its sheet changed after the approval" : "",
               legal);

  return FALSE;
}

/**
 * meirei_lifecycle_edit:
 * @instruction: an instruction
 * @sheet: its new sheet
 * @error: return location for an error
 *
 * Replaces the sheet.  If the content differs, a validated or approved
 * instruction is a draft again; one that has run keeps its status, and its
 * approval shows as stale.
 *
 * Returns: %TRUE if it was done, also when nothing differs
 */
gboolean
meirei_lifecycle_edit (MeireiInstruction  *instruction,
                       MeireiSheet        *sheet,
                       GError            **error)
{
  MeireiStatus status;
  gboolean same_content;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (instruction), FALSE);
  g_return_val_if_fail (MEIREI_IS_SHEET (sheet), FALSE);

  if (!meirei_lifecycle_check (instruction, MEIREI_OPERATION_EDIT, error))
    return FALSE;
  if (meirei_sheet_equal (sheet, meirei_instruction_get_sheet (instruction)))
    return TRUE;

  status = meirei_instruction_get_status (instruction);
  same_content = g_str_equal (meirei_sheet_get_content_sha256 (sheet),
                              meirei_sheet_get_content_sha256 (
                                meirei_instruction_get_sheet (instruction)));
  _meirei_instruction_set_sheet (instruction, sheet);
  _meirei_instruction_move (instruction,
                            same_content || has_run (status) ? status : MEIREI_STATUS_DRAFT,
                            "edit", NULL);

  return TRUE;
}

static gboolean
check_sheet (MeireiInstruction  *instruction,
             GError            **error)
{
  g_autoptr(GPtrArray) checks = meirei_sheet_check (meirei_instruction_get_sheet (instruction));
  g_autoptr(GString) problems = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      const char *problem = meirei_check_get_problem (checks->pdata[i]);

      if (problem != NULL)
        g_string_append_printf (problems, "%s%s", problems->len > 0 ? "; " : "", problem);
    }

  if (problems->len == 0)
    return TRUE;

  g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_SHEET,
               "The sheet of %s is not valid: %s",
               meirei_instruction_get_short_id (instruction), problems->str);

  return FALSE;
}

/**
 * meirei_lifecycle_validate:
 * @instruction: an instruction
 * @error: return location for an error
 *
 * Checks the sheet and, if it passes, makes the instruction validated.
 *
 * Returns: %TRUE if it is validated now, else %FALSE with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION or
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_SHEET
 */
gboolean
meirei_lifecycle_validate (MeireiInstruction  *instruction,
                           GError            **error)
{
  if (!meirei_lifecycle_check (instruction, MEIREI_OPERATION_VALIDATE, error)
      || !check_sheet (instruction, error))
    return FALSE;

  _meirei_instruction_move (instruction, MEIREI_STATUS_VALIDATED, "validate", NULL);

  return TRUE;
}

/**
 * meirei_lifecycle_approve:
 * @instruction: an instruction
 * @note: (nullable): the person's note
 * @error: return location for an error
 *
 * Allows the execution of the sheet as it is now.  A draft is validated first.
 *
 * Returns: %TRUE if it is approved now, else %FALSE with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION or
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_SHEET
 */
gboolean
meirei_lifecycle_approve (MeireiInstruction  *instruction,
                          const char         *note,
                          GError            **error)
{
  if (!meirei_lifecycle_check (instruction, MEIREI_OPERATION_APPROVE, error))
    return FALSE;

  if (meirei_instruction_get_status (instruction) != MEIREI_STATUS_VALIDATED)
    {
      if (!check_sheet (instruction, error))
        return FALSE;
      _meirei_instruction_move (instruction, MEIREI_STATUS_VALIDATED, "validate", NULL);
    }

  _meirei_instruction_set_approval (instruction, g_get_real_time (),
                                    meirei_sheet_get_content_sha256 (
                                      meirei_instruction_get_sheet (instruction)));
  _meirei_instruction_move (instruction, MEIREI_STATUS_APPROVED, "approve", note);

  return TRUE;
}

/**
 * meirei_lifecycle_begin_execution:
 * @instruction: an instruction
 * @version: the name of the version that is being made
 * @execution: who executes it, see [method@Instruction.get_execution]
 * @error: return location for an error
 *
 * Returns: %TRUE if it is executing now, else %FALSE with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION
 */
gboolean
meirei_lifecycle_begin_execution (MeireiInstruction  *instruction,
                                  const char         *version,
                                  JsonObject         *execution,
                                  GError            **error)
{
  g_return_val_if_fail (version != NULL && execution != NULL, FALSE);

  if (!meirei_lifecycle_check (instruction, MEIREI_OPERATION_EXECUTE, error))
    return FALSE;

  _meirei_instruction_set_execution (instruction, execution);
  _meirei_instruction_move (instruction, MEIREI_STATUS_EXECUTING, "execute", version);

  return TRUE;
}

/**
 * meirei_lifecycle_finish_execution:
 * @instruction: an instruction that is executing
 * @version: the name of the version that was made
 * @finish: how the answer ended
 * @note: (nullable): what there is to say, such as why it failed
 *
 * Only a complete answer makes the instruction executed; every other one makes
 * it failed, with the version kept.
 */
void
meirei_lifecycle_finish_execution (MeireiInstruction *instruction,
                                   const char        *version,
                                   MeireiFinish       finish,
                                   const char        *note)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MEIREI_IS_INSTRUCTION (instruction));
  g_return_if_fail (version != NULL);

  text = note != NULL ? g_strdup_printf ("%s: %s", version, note) : g_strdup (version);
  _meirei_instruction_add_version (instruction, version);
  _meirei_instruction_set_execution (instruction, NULL);
  _meirei_instruction_move (instruction,
                            finish == MEIREI_FINISH_COMPLETE ? MEIREI_STATUS_EXECUTED
                                                             : MEIREI_STATUS_FAILED,
                            meirei_enum_to_nick (MEIREI_TYPE_FINISH, finish), text);
}

/**
 * meirei_lifecycle_fail_execution:
 * @instruction: an instruction that is executing
 * @note: why it failed
 *
 * Ends an execution that gave no version at all, such as when no server could
 * be reached.
 */
void
meirei_lifecycle_fail_execution (MeireiInstruction *instruction,
                                 const char        *note)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION (instruction));

  _meirei_instruction_set_execution (instruction, NULL);
  _meirei_instruction_move (instruction, MEIREI_STATUS_FAILED, "fail", note);
}

/**
 * meirei_lifecycle_choose_version:
 * @instruction: an instruction that has been executed
 * @version: the name of one of its versions, whose answer is complete
 * @note: (nullable): why
 * @error: return location for an error
 *
 * Makes a version the current one, about which a verdict decides; the others
 * stay.
 *
 * Returns: %TRUE if it is the current one now, else %FALSE with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION
 */
gboolean
meirei_lifecycle_choose_version (MeireiInstruction  *instruction,
                                 const char         *version,
                                 const char         *note,
                                 GError            **error)
{
  MeireiStatus status;
  g_autofree char *text = NULL;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (instruction), FALSE);
  g_return_val_if_fail (version != NULL, FALSE);

  status = meirei_instruction_get_status (instruction);
  if ((status != MEIREI_STATUS_EXECUTED && status != MEIREI_STATUS_FAILED)
      || !g_strv_contains (meirei_instruction_get_versions (instruction), version))
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION,
                   "Cannot choose %s of %s: its status is %s", version,
                   meirei_instruction_get_short_id (instruction),
                   meirei_enum_to_nick (MEIREI_TYPE_STATUS, (int) status));
      return FALSE;
    }

  text = note != NULL ? g_strdup_printf ("%s: %s", version, note) : g_strdup (version);
  _meirei_instruction_put_last (instruction, version);
  _meirei_instruction_move (instruction, MEIREI_STATUS_EXECUTED, "choose", text);

  return TRUE;
}

/**
 * meirei_lifecycle_decide:
 * @instruction: an instruction
 * @decision: accepted or rejected
 * @note: (nullable): the person's note
 * @error: return location for an error
 *
 * Returns: %TRUE if it was legal, else %FALSE with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION
 */
gboolean
meirei_lifecycle_decide (MeireiInstruction  *instruction,
                         MeireiDecision      decision,
                         const char         *note,
                         GError            **error)
{
  gboolean accept = decision == MEIREI_DECISION_ACCEPTED;

  g_return_val_if_fail (decision != MEIREI_DECISION_NONE, FALSE);

  if (!meirei_lifecycle_check (instruction,
                               accept ? MEIREI_OPERATION_ACCEPT : MEIREI_OPERATION_REJECT,
                               error))
    return FALSE;

  _meirei_instruction_move (instruction,
                            accept ? MEIREI_STATUS_ACCEPTED : MEIREI_STATUS_REJECTED,
                            accept ? "accept" : "reject", note);

  return TRUE;
}

/**
 * meirei_lifecycle_undo_decision:
 * @instruction: an instruction
 * @error: return location for an error
 *
 * Takes a verdict back: the instruction awaits review again.
 *
 * Returns: %TRUE if there was one, else %FALSE with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION
 */
gboolean
meirei_lifecycle_undo_decision (MeireiInstruction  *instruction,
                                GError            **error)
{
  MeireiStatus status = meirei_instruction_get_status (instruction);

  if (status != MEIREI_STATUS_ACCEPTED && status != MEIREI_STATUS_REJECTED)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION,
                   "There is no verdict to undo: the status of %s is %s",
                   meirei_instruction_get_short_id (instruction),
                   meirei_enum_to_nick (MEIREI_TYPE_STATUS, status));
      return FALSE;
    }

  _meirei_instruction_move (instruction, MEIREI_STATUS_EXECUTED, "undo", NULL);

  return TRUE;
}
