/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* While two versions are compared: the list makes room, the bar for decisions
 * names the versions and offers to go back; and going back itself. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-instructions-page-private.h"
#include "meirei-version-restore.h"

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiInstructionsPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_version_restore_finish (MEIREI_WORKSPACE (source), result, &error);
  g_autofree char *text = NULL;

  if (instruction == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), error);
      return;
    }

  /* Translators: %s is the version that has the old code, such as v4 */
  text = g_strdup_printf (_("The old code is now %s"),
                          meirei_instruction_get_latest_version (instruction));
  _meirei_instructions_page_add_toast (self, adw_toast_new (text));
  meirei_review_set_version_name (self->review, NULL);
  meirei_review_reload (self->review);
}

void
_meirei_instructions_page_restore_action (GSimpleAction *action,
                                          GVariant      *parameter,
                                          gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;
  MeireiComparePair *pair = meirei_instruction_view_get_pair (self->view);
  MeireiVersion *version = meirei_version_list_find (meirei_compare_pair_get_versions (pair),
                                                     g_variant_get_string (parameter, NULL), NULL);

  if (version != NULL && self->workspace != NULL)
    meirei_version_restore_async (self->workspace, version, NULL, restored_cb,
                                  g_object_ref (self));
}

static gboolean
is_latest (MeireiComparePair *pair,
           MeireiVersion     *version)
{
  GListModel *model = meirei_version_list_get_model (meirei_compare_pair_get_versions (pair));
  g_autoptr(MeireiVersion) latest = g_list_model_get_item (model, 0);

  return version == latest;
}

static void
update_accept (MeireiInstructionsPage *self,
               MeireiVersion          *after)
{
  MeireiComparePair *pair = meirei_instruction_view_get_pair (self->view);
  g_autofree char *label = NULL;

  if (after != NULL && is_latest (pair, after))
    /* Translators: %s is a version such as v3 */
    label = g_strdup_printf (_("Accept %s"), meirei_version_get_name (after));
  meirei_decision_bar_set_accept_label (self->decision_bar, label != NULL ? label : _("Accept"));
}

static void
update_restore (MeireiInstructionsPage *self,
                MeireiVersion          *before)
{
  GtkBox *box = meirei_decision_bar_get_extra_box (self->decision_bar);
  MeireiComparePair *pair = meirei_instruction_view_get_pair (self->view);
  gboolean useful = before != NULL && !is_latest (pair, before);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (box), useful && !self->compact);
  if (!useful)
    return;

  /* Translators: %s is a version such as v2 */
  label = g_strdup_printf (_("Go back to %s"), meirei_version_get_name (before));
  adw_button_content_set_label (self->restore_content, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->restore_button), "s",
                                    meirei_version_get_name (before));
}

/* Lets the list and the bar for decisions follow the comparison. */
void
_meirei_instructions_page_update_compare (MeireiInstructionsPage *self)
{
  MeireiComparePair *pair = meirei_instruction_view_get_pair (self->view);
  gboolean comparing = meirei_instruction_view_get_tab (self->view)
                       == MEIREI_INSTRUCTION_TAB_COMPARE
                       && pair != NULL
                       && meirei_compare_pair_get_version (pair, MEIREI_DIFF_NEW) != NULL;

  if (pair == NULL)
    return;

  /* A folded list can still be had as an overlay (F9). */
  if (meirei_fold_pane_get_folded (self->list_pane) != (self->fold_list || comparing))
    {
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
      GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
      gboolean in_list = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));

      meirei_fold_pane_set_folded (self->list_pane, self->fold_list || comparing);
      /* Else GTK takes the first button of the window. */
      if (in_list && comparing)
        meirei_instruction_view_focus_tab (self->view);
      g_object_notify (G_OBJECT (self), "fold-list");
    }
  update_accept (self, comparing ? meirei_compare_pair_get_version (pair, MEIREI_DIFF_NEW) : NULL);
  update_restore (self, comparing ? meirei_compare_pair_get_version (pair, MEIREI_DIFF_OLD)
                                  : NULL);
}

/* Adds what the bar for decisions needs for comparisons. */
void
_meirei_instructions_page_add_compare (MeireiInstructionsPage *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  self->restore_button = GTK_BUTTON (button);
  self->restore_content = ADW_BUTTON_CONTENT (content);
  adw_button_content_set_icon_name (self->restore_content, "edit-undo-symbolic");
  gtk_button_set_child (self->restore_button, content);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "instruction.restore");
  gtk_widget_set_tooltip_text (button, _("Make the Old Code the Newest Version"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (meirei_decision_bar_get_extra_box (self->decision_bar), button);

  g_signal_connect_object (self->view, "notify::tab",
                           G_CALLBACK (_meirei_instructions_page_update_compare), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_instruction_view_get_pair (self->view), "versions-changed",
                           G_CALLBACK (_meirei_instructions_page_update_compare), self,
                           G_CONNECT_SWAPPED);
}

void
_meirei_instructions_page_next_mark_action (GSimpleAction *action,
                                            GVariant      *parameter,
                                            gpointer       user_data)
{
  meirei_instruction_view_next_mark (MEIREI_INSTRUCTIONS_PAGE (user_data)->view,
                                     g_variant_get_boolean (parameter));
}

void
_meirei_instructions_page_find_action (GSimpleAction *action,
                                       GVariant      *parameter,
                                       gpointer       user_data)
{
  meirei_instruction_view_find (MEIREI_INSTRUCTIONS_PAGE (user_data)->view,
                                g_variant_get_boolean (parameter));
}
