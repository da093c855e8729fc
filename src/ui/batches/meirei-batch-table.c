/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchTable:
 *
 * The items of a run.  Cells are recycled and listen to their row; columns that
 * matter less leave when there is little room.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-columns.h"
#include "meirei-batch-message-cell.h"
#include "meirei-batch-table.h"
#include "meirei-batch-words.h"

/* Around the text of a cell. */
#define CELL_PADDING 20

struct _MeireiBatchTable
{
  GtkWidget parent_instance;

  GtkWidget *scrolled_window; /* (unowned) */
  GtkColumnView *view;        /* (unowned) */
  GPtrArray *columns;         /* (element-type GtkColumnViewColumn) (unowned) */
  int width;
  guint columns_id;
  gboolean moved;             /* rows have come, gone or moved */

  MeireiBatchRows *rows;          /* (owned) (nullable) */
  MeireiWorkspace *workspace;     /* (owned) (nullable) */
  MeireiServerRegistry *registry; /* (owned) (nullable) */
};

enum {
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiBatchTable, meirei_batch_table, GTK_TYPE_WIDGET)

/* Cells. */

static const MeireiBatchColumn *
get_column (gpointer factory)
{
  return g_object_get_data (factory, "column");
}

static GtkWidget *
find_css_row (GtkWidget *widget)
{
  while (widget != NULL && g_strcmp0 (gtk_widget_get_css_name (widget), "row") != 0)
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* The widget around the cells has the focus, and no name of its own. */
static void
show_in_css_row (GtkWidget      *cell,
                 MeireiBatchRow *row)
{
  GtkWidget *css_row = find_css_row (cell);
  MeireiBatchItem *item = row != NULL ? meirei_batch_row_get_item (row) : NULL;
  g_autofree char *message = NULL;
  g_autofree char *label = NULL;

  if (css_row == NULL)
    return;

  if (row != NULL && meirei_batch_row_get_expanded (row))
    gtk_widget_add_css_class (css_row, "failed");
  else
    gtk_widget_remove_css_class (css_row, "failed");
  if (row == NULL || meirei_batch_row_get_group (row) == MEIREI_BATCH_GROUP_IN_FLIGHT)
    label = item != NULL ? g_strdup (meirei_batch_item_get_title (item)) : g_strdup ("");
  else
    {
      message = meirei_batch_row_dup_message (row);
      label = g_strdup_printf ("%s, %s, %s", meirei_batch_item_get_title (item),
                               meirei_batch_words_get_item_state (meirei_batch_item_get_state (item)),
                               message);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (css_row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_cell (GtkListItem *list_item)
{
  MeireiBatchRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  const MeireiBatchColumn *column = g_object_get_data (G_OBJECT (cell), "column");

  if (row == NULL)
    return;

  gtk_widget_set_valign (cell, meirei_batch_row_get_expanded (row) ? GTK_ALIGN_START
                                                                  : GTK_ALIGN_CENTER);
  /* A new cell is not in the table yet. */
  column->show (cell, row, g_object_get_data (G_OBJECT (cell), "table"));
  if (g_str_equal (column->name, "state"))
    show_in_css_row (cell, row);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  const MeireiBatchColumn *column = get_column (factory);
  GtkWidget *cell = column->make ();

  g_object_set_data (G_OBJECT (cell), "column", (gpointer) column);
  g_object_set_data (G_OBJECT (cell), "table", g_object_get_data (G_OBJECT (factory), "table"));
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "changed",
                            G_CALLBACK (show_cell), list_item);
  show_cell (list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  const MeireiBatchColumn *column = get_column (factory);

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_cell, list_item);
  if (g_str_equal (column->name, "state"))
    {
      show_in_css_row (cell, NULL);
      column->show (cell, NULL, NULL);
    }
}

/* Columns. */

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const MeireiBatchColumn *column = user_data;

  return column->compare ((MeireiBatchRow *) a, (MeireiBatchRow *) b);
}

static void
add_column (MeireiBatchTable        *self,
            const MeireiBatchColumn *description)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;
  g_autoptr(GtkCustomSorter) sorter = gtk_custom_sorter_new (compare_rows, (gpointer) description,
                                                             NULL);
  const char *title = *description->title != '\0' ? _(description->title) : NULL;

  g_object_set_data (G_OBJECT (factory), "column", (gpointer) description);
  g_object_set_data (G_OBJECT (factory), "table", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, description->sample == NULL
                                             && description->make != meirei_batch_message_cell_new);
  gtk_column_view_column_set_sorter (column, GTK_SORTER (sorter));
  gtk_column_view_append_column (self->view, column);
  g_ptr_array_add (self->columns, column);
}

/* The heading of a column with figures stands above them. */
static void
align_headings (MeireiBatchTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  gsize n_columns;
  const MeireiBatchColumn *columns = meirei_batch_columns_get (&n_columns);

  for (gsize i = 0; i < n_columns && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (box != NULL && columns[i].numeric)
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      else if (box != NULL && g_str_equal (columns[i].name, "score"))
        gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
      title = gtk_widget_get_next_sibling (title);
    }
}

static int
measure_text (MeireiBatchTable *self,
              const char       *text)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/* The width of a column follows from its longest usual text, so that the
 * columns stand still while the figures change. */
static int
get_column_width (MeireiBatchTable        *self,
                  const MeireiBatchColumn *column)
{
  int width = column->sample != NULL ? measure_text (self, column->sample) : 0;
  int heading = *column->title != '\0' ? measure_text (self, _(column->title)) : 0;

  return MAX (column->minimum, MAX (width, heading) + CELL_PADDING);
}

/* Takes columns away until the rest has room. */
static void
choose_columns (MeireiBatchTable *self)
{
  gsize n_columns;
  const MeireiBatchColumn *columns = meirei_batch_columns_get (&n_columns);
  int needed = 0;
  guint n_hidden = 0;

  for (gsize i = 0; i < n_columns; i++)
    needed += get_column_width (self, &columns[i]);
  for (guint rank = 1; rank <= n_columns && needed > self->width; rank++)
    for (gsize i = 0; i < n_columns; i++)
      if (columns[i].rank == rank)
        {
          needed -= get_column_width (self, &columns[i]);
          n_hidden = rank;
        }

  for (gsize i = 0; i < n_columns; i++)
    {
      int width = get_column_width (self, &columns[i]);

      /* Its share is its width, for a row's height follows from that. */
      if (columns[i].make == meirei_batch_message_cell_new)
        width += MAX (self->width - needed, 0) / 2;
      gtk_column_view_column_set_fixed_width (self->columns->pdata[i], width);
      gtk_column_view_column_set_visible (self->columns->pdata[i],
                                          columns[i].rank == 0 || columns[i].rank > n_hidden);
    }
}

static gboolean
choose_columns_cb (gpointer user_data)
{
  MeireiBatchTable *self = user_data;

  self->columns_id = 0;
  choose_columns (self);

  return G_SOURCE_REMOVE;
}

static void
activate_cb (MeireiBatchTable *self,
             guint             position)
{
  g_autoptr(MeireiBatchRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (row == NULL)
    return;

  if (meirei_batch_row_get_group (row) == MEIREI_BATCH_GROUP_FAILED)
    meirei_batch_row_set_expanded (row, !meirei_batch_row_get_expanded (row));
  else
    g_signal_emit (self, signals[ACTIVATED], 0,
                   meirei_batch_item_get_id (meirei_batch_row_get_item (row)));
}

static void
moved_cb (MeireiBatchTable *self)
{
  self->moved = TRUE;
}

static void
meirei_batch_table_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  gtk_widget_measure (MEIREI_BATCH_TABLE (widget)->scrolled_window, orientation, for_size,
                      minimum, natural, NULL, NULL);
}

static void
meirei_batch_table_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  MeireiBatchTable *self = MEIREI_BATCH_TABLE (widget);

  /* Not now: changing requests in the middle of an allocation would leave the
   * widgets around this one without theirs. */
  if (self->width != width && self->columns_id == 0)
    self->columns_id = g_idle_add_full (GTK_PRIORITY_RESIZE, choose_columns_cb, self, NULL);
  self->width = width;
  gtk_widget_allocate (self->scrolled_window, width, height, baseline, NULL);
}

static void
meirei_batch_table_dispose (GObject *object)
{
  MeireiBatchTable *self = MEIREI_BATCH_TABLE (object);

  g_clear_handle_id (&self->columns_id, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->scrolled_window, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->workspace);
  g_clear_object (&self->registry);
  g_clear_pointer (&self->columns, g_ptr_array_unref);

  G_OBJECT_CLASS (meirei_batch_table_parent_class)->dispose (object);
}

static void
meirei_batch_table_class_init (MeireiBatchTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_batch_table_dispose;
  widget_class->measure = meirei_batch_table_measure;
  widget_class->size_allocate = meirei_batch_table_size_allocate;

  /**
   * MeireiBatchTable::activated:
   * @self: a table
   * @id: an instruction's UUID
   *
   * The reader wants to see an instruction.
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
meirei_batch_table_init (MeireiBatchTable *self)
{
  gsize n_columns;
  const MeireiBatchColumn *columns = meirei_batch_columns_get (&n_columns);

  self->columns = g_ptr_array_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "batch-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Items of the run"), -1);
  for (gsize i = 0; i < n_columns; i++)
    add_column (self, &columns[i]);
  align_headings (self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);

  self->scrolled_window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled_window),
                                 GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled_window, GTK_WIDGET (self));
}

/**
 * meirei_batch_table_set_rows:
 * @self: a table
 * @rows: (nullable): what to show
 */
void
meirei_batch_table_set_rows (MeireiBatchTable *self,
                             MeireiBatchRows  *rows)
{
  g_autoptr(GtkSingleSelection) selection = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_TABLE (self));

  if (self->rows == rows)
    return;

  if (self->rows != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->rows, moved_cb, self);
      meirei_batch_rows_set_sorter (self->rows, NULL);
    }
  g_set_object (&self->rows, rows);
  if (rows == NULL)
    {
      gtk_column_view_set_model (self->view, NULL);
      return;
    }

  meirei_batch_rows_set_sorter (rows, gtk_column_view_get_sorter (self->view));
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (rows)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

/**
 * meirei_batch_table_set_sources:
 * @self: a table
 * @workspace: (nullable): where the instructions are
 * @registry: (nullable): where the models are
 */
void
meirei_batch_table_set_sources (MeireiBatchTable     *self,
                                MeireiWorkspace      *workspace,
                                MeireiServerRegistry *registry)
{
  g_return_if_fail (MEIREI_IS_BATCH_TABLE (self));

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->registry, registry);
}

/**
 * meirei_batch_table_get_workspace:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): where the instructions are
 */
MeireiWorkspace *
meirei_batch_table_get_workspace (MeireiBatchTable *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TABLE (self), NULL);

  return self->workspace;
}

/**
 * meirei_batch_table_get_registry:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): where the models are
 */
MeireiServerRegistry *
meirei_batch_table_get_registry (MeireiBatchTable *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TABLE (self), NULL);

  return self->registry;
}

/**
 * meirei_batch_table_update:
 * @self: a table
 *
 * Takes in what changed; see meirei_batch_rows_update().  Who looks at the first
 * rows sees what is first afterwards; who has scrolled down keeps the place.
 */
void
meirei_batch_table_update (MeireiBatchTable *self)
{
  GtkAdjustment *adjustment;
  gboolean at_top;

  g_return_if_fail (MEIREI_IS_BATCH_TABLE (self));

  if (self->rows == NULL)
    return;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled_window));
  at_top = gtk_adjustment_get_value (adjustment) < 1.0;
  self->moved = FALSE;
  meirei_batch_rows_update (self->rows);
  if (at_top && self->moved)
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                                "list.scroll-to-item", "u", 0);
}

/**
 * meirei_batch_table_get_view:
 * @self: a table
 *
 * Returns: (transfer none): the widget with the rows
 */
GtkColumnView *
meirei_batch_table_get_view (MeireiBatchTable *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TABLE (self), NULL);

  return self->view;
}

/**
 * meirei_batch_table_shows_column:
 * @self: a table
 * @name: the name of a column
 *
 * Returns: whether there is room for it
 */
gboolean
meirei_batch_table_shows_column (MeireiBatchTable *self,
                                 const char       *name)
{
  gsize n_columns;
  const MeireiBatchColumn *columns = meirei_batch_columns_get (&n_columns);

  g_return_val_if_fail (MEIREI_IS_BATCH_TABLE (self), FALSE);

  for (gsize i = 0; i < n_columns; i++)
    if (g_str_equal (columns[i].name, name))
      return gtk_column_view_column_get_visible (self->columns->pdata[i]);

  return FALSE;
}
