/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What can be done with the open and the checked instructions: moving among
 * them, validating, approving.  Decisions are in
 * meirei-instructions-page-decide.c. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-instruction-error.h"
#include "meirei-instructions-page-private.h"
#include "meirei-lifecycle.h"

static void
next_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  meirei_instruction_list_select_near (MEIREI_INSTRUCTIONS_PAGE (user_data)->list, +1);
}

static void
previous_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  meirei_instruction_list_select_near (MEIREI_INSTRUCTIONS_PAGE (user_data)->list, -1);
}

static void
note_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  meirei_decision_bar_focus_note (MEIREI_INSTRUCTIONS_PAGE (user_data)->decision_bar);
}

static void
search_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;

  meirei_fold_pane_set_show_side (self->list_pane, TRUE);
  meirei_instruction_list_focus_search (self->list);
}

static void
check_all_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  meirei_instruction_list_check_all (MEIREI_INSTRUCTIONS_PAGE (user_data)->list);
}

/* Escape ends what is nearest: first the checks, then the running model. */
static void
dismiss_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;

  if (meirei_instruction_list_has_checked (self->list))
    meirei_instruction_list_clear_checked (self->list);
  else
    _meirei_instructions_page_stop_action (NULL, NULL, self);
}

static void
clear_checked_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  meirei_instruction_list_clear_checked (MEIREI_INSTRUCTIONS_PAGE (user_data)->list);
}

/* What the bar below the code names, checked rows or not. */
char **
_meirei_instructions_page_dup_open (MeireiInstructionsPage *self)
{
  MeireiInstructionItem *item = meirei_review_get_item (self->review);
  const char *ids[] = { item != NULL ? meirei_instruction_item_get_id (item) : NULL, NULL };

  return g_strdupv ((char **) ids);
}

/* The checked instructions, or the open one. */
char **
_meirei_instructions_page_dup_targets (MeireiInstructionsPage *self)
{
  return meirei_instruction_list_has_checked (self->list)
         ? meirei_instruction_list_dup_checked (self->list)
         : _meirei_instructions_page_dup_open (self);
}

/* What became of an operation on several instructions. */
typedef struct {
  guint n_done;
  guint n_skipped;     /* their status does not allow it */
  guint n_failed;
  const GError *error; /* (nullable): the first one that failed */
} Outcome;

static Outcome
count_outcomes (GPtrArray *outcomes)
{
  Outcome outcome = { 0 };

  for (guint i = 0; i < outcomes->len; i++)
    {
      const GError *error = outcomes->pdata[i];

      if (error == NULL)
        outcome.n_done++;
      else if (g_error_matches (error, MEIREI_INSTRUCTION_ERROR,
                                MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION))
        outcome.n_skipped++;
      else
        outcome.n_failed++;

      if (error != NULL && (outcome.error == NULL || outcome.n_failed == 1))
        outcome.error = error;
    }

  return outcome;
}

static char *
dup_validated_text (const Outcome *outcome)
{
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: %u is how many sheets have been validated */
  g_string_append_printf (text, _("Validated %u"), outcome->n_done);
  if (outcome->n_skipped > 0)
    /* Translators: goes after “Validated 3” */
    g_string_append_printf (text, _(", skipped %u already validated"), outcome->n_skipped);
  if (outcome->n_failed > 0)
    /* Translators: goes after “Validated 3”; sheets that are not complete */
    g_string_append_printf (text, _(", %u not complete"), outcome->n_failed);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_approved_text (const Outcome *outcome)
{
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: %u is how many instructions have been approved */
  g_string_append_printf (text, _("Approved %u"), outcome->n_done);
  if (outcome->n_skipped > 0)
    /* Translators: goes after “Approved 3” */
    g_string_append_printf (text, _(", skipped %u already approved or executed"),
                            outcome->n_skipped);
  if (outcome->n_failed > 0)
    /* Translators: goes after “Approved 3”; sheets that are not complete */
    g_string_append_printf (text, _(", %u not complete"), outcome->n_failed);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Shows a short message over the instruction; it does not cover the bar for
 * decisions. */
void
_meirei_instructions_page_add_toast (MeireiInstructionsPage *self,
                                     AdwToast               *toast)
{
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

typedef char * (*DupTextFunc) (const Outcome *outcome);

static void
finish_change (MeireiInstructionsPage *self,
               GObject                *source,
               GAsyncResult           *result,
               DupTextFunc             dup_text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autofree char *text = NULL;
  Outcome outcome;

  outcomes = meirei_workspace_update_instructions_finish (MEIREI_WORKSPACE (source), result,
                                                          &error);
  if (outcomes == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), error);
      return;
    }

  outcome = count_outcomes (outcomes);
  if (outcomes->len == 1 && outcome.error != NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), outcome.error);
      return;
    }

  text = dup_text (&outcome);
  _meirei_instructions_page_add_toast (self, adw_toast_new (text));
}

static gboolean
validate_func (MeireiInstruction  *instruction,
               gpointer            user_data,
               GError            **error)
{
  return meirei_lifecycle_validate (instruction, error);
}

static gboolean
approve_func (MeireiInstruction  *instruction,
              gpointer            user_data,
              GError            **error)
{
  return meirei_lifecycle_approve (instruction, NULL, error);
}

static void
validated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(MeireiInstructionsPage) self = user_data;

  finish_change (self, source, result, dup_validated_text);
}

static void
approved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiInstructionsPage) self = user_data;

  finish_change (self, source, result, dup_approved_text);
}

/* Takes @targets. */
static void
change (MeireiInstructionsPage  *self,
        char                   **targets,
        MeireiInstructionFunc    func,
        GAsyncReadyCallback      callback)
{
  g_auto(GStrv) ids = targets;

  if (self->workspace == NULL || ids[0] == NULL)
    return;

  meirei_workspace_update_instructions_async (self->workspace, (const char * const *) ids, func,
                                              NULL, NULL, NULL, callback, g_object_ref (self));
}

static void
validate_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  change (user_data, _meirei_instructions_page_dup_targets (user_data), validate_func,
          validated_cb);
}

static void
approve_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  change (user_data, _meirei_instructions_page_dup_targets (user_data), approve_func, approved_cb);
}

static void
approve_open_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  change (user_data, _meirei_instructions_page_dup_open (user_data), approve_func, approved_cb);
}

/* Adds the actions `instruction.*`. */
void
_meirei_instructions_page_add_actions (MeireiInstructionsPage *self)
{
  static const GActionEntry actions[] = {
    { .name = "accept", .activate = _meirei_instructions_page_accept_action },
    { .name = "analyze", .activate = _meirei_instructions_page_analyze_action },
    { .name = "approve", .activate = approve_action },
    { .name = "approve-open", .activate = approve_open_action },
    { .name = "check-all", .activate = check_all_action },
    { .name = "clear-checked", .activate = clear_checked_action },
    { .name = "comment", .activate = _meirei_instructions_page_comment_action },
    { .name = "dismiss", .activate = dismiss_action },
    { .name = "execute", .activate = _meirei_instructions_page_execute_action },
    { .name = "execute-open", .activate = _meirei_instructions_page_execute_open_action },
    { .name = "execute-batch", .activate = _meirei_instructions_page_execute_batch_action },
    { .name = "find-next", .activate = _meirei_instructions_page_find_action,
      .parameter_type = "b" },
    { .name = "next", .activate = next_action },
    { .name = "next-mark", .activate = _meirei_instructions_page_next_mark_action,
      .parameter_type = "b" },
    { .name = "note", .activate = note_action },
    { .name = "previous", .activate = previous_action },
    { .name = "regenerate", .activate = _meirei_instructions_page_regenerate_action },
    { .name = "reject", .activate = _meirei_instructions_page_reject_action },
    { .name = "restore", .activate = _meirei_instructions_page_restore_action,
      .parameter_type = "s" },
    { .name = "save-report", .activate = _meirei_instructions_page_save_report_action,
      .parameter_type = "s" },
    { .name = "search", .activate = search_action },
    { .name = "stop", .activate = _meirei_instructions_page_stop_action },
    { .name = "undo", .activate = _meirei_instructions_page_undo_action },
    { .name = "validate", .activate = validate_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions,
                                   G_N_ELEMENTS (actions), self);
  _meirei_instructions_page_add_bulk_actions (self);
  _meirei_instructions_page_update_actions (self);
}

static void
set_enabled (MeireiInstructionsPage *self,
             const char             *name,
             gboolean                enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* The instruction that was read, if it is the one that is open. */
static MeireiInstruction *
get_open_instruction (MeireiInstructionsPage *self)
{
  MeireiInstructionItem *item = meirei_review_get_item (self->review);
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);

  if (item == NULL || instruction == NULL
      || !g_str_equal (meirei_instruction_get_id (instruction),
                       meirei_instruction_item_get_id (item)))
    return NULL;

  return instruction;
}

static gboolean
is_legal (MeireiInstructionsPage *self,
          MeireiOperation         operation)
{
  MeireiInstruction *instruction = get_open_instruction (self);

  return instruction != NULL && meirei_lifecycle_is_legal (instruction, operation);
}

/* Lets the actions follow what is open and checked. */
void
_meirei_instructions_page_update_actions (MeireiInstructionsPage *self)
{
  gboolean can_write = self->workspace != NULL && !meirei_workspace_is_read_only (self->workspace);
  gboolean checked = meirei_instruction_list_has_checked (self->list);
  gboolean any = meirei_review_get_item (self->review) != NULL;
  /* A decision is always on the latest version. */
  gboolean latest = meirei_review_get_version_name (self->review) == NULL;

  set_enabled (self, "save-report", any && self->center != NULL);
  set_enabled (self, "accept",
               can_write && latest && is_legal (self, MEIREI_OPERATION_ACCEPT));
  set_enabled (self, "reject",
               can_write && latest && is_legal (self, MEIREI_OPERATION_REJECT));
  set_enabled (self, "validate",
               can_write && (checked || is_legal (self, MEIREI_OPERATION_VALIDATE)));
  set_enabled (self, "approve",
               can_write && (checked || is_legal (self, MEIREI_OPERATION_APPROVE)));
  set_enabled (self, "approve-open", can_write && is_legal (self, MEIREI_OPERATION_APPROVE));
  set_enabled (self, "execute-open",
               can_write && self->center != NULL && is_legal (self, MEIREI_OPERATION_EXECUTE));
  set_enabled (self, "execute",
               can_write && self->center != NULL
               && (checked || is_legal (self, MEIREI_OPERATION_EXECUTE)));
  set_enabled (self, "execute-batch",
               can_write && self->center != NULL
               && (checked || is_legal (self, MEIREI_OPERATION_EXECUTE)));
  set_enabled (self, "regenerate",
               can_write && self->center != NULL
               && meirei_review_get_version (self->review) != NULL
               && is_legal (self, MEIREI_OPERATION_EXECUTE));
  set_enabled (self, "analyze",
               can_write && self->center != NULL && is_legal (self, MEIREI_OPERATION_ANALYZE));
  set_enabled (self, "accept-checked", can_write && checked);
  set_enabled (self, "reject-checked", can_write && checked);
  set_enabled (self, "delete", can_write && is_legal (self, MEIREI_OPERATION_DELETE));
  set_enabled (self, "delete-checked", can_write && checked);
  set_enabled (self, "duplicate", can_write && get_open_instruction (self) != NULL);
  set_enabled (self, "restore", can_write && is_legal (self, MEIREI_OPERATION_EXECUTE));
  set_enabled (self, "stop",
               self->center != NULL && any
               && meirei_run_center_find_execution (self->center,
                                                    meirei_instruction_item_get_id (
                                                      meirei_review_get_item (self->review))) != NULL);
  set_enabled (self, "comment", meirei_review_get_version (self->review) != NULL);
  set_enabled (self, "find-next", any);
  set_enabled (self, "note", any);
  set_enabled (self, "undo", can_write);
}
