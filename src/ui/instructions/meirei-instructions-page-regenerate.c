/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Letting a model change a version: a dialog, then an execution; the new
 * version opens beside the old one. */

#include "config.h"

#include "meirei-error-presenter.h"
#include "meirei-instructions-page-private.h"
#include "meirei-regenerate-dialog.h"

static void
response_cb (MeireiInstructionsPage *self,
             const char             *response,
             MeireiRegenerateDialog *dialog)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "id");
  const char *ids[] = { id, NULL };
  g_autoptr(JsonObject) options = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_str_equal (response, "regenerate") || self->center == NULL)
    return;

  options = meirei_regenerate_dialog_dup_options (dialog);
  if (meirei_run_center_start (self->center, MEIREI_OPERATION_EXECUTE, ids, options, FALSE,
                               &error) == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view), error);
      return;
    }

  g_free (self->regenerating);
  self->regenerating = g_strdup (id);
  meirei_instruction_view_set_tab (self->view, MEIREI_INSTRUCTION_TAB_CODE);
}

void
_meirei_instructions_page_regenerate_action (GSimpleAction *action,
                                             GVariant      *parameter,
                                             gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;
  MeireiVersion *version = meirei_review_get_version (self->review);
  MeireiContext *context;
  GtkWidget *dialog;

  if (version == NULL || self->center == NULL)
    return;

  context = meirei_run_center_get_context (self->center);
  dialog = meirei_regenerate_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                         meirei_context_get_registry (context), version);
  g_object_set_data_full (G_OBJECT (dialog), "id",
                          g_strdup (meirei_version_get_instruction_id (version)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  meirei_regenerate_dialog_set_wish (MEIREI_REGENERATE_DIALOG (dialog),
                                     meirei_decision_bar_get_note (self->decision_bar),
                                     meirei_review_get_comments (self->review));
}

/* Shows what has become of it, if the reader is still there. */
void
_meirei_instructions_page_show_regenerated (MeireiInstructionsPage *self,
                                            const char             *id,
                                            gboolean                succeeded)
{
  MeireiInstructionItem *item = meirei_review_get_item (self->review);

  if (g_strcmp0 (self->regenerating, id) != 0)
    return;

  g_clear_pointer (&self->regenerating, g_free);
  if (succeeded && item != NULL && g_str_equal (meirei_instruction_item_get_id (item), id)
      && meirei_instruction_view_get_tab (self->view) == MEIREI_INSTRUCTION_TAB_CODE)
    meirei_instruction_view_set_tab (self->view, MEIREI_INSTRUCTION_TAB_COMPARE);
}
