/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Order and filter of a MeireiBatchRows. */

#include "config.h"

#include "meirei-batch-rows-private.h"

static int
compare (MeireiBatchRows *self,
         MeireiBatchRow  *a,
         MeireiBatchRow  *b)
{
  int order = self->sorter != NULL ? (int) gtk_sorter_compare (self->sorter, a, b) : 0;

  if (order == 0)
    order = (int) meirei_batch_row_get_group (a) - (int) meirei_batch_row_get_group (b);
  if (order == 0)
    order = meirei_batch_row_get_position (a) < meirei_batch_row_get_position (b) ? -1 : 1;

  return order;
}

static int
compare_func (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return compare (user_data, *(MeireiBatchRow * const *) a, *(MeireiBatchRow * const *) b);
}

static gboolean
is_wanted (MeireiBatchRows *self,
           MeireiBatchRow  *row)
{
  if (self->group != MEIREI_BATCH_GROUP_ALL
      && (int) meirei_batch_row_get_group (row) != self->group)
    return FALSE;

  return self->search == NULL || meirei_batch_row_match (row, self->search);
}

/* Where @row belongs; it is not in the list. */
static guint
find_place (MeireiBatchRows *self,
            MeireiBatchRow  *row)
{
  guint from = 0;
  guint to = self->shown->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (compare (self, self->shown->pdata[middle], row) < 0)
        from = middle + 1;
      else
        to = middle;
    }

  return from;
}

/* Says what of the list is different, in one signal: views give widgets to
 * rows again only within one. */
static void
announce (MeireiBatchRows *self,
          GPtrArray       *old)
{
  guint start = 0;
  guint n_same_end = 0;

  while (start < old->len && start < self->shown->len
         && old->pdata[start] == self->shown->pdata[start])
    start++;
  while (n_same_end < old->len - start && n_same_end < self->shown->len - start
         && old->pdata[old->len - 1 - n_same_end]
            == self->shown->pdata[self->shown->len - 1 - n_same_end])
    n_same_end++;

  if (old->len != start + n_same_end || self->shown->len != start + n_same_end)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - n_same_end,
                                self->shown->len - start - n_same_end);
}

/* Makes the list anew. */
void
_meirei_batch_rows_rebuild (MeireiBatchRows *self)
{
  g_autoptr(GPtrArray) old = self->shown;

  self->shown = g_ptr_array_sized_new (self->all->len);
  for (guint i = 0; i < self->all->len; i++)
    if (is_wanted (self, self->all->pdata[i]))
      g_ptr_array_add (self->shown, self->all->pdata[i]);
  g_ptr_array_sort_with_data (self->shown, compare_func, self);
  announce (self, old);
}

/* Rows that move. */

static gboolean
is_in_place (MeireiBatchRows *self,
             guint            position)
{
  gpointer *rows = self->shown->pdata;

  return (position == 0 || compare (self, rows[position - 1], rows[position]) < 0)
         && (position + 1 == self->shown->len
             || compare (self, rows[position], rows[position + 1]) < 0);
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? 1 : first > second ? -1 : 0;
}

/* The places of the rows of @changed that are wrong, the last first. */
static GArray *
find_misplaced (MeireiBatchRows *self,
                GHashTable      *changed)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer row;
  guint position;

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (g_ptr_array_find (self->shown, row, &position)
        && (!is_wanted (self, row) || !is_in_place (self, position)))
      g_array_append_val (positions, position);
  g_array_sort (positions, compare_positions);

  return positions;
}

static void
take_out (MeireiBatchRows *self,
          GArray          *positions,
          GPtrArray       *taken)
{
  for (guint i = 0; i < positions->len; i++)
    g_ptr_array_add (taken, g_ptr_array_remove_index (self->shown,
                                                      g_array_index (positions, guint, i)));
}

static void
put_in (MeireiBatchRows *self,
        GPtrArray       *taken)
{
  for (guint i = 0; i < taken->len; i++)
    g_ptr_array_insert (self->shown, (int) find_place (self, taken->pdata[i]), taken->pdata[i]);
}

/* Puts the rows of @changed where they belong now; the set is used up. */
void
_meirei_batch_rows_move (MeireiBatchRows *self,
                         GHashTable      *changed)
{
  g_autoptr(GPtrArray) old = g_ptr_array_copy (self->shown, NULL, NULL);
  g_autoptr(GPtrArray) taken = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer row;
  guint n_taken;

  /* Without one row its neighbours may be wrong: until all are in order. */
  do
    {
      g_autoptr(GArray) positions = find_misplaced (self, changed);

      n_taken = positions->len;
      take_out (self, positions, taken);
    }
  while (n_taken > 0);

  for (guint i = taken->len; i > 0; i--)
    {
      g_hash_table_remove (changed, taken->pdata[i - 1]);
      if (!is_wanted (self, taken->pdata[i - 1]))
        g_ptr_array_remove_index (taken, i - 1);
    }
  /* What was not shown before. */
  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (is_wanted (self, row) && !g_ptr_array_find (self->shown, row, NULL))
      g_ptr_array_add (taken, row);
  put_in (self, taken);
  announce (self, old);
}
