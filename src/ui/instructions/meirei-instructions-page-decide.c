/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Decisions: they take effect at once, the next instruction that awaits review
 * opens, and a toast offers to undo. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-delivery.h"
#include "meirei-error-presenter.h"
#include "meirei-instructions-page-private.h"
#include "meirei-workspace-decisions.h"

#define UNDO_TIMEOUT_S 10

typedef struct {
  MeireiInstructionsPage *self; /* (owned) */
  MeireiDecision decision;
  char *id;
  char *title;
  char *note;
  char *version;
} Decision;

static void
decision_free (Decision *decision)
{
  g_object_unref (decision->self);
  g_free (decision->id);
  g_free (decision->title);
  g_free (decision->note);
  g_free (decision->version);
  g_free (decision);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

/* Shows @text and the way back from the last decision. */
void
_meirei_instructions_page_offer_undo (MeireiInstructionsPage *self,
                                      const char             *text)
{
  /* “Undo” takes back the last decision, so only the last toast may offer it. */
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_clear_object (&self->undo_toast);

  self->undo_toast = g_object_ref_sink (adw_toast_new (text));
  adw_toast_set_button_label (self->undo_toast, _("_Undo"));
  adw_toast_set_action_name (self->undo_toast, "instruction.undo");
  adw_toast_set_timeout (self->undo_toast, UNDO_TIMEOUT_S);
  _meirei_instructions_page_add_toast (self, g_object_ref (self->undo_toast));
}

static void
show_undo_toast (MeireiInstructionsPage *self,
                 const Decision         *decision)
{
  g_autofree char *markup = g_markup_escape_text (decision->title, -1);
  g_autofree char *text = NULL;

  if (decision->decision == MEIREI_DECISION_ACCEPTED)
    /* Translators: %s is the title of an instruction */
    text = g_strdup_printf (_("Accepted “%s”"), markup);
  else
    /* Translators: %s is the title of an instruction */
    text = g_strdup_printf (_("Rejected “%s”"), markup);
  _meirei_instructions_page_offer_undo (self, text);
}

/* Tells what did not work with the copies of accepted code; the verdicts
 * stand. */
static void
delivered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(MeireiInstructionsPage) self = user_data;
  g_autoptr(GPtrArray) deliveries =
    meirei_delivery_finish (MEIREI_WORKSPACE (source), result, NULL);
  const GError *first = NULL;

  for (guint i = 0; deliveries != NULL && i < deliveries->len && first == NULL; i++)
    first = ((MeireiDelivery *) deliveries->pdata[i])->error;
  if (first != NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (self->view), first);
}

/* Copies the accepted code of some instructions to where it goes. */
void
_meirei_instructions_page_deliver (MeireiInstructionsPage *self,
                                   MeireiWorkspace        *workspace,
                                   const char * const     *ids)
{
  meirei_delivery_run_async (workspace, ids, delivered_cb, g_object_ref (self));
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Decision) decision = user_data;
  MeireiInstructionsPage *self = decision->self;
  g_autoptr(GError) error = NULL;

  if (meirei_workspace_decide_finish (MEIREI_WORKSPACE (source), result, &error))
    {
      _meirei_instructions_page_drop_comments (self, decision->id, decision->version);
      show_undo_toast (self, decision);
      if (decision->decision == MEIREI_DECISION_ACCEPTED)
        _meirei_instructions_page_deliver (self, MEIREI_WORKSPACE (source),
                                           (const char *[]) { decision->id, NULL });
      return;
    }

  /* Nothing was decided: back to where the reader was, with the note. */
  if (self->workspace == MEIREI_WORKSPACE (source))
    {
      meirei_instructions_page_open (self, decision->id);
      meirei_decision_bar_set_note (self->decision_bar, decision->note);
    }
  meirei_error_presenter_show_toast (GTK_WIDGET (self->view), error);
}

static void
open_next (MeireiInstructionsPage *self,
           MeireiInstructionItem  *item)
{
  MeireiInstructionModel *model = meirei_instruction_list_get_model (self->list);
  guint position = meirei_instruction_model_find (model, item);
  MeireiInstructionItem *next;

  position = meirei_instruction_model_find_next (model,
                                                 position != MEIREI_NO_POSITION ? position + 1 : 0,
                                                 MEIREI_STATUS_EXECUTED);
  next = position != MEIREI_NO_POSITION ? meirei_instruction_model_peek (model, position) : NULL;
  if (next != NULL && next != item)
    meirei_instruction_list_select (self->list, next);
}

static void
decide (MeireiInstructionsPage *self,
        MeireiDecision          kind)
{
  MeireiInstructionItem *item = meirei_review_get_item (self->review);
  MeireiVersion *version = meirei_review_get_version (self->review);
  Decision *decision;
  g_autoptr(JsonArray) comments = NULL;

  if (item == NULL || version == NULL || self->workspace == NULL)
    return;

  decision = g_new0 (Decision, 1);
  decision->self = g_object_ref (self);
  decision->decision = kind;
  decision->id = g_strdup (meirei_instruction_item_get_id (item));
  decision->title = g_strdup (meirei_instruction_item_get_title (item));
  decision->note = g_strdup (meirei_decision_bar_get_note (self->decision_bar));

  decision->version = g_strdup (meirei_version_get_name (version));
  comments = meirei_line_comments_to_json (meirei_review_get_comments (self->review));

  meirei_workspace_decide_async (self->workspace, decision->id,
                                 meirei_review_get_seen_sha256 (self->review), kind,
                                 decision->note, comments, NULL,
                                 decided_cb, decision);

  meirei_decision_bar_set_note (self->decision_bar, NULL);
  open_next (self, item);
}

void
_meirei_instructions_page_accept_action (GSimpleAction *action,
                                         GVariant      *parameter,
                                         gpointer       user_data)
{
  decide (user_data, MEIREI_DECISION_ACCEPTED);
}

void
_meirei_instructions_page_reject_action (GSimpleAction *action,
                                         GVariant      *parameter,
                                         gpointer       user_data)
{
  decide (user_data, MEIREI_DECISION_REJECTED);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiInstructionsPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = NULL;
  g_autofree char *text = NULL;
  guint n_ids;

  ids = meirei_workspace_undo_decision_finish (MEIREI_WORKSPACE (source), result, &error);
  if (ids == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), error);
      return;
    }

  n_ids = g_strv_length (ids);
  if (self->workspace == MEIREI_WORKSPACE (source) && n_ids > 0)
    meirei_instructions_page_open (self, ids[0]);

  /* Translators: %u is how many instructions await review again */
  text = g_strdup_printf (ngettext ("Decision undone", "%u decisions undone", n_ids), n_ids);
  _meirei_instructions_page_add_toast (self, adw_toast_new (text));
  meirei_delivery_withdraw_async (MEIREI_WORKSPACE (source), (const char * const *) ids,
                                  delivered_cb, g_object_ref (self));
}

void
_meirei_instructions_page_undo_action (GSimpleAction *action,
                                       GVariant      *parameter,
                                       gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;

  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_clear_object (&self->undo_toast);

  meirei_workspace_undo_decision_async (self->workspace, NULL, undone_cb, g_object_ref (self));
}
