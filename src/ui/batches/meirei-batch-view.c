/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchView:
 *
 * One run: how far it is, its items, and what can be done with it.  While it
 * runs, everything is looked at again four times a second; between that nothing
 * on the screen follows the engine.
 *
 * What the buttons do is in meirei-batch-view-actions.c.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-view-private.h"
#include "meirei-batch-words.h"
#include "meirei-json.h"
#include "meirei-ui-init.h"

#define REFRESH_MS 250

enum {
  OPEN,
  REVIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiBatchView, meirei_batch_view, ADW_TYPE_BIN)

/* In the order of the buttons. */
const int _meirei_batch_filter_groups[MEIREI_N_BATCH_FILTERS] = {
  MEIREI_BATCH_GROUP_ALL,
  MEIREI_BATCH_GROUP_IN_FLIGHT,
  MEIREI_BATCH_GROUP_FAILED,
  MEIREI_BATCH_GROUP_DONE,
  MEIREI_BATCH_GROUP_WAITING,
};

void
_meirei_batch_view_emit_open (MeireiBatchView *self,
                              const char      *id,
                              gboolean         sheet)
{
  g_signal_emit (self, signals[OPEN], 0, id, sheet);
}

void
_meirei_batch_view_emit_review (MeireiBatchView *self)
{
  g_signal_emit (self, signals[REVIEW], 0, meirei_batch_view_get_batch (self));
}

static void
activated_cb (MeireiBatchView *self,
              const char      *id)
{
  _meirei_batch_view_emit_open (self, id, FALSE);
}

/* Filters. */

static void
update_table (MeireiBatchView *self)
{
  gboolean empty = self->rows != NULL && meirei_batch_rows_get_n_total (self->rows) > 0
                   && g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0;

  gtk_stack_set_visible_child_name (self->table_stack, empty ? "no-matches" : "table");
}

static void
filter_cb (MeireiBatchView *self,
           GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button) || self->rows == NULL)
    return;

  for (gsize i = 0; i < MEIREI_N_BATCH_FILTERS; i++)
    if (self->filter_buttons[i] == button)
      meirei_batch_rows_set_group (self->rows, _meirei_batch_filter_groups[i]);
  update_table (self);
}

static void
search_cb (MeireiBatchView *self)
{
  if (self->rows == NULL)
    return;

  meirei_batch_rows_set_search (self->rows, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  update_table (self);
}

static void
stop_search_cb (MeireiBatchView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
add_filters (MeireiBatchView *self)
{
  for (gsize i = 0; i < MEIREI_N_BATCH_FILTERS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      self->filter_buttons[i] = GTK_TOGGLE_BUTTON (button);
      self->filter_labels[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->filter_labels[i]), "numeric");
      gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (self->filter_labels[i]));
      gtk_toggle_button_set_active (self->filter_buttons[i], i == 0);
      if (i > 0)
        gtk_toggle_button_set_group (self->filter_buttons[i], self->filter_buttons[0]);
      g_signal_connect_object (button, "toggled", G_CALLBACK (filter_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->filters, button);
    }
}

static gboolean
refresh_cb (gpointer user_data)
{
  MeireiBatchView *self = user_data;

  meirei_batch_view_refresh (self);
  if (self->runner != NULL)
    return G_SOURCE_CONTINUE;

  self->refresh_id = 0;

  return G_SOURCE_REMOVE;
}

/* A runner has come or gone. */
static void
runners_cb (MeireiBatchView *self)
{
  MeireiBatch *batch = meirei_batch_view_get_batch (self);
  MeireiBatchRunner *runner = self->center != NULL && batch != NULL
                              ? meirei_run_center_find_runner (self->center, batch) : NULL;

  g_set_object (&self->runner, runner);
  meirei_batch_progress_set_runner (self->progress, self->runner);
  if (self->runner != NULL && self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
  if (self->rows != NULL)
    meirei_batch_view_refresh (self);
}

static void
meirei_batch_view_dispose (GObject *object)
{
  MeireiBatchView *self = MEIREI_BATCH_VIEW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->center != NULL)
    g_signal_handlers_disconnect_by_data (meirei_run_center_get_runners (self->center), self);
  g_clear_object (&self->runner);
  g_clear_object (&self->rows);
  g_clear_object (&self->center);
  g_clear_object (&self->context);
  g_clear_object (&self->workspace);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_BATCH_VIEW);

  G_OBJECT_CLASS (meirei_batch_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (MEIREI_TYPE_BANNER);
  g_type_ensure (MEIREI_TYPE_BATCH_PROGRESS);
  g_type_ensure (MEIREI_TYPE_BATCH_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-batch-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, banner);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, box);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, caption);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, failed_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, filters);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, pause_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, progress);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, resume_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, retry_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, retry_content);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, review_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, success_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, table);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, table_stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, time_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchView, title);
}

static void
meirei_batch_view_class_init (MeireiBatchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_batch_view_dispose;

  /**
   * MeireiBatchView::open:
   * @self: a view
   * @id: an instruction's UUID
   * @sheet: whether its sheet is wanted, not what the model wrote
   *
   * The reader wants to see an instruction.
   */
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  /**
   * MeireiBatchView::review:
   * @self: a view
   * @batch: a batch
   *
   * The reader wants to review what came of a batch.
   */
  signals[REVIEW] = g_signal_new ("review", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, MEIREI_TYPE_BATCH);

  bind_template (widget_class);
  _meirei_batch_view_install_actions (widget_class);
}

static void
meirei_batch_view_init (MeireiBatchView *self)
{
  GtkActionable *button;

  gtk_widget_init_template (GTK_WIDGET (self));
  add_filters (self);
  button = GTK_ACTIONABLE (meirei_banner_get_button (self->banner));
  meirei_banner_set_button_label (self->banner, C_("run", "Resume"));
  meirei_banner_set_level (self->banner, MEIREI_SEVERITY_WARNING);
  gtk_actionable_set_action_name (button, "batch.resume");
}

/**
 * meirei_batch_view_set_sources:
 * @self: a view
 * @workspace: (nullable): where the instructions are
 * @context: (nullable): where the models are
 * @center: (nullable): what runs in the workspace
 */
void
meirei_batch_view_set_sources (MeireiBatchView *self,
                               MeireiWorkspace *workspace,
                               MeireiContext   *context,
                               MeireiRunCenter *center)
{
  g_return_if_fail (MEIREI_IS_BATCH_VIEW (self));

  meirei_batch_view_set_batch (self, NULL);
  if (self->center != NULL)
    g_signal_handlers_disconnect_by_data (meirei_run_center_get_runners (self->center), self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->context, context);
  g_set_object (&self->center, center);
  if (center != NULL)
    g_signal_connect_object (meirei_run_center_get_runners (center), "items-changed",
                             G_CALLBACK (runners_cb), self, G_CONNECT_SWAPPED);
  meirei_batch_table_set_sources (self->table, workspace,
                                  context != NULL ? meirei_context_get_registry (context) : NULL);
}

/**
 * meirei_batch_view_get_batch:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what it shows
 */
MeireiBatch *
meirei_batch_view_get_batch (MeireiBatchView *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_VIEW (self), NULL);

  return self->rows != NULL ? meirei_batch_rows_get_batch (self->rows) : NULL;
}

/**
 * meirei_batch_view_set_batch:
 * @self: a view
 * @batch: (nullable): what to show
 */
void
meirei_batch_view_set_batch (MeireiBatchView *self,
                             MeireiBatch     *batch)
{
  g_autofree char *title = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_VIEW (self));

  if (batch == meirei_batch_view_get_batch (self))
    return;

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (meirei_batch_rows_get_batch (self->rows), self);
  g_clear_object (&self->rows);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_toggle_button_set_active (self->filter_buttons[0], TRUE);
  gtk_label_set_label (self->caption, "");
  gtk_widget_set_visible (GTK_WIDGET (self->box), batch != NULL);
  if (batch != NULL)
    {
      self->rows = meirei_batch_rows_new (batch);
      title = meirei_batch_words_dup_title (batch, self->workspace);
      gtk_label_set_label (self->title, title);
      g_signal_connect_object (batch, "notify::state", G_CALLBACK (meirei_batch_view_refresh),
                               self, G_CONNECT_SWAPPED);
    }
  meirei_batch_table_set_rows (self->table, self->rows);
  meirei_batch_progress_set_rows (self->progress, self->rows);
  runners_cb (self);
}

/**
 * meirei_batch_view_get_rows:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the rows of what it shows
 */
MeireiBatchRows *
meirei_batch_view_get_rows (MeireiBatchView *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_VIEW (self), NULL);

  return self->rows;
}

/**
 * meirei_batch_view_get_table:
 * @self: a view
 *
 * Returns: (transfer none): its table
 */
MeireiBatchTable *
meirei_batch_view_get_table (MeireiBatchView *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_VIEW (self), NULL);

  return self->table;
}

/**
 * meirei_batch_view_set_filter:
 * @self: a view
 * @group: a [enum@BatchGroup], or %MEIREI_BATCH_GROUP_ALL
 *
 * Presses the button of a filter.
 */
void
meirei_batch_view_set_filter (MeireiBatchView *self,
                              int              group)
{
  g_return_if_fail (MEIREI_IS_BATCH_VIEW (self));

  for (gsize i = 0; i < MEIREI_N_BATCH_FILTERS; i++)
    if (_meirei_batch_filter_groups[i] == group)
      gtk_toggle_button_set_active (self->filter_buttons[i], TRUE);
}

/**
 * meirei_batch_view_refresh:
 * @self: a view
 *
 * Shows how the run is at this moment.
 */
void
meirei_batch_view_refresh (MeireiBatchView *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_VIEW (self));

  if (self->rows == NULL)
    return;

  meirei_batch_table_update (self->table);
  _meirei_batch_view_show (self);
  meirei_batch_progress_update (self->progress);
  update_table (self);
  _meirei_batch_view_update_actions (self);
}
