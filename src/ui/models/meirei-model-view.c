/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiModelView:
 *
 * One model: its state, its context, how it writes and is executed, how long
 * one waits for it, a test, and how it fared in the workspace.  Values are
 * saved at once, for this model, in the workspace.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-context-group.h"
#include "meirei-error-presenter.h"
#include "meirei-execution-group.h"
#include "meirei-generation-group.h"
#include "meirei-load-dialect.h"
#include "meirei-longest-prompt.h"
#include "meirei-model-head.h"
#include "meirei-model-loading.h"
#include "meirei-model-view.h"
#include "meirei-preset-editor.h"
#include "meirei-statistics-group.h"
#include "meirei-test-group.h"
#include "meirei-timeouts-group.h"

struct _MeireiModelView
{
  AdwBin parent_instance;

  MeireiModelHead *head;
  MeireiContextGroup *context_group;
  MeireiGenerationGroup *generation_group;
  MeireiExecutionGroup *execution_group;
  MeireiTestGroup *test_group;
  MeireiTimeoutsGroup *timeouts_group;
  MeireiStatisticsGroup *statistics_group;

  MeireiContext *context;       /* (owned) (nullable) */
  MeireiModelChoice *choice;    /* (owned) (nullable) */
  MeireiWorkspace *workspace;   /* (owned) (nullable) */
  MeireiRunCenter *center;      /* (owned) (nullable) */
  MeireiModel *model;           /* (owned) (nullable) */
  MeireiPresetEditor *editor;   /* (owned) (nullable) */
  MeireiModelLoading *loading;  /* (owned) (nullable): of the model */
  GCancellable *searching;      /* (owned) (nullable): of the longest prompt */
};

enum {
  REPLACED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiModelView, meirei_model_view, ADW_TYPE_BIN)

static MeireiServerRegistry *
get_registry (MeireiModelView *self)
{
  return meirei_context_get_registry (self->context);
}

static void
update_head (MeireiModelView *self)
{
  if (self->model == NULL)
    return;

  meirei_model_head_update (self->head);
  meirei_context_group_set_busy (self->context_group,
                                 meirei_model_loading_is_busy (self->loading));
}

/* Loading and unloading. */

static void
reload_cb (MeireiModelView *self,
           guint            context)
{
  meirei_model_loading_load (self->loading, self->center, context);
}

static void
load_clicked_cb (MeireiModelView *self)
{
  g_autoptr(MeireiServer) server = meirei_model_ref_server (self->model);
  gboolean can_set = server != NULL
                     && meirei_load_dialect_can_set_context (meirei_server_get_kind (server));

  if (meirei_model_loading_is_busy (self->loading))
    meirei_model_loading_stop (self->loading);
  else if (meirei_model_get_state (self->model) == MEIREI_MODEL_STATE_LOADED)
    meirei_model_loading_unload (self->loading, self->center);
  else
    meirei_model_loading_load (self->loading, self->center,
                               can_set ? meirei_context_group_get_context (self->context_group)
                                       : 0);
}

static void
loaded_cb (MeireiModelView *self,
           MeireiModel     *model)
{
  if (model != self->model)
    g_signal_emit (self, signals[REPLACED], 0, model);
}

/* The longest prompt. */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(MeireiModelView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  gint64 n_tokens = meirei_longest_prompt_find_finish (result, &title, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* What is wrong with a template is said when something is executed. */
  meirei_context_group_set_longest (self->context_group, MAX (0, n_tokens), title);
}

static void
find_longest (MeireiModelView *self)
{
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(MeireiTarget) target = NULL;

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  server = self->model != NULL ? meirei_model_ref_server (self->model) : NULL;
  if (self->workspace == NULL || server == NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->searching = g_cancellable_new ();
  target = meirei_target_new (server, self->model);
  meirei_longest_prompt_find_async (self->context, self->workspace, target, self->searching,
                                    found_cb, g_object_ref (self));
}

static void
meirei_model_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (meirei_model_view_parent_class)->map (widget);

  find_longest (MEIREI_MODEL_VIEW (widget));
}

static void
failed_cb (MeireiModelView *self,
           const GError    *error)
{
  meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

static void
drop_model (MeireiModelView *self)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  /* A load goes on, but nobody looks at it any more. */
  if (self->loading != NULL)
    g_signal_handlers_disconnect_by_data (self->loading, self);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->editor);
  g_clear_object (&self->model);
}

static void
meirei_model_view_dispose (GObject *object)
{
  MeireiModelView *self = MEIREI_MODEL_VIEW (object);

  drop_model (self);
  g_clear_object (&self->context);
  g_clear_object (&self->choice);
  g_clear_object (&self->workspace);
  g_clear_object (&self->center);

  G_OBJECT_CLASS (meirei_model_view_parent_class)->dispose (object);
}

static void
meirei_model_view_class_init (MeireiModelViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_model_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = meirei_model_view_map;

  /**
   * MeireiModelView::replaced:
   * @model: the model as it is loaded now
   *
   * Loading the model made another object of it.
   */
  signals[REPLACED] = g_signal_new ("replaced", MEIREI_TYPE_MODEL_VIEW, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, MEIREI_TYPE_MODEL);
}

static GtkWidget *
make_column (GtkWidget *first,
             GtkWidget *second,
             GtkWidget *third)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (column), first);
  gtk_box_append (GTK_BOX (column), second);
  gtk_box_append (GTK_BOX (column), third);
  gtk_widget_set_valign (column, GTK_ALIGN_START);
  gtk_widget_add_css_class (column, "model-column");

  return column;
}

/* Two columns, or one below the other where there is not room for both. */
static GtkWidget *
make_columns (MeireiModelView *self)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 24);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 18);
  gtk_flow_box_append (GTK_FLOW_BOX (flow),
                       make_column (GTK_WIDGET (self->context_group),
                                    GTK_WIDGET (self->generation_group),
                                    GTK_WIDGET (self->execution_group)));
  gtk_flow_box_append (GTK_FLOW_BOX (flow),
                       make_column (GTK_WIDGET (self->test_group),
                                    GTK_WIDGET (self->timeouts_group),
                                    GTK_WIDGET (self->statistics_group)));
  for (GtkWidget *child = gtk_widget_get_first_child (flow); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_set_focusable (child, FALSE);
      gtk_widget_set_valign (child, GTK_ALIGN_START);
    }
  gtk_widget_set_valign (flow, GTK_ALIGN_START);
  gtk_widget_add_css_class (flow, "model-columns");

  return flow;
}

static void
meirei_model_view_init (MeireiModelView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->context_group = MEIREI_CONTEXT_GROUP (meirei_context_group_new ());
  self->generation_group = MEIREI_GENERATION_GROUP (meirei_generation_group_new ());
  self->execution_group = MEIREI_EXECUTION_GROUP (meirei_execution_group_new ());
  self->test_group = MEIREI_TEST_GROUP (meirei_test_group_new ());
  self->timeouts_group = MEIREI_TIMEOUTS_GROUP (meirei_timeouts_group_new ());
  self->statistics_group = MEIREI_STATISTICS_GROUP (meirei_statistics_group_new ());
  g_signal_connect_object (self->context_group, "reload", G_CALLBACK (reload_cb), self,
                           G_CONNECT_SWAPPED);
  self->head = MEIREI_MODEL_HEAD (meirei_model_head_new ());
  g_signal_connect_object (self->head, "load-clicked", G_CALLBACK (load_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1200);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), make_columns (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_model_view_new:
 *
 * Returns: (transfer full): a view without a model
 */
GtkWidget *
meirei_model_view_new (void)
{
  return g_object_new (MEIREI_TYPE_MODEL_VIEW, NULL);
}

/**
 * meirei_model_view_set_context:
 * @self: a view
 * @context: the program's context
 * @choice: (nullable): which model executes
 */
void
meirei_model_view_set_context (MeireiModelView   *self,
                               MeireiContext     *context,
                               MeireiModelChoice *choice)
{
  g_return_if_fail (MEIREI_IS_MODEL_VIEW (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_set_object (&self->choice, choice);
  if (choice != NULL)
    g_signal_connect_object (choice, "notify::model", G_CALLBACK (update_head), self,
                             G_CONNECT_SWAPPED);
}

static void
show_model (MeireiModelView *self)
{
  MeireiPreset *preset;

  self->editor = meirei_preset_editor_new (meirei_context_get_presets (self->context),
                                           self->workspace, meirei_model_get_key (self->model));
  g_signal_connect_object (self->editor, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  self->loading = meirei_model_loading_new (GTK_WIDGET (self), get_registry (self), self->model);
  g_signal_connect_object (self->loading, "changed", G_CALLBACK (update_head), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loading, "loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  meirei_model_head_set_model (self->head, self->model, self->loading, self->choice);
  preset = meirei_preset_editor_get_preset (self->editor);
  meirei_context_group_set_longest (self->context_group, 0, NULL);
  meirei_context_group_set_model (self->context_group, self->model, preset);
  meirei_generation_group_set_editor (self->generation_group, self->editor);
  meirei_execution_group_set_model (self->execution_group, self->model, self->editor);
  meirei_test_group_set_model (self->test_group, self->context, self->model, self->editor);
  meirei_timeouts_group_set_editor (self->timeouts_group, self->editor);
  meirei_statistics_group_set_model (self->statistics_group, self->workspace, self->model);
  g_signal_connect_object (self->model, "notify", G_CALLBACK (update_head), self,
                           G_CONNECT_SWAPPED);
  update_head (self);
  find_longest (self);
}

/**
 * meirei_model_view_set_workspace:
 * @self: a view
 * @workspace: (nullable): the open workspace, which keeps the values
 * @center: (nullable): what runs in it
 */
void
meirei_model_view_set_workspace (MeireiModelView *self,
                                 MeireiWorkspace *workspace,
                                 MeireiRunCenter *center)
{
  g_autoptr(MeireiModel) model = NULL;

  g_return_if_fail (MEIREI_IS_MODEL_VIEW (self));

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->center, center);
  g_set_object (&model, self->model);
  if (model != NULL)
    {
      drop_model (self);
      self->model = g_steal_pointer (&model);
      show_model (self);
    }
}

/**
 * meirei_model_view_set_model:
 * @self: a view
 * @model: a model of a known server
 *
 * Shows another model.
 */
void
meirei_model_view_set_model (MeireiModelView *self,
                             MeireiModel     *model)
{
  g_return_if_fail (MEIREI_IS_MODEL_VIEW (self));
  g_return_if_fail (MEIREI_IS_MODEL (model));
  g_return_if_fail (self->context != NULL);

  if (self->model == model)
    return;

  g_object_ref (model);
  drop_model (self);
  self->model = model;
  show_model (self);
}

/**
 * meirei_model_view_get_model:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the model
 */
MeireiModel *
meirei_model_view_get_model (MeireiModelView *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL_VIEW (self), NULL);

  return self->model;
}
