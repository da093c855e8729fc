/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What can be done with the run that a MeireiBatchView shows. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-view-private.h"

static gboolean
is_state (MeireiBatchView  *self,
          MeireiBatchState  state)
{
  MeireiBatch *batch = meirei_batch_view_get_batch (self);

  return batch != NULL && meirei_batch_get_state (batch) == state;
}

static gboolean
can_resume (MeireiBatchView *self)
{
  if (self->runner != NULL)
    return is_state (self, MEIREI_BATCH_STATE_PAUSED);

  return self->center != NULL
         && (is_state (self, MEIREI_BATCH_STATE_INTERRUPTED)
             || is_state (self, MEIREI_BATCH_STATE_CANCELLED));
}

static void
pause_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (widget);

  if (self->runner != NULL)
    meirei_batch_runner_pause (self->runner);
}

static void
resume_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (widget);

  if (can_resume (self))
    meirei_run_center_resume (self->center, meirei_batch_view_get_batch (self));
}

/* Cancelling. */

static void
cancel_cb (AdwMessageDialog *dialog,
           const char       *response,
           MeireiBatchView  *self)
{
  /* The run that was asked about may be over, or another one be shown. */
  if (g_str_equal (response, "stop")
      && self->runner == g_object_get_data (G_OBJECT (dialog), "runner"))
    meirei_batch_runner_cancel (self->runner);
}

static void
ask_to_cancel (MeireiBatchView *self,
               guint            n_in_flight)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _("Cancel This Run?"), NULL);
  g_autofree char *body =
    /* Translators: %u is a number of requests to a model server */
    g_strdup_printf (ngettext ("%u request is in flight. What the model has written so far is "
                               "kept as a version that cannot be accepted. You can resume the "
                               "run later.",
                               "%u requests are in flight. What the model has written so far is "
                               "kept as versions that cannot be accepted. You can resume the run "
                               "later.", n_in_flight),
                     n_in_flight);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep Running"),
                                    "stop", _("_Cancel Run"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "runner", g_object_ref (self->runner),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (cancel_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (widget);
  guint n_in_flight;

  if (self->runner == NULL)
    return;

  n_in_flight = meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_IN_FLIGHT);
  if (n_in_flight > 0)
    ask_to_cancel (self, n_in_flight);
  else
    meirei_batch_runner_cancel (self->runner);
}

/* Trying again. */

static void
retry_failed_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (widget);

  if (self->center != NULL)
    meirei_run_center_retry (self->center, meirei_batch_view_get_batch (self), NULL);
}

static void
remedy_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (widget);
  MeireiBatchItem *item =
    self->rows != NULL ? meirei_batch_find_item (meirei_batch_view_get_batch (self),
                                                 g_variant_get_string (parameter, NULL)) : NULL;

  if (item != NULL)
    _meirei_batch_view_remedy (self, item);
}

/* Going elsewhere. */

static void
models_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.page", "s", "models");
}

static void
review_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  _meirei_batch_view_emit_review (MEIREI_BATCH_VIEW (widget));
}

static void
save_report_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  int format;

  if (meirei_enum_from_nick (MEIREI_TYPE_DOCUMENT_FORMAT,
                             g_variant_get_string (parameter, NULL), &format))
    _meirei_batch_view_save_report (MEIREI_BATCH_VIEW (widget), (MeireiDocumentFormat) format);
}

static void
show_all_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  meirei_batch_view_set_filter (self, MEIREI_BATCH_GROUP_ALL);
}

void
_meirei_batch_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "batch.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "batch.models", "s", models_action);
  gtk_widget_class_install_action (widget_class, "batch.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "batch.remedy", "s", remedy_action);
  gtk_widget_class_install_action (widget_class, "batch.retry-failed", NULL, retry_failed_action);
  gtk_widget_class_install_action (widget_class, "batch.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "batch.review", NULL, review_action);
  gtk_widget_class_install_action (widget_class, "batch.save-report", "s", save_report_action);
  gtk_widget_class_install_action (widget_class, "batch.show-all", NULL, show_all_action);
}

/* Lets the buttons follow the run. */
void
_meirei_batch_view_update_actions (MeireiBatchView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean running = self->runner != NULL && is_state (self, MEIREI_BATCH_STATE_RUNNING);
  guint n_failed = meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_FAILED);
  gboolean executes =
    meirei_batch_get_operation (meirei_batch_view_get_batch (self)) == MEIREI_OPERATION_EXECUTE;

  gtk_widget_action_set_enabled (widget, "batch.pause", running);
  gtk_widget_action_set_enabled (widget, "batch.retry-failed",
                                 self->center != NULL && n_failed > 0);
  gtk_widget_action_set_enabled (widget, "batch.resume", can_resume (self));
  gtk_widget_action_set_enabled (widget, "batch.cancel", self->runner != NULL);
  gtk_widget_action_set_enabled (widget, "batch.review",
                                 meirei_batch_rows_count (self->rows,
                                                          MEIREI_BATCH_GROUP_DONE) > 0);
  gtk_widget_action_set_enabled (widget, "batch.save-report", self->context != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), running);
  /* The banner has the same button. */
  gtk_widget_set_visible (GTK_WIDGET (self->resume_button),
                          can_resume (self) && !meirei_banner_get_revealed (self->banner));
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), self->runner != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), n_failed > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->review_button), executes);
}
