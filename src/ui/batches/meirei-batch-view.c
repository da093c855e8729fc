/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchView:
 *
 * One run: how far it is, and each of its items with state, model, time, score
 * and message.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-view.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-segment-bar.h"
#include "meirei-time.h"
#include "meirei-ui-init.h"

#define REFRESH_MS 500

struct _MeireiBatchView
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkLabel *title;
  GtkLabel *caption;
  MeireiSegmentBar *bar;
  GtkLabel *legend;
  GtkColumnView *items_view;

  MeireiBatch *batch;  /* (owned) (nullable) */
  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (MeireiBatchView, meirei_batch_view, ADW_TYPE_BIN)

/* What a cell says of an item. */
typedef char * (*CellFunc) (MeireiBatchItem *item);

static char *
dup_state (MeireiBatchItem *item)
{
  switch (meirei_batch_item_get_state (item))
    {
    case MEIREI_BATCH_ITEM_WAITING:
      return g_strdup (C_("item of a batch", "Waiting"));
    case MEIREI_BATCH_ITEM_RUNNING:
      return g_strdup (C_("item of a batch", "Running"));
    case MEIREI_BATCH_ITEM_DONE:
      return g_strdup (C_("item of a batch", "Done"));
    case MEIREI_BATCH_ITEM_FAILED:
      return g_strdup (C_("item of a batch", "Failed"));
    case MEIREI_BATCH_ITEM_SKIPPED:
      return g_strdup (C_("item of a batch", "Skipped"));
    case MEIREI_BATCH_ITEM_CANCELLED:
      return g_strdup (C_("item of a batch", "Cancelled"));
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_title (MeireiBatchItem *item)
{
  return g_strdup (meirei_batch_item_get_title (item));
}

static char *
dup_model (MeireiBatchItem *item)
{
  return g_strdup (meirei_json_get_string (meirei_batch_item_get_result (item), "model", "–"));
}

static char *
dup_time (MeireiBatchItem *item)
{
  return meirei_batch_item_is_settled (item)
         ? g_strdup_printf (_("%.1f s"), meirei_batch_item_get_seconds (item)) : g_strdup ("–");
}

static char *
dup_score (MeireiBatchItem *item)
{
  gint64 score = meirei_json_get_int (meirei_batch_item_get_result (item), "score", -1);

  return score >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, score) : g_strdup ("–");
}

static char *
dup_message (MeireiBatchItem *item)
{
  JsonObject *error = meirei_json_get_object (meirei_batch_item_get_result (item), "error");

  return g_strdup (meirei_json_get_string (error, "message", ""));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label),
                        g_object_get_data (G_OBJECT (factory), "numeric") != NULL ? 1.0 : 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  user_data)
{
  CellFunc func = (CellFunc) user_data;
  g_autofree char *text = func (gtk_list_item_get_item (list_item));
  GtkWidget *label = gtk_list_item_get_child (list_item);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

static void
add_column (MeireiBatchView *self,
            const char      *title,
            CellFunc         func,
            gboolean         numeric,
            gboolean         expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;

  if (numeric)
    g_object_set_data (G_OBJECT (factory), "numeric", factory);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) func);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->items_view, column);
}

static void
show_progress (MeireiBatchView *self)
{
  guint n_done = meirei_batch_count (self->batch, MEIREI_BATCH_ITEM_DONE);
  guint n_failed = meirei_batch_count (self->batch, MEIREI_BATCH_ITEM_FAILED);
  guint n_running = meirei_batch_count (self->batch, MEIREI_BATCH_ITEM_RUNNING);
  guint n_items = g_list_model_get_n_items (meirei_batch_get_items (self->batch));
  const MeireiSegment segments[] = {
    { n_done, MEIREI_TONE_SUCCESS, C_("item of a batch", "Done") },
    { n_failed, MEIREI_TONE_ERROR, C_("item of a batch", "Failed") },
    { n_running, MEIREI_TONE_ACCENT, C_("item of a batch", "Running") },
  };
  g_autofree char *legend = NULL;

  meirei_segment_bar_set_segments (self->bar, segments, G_N_ELEMENTS (segments), n_items);
  /* Translators: counts of a batch */
  legend = g_strdup_printf (_("%u done · %u failed · %u in flight · %u of all"), n_done, n_failed,
                            n_running, n_items);
  gtk_label_set_label (self->legend, legend);
}

/* The rows of a column view do not listen to their items. */
static void
rebind_rows (MeireiBatchView *self)
{
  g_autoptr(GtkNoSelection) selection =
    gtk_no_selection_new (g_object_ref (meirei_batch_get_items (self->batch)));

  gtk_column_view_set_model (self->items_view, GTK_SELECTION_MODEL (selection));
}

static gboolean
refresh_cb (gpointer user_data)
{
  MeireiBatchView *self = user_data;

  show_progress (self);
  rebind_rows (self);
  if (meirei_batch_get_state (self->batch) == MEIREI_BATCH_STATE_RUNNING)
    return G_SOURCE_CONTINUE;

  self->refresh_id = 0;

  return G_SOURCE_REMOVE;
}

static void
state_cb (MeireiBatchView *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
meirei_batch_view_dispose (GObject *object)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->batch);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_BATCH_VIEW);

  G_OBJECT_CLASS (meirei_batch_view_parent_class)->dispose (object);
}

static void
meirei_batch_view_class_init (MeireiBatchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_batch_view_dispose;

  g_type_ensure (MEIREI_TYPE_SEGMENT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-batch-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, box);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, caption);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, items_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, legend);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, title);
}

static void
meirei_batch_view_init (MeireiBatchView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  meirei_segment_bar_set_thickness (self->bar, MEIREI_SEGMENT_BAR_THICK);
  add_column (self, _("State"), dup_state, FALSE, FALSE);
  add_column (self, _("Instruction"), dup_title, FALSE, TRUE);
  add_column (self, _("Model"), dup_model, FALSE, FALSE);
  add_column (self, _("Time"), dup_time, TRUE, FALSE);
  add_column (self, _("Score"), dup_score, TRUE, FALSE);
  add_column (self, _("Message"), dup_message, FALSE, TRUE);
}

/**
 * meirei_batch_view_set_batch:
 * @self: a batch view
 * @batch: (nullable): what to show
 */
void
meirei_batch_view_set_batch (MeireiBatchView *self,
                             MeireiBatch     *batch)
{
  g_autofree char *at = NULL;
  g_autofree char *caption = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_VIEW (self));

  if (self->batch != NULL)
    g_signal_handlers_disconnect_by_data (self->batch, self);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_set_object (&self->batch, batch);
  gtk_widget_set_visible (GTK_WIDGET (self->box), batch != NULL);
  if (batch == NULL)
    return;

  gtk_label_set_label (self->title,
                       meirei_operation_get_label (meirei_batch_get_operation (batch)));
  at = meirei_time_format (meirei_batch_get_created_at (batch));
  /* Translators: id of a run, when it began, how long it took */
  caption = g_strdup_printf (_("%s · started %.19s · %.1f s"), meirei_batch_get_id (batch), at,
                             meirei_batch_get_total_time (batch));
  gtk_label_set_label (self->caption, caption);
  g_signal_connect_object (batch, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  show_progress (self);
  rebind_rows (self);
  if (meirei_batch_get_state (batch) == MEIREI_BATCH_STATE_RUNNING
      || meirei_batch_get_state (batch) == MEIREI_BATCH_STATE_NEW)
    state_cb (self);
}
