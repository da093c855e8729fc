/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the window says of runs while another page, or another window, is in
 * front: the number in the page's tab, the title, notifications. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-words.h"
#include "meirei-window-private.h"

#define REFRESH_MS 1000

/* What was over sooner needs no notification, unless it took a model. */
#define MIN_SECONDS_TO_NOTIFY 5.0

/* Badge and title. */

static void
count_items (MeireiWindow *self,
             guint        *n_left,
             guint        *n_total)
{
  GListModel *runners = self->center != NULL ? meirei_run_center_get_runners (self->center) : NULL;
  guint n_runners = runners != NULL ? g_list_model_get_n_items (runners) : 0;

  *n_left = 0;
  *n_total = 0;
  for (guint i = 0; i < n_runners; i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (runners, i);
      MeireiBatch *batch = meirei_batch_runner_get_batch (runner);
      guint n_items = g_list_model_get_n_items (meirei_batch_get_items (batch));
      guint n_settled = 0;

      for (int state = MEIREI_BATCH_ITEM_DONE; state < (int) MEIREI_N_BATCH_ITEM_STATES; state++)
        n_settled += meirei_batch_count (batch, (MeireiBatchItemState) state);
      *n_total += n_items;
      *n_left += n_items - n_settled;
    }
}

/* The window's title: the workspace, and how far its runs are. */
void
_meirei_window_update_title (MeireiWindow *self)
{
  g_autofree char *name =
    self->workspace != NULL ? meirei_workspace_dup_name (self->workspace) : g_strdup ("Meirei");
  g_autofree char *title = NULL;
  guint n_left;
  guint n_total;

  count_items (self, &n_left, &n_total);
  if (n_left > 0)
    /* Translators: in the window's title: how many items of a run are settled,
     * how many there are, the name of the workspace */
    title = g_strdup_printf (_("%u of %u – %s"), n_total - n_left, n_total, name);
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : name);
  adw_view_stack_page_set_badge_number (self->batches_stack_page, n_left);
}

static gboolean
refresh_cb (gpointer user_data)
{
  MeireiWindow *self = user_data;

  _meirei_window_update_title (self);
  if (self->center != NULL
      && g_list_model_get_n_items (meirei_run_center_get_runners (self->center)) > 0)
    return G_SOURCE_CONTINUE;

  self->runs_id = 0;

  return G_SOURCE_REMOVE;
}

/* Notifications. */

static void
notify_person (MeireiWindow *self,
               MeireiBatch  *batch,
               const char   *title,
               const char   *body)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr(GNotification) notification = NULL;

  if (application == NULL || self->workspace == NULL || gtk_window_is_active (GTK_WINDOW (self))
      || !meirei_settings_get_notifications (self->settings))
    return;

  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-run", "(ss)",
                                                meirei_workspace_get_dir (self->workspace),
                                                meirei_batch_get_id (batch));
  g_application_send_notification (G_APPLICATION (application), meirei_batch_get_id (batch),
                                   notification);
}

static void
finished_cb (MeireiWindow *self,
             MeireiBatch  *batch,
             GError       *error)
{
  g_autofree char *title = meirei_batch_words_dup_title (batch, self->workspace);
  g_autofree char *counts = meirei_batch_words_dup_counts (batch);
  g_autofree char *heading = NULL;

  _meirei_window_update_title (self);
  if (meirei_batch_get_state (batch) == MEIREI_BATCH_STATE_CANCELLED)
    return; /* a person did that */

  if (error != NULL)
    {
      /* Translators: %s is what a run is called */
      heading = g_strdup_printf (_("%s could not go on"), title);
      notify_person (self, batch, heading, error->message);
    }
  else if (meirei_batch_get_operation (batch) == MEIREI_OPERATION_EXECUTE
           || meirei_batch_get_total_time (batch) >= MIN_SECONDS_TO_NOTIFY)
    {
      /* Translators: %s is what a run is called */
      heading = g_strdup_printf (_("%s is finished"), title);
      notify_person (self, batch, heading, counts);
    }
}

/* A run that pauses by itself says why. */
static void
message_cb (MeireiWindow *self,
            GParamSpec   *pspec,
            MeireiBatch  *batch)
{
  const char *message = meirei_batch_get_message (batch);
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;

  if (message == NULL || meirei_batch_get_state (batch) != MEIREI_BATCH_STATE_PAUSED)
    return;

  title = meirei_batch_words_dup_title (batch, self->workspace);
  /* Translators: %s is what a run is called */
  heading = g_strdup_printf (_("%s is paused"), title);
  notify_person (self, batch, heading, message);
}

static void
runners_cb (MeireiWindow *self,
            guint         position,
            guint         removed,
            guint         added,
            GListModel   *runners)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (runners, i);
      MeireiBatch *batch = meirei_batch_runner_get_batch (runner);

      g_signal_handlers_disconnect_by_func (batch, message_cb, self);
      g_signal_connect_object (batch, "notify::message", G_CALLBACK (message_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (batch, "notify::state", G_CALLBACK (message_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->runs_id == 0)
    self->runs_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
  _meirei_window_update_title (self);
}

/* Follows what runs in the workspace. */
void
_meirei_window_follow_runs (MeireiWindow *self)
{
  _meirei_window_update_title (self);
  if (self->center == NULL)
    return;

  g_signal_connect_object (self->center, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_run_center_get_runners (self->center), "items-changed",
                           G_CALLBACK (runners_cb), self, G_CONNECT_SWAPPED);
}

/* From a run to its instructions. */

static void
open_cb (MeireiWindow *self,
         const char   *id,
         gboolean      sheet)
{
  MeireiInstructionView *view = meirei_instructions_page_get_view (self->instructions_page);

  if (!meirei_instructions_page_open (self->instructions_page, id))
    return;

  adw_view_stack_set_visible_child_name (self->view_stack, "instructions");
  meirei_instruction_view_set_tab (view, sheet ? MEIREI_INSTRUCTION_TAB_SHEET
                                               : MEIREI_INSTRUCTION_TAB_CODE);
}

static void
review_cb (MeireiWindow *self,
           MeireiBatch  *batch)
{
  GListModel *items = meirei_batch_get_items (batch);
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *title = meirei_batch_words_dup_title (batch, self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);

      g_hash_table_add (ids, g_strdup (meirei_batch_item_get_id (item)));
    }

  adw_view_stack_set_visible_child_name (self->view_stack, "instructions");
  meirei_instruction_list_show_run (meirei_instructions_page_get_list (self->instructions_page),
                                    title, ids);
  meirei_instruction_view_set_tab (meirei_instructions_page_get_view (self->instructions_page),
                                   MEIREI_INSTRUCTION_TAB_CODE);
}

/* Connects the page of runs with the rest of the window. */
void
_meirei_window_bind_batches (MeireiWindow *self)
{
  MeireiBatchView *view = meirei_batches_page_get_view (self->batches_page);
  MeireiFoldPane *pane = meirei_batches_page_get_list_pane (self->batches_page);

  g_signal_connect_object (view, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "review", G_CALLBACK (review_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (pane, "show-side", self->runs_button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (pane, "notify::folded", G_CALLBACK (_meirei_window_update_list_button),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "notify::pinned", G_CALLBACK (_meirei_window_update_list_button),
                           self, G_CONNECT_SWAPPED);
}

/**
 * meirei_window_show_run:
 * @self: a window
 * @batch_id: the id of a run
 *
 * Shows the page of runs with this one.
 */
void
meirei_window_show_run (MeireiWindow *self,
                        const char   *batch_id)
{
  g_return_if_fail (MEIREI_IS_WINDOW (self));

  adw_view_stack_set_visible_child_name (self->view_stack, "batches");
  meirei_run_list_select (meirei_batches_page_get_list (self->batches_page), batch_id);
}
