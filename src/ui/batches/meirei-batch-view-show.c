/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What a MeireiBatchView says of its run at a moment. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-lane.h"
#include "meirei-batch-view-private.h"
#include "meirei-batch-words.h"
#include "meirei-server-labels.h"

static const char * const filter_words[MEIREI_N_BATCH_FILTERS] = {
  NC_("items of a run", "All"),
  NC_("items of a run", "In flight"),
  NC_("items of a run", "Failed"),
  NC_("items of a run", "Done"),
  NC_("items of a run", "Waiting"),
};

/* Filters. */

/* What is left out is not waiting any more. */
static const char *
get_filter_word (MeireiBatchView *self,
                 gsize            position)
{
  MeireiBatchState state = meirei_batch_get_state (meirei_batch_rows_get_batch (self->rows));

  if (_meirei_batch_filter_groups[position] == MEIREI_BATCH_GROUP_WAITING
      && (state == MEIREI_BATCH_STATE_CANCELLED || state == MEIREI_BATCH_STATE_FINISHED))
    return C_("items of a run", "Not run");

  return g_dpgettext2 (NULL, "items of a run", filter_words[position]);
}

static void
show_filters (MeireiBatchView *self)
{
  for (gsize i = 0; i < MEIREI_N_BATCH_FILTERS; i++)
    {
      guint count = _meirei_batch_filter_groups[i] == MEIREI_BATCH_GROUP_ALL
                    ? meirei_batch_rows_get_n_total (self->rows)
                    : meirei_batch_rows_count (self->rows, (MeireiBatchGroup) _meirei_batch_filter_groups[i]);
      const char *word = get_filter_word (self, i);
      g_autofree char *number = meirei_batch_words_dup_number (count);
      g_autofree char *markup = g_markup_printf_escaped ("%s <span alpha=\"60%%\">%s</span>",
                                                         word, number);
      g_autofree char *label = g_strdup_printf ("%s %s", word, number);

      gtk_label_set_markup (self->filter_labels[i], markup);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter_buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

/* Title and caption. */

static void
append_target (GString      *caption,
               MeireiTarget *target)
{
  MeireiModel *model = meirei_target_get_model (target);
  g_autofree char *context =
    meirei_batch_words_dup_number (meirei_model_get_loaded_context (model));

  /* Translators: a model and the name of its server */
  g_string_append_printf (caption, _(" · %s on %s"), meirei_model_get_id (model),
                          meirei_server_get_label (meirei_target_get_server (target)));
  if (meirei_model_get_loaded_context (model) > 0)
    /* Translators: %s is a number of tokens */
    g_string_append_printf (caption, _(" · context %s"), context);
}

/* What the run's requests go to. */
static void
append_lanes (MeireiBatchView *self,
              GString         *caption)
{
  GListModel *lanes = self->runner != NULL ? meirei_batch_runner_get_lanes (self->runner) : NULL;
  guint n_lanes = lanes != NULL ? g_list_model_get_n_items (lanes) : 0;

  if (n_lanes == 1)
    {
      g_autoptr(MeireiBatchLane) lane = g_list_model_get_item (lanes, 0);

      if (meirei_batch_lane_get_target (lane) != NULL)
        append_target (caption, meirei_batch_lane_get_target (lane));
    }
  else if (n_lanes > 1)
    /* Translators: %u is on how many servers a run goes on */
    g_string_append_printf (caption, ngettext (" · %u server", " · %u servers", n_lanes),
                            n_lanes);
}

static void
append_attempts (MeireiBatch *batch,
                 GString     *caption)
{
  g_autoptr(MeireiExecutionOptions) options = NULL;
  guint attempts;

  if (meirei_batch_get_operation (batch) != MEIREI_OPERATION_EXECUTE)
    return;

  options = meirei_execution_options_new (meirei_batch_get_options (batch));
  attempts = meirei_execution_options_get_attempts (options);
  /* Translators: %u is how often a request is tried at most */
  g_string_append_printf (caption, ngettext (" · %u attempt", " · up to %u attempts", attempts),
                          attempts);
}

static void
show_caption (MeireiBatchView *self)
{
  MeireiBatch *batch = meirei_batch_rows_get_batch (self->rows);
  g_autofree char *at = NULL;
  g_autofree char *when = NULL;
  g_autoptr(GString) caption = g_string_new (NULL);

  at = meirei_batch_words_dup_clock (meirei_batch_get_created_at (batch));
  when = meirei_batch_words_dup_when (meirei_batch_get_created_at (batch), g_get_real_time ());
  if (self->runner != NULL)
    /* Translators: %s is a time of the day */
    g_string_append_printf (caption, _("Started %s"), at);
  else
    /* Translators: how far the run is, and when it was started */
    g_string_append_printf (caption, _("%s · started %s"),
                            meirei_batch_words_get_state (meirei_batch_get_state (batch)), when);
  append_lanes (self, caption);
  append_attempts (batch, caption);
  if (g_str_equal (gtk_label_get_label (self->caption), caption->str))
    return;

  gtk_label_set_label (self->caption, caption->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), caption->str);
}

static void
show_totals (MeireiBatchView *self)
{
  g_autofree char *n_done =
    meirei_batch_words_dup_number (meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_DONE));
  g_autofree char *n_failed =
    meirei_batch_words_dup_number (meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_FAILED));
  g_autofree char *duration =
    meirei_batch_words_dup_duration (_meirei_batch_view_get_elapsed (self));
  /* Translators: the totals of a run; keep the markup */
  g_autofree char *success = g_strdup_printf (_("success <b>%s</b>"), n_done);
  g_autofree char *failed = g_strdup_printf (_("failed <b>%s</b>"), n_failed);
  g_autofree char *total = g_strdup_printf (_("total <b>%s</b>"), duration);
  guint n_retry = meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_FAILED);
  /* Translators: a button; %u is how many items of a run have failed */
  g_autofree char *retry = g_strdup_printf (_("Retry failed (%u)"), n_retry);

  gtk_label_set_markup (self->success_label, success);
  gtk_label_set_markup (self->failed_label, failed);
  gtk_label_set_markup (self->time_label, total);
  adw_button_content_set_label (self->retry_content, retry);
}

static void
show_banner (MeireiBatchView *self)
{
  MeireiBatch *batch = meirei_batch_rows_get_batch (self->rows);
  MeireiBatchState state = meirei_batch_get_state (batch);
  const char *message = meirei_batch_get_message (batch);
  guint n_left = meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_WAITING);
  g_autofree char *title = NULL;

  if (state == MEIREI_BATCH_STATE_INTERRUPTED && self->runner == NULL)
    /* Translators: %u is how many items of a run are left */
    title = g_strdup_printf (ngettext ("This run was interrupted; %u item is left",
                                       "This run was interrupted; %u items are left", n_left),
                             n_left);
  else if (state == MEIREI_BATCH_STATE_PAUSED && message != NULL)
    /* Translators: %s says why */
    title = g_strdup_printf (_("Paused: %s"), message);

  if (title != NULL)
    meirei_banner_set_title (self->banner, title);
  meirei_banner_set_revealed (self->banner, title != NULL);
}

/* Shows everything but the card and the table. */
void
_meirei_batch_view_show (MeireiBatchView *self)
{
  show_filters (self);
  show_caption (self);
  show_totals (self);
  show_banner (self);
}

/* How long the run has been at work, in seconds. */
double
_meirei_batch_view_get_elapsed (MeireiBatchView *self)
{
  MeireiBatch *batch = meirei_batch_view_get_batch (self);

  return self->runner != NULL
         ? meirei_batch_statistics_get_elapsed (meirei_batch_get_statistics (batch))
         : meirei_batch_get_total_time (batch);
}
