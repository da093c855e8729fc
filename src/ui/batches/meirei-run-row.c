/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiRunRow:
 *
 * A run in the list of runs: how it ended, or how far it is.
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "meirei-batch-words.h"
#include "meirei-run-row.h"
#include "meirei-segment-bar.h"
#include "meirei-ui-init.h"

struct _MeireiRunRow
{
  GtkWidget parent_instance;

  GtkBox *box;
  GtkImage *image;
  GtkLabel *caption_label;
  GtkLabel *count_label;
  GtkLabel *title_label;
  GtkSpinner *spinner;
  GtkStack *icon_stack;
  MeireiSegmentBar *bar;

  MeireiBatch *batch; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiRunRow, meirei_run_row, GTK_TYPE_WIDGET)

static gboolean
is_live (MeireiBatch *batch)
{
  switch (meirei_batch_get_state (batch))
    {
    case MEIREI_BATCH_STATE_NEW:
    case MEIREI_BATCH_STATE_RUNNING:
    case MEIREI_BATCH_STATE_PAUSED:
      return TRUE;
    case MEIREI_BATCH_STATE_INTERRUPTED:
    case MEIREI_BATCH_STATE_CANCELLED:
    case MEIREI_BATCH_STATE_FINISHED:
    default:
      return FALSE;
    }
}

/* The icon says in its shape what its colour says. */
static const char *
get_icon_name (MeireiBatch *batch,
               MeireiTone  *tone)
{
  *tone = MEIREI_TONE_NEUTRAL;
  switch (meirei_batch_get_state (batch))
    {
    case MEIREI_BATCH_STATE_NEW:
    case MEIREI_BATCH_STATE_RUNNING:
      *tone = MEIREI_TONE_ACCENT;
      return "meirei-executing-symbolic";
    case MEIREI_BATCH_STATE_PAUSED:
      return "media-playback-pause-symbolic";
    case MEIREI_BATCH_STATE_CANCELLED:
      return "media-playback-stop-symbolic";
    case MEIREI_BATCH_STATE_INTERRUPTED:
      *tone = MEIREI_TONE_WARNING;
      return "meirei-failed-symbolic";
    case MEIREI_BATCH_STATE_FINISHED:
    default:
      break;
    }

  if (meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED) > 0)
    {
      *tone = MEIREI_TONE_WARNING;
      return "meirei-failed-symbolic";
    }

  *tone = MEIREI_TONE_SUCCESS;
  return "meirei-accepted-symbolic";
}

static void
show_icon (MeireiRunRow *self)
{
  MeireiTone tone;
  const char *name = get_icon_name (self->batch, &tone);
  gboolean spin = meirei_batch_get_state (self->batch) == MEIREI_BATCH_STATE_RUNNING
                  && adw_get_enable_animations (GTK_WIDGET (self));

  gtk_image_set_from_icon_name (self->image, name);
  meirei_tone_set_css_class (GTK_WIDGET (self->image), tone);
  gtk_spinner_set_spinning (self->spinner, spin);
  gtk_stack_set_visible_child_name (self->icon_stack, spin ? "spinner" : "image");
}

static void
show_progress (MeireiRunRow *self)
{
  guint n_items = g_list_model_get_n_items (meirei_batch_get_items (self->batch));
  guint n_done = meirei_batch_count (self->batch, MEIREI_BATCH_ITEM_DONE);
  guint n_failed = meirei_batch_count (self->batch, MEIREI_BATCH_ITEM_FAILED);
  const MeireiSegment segments[] = {
    { n_done, MEIREI_TONE_SUCCESS, C_("items of a run", "Success") },
    { n_failed, MEIREI_TONE_ERROR, C_("items of a run", "Failed") },
    { meirei_batch_count (self->batch, MEIREI_BATCH_ITEM_QUEUED)
      + meirei_batch_count (self->batch, MEIREI_BATCH_ITEM_RUNNING), MEIREI_TONE_ACCENT,
      C_("items of a run", "In flight") },
  };
  g_autofree char *count = g_strdup_printf ("%u / %u", n_done + n_failed, n_items);

  gtk_label_set_label (self->count_label, count);
  meirei_segment_bar_set_segments (self->bar, segments, G_N_ELEMENTS (segments), n_items);
}

static void
meirei_run_row_dispose (GObject *object)
{
  MeireiRunRow *self = MEIREI_RUN_ROW (object);

  g_clear_object (&self->batch);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_RUN_ROW);

  G_OBJECT_CLASS (meirei_run_row_parent_class)->dispose (object);
}

static void
meirei_run_row_class_init (MeireiRunRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_run_row_dispose;

  g_type_ensure (MEIREI_TYPE_SEGMENT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-run-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, box);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, caption_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, count_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, image);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunRow, title_label);
}

static void
meirei_run_row_init (MeireiRunRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  meirei_segment_bar_set_thickness (self->bar, MEIREI_SEGMENT_BAR_THIN);
}

/**
 * meirei_run_row_new:
 *
 * Returns: (transfer floating): a row that shows no run yet
 */
GtkWidget *
meirei_run_row_new (void)
{
  return g_object_new (MEIREI_TYPE_RUN_ROW, NULL);
}

/**
 * meirei_run_row_set_run:
 * @self: a row
 * @batch: (nullable): a run
 * @title: (nullable): what it is called
 */
void
meirei_run_row_set_run (MeireiRunRow *self,
                        MeireiBatch  *batch,
                        const char   *title)
{
  g_return_if_fail (MEIREI_IS_RUN_ROW (self));

  if (self->batch != NULL)
    g_signal_handlers_disconnect_by_data (self->batch, self);
  g_set_object (&self->batch, batch);
  if (batch == NULL)
    {
      gtk_spinner_set_spinning (self->spinner, FALSE);
      return;
    }

  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
  g_signal_connect_object (batch, "notify::state", G_CALLBACK (meirei_run_row_update), self,
                           G_CONNECT_SWAPPED);
  meirei_run_row_update (self);
}

/**
 * meirei_run_row_update:
 * @self: a row
 *
 * Shows how the run is at this moment.
 */
void
meirei_run_row_update (MeireiRunRow *self)
{
  g_autofree char *when = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *label = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean live;

  g_return_if_fail (MEIREI_IS_RUN_ROW (self));

  if (self->batch == NULL)
    return;

  live = is_live (self->batch);
  when = meirei_batch_words_dup_when (meirei_batch_get_created_at (self->batch),
                                      g_get_real_time ());
  counts = meirei_batch_words_dup_counts (self->batch);
  /* Translators: when a run was started, and how it went */
  caption = g_strdup_printf (_("%s · %s"), when, counts);
  gtk_label_set_label (self->caption_label, caption);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), live);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), live);
  show_icon (self);
  if (live)
    show_progress (self);
  if (parent == NULL)
    return;

  /* The list's own widget around the row has the focus, and no name yet. */
  label = g_strdup_printf ("%s, %s, %s", gtk_label_get_label (self->title_label),
                           meirei_batch_words_get_state (meirei_batch_get_state (self->batch)),
                           caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
