/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What is done with several instructions at once, or with a sheet as a whole:
 * verdicts on the checked ones, copies, the trash.  Everything takes effect at
 * once and a toast offers to undo. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-instructions-page-private.h"
#include "meirei-workspace-decisions.h"

typedef struct {
  MeireiInstructionsPage *self; /* (owned) */
  MeireiDecision decision;
  char **ids;
  guint n_left_out;
} Verdicts;

static void
verdicts_free (Verdicts *verdicts)
{
  g_object_unref (verdicts->self);
  g_strfreev (verdicts->ids);
  g_free (verdicts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Verdicts, verdicts_free)

/* Those of the checked instructions that await review. */
static char **
dup_awaiting (MeireiInstructionsPage *self,
              guint                  *n_left_out)
{
  g_auto(GStrv) checked = meirei_instruction_list_dup_checked (self->list);
  g_autoptr(GStrvBuilder) awaiting = g_strv_builder_new ();

  *n_left_out = 0;
  for (gsize i = 0; checked[i] != NULL; i++)
    {
      MeireiInstructionItem *item = meirei_workspace_get_item (self->workspace, checked[i]);

      if (item != NULL && meirei_instruction_item_get_status (item) == MEIREI_STATUS_EXECUTED)
        g_strv_builder_add (awaiting, checked[i]);
      else
        (*n_left_out)++;
    }

  return g_strv_builder_end (awaiting);
}

static char *
dup_verdicts_text (MeireiDecision decision,
                   guint          n_done,
                   guint          n_left_out,
                   guint          n_failed)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (decision == MEIREI_DECISION_ACCEPTED)
    /* Translators: %u is how many instructions were accepted */
    g_string_append_printf (text, _("Accepted %u"), n_done);
  else
    /* Translators: %u is how many instructions were rejected */
    g_string_append_printf (text, _("Rejected %u"), n_done);
  if (n_left_out > 0)
    /* Translators: goes after “Accepted 3” */
    g_string_append_printf (text, _(", skipped %u that do not await review"), n_left_out);
  if (n_failed > 0)
    /* Translators: goes after “Accepted 3”: their files were changed or are gone */
    g_string_append_printf (text, _(", %u not possible"), n_failed);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Of those that were accepted, the code goes to where it belongs. */
static void
deliver (const Verdicts  *verdicts,
         MeireiWorkspace *workspace,
         const GPtrArray *outcomes)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) accepted = NULL;

  if (verdicts->decision != MEIREI_DECISION_ACCEPTED)
    return;

  for (guint i = 0; i < outcomes->len; i++)
    if (outcomes->pdata[i] == NULL)
      g_strv_builder_add (builder, verdicts->ids[i]);
  accepted = g_strv_builder_end (builder);
  _meirei_instructions_page_deliver (verdicts->self, workspace, (const char * const *) accepted);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Verdicts) verdicts = user_data;
  MeireiInstructionsPage *self = verdicts->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autofree char *text = NULL;
  const GError *first = NULL;
  guint n_failed = 0;

  outcomes = meirei_workspace_decide_many_finish (MEIREI_WORKSPACE (source), result, &error);
  if (outcomes == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), error);
      return;
    }

  for (guint i = 0; i < outcomes->len; i++)
    if (outcomes->pdata[i] != NULL)
      {
        first = first != NULL ? first : outcomes->pdata[i];
        n_failed++;
      }
  if (n_failed == outcomes->len)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), first);
      return;
    }

  meirei_instruction_list_clear_checked (self->list);
  text = dup_verdicts_text (verdicts->decision, outcomes->len - n_failed, verdicts->n_left_out,
                            n_failed);
  _meirei_instructions_page_offer_undo (self, text);
  deliver (verdicts, MEIREI_WORKSPACE (source), outcomes);
}

static void
decide_checked (MeireiInstructionsPage *self,
                MeireiDecision          decision)
{
  Verdicts *verdicts;
  guint n_left_out;
  g_auto(GStrv) ids = NULL;

  if (self->workspace == NULL || !meirei_instruction_list_has_checked (self->list))
    return;

  ids = dup_awaiting (self, &n_left_out);
  if (ids[0] == NULL)
    {
      _meirei_instructions_page_add_toast (self,
                                           adw_toast_new (_("None of them awaits review")));
      return;
    }

  verdicts = g_new0 (Verdicts, 1);
  verdicts->self = g_object_ref (self);
  verdicts->decision = decision;
  verdicts->ids = g_strdupv (ids);
  verdicts->n_left_out = n_left_out;
  meirei_workspace_decide_many_async (self->workspace, (const char * const *) ids, decision,
                                      meirei_decision_bar_get_note (self->decision_bar), NULL, NULL,
                                      decided_cb, verdicts);
  meirei_decision_bar_set_note (self->decision_bar, NULL);
}

static void
accept_checked_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  decide_checked (user_data, MEIREI_DECISION_ACCEPTED);
}

static void
reject_checked_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  decide_checked (user_data, MEIREI_DECISION_REJECTED);
}

typedef struct {
  MeireiInstructionsPage *self; /* (owned) */
  char *id;
} Copying;

static void
copying_free (Copying *copying)
{
  g_object_unref (copying->self);
  g_free (copying->id);
  g_free (copying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, copying_free)

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Copying) copying = user_data;
  MeireiInstructionsPage *self = copying->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) errors = NULL;

  errors = meirei_workspace_add_instructions_finish (MEIREI_WORKSPACE (source), result, &error);
  if (errors == NULL || errors->pdata[0] != NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view),
                                         errors != NULL ? errors->pdata[0] : error);
      return;
    }

  if (self->workspace != MEIREI_WORKSPACE (source))
    return;
  meirei_workspace_apply_changes (self->workspace);
  meirei_instructions_page_open (self, copying->id);
  meirei_instruction_view_set_tab (self->view, MEIREI_INSTRUCTION_TAB_SHEET);
}

/* A copy begins as a draft, without versions. */
static void
duplicate_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  g_autofree char *title = NULL;
  g_autoptr(JsonNode) value = NULL;
  g_autoptr(MeireiSheet) sheet = NULL;
  g_autoptr(MeireiInstruction) copy = NULL;
  g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  Copying *copying;

  if (self->workspace == NULL || instruction == NULL)
    return;

  /* Translators: the title of a copy of an instruction */
  title = g_strdup_printf (_("%s (copy)"),
                           meirei_sheet_get_title (meirei_instruction_get_sheet (instruction)));
  value = json_node_init_string (json_node_alloc (), title);
  sheet = meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), "title", value,
                                    &error);
  if (sheet == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), error);
      return;
    }

  copy = meirei_instruction_new (sheet);
  g_ptr_array_add (copies, g_object_ref (copy));
  copying = g_new0 (Copying, 1);
  copying->self = g_object_ref (self);
  copying->id = g_strdup (meirei_instruction_get_id (copy));
  meirei_workspace_add_instructions_async (self->workspace, copies, NULL, added_cb, copying);
}

/* One instruction on its way to the trash or back; they go one after another. */
typedef struct {
  MeireiInstructionsPage *self; /* (owned) */
  MeireiWorkspace *workspace;   /* (owned): whichever the page shows later */
  char **ids;
  char *title;                  /* of the only one, or %NULL */
  guint n_done;
  gsize next;
  gboolean restore;
} Trashing;

static void
trashing_free (Trashing *trashing)
{
  g_object_unref (trashing->self);
  g_object_unref (trashing->workspace);
  g_strfreev (trashing->ids);
  g_free (trashing->title);
  g_free (trashing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trashing, trashing_free)

static void trash_next (Trashing *trashing);

static void
restore_cb (AdwToast *toast,
            gpointer  user_data)
{
  Trashing *deleted = user_data;
  Trashing *trashing = g_new0 (Trashing, 1);

  trashing->self = g_object_ref (deleted->self);
  trashing->workspace = g_object_ref (deleted->workspace);
  trashing->ids = g_strdupv (deleted->ids);
  trashing->restore = TRUE;
  trash_next (trashing);
}

static void
trashing_closure_free (gpointer  data,
                       GClosure *closure)
{
  trashing_free (data);
}

/* Takes @trashing. */
static void
finish_trashing (Trashing *trashing)
{
  MeireiInstructionsPage *self = trashing->self;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (trashing->n_done == 0 || trashing->restore)
    {
      if (trashing->n_done > 0 && trashing->workspace == self->workspace)
        meirei_instructions_page_open (self, trashing->ids[0]);
      trashing_free (trashing);
      return;
    }

  if (trashing->title != NULL)
    {
      g_autofree char *markup = g_markup_escape_text (trashing->title, -1);

      /* Translators: %s is the title of an instruction */
      text = g_strdup_printf (_("Deleted “%s”"), markup);
    }
  else
    text = g_strdup_printf (ngettext ("Deleted %u instruction", "Deleted %u instructions",
                                      trashing->n_done), trashing->n_done);
  meirei_instruction_list_clear_checked (self->list);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (restore_cb), trashing,
                         trashing_closure_free, 0);
  _meirei_instructions_page_add_toast (self, toast);
}

static void
trashed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Trashing *trashing = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = trashing->restore
                  ? meirei_workspace_restore_instruction_finish (MEIREI_WORKSPACE (source), result,
                                                                 &error)
                  : meirei_workspace_delete_instruction_finish (MEIREI_WORKSPACE (source), result,
                                                                &error);

  if (done)
    trashing->n_done++;
  else
    meirei_error_presenter_show_toast (GTK_WIDGET (trashing->self->view), error);
  trash_next (trashing);
}

static void
trash_next (Trashing *trashing)
{
  MeireiWorkspace *workspace = trashing->workspace;
  const char *id = trashing->ids[trashing->next];

  if (id == NULL)
    {
      finish_trashing (trashing);
      return;
    }

  trashing->next++;
  if (trashing->restore)
    meirei_workspace_restore_instruction_async (workspace, id, NULL, trashed_cb, trashing);
  else
    meirei_workspace_delete_instruction_async (workspace, id, NULL, trashed_cb, trashing);
}

/* Takes @ids. */
static void
move_to_trash (MeireiInstructionsPage  *self,
               char                   **ids)
{
  Trashing *trashing = g_new0 (Trashing, 1);

  trashing->self = g_object_ref (self);
  trashing->workspace = g_object_ref (self->workspace);
  trashing->ids = ids;
  if (ids[0] != NULL && ids[1] == NULL)
    {
      MeireiInstructionItem *item = meirei_workspace_get_item (self->workspace, ids[0]);

      trashing->title = g_strdup (item != NULL ? meirei_instruction_item_get_title (item) : NULL);
    }
  trash_next (trashing);
}

static void
delete_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;
  MeireiInstructionItem *item = meirei_review_get_item (self->review);
  const char *ids[] = { item != NULL ? meirei_instruction_item_get_id (item) : NULL, NULL };

  if (self->workspace != NULL)
    move_to_trash (self, g_strdupv ((char **) ids));
}

static void
delete_checked_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;

  if (self->workspace != NULL)
    move_to_trash (self, meirei_instruction_list_dup_checked (self->list));
}

/* Adds the actions of this file to those of the page. */
void
_meirei_instructions_page_add_bulk_actions (MeireiInstructionsPage *self)
{
  static const GActionEntry actions[] = {
    { .name = "accept-checked", .activate = accept_checked_action },
    { .name = "delete", .activate = delete_action },
    { .name = "delete-checked", .activate = delete_checked_action },
    { .name = "duplicate", .activate = duplicate_action },
    { .name = "reject-checked", .activate = reject_checked_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions,
                                   G_N_ELEMENTS (actions), self);
}
