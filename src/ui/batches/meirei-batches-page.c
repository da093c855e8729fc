/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchesPage:
 *
 * The page “Batches” of the window: the recorded runs, the newest first, with
 * those that run now, and the one that is chosen.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-archive.h"
#include "meirei-batch-view.h"
#include "meirei-batches-page.h"
#include "meirei-labels.h"
#include "meirei-relative-time.h"
#include "meirei-ui-init.h"

struct _MeireiBatchesPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkListView *runs_view;
  MeireiBatchView *batch_view;

  GListStore *runs;            /* of MeireiBatch */
  MeireiRunCenter *center;     /* (owned) (nullable) */
  GCancellable *reading;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiBatchesPage, meirei_batches_page, ADW_TYPE_BIN)

static void
update_stack (MeireiBatchesPage *self)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->runs)) > 0
                                    ? "content" : "empty");
}

/* The recorded runs, read in a thread. */

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const char *dir = task_data;
  g_auto(GStrv) ids = meirei_batch_archive_list (dir);
  GPtrArray *batches = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; ids[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      /* A journal that cannot be read does not hide the others. */
      MeireiBatch *batch = meirei_batch_archive_load (dir, ids[i], NULL);

      if (batch != NULL)
        g_ptr_array_add (batches, batch);
    }

  g_task_return_pointer (task, batches, (GDestroyNotify) g_ptr_array_unref);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  MeireiBatchesPage *self;
  g_autoptr(GPtrArray) batches = g_task_propagate_pointer (G_TASK (result), NULL);

  if (batches == NULL)
    return;

  self = MEIREI_BATCHES_PAGE (source);
  g_clear_object (&self->reading);
  g_list_store_splice (self->runs, g_list_model_get_n_items (G_LIST_MODEL (self->runs)), 0,
                       batches->pdata, batches->len);
  update_stack (self);
}

static void
read_archive (MeireiBatchesPage *self,
              MeireiWorkspace   *workspace)
{
  g_autoptr(GTask) task = NULL;

  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_source_tag (task, read_archive);
  g_task_set_task_data (task, g_strdup (meirei_workspace_get_dir (workspace)), g_free);
  g_task_run_in_thread (task, read_worker);
}

/* Runs that begin here. */

static void
runners_cb (MeireiBatchesPage *self,
            guint              position,
            guint              removed,
            guint              added,
            GListModel        *runners)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (runners, i);
      MeireiBatch *batch = meirei_batch_runner_get_batch (runner);

      if (meirei_batch_get_operation (batch) == MEIREI_OPERATION_EXECUTE)
        g_list_store_insert (self->runs, 0, batch);
    }
  update_stack (self);
}

/* The list. */

static char *
dup_caption (MeireiBatch *batch)
{
  g_autofree char *when = meirei_relative_time_format_long (meirei_batch_get_created_at (batch),
                                                            g_get_real_time ());
  guint n_failed = meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED);
  guint n_done = meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE);

  return n_failed > 0
         /* Translators: when a batch began, how many items are done and failed */
         ? g_strdup_printf (_("%s · %u ok · %u failed"), when, n_done, n_failed)
         /* Translators: when a batch began, how many items are done */
         : g_strdup_printf (_("%s · %u ok"), when, n_done);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *caption = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (caption), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  MeireiBatch *batch = gtk_list_item_get_item (list_item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  g_autofree char *caption = dup_caption (batch);

  gtk_label_set_label (GTK_LABEL (title),
                       meirei_operation_get_label (meirei_batch_get_operation (batch)));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), caption);
}

static void
selected_cb (GtkSingleSelection *selection,
             GParamSpec         *pspec,
             MeireiBatchesPage  *self)
{
  meirei_batch_view_set_batch (self->batch_view, gtk_single_selection_get_selected_item (selection));
}

static void
meirei_batches_page_dispose (GObject *object)
{
  MeireiBatchesPage *self = MEIREI_BATCHES_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->center);
  g_clear_object (&self->runs);
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
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-batches-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchesPage, batch_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchesPage, runs_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchesPage, stack);
}

static void
meirei_batches_page_init (MeireiBatchesPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSingleSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->runs = g_list_store_new (MEIREI_TYPE_BATCH);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->runs)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (selected_cb), self, 0);
  gtk_list_view_set_factory (self->runs_view, factory);
  gtk_list_view_set_model (self->runs_view, GTK_SELECTION_MODEL (selection));
}

/**
 * meirei_batches_page_set_workspace:
 * @self: a batches page
 * @workspace: (nullable): a workspace
 * @center: (nullable): what runs in it
 *
 * Shows the runs of @workspace.
 */
void
meirei_batches_page_set_workspace (MeireiBatchesPage *self,
                                   MeireiWorkspace   *workspace,
                                   MeireiRunCenter   *center)
{
  g_return_if_fail (MEIREI_IS_BATCHES_PAGE (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->center != NULL)
    g_signal_handlers_disconnect_by_data (meirei_run_center_get_runners (self->center), self);
  g_set_object (&self->center, center);
  g_list_store_remove_all (self->runs);
  if (center != NULL)
    g_signal_connect_object (meirei_run_center_get_runners (center), "items-changed",
                             G_CALLBACK (runners_cb), self, G_CONNECT_SWAPPED);
  if (workspace != NULL)
    read_archive (self, workspace);
  update_stack (self);
}
