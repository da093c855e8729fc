/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Letting a model write the code of the open or the checked instructions. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-instructions-page-private.h"
#include "meirei-json.h"

/* Takes @targets. */
static void
start (MeireiInstructionsPage  *self,
       char                   **targets,
       gboolean                 recorded)
{
  g_auto(GStrv) ids = targets;
  g_autoptr(JsonObject) options = json_object_new ();
  g_autoptr(GError) error = NULL;

  if (self->center == NULL || ids[0] == NULL)
    return;

  /* Who executes one instruction once more wants another answer. */
  json_object_set_boolean_member (options, "no_cache", !recorded);

  if (meirei_run_center_start (self->center, MEIREI_OPERATION_EXECUTE,
                               (const char * const *) ids, options, recorded, &error) == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
      return;
    }

  meirei_instruction_list_clear_checked (self->list);
  meirei_instruction_view_set_tab (self->view, MEIREI_INSTRUCTION_TAB_CODE);
}

/* One instruction needs no record of its own: its history has the run. */
void
_meirei_instructions_page_execute_action (GSimpleAction *action,
                                          GVariant      *parameter,
                                          gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;

  start (self, _meirei_instructions_page_dup_targets (self),
         meirei_instruction_list_has_checked (self->list));
}

void
_meirei_instructions_page_execute_open_action (GSimpleAction *action,
                                               GVariant      *parameter,
                                               gpointer       user_data)
{
  start (user_data, _meirei_instructions_page_dup_open (user_data), FALSE);
}

void
_meirei_instructions_page_execute_batch_action (GSimpleAction *action,
                                                GVariant      *parameter,
                                                gpointer       user_data)
{
  start (user_data, _meirei_instructions_page_dup_targets (user_data), TRUE);
}

/* For a version whose report is missing or was made by older rules. */
void
_meirei_instructions_page_analyze_action (GSimpleAction *action,
                                          GVariant      *parameter,
                                          gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;
  MeireiInstructionItem *item = meirei_review_get_item (self->review);
  const char *ids[] = { item != NULL ? meirei_instruction_item_get_id (item) : NULL, NULL };
  g_autoptr(GError) error = NULL;

  if (self->center != NULL && ids[0] != NULL
      && meirei_run_center_start (self->center, MEIREI_OPERATION_ANALYZE, ids, NULL, FALSE,
                                  &error) == NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

void
_meirei_instructions_page_stop_action (GSimpleAction *action,
                                       GVariant      *parameter,
                                       gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;
  MeireiInstructionItem *item = meirei_review_get_item (self->review);

  if (self->center != NULL && item != NULL)
    meirei_run_center_stop (self->center, meirei_instruction_item_get_id (item));
}

/* Why the first one of several failed; %NULL if none did. */
static const char *
get_first_failure (MeireiBatch *batch)
{
  GListModel *items = meirei_batch_get_items (batch);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      /* The batch keeps it. */
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      JsonObject *failure =
        meirei_json_get_object (meirei_batch_item_get_result (item), "error");

      if (failure != NULL)
        return meirei_json_get_string (failure, "message", NULL);
    }

  return NULL;
}

/* A single run that failed says why; of several, how many, and if nothing was
 * executed, why the first one was not. */
static void
finished_cb (MeireiInstructionsPage *self,
             MeireiBatch            *batch,
             GError                 *error)
{
  guint n_done = meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE);
  guint n_failed = meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED);
  GListModel *items = meirei_batch_get_items (batch);
  g_autofree char *text = NULL;
  const char *reason;

  if (error != NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
      return;
    }

  if (g_list_model_get_n_items (items) == 1)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, 0);
      JsonObject *failure =
        meirei_json_get_object (meirei_batch_item_get_result (item), "error");

      _meirei_instructions_page_show_regenerated (self, meirei_batch_item_get_id (item),
                                                  failure == NULL);
      if (failure == NULL)
        return;
      /* The message may have a server's own words; a toast's title is markup. */
      text = g_markup_escape_text (meirei_json_get_string (failure, "message", ""), -1);
    }
  else
    /* Translators: how many instructions of a batch have been executed well
     * and how many have failed */
    text = g_strdup_printf (_("Executed %u, %u failed"), n_done, n_failed);

  reason = n_done == 0 && n_failed > 1 ? get_first_failure (batch) : NULL;
  if (reason != NULL)
    {
      g_autofree char *markup = g_markup_escape_text (reason, -1);
      g_autofree char *counts = g_steal_pointer (&text);

      text = g_strdup_printf ("%s · %s", counts, markup);
    }
  _meirei_instructions_page_add_toast (self, adw_toast_new (text));
}

static void
execution_cb (MeireiInstructionsPage *self)
{
  _meirei_instructions_page_update_actions (self);
}

/**
 * meirei_instructions_page_set_run_center:
 * @self: an instructions page
 * @center: (nullable): what runs in the workspace
 *
 * Lets the page execute instructions and follow what runs.
 */
void
meirei_instructions_page_set_run_center (MeireiInstructionsPage *self,
                                         MeireiRunCenter        *center)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self));

  if (self->center != NULL)
    g_signal_handlers_disconnect_by_data (self->center, self);
  g_set_object (&self->center, center);
  if (center != NULL)
    {
      g_signal_connect_object (center, "finished", G_CALLBACK (finished_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (center, "execution-changed", G_CALLBACK (execution_cb), self,
                               G_CONNECT_SWAPPED);
    }
  meirei_instruction_view_set_run_center (self->view, center);
  _meirei_instructions_page_update_actions (self);
}
