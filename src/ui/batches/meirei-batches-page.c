/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchesPage:
 *
 * The page “Batches” of the window: the list of runs, and the one that is
 * chosen.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batches-page.h"
#include "meirei-fold-pane.h"
#include "meirei-new-run-dialog.h"
#include "meirei-ui-init.h"

struct _MeireiBatchesPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  MeireiBatchView *view;
  MeireiFoldPane *list_pane;
  MeireiRunList *list;

  MeireiWorkspace *workspace; /* (owned) (nullable) */
  MeireiContext *context;     /* (owned) (nullable) */
  MeireiRunCenter *center;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiBatchesPage, meirei_batches_page, ADW_TYPE_BIN)

static void
update_stack (MeireiBatchesPage *self)
{
  gboolean empty = self->list == NULL || meirei_run_list_get_n_runs (self->list) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "content");
}

static void
selected_cb (MeireiBatchesPage *self)
{
  if (self->view != NULL)
    meirei_batch_view_set_batch (self->view, meirei_run_list_get_selected (self->list));
}

/* After a choice in the narrow window the run is what counts. */
static void
chosen_cb (MeireiBatchesPage *self)
{
  if (meirei_fold_pane_get_folded (self->list_pane))
    meirei_fold_pane_set_show_side (self->list_pane, FALSE);
}

static void
new_run_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  MeireiBatchesPage *self = MEIREI_BATCHES_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *dialog;

  if (self->center == NULL)
    return;

  dialog = meirei_new_run_dialog_new (self->workspace, self->context, self->center);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
  gtk_window_present (dialog);
}

static void
meirei_batches_page_dispose (GObject *object)
{
  MeireiBatchesPage *self = MEIREI_BATCHES_PAGE (object);

  g_clear_object (&self->center);
  g_clear_object (&self->context);
  g_clear_object (&self->workspace);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_BATCHES_PAGE);

  G_OBJECT_CLASS (meirei_batches_page_parent_class)->dispose (object);
}

static void
meirei_batches_page_class_init (MeireiBatchesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_batches_page_dispose;

  g_type_ensure (MEIREI_TYPE_BATCH_VIEW);
  g_type_ensure (MEIREI_TYPE_FOLD_PANE);
  g_type_ensure (MEIREI_TYPE_RUN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-batches-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchesPage, list);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchesPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchesPage, view);
  gtk_widget_class_install_action (widget_class, "run.new", NULL, new_run_action);
}

static void
meirei_batches_page_init (MeireiBatchesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.new", FALSE);
  update_stack (self);
}

/**
 * meirei_batches_page_set_workspace:
 * @self: a batches page
 * @workspace: (nullable): a workspace
 * @context: (nullable): the program's context
 * @center: (nullable): what runs in the workspace
 *
 * Shows the runs of @workspace.
 */
void
meirei_batches_page_set_workspace (MeireiBatchesPage *self,
                                   MeireiWorkspace   *workspace,
                                   MeireiContext     *context,
                                   MeireiRunCenter   *center)
{
  g_return_if_fail (MEIREI_IS_BATCHES_PAGE (self));

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->context, context);
  g_set_object (&self->center, center);
  meirei_batch_view_set_sources (self->view, workspace, context, center);
  meirei_run_list_set_sources (self->list, workspace, center);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.new", center != NULL);
  update_stack (self);
}

/**
 * meirei_batches_page_get_view:
 * @self: a batches page
 *
 * Returns: (transfer none): the view of the run that is chosen
 */
MeireiBatchView *
meirei_batches_page_get_view (MeireiBatchesPage *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCHES_PAGE (self), NULL);

  return self->view;
}

/**
 * meirei_batches_page_get_list:
 * @self: a batches page
 *
 * Returns: (transfer none): the list of runs
 */
MeireiRunList *
meirei_batches_page_get_list (MeireiBatchesPage *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCHES_PAGE (self), NULL);

  return self->list;
}

/**
 * meirei_batches_page_get_list_pane:
 * @self: a batches page
 *
 * Returns: (transfer none): the pane with the list of runs
 */
MeireiFoldPane *
meirei_batches_page_get_list_pane (MeireiBatchesPage *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCHES_PAGE (self), NULL);

  return self->list_pane;
}
