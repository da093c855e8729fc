/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchRows:
 *
 * The rows of a run's table, filtered and sorted.
 *
 * Items change their state whenever they like; the list follows when
 * meirei_batch_rows_update() is called, a few times a second.  Then only the
 * rows that are in a wrong place move, so that a table of 10,000 rows keeps its
 * place on the screen and its focus while it runs.
 */

#include "config.h"

#include "meirei-batch-rows-private.h"

static void meirei_batch_rows_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MeireiBatchRows, meirei_batch_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      meirei_batch_rows_list_model_init))

static GType
meirei_batch_rows_get_item_type (GListModel *model)
{
  return MEIREI_TYPE_BATCH_ROW;
}

static guint
meirei_batch_rows_get_n_items (GListModel *model)
{
  return MEIREI_BATCH_ROWS (model)->shown->len;
}

static gpointer
meirei_batch_rows_get_item (GListModel *model,
                            guint       position)
{
  MeireiBatchRows *self = MEIREI_BATCH_ROWS (model);

  return position < self->shown->len ? g_object_ref (self->shown->pdata[position]) : NULL;
}

static void
meirei_batch_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = meirei_batch_rows_get_item_type;
  iface->get_n_items = meirei_batch_rows_get_n_items;
  iface->get_item = meirei_batch_rows_get_item;
}

/* Items. */

static void
count (MeireiBatchRows *self,
       MeireiBatchRow  *row)
{
  MeireiBatchGroup group = meirei_batch_row_get_group (row);
  MeireiBatchGroup *counted = &self->groups[meirei_batch_row_get_position (row)];

  self->counts[*counted]--;
  self->counts[group]++;
  *counted = group;
  if (group == MEIREI_BATCH_GROUP_IN_FLIGHT)
    g_hash_table_add (self->live, row);
  else
    g_hash_table_remove (self->live, row);
}

static void
state_cb (MeireiBatchItem *item,
          GParamSpec      *pspec,
          gpointer         user_data)
{
  MeireiBatchRows *self = user_data;
  MeireiBatchRow *row = meirei_batch_rows_find (self, meirei_batch_item_get_id (item));

  g_hash_table_add (self->changed, row);
  count (self, row);
}

static void
items_cb (GListModel      *items,
          guint            position,
          guint            removed,
          guint            added,
          MeireiBatchRows *self)
{
  guint n_items = g_list_model_get_n_items (items);

  /* Items are only ever added, at the end. */
  self->groups = g_renew (MeireiBatchGroup, self->groups, n_items);
  for (guint i = self->all->len; i < n_items; i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      MeireiBatchRow *row = meirei_batch_row_new (item, i);

      g_ptr_array_add (self->all, row);
      g_hash_table_insert (self->by_id, (char *) meirei_batch_item_get_id (item), row);
      self->groups[i] = MEIREI_BATCH_GROUP_WAITING;
      self->counts[MEIREI_BATCH_GROUP_WAITING]++;
      count (self, row);
      g_signal_connect (item, "notify::state", G_CALLBACK (state_cb), self);
    }
  _meirei_batch_rows_rebuild (self);
}

static void
meirei_batch_rows_dispose (GObject *object)
{
  MeireiBatchRows *self = MEIREI_BATCH_ROWS (object);

  for (guint i = 0; i < self->all->len; i++)
    g_signal_handlers_disconnect_by_func (meirei_batch_row_get_item (self->all->pdata[i]),
                                          state_cb, self);
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->changed);
  g_hash_table_remove_all (self->live);
  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->all, 0);
  g_clear_object (&self->sorter);
  g_clear_object (&self->batch);

  G_OBJECT_CLASS (meirei_batch_rows_parent_class)->dispose (object);
}

static void
meirei_batch_rows_finalize (GObject *object)
{
  MeireiBatchRows *self = MEIREI_BATCH_ROWS (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->all);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->changed);
  g_hash_table_unref (self->live);
  g_free (self->groups);
  g_free (self->search);

  G_OBJECT_CLASS (meirei_batch_rows_parent_class)->finalize (object);
}

static void
meirei_batch_rows_class_init (MeireiBatchRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_batch_rows_dispose;
  object_class->finalize = meirei_batch_rows_finalize;
}

static void
meirei_batch_rows_init (MeireiBatchRows *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_ptr_array_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->changed = g_hash_table_new (NULL, NULL);
  self->live = g_hash_table_new (NULL, NULL);
  self->group = MEIREI_BATCH_GROUP_ALL;
}

/**
 * meirei_batch_rows_new:
 * @batch: a batch
 *
 * Returns: (transfer full): the rows of all items of @batch
 */
MeireiBatchRows *
meirei_batch_rows_new (MeireiBatch *batch)
{
  MeireiBatchRows *self = g_object_new (MEIREI_TYPE_BATCH_ROWS, NULL);
  GListModel *items = meirei_batch_get_items (batch);

  self->batch = g_object_ref (batch);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (items_cb), self, 0);
  items_cb (items, 0, 0, g_list_model_get_n_items (items), self);

  return self;
}

/**
 * meirei_batch_rows_get_batch:
 * @self: rows
 *
 * Returns: (transfer none): whose rows they are
 */
MeireiBatch *
meirei_batch_rows_get_batch (MeireiBatchRows *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ROWS (self), NULL);

  return self->batch;
}

/**
 * meirei_batch_rows_get_n_total:
 * @self: rows
 *
 * Returns: how many items the batch has
 */
guint
meirei_batch_rows_get_n_total (MeireiBatchRows *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ROWS (self), 0);

  return self->all->len;
}

/**
 * meirei_batch_rows_count:
 * @self: rows
 * @group: a group
 *
 * Returns: how many items are in @group now, whatever the filter
 */
guint
meirei_batch_rows_count (MeireiBatchRows  *self,
                         MeireiBatchGroup  group)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ROWS (self), 0);

  return self->counts[group];
}

/**
 * meirei_batch_rows_set_group:
 * @self: rows
 * @group: a [enum@BatchGroup], or %MEIREI_BATCH_GROUP_ALL
 *
 * Shows only the rows of one group.
 */
void
meirei_batch_rows_set_group (MeireiBatchRows *self,
                             int              group)
{
  g_return_if_fail (MEIREI_IS_BATCH_ROWS (self));

  if (self->group == group)
    return;

  self->group = group;
  _meirei_batch_rows_rebuild (self);
}

/**
 * meirei_batch_rows_set_search:
 * @self: rows
 * @text: (nullable): what title or id shall have
 *
 * Shows only the rows with a certain text.
 */
void
meirei_batch_rows_set_search (MeireiBatchRows *self,
                              const char      *text)
{
  g_return_if_fail (MEIREI_IS_BATCH_ROWS (self));

  g_free (self->search);
  self->search = text != NULL && *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  _meirei_batch_rows_rebuild (self);
}

/**
 * meirei_batch_rows_set_sorter:
 * @self: rows
 * @sorter: (nullable): what orders the rows before the usual order
 */
void
meirei_batch_rows_set_sorter (MeireiBatchRows *self,
                              GtkSorter       *sorter)
{
  g_return_if_fail (MEIREI_IS_BATCH_ROWS (self));

  if (self->sorter != NULL)
    g_signal_handlers_disconnect_by_func (self->sorter, _meirei_batch_rows_rebuild, self);
  g_set_object (&self->sorter, sorter);
  if (sorter != NULL)
    g_signal_connect_object (sorter, "changed", G_CALLBACK (_meirei_batch_rows_rebuild), self,
                             G_CONNECT_SWAPPED);
  _meirei_batch_rows_rebuild (self);
}

/**
 * meirei_batch_rows_find:
 * @self: rows
 * @id: an instruction's UUID
 *
 * Returns: (transfer none) (nullable): its row, whether it is shown or not
 */
MeireiBatchRow *
meirei_batch_rows_find (MeireiBatchRows *self,
                        const char      *id)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ROWS (self), NULL);

  return g_hash_table_lookup (self->by_id, id);
}

/**
 * meirei_batch_rows_update:
 * @self: rows
 *
 * Takes in what changed since the last time: the figures of what is in flight,
 * and the places of the rows.
 */
void
meirei_batch_rows_update (MeireiBatchRows *self)
{
  g_autoptr(GHashTable) changed = NULL;
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (MEIREI_IS_BATCH_ROWS (self));

  changed = self->changed;
  self->changed = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_hash_table_add (changed, row);

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    meirei_batch_row_update (row);

  if (g_hash_table_size (changed) > MEIREI_BATCH_ROWS_MAX_MOVES)
    _meirei_batch_rows_rebuild (self);
  else if (g_hash_table_size (changed) > 0)
    _meirei_batch_rows_move (self, changed);
}
