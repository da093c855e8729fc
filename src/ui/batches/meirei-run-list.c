/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiRunList:
 *
 * The runs of a workspace, the newest first: those whose journals are in the
 * workspace, and those that were started here.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "meirei-batch-archive.h"
#include "meirei-batch-words.h"
#include "meirei-run-list.h"
#include "meirei-run-row.h"
#include "meirei-ui-init.h"

#define REFRESH_MS 500

struct _MeireiRunList
{
  AdwBin parent_instance;

  GtkListView *list_view;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkToggleButton *search_button;

  GListStore *runs;              /* of MeireiBatch */
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  GHashTable *titles;            /* (element-type MeireiBatch utf8) */
  GHashTable *rows;              /* (element-type MeireiRunRow) (unowned): on the screen */
  char *needle;                  /* (owned) (nullable): folded */

  MeireiWorkspace *workspace;    /* (owned) (nullable) */
  MeireiRunCenter *center;       /* (owned) (nullable) */
  GCancellable *reading;         /* (owned) (nullable) */
  guint refresh_id;
};

typedef enum {
  PROP_N_RUNS = 1,
  PROP_SELECTED,
} MeireiRunListProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiRunList, meirei_run_list, ADW_TYPE_BIN)

static const char *
get_title (MeireiRunList *self,
           MeireiBatch   *batch)
{
  const char *title = g_hash_table_lookup (self->titles, batch);

  if (title == NULL)
    {
      title = meirei_batch_words_dup_title (batch, self->workspace);
      g_hash_table_insert (self->titles, g_object_ref (batch), (char *) title);
    }

  return title;
}

/* Searching. */

static gboolean
title_has (MeireiBatch *batch,
           const char  *needle)
{
  GListModel *items = meirei_batch_get_items (batch);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      g_autofree char *title = g_utf8_casefold (meirei_batch_item_get_title (item), -1);

      if (strstr (title, needle) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
match (gpointer item,
       gpointer user_data)
{
  MeireiRunList *self = user_data;
  MeireiBatch *batch = item;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->needle == NULL)
    return TRUE;

  when = meirei_batch_words_dup_when (meirei_batch_get_created_at (batch), g_get_real_time ());
  text = g_strdup_printf ("%s\n%s\n%s\n%s", get_title (self, batch), when,
                          meirei_batch_words_get_state (meirei_batch_get_state (batch)),
                          meirei_batch_get_id (batch));
  folded = g_utf8_casefold (text, -1);

  return strstr (folded, self->needle) != NULL || title_has (batch, self->needle);
}

static void
search_cb (MeireiRunList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  GtkFilter *filter = gtk_filter_list_model_get_filter (self->filtered);

  g_free (self->needle);
  self->needle = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT);
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

static gboolean
has_run (MeireiRunList *self,
         const char    *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++)
    {
      g_autoptr(MeireiBatch) batch = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

      if (g_str_equal (meirei_batch_get_id (batch), id))
        return TRUE;
    }

  return FALSE;
}

/* The newest first; an id begins with the time. */
static int
compare_runs (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return strcmp (meirei_batch_get_id ((MeireiBatch *) b),
                 meirei_batch_get_id ((MeireiBatch *) a));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  MeireiRunList *self;
  g_autoptr(GPtrArray) batches = g_task_propagate_pointer (G_TASK (result), NULL);

  if (batches == NULL)
    return;

  self = MEIREI_RUN_LIST (source);
  g_clear_object (&self->reading);
  /* What was started here, or read before, is there already. */
  for (guint i = batches->len; i > 0; i--)
    if (has_run (self, meirei_batch_get_id (batches->pdata[i - 1])))
      g_ptr_array_remove_index (batches, i - 1);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->runs)) == 0)
    g_list_store_splice (self->runs, 0, 0, batches->pdata, batches->len);
  else
    for (guint i = 0; i < batches->len; i++)
      g_list_store_insert_sorted (self->runs, batches->pdata[i], compare_runs, NULL);
}

static void
read_archive (MeireiRunList *self)
{
  g_autoptr(GTask) task = NULL;

  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_source_tag (task, read_archive);
  g_task_set_task_data (task, g_strdup (meirei_workspace_get_dir (self->workspace)), g_free);
  g_task_run_in_thread (task, read_worker);
}

/* Runs that begin here. */

static gboolean
refresh_cb (gpointer user_data)
{
  MeireiRunList *self = user_data;
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    meirei_run_row_update (row);
  if (self->center != NULL
      && g_list_model_get_n_items (meirei_run_center_get_runners (self->center)) > 0)
    return G_SOURCE_CONTINUE;

  self->refresh_id = 0;

  return G_SOURCE_REMOVE;
}

static void
runners_cb (MeireiRunList *self,
            guint          position,
            guint          removed,
            guint          added,
            GListModel    *runners)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (runners, i);
      MeireiBatch *batch = meirei_batch_runner_get_batch (runner);

      if (!has_run (self, meirei_batch_get_id (batch)))
        g_list_store_insert (self->runs, 0, batch);
      meirei_run_list_select (self, meirei_batch_get_id (batch));
    }
  if (self->refresh_id == 0 && g_list_model_get_n_items (runners) > 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Rows. */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, meirei_run_row_new ());
}

static void
bind_cb (MeireiRunList *self,
         GtkListItem   *list_item)
{
  MeireiRunRow *row = MEIREI_RUN_ROW (gtk_list_item_get_child (list_item));
  MeireiBatch *batch = gtk_list_item_get_item (list_item);

  g_hash_table_add (self->rows, row);
  meirei_run_row_set_run (row, batch, get_title (self, batch));
}

static void
unbind_cb (MeireiRunList *self,
           GtkListItem   *list_item)
{
  MeireiRunRow *row = MEIREI_RUN_ROW (gtk_list_item_get_child (list_item));

  g_hash_table_remove (self->rows, row);
  meirei_run_row_set_run (row, NULL, NULL);
}

static void
selected_cb (MeireiRunList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
n_runs_cb (MeireiRunList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RUNS]);
}

static void
activate_cb (MeireiRunList *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
meirei_run_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  MeireiRunList *self = MEIREI_RUN_LIST (object);

  switch ((MeireiRunListProperty) prop_id)
    {
    case PROP_N_RUNS:
      g_value_set_uint (value, meirei_run_list_get_n_runs (self));
      break;
    case PROP_SELECTED:
      g_value_set_object (value, meirei_run_list_get_selected (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_run_list_dispose (GObject *object)
{
  MeireiRunList *self = MEIREI_RUN_LIST (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->runs);
  g_clear_object (&self->center);
  g_clear_object (&self->workspace);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_RUN_LIST);

  G_OBJECT_CLASS (meirei_run_list_parent_class)->dispose (object);
}

static void
meirei_run_list_finalize (GObject *object)
{
  MeireiRunList *self = MEIREI_RUN_LIST (object);

  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->titles);
  g_free (self->needle);

  G_OBJECT_CLASS (meirei_run_list_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-run-list.ui");
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunList, list_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunList, search_bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunList, search_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiRunList, search_entry);
}

static void
meirei_run_list_class_init (MeireiRunListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_run_list_dispose;
  object_class->finalize = meirei_run_list_finalize;
  object_class->get_property = meirei_run_list_get_property;

  /**
   * MeireiRunList:n-runs:
   *
   * How many runs there are, whatever is being searched for.
   */
  properties[PROP_N_RUNS] = g_param_spec_uint ("n-runs", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * MeireiRunList:selected:
   *
   * The run that is chosen.
   */
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, MEIREI_TYPE_BATCH,
                                                   flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * MeireiRunList::chosen:
   * @self: a list of runs
   *
   * The reader opened a run.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
}

static void
meirei_run_list_init (MeireiRunList *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));

  self->titles = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->rows = g_hash_table_new (NULL, NULL);
  self->runs = g_list_store_new (MEIREI_TYPE_BATCH);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->runs)), filter);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (n_runs_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * meirei_run_list_set_sources:
 * @self: a list of runs
 * @workspace: (nullable): a workspace
 * @center: (nullable): what runs in it
 *
 * Shows the runs of @workspace.
 */
void
meirei_run_list_set_sources (MeireiRunList   *self,
                             MeireiWorkspace *workspace,
                             MeireiRunCenter *center)
{
  g_return_if_fail (MEIREI_IS_RUN_LIST (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->center != NULL)
    g_signal_handlers_disconnect_by_data (meirei_run_center_get_runners (self->center), self);
  g_set_object (&self->center, center);
  g_set_object (&self->workspace, workspace);
  g_list_store_remove_all (self->runs);
  g_hash_table_remove_all (self->titles);
  if (center != NULL)
    g_signal_connect_object (meirei_run_center_get_runners (center), "items-changed",
                             G_CALLBACK (runners_cb), self, G_CONNECT_SWAPPED);
  if (workspace != NULL)
    read_archive (self);
}

/**
 * meirei_run_list_refresh:
 * @self: a list of runs
 *
 * Looks for runs that others have recorded in the workspace.
 */
void
meirei_run_list_refresh (MeireiRunList *self)
{
  g_return_if_fail (MEIREI_IS_RUN_LIST (self));

  if (self->workspace != NULL && self->reading == NULL)
    read_archive (self);
}

/**
 * meirei_run_list_get_n_runs:
 * @self: a list of runs
 *
 * Returns: how many runs there are, whatever is being searched for
 */
guint
meirei_run_list_get_n_runs (MeireiRunList *self)
{
  g_return_val_if_fail (MEIREI_IS_RUN_LIST (self), 0);

  return self->runs != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->runs)) : 0;
}

/**
 * meirei_run_list_get_selected:
 * @self: a list of runs
 *
 * Returns: (transfer none) (nullable): the run that is chosen
 */
MeireiBatch *
meirei_run_list_get_selected (MeireiRunList *self)
{
  g_return_val_if_fail (MEIREI_IS_RUN_LIST (self), NULL);

  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/**
 * meirei_run_list_select:
 * @self: a list of runs
 * @batch_id: the id of a run
 *
 * Chooses a run.
 *
 * Returns: whether it is in the list
 */
gboolean
meirei_run_list_select (MeireiRunList *self,
                        const char    *batch_id)
{
  GListModel *model;

  g_return_val_if_fail (MEIREI_IS_RUN_LIST (self), FALSE);

  model = G_LIST_MODEL (self->selection);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(MeireiBatch) batch = g_list_model_get_item (model, i);

      if (g_str_equal (meirei_batch_get_id (batch), batch_id))
        {
          gtk_single_selection_set_selected (self->selection, i);
          return TRUE;
        }
    }

  return FALSE;
}
