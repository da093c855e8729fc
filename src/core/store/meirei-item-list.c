/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiItemList:
 *
 * The list of a workspace's instructions.  An instruction that changes keeps
 * its item and its place, so that selections and scroll positions stay; the
 * list announces it as replaced by itself, so that filters and sorters on top
 * look at it again.
 */

#include "config.h"

#include "meirei-item-list.h"

/* If more rows than this changed at once, one announcement for the whole range
 * is cheaper for everyone than many small ones. */
#define MAX_RUNS 64

struct _MeireiItemList
{
  GObject parent_instance;

  GPtrArray *items;      /* (element-type MeireiInstructionItem) */
  GHashTable *positions; /* id, owned by the item → position + 1 */
};

static GType
meirei_item_list_get_item_type (GListModel *model)
{
  return MEIREI_TYPE_INSTRUCTION_ITEM;
}

static guint
meirei_item_list_get_n_items (GListModel *model)
{
  return MEIREI_ITEM_LIST (model)->items->len;
}

static gpointer
meirei_item_list_get_item (GListModel *model,
                           guint       position)
{
  MeireiItemList *self = MEIREI_ITEM_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = meirei_item_list_get_item_type;
  iface->get_n_items = meirei_item_list_get_n_items;
  iface->get_item = meirei_item_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MeireiItemList, meirei_item_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
meirei_item_list_finalize (GObject *object)
{
  MeireiItemList *self = MEIREI_ITEM_LIST (object);

  g_hash_table_unref (self->positions);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (meirei_item_list_parent_class)->finalize (object);
}

static void
meirei_item_list_class_init (MeireiItemListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_item_list_finalize;
}

static void
meirei_item_list_init (MeireiItemList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->positions = g_hash_table_new (g_str_hash, g_str_equal);
}

MeireiItemList *
meirei_item_list_new (void)
{
  return g_object_new (MEIREI_TYPE_ITEM_LIST, NULL);
}

static void
number_from (MeireiItemList *self,
             guint           first)
{
  for (guint i = first; i < self->items->len; i++)
    g_hash_table_insert (self->positions,
                         (gpointer) meirei_instruction_item_get_id (self->items->pdata[i]),
                         GUINT_TO_POINTER (i + 1));
}

static int
compare_created (gconstpointer a,
                 gconstpointer b)
{
  MeireiInstructionItem *first = *(MeireiInstructionItem **) a;
  MeireiInstructionItem *second = *(MeireiInstructionItem **) b;
  gint64 first_at = meirei_instruction_item_get_created_at (first);
  gint64 second_at = meirei_instruction_item_get_created_at (second);

  if (first_at != second_at)
    return first_at < second_at ? -1 : 1;

  return g_strcmp0 (meirei_instruction_item_get_id (first),
                    meirei_instruction_item_get_id (second));
}

/**
 * meirei_item_list_fill:
 * @self: an empty list that nobody looks at yet
 * @items: (transfer none) (element-type MeireiInstructionItem): its items
 */
void
meirei_item_list_fill (MeireiItemList *self,
                       GPtrArray      *items)
{
  g_return_if_fail (self->items->len == 0);

  g_ptr_array_sort (items, compare_created);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->items, g_object_ref (items->pdata[i]));
  number_from (self, 0);
}

/**
 * meirei_item_list_lookup:
 * @self: a list
 * @id: a UUID
 *
 * Returns: (transfer none) (nullable): its item
 */
MeireiInstructionItem *
meirei_item_list_lookup (MeireiItemList *self,
                         const char     *id)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, id));

  return position > 0 ? self->items->pdata[position - 1] : NULL;
}

static int
compare_uints (gconstpointer a,
               gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* Several removals move the rest only once. */
static void
remove_items (MeireiItemList *self,
              GArray         *positions)
{
  guint first, last, n_kept = 0;
  g_autoptr(GPtrArray) removed = g_ptr_array_new_with_free_func (g_object_unref);

  if (positions->len == 0)
    return;

  g_array_sort (positions, compare_uints);
  first = g_array_index (positions, guint, 0);
  last = g_array_index (positions, guint, positions->len - 1);

  for (guint i = first, next = 0; i < self->items->len; i++)
    if (next < positions->len && g_array_index (positions, guint, next) == i)
      {
        g_hash_table_remove (self->positions,
                             meirei_instruction_item_get_id (self->items->pdata[i]));
        g_ptr_array_add (removed, self->items->pdata[i]);
        next++;
      }
    else
      self->items->pdata[first + n_kept++] = self->items->pdata[i];

  /* The tail holds pointers that have moved; they must not be freed. */
  g_ptr_array_set_free_func (self->items, NULL);
  g_ptr_array_set_size (self->items, (int) (first + n_kept));
  g_ptr_array_set_free_func (self->items, g_object_unref);
  number_from (self, first);

  g_list_model_items_changed (G_LIST_MODEL (self), first, last - first + 1,
                              last - first + 1 - positions->len);
}

static void
announce_changed (MeireiItemList *self,
                  GArray         *positions)
{
  guint n_runs = 0;

  if (positions->len == 0)
    return;

  g_array_sort (positions, compare_uints);
  for (guint i = 0; i < positions->len; i++)
    if (i == 0 || g_array_index (positions, guint, i)
                  != g_array_index (positions, guint, i - 1) + 1)
      n_runs++;

  for (guint i = 0; i < positions->len;)
    {
      guint first = g_array_index (positions, guint, i);
      guint last = g_array_index (positions, guint, positions->len - 1);

      if (n_runs <= MAX_RUNS)
        for (last = first; ++i < positions->len
                           && g_array_index (positions, guint, i) == last + 1;)
          last++;
      else
        i = positions->len;
      g_list_model_items_changed (G_LIST_MODEL (self), first, last - first + 1,
                                  last - first + 1);
    }
}

static void
append_items (MeireiItemList *self,
              GPtrArray      *added)
{
  guint first = self->items->len;

  if (added->len == 0)
    return;

  g_ptr_array_sort (added, compare_created);
  for (guint i = 0; i < added->len; i++)
    g_ptr_array_add (self->items, g_object_ref (added->pdata[i]));
  number_from (self, first);
  g_list_model_items_changed (G_LIST_MODEL (self), first, 0, added->len);
}

/**
 * meirei_item_list_apply:
 * @self: a list
 * @changes: (element-type utf8 MeireiInstructionItem): what an instruction
 *   shows now by id; %NULL if it is gone
 *
 * Brings the list up to date.  New instructions go to the end.
 */
void
meirei_item_list_apply (MeireiItemList *self,
                        GHashTable     *changes)
{
  g_autoptr(GArray) removed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) changed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) added = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, item;

  g_hash_table_iter_init (&iter, changes);
  while (g_hash_table_iter_next (&iter, &id, &item))
    {
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, id));
      guint position = number - 1;

      if (number == 0 && item != NULL)
        g_ptr_array_add (added, item);
      else if (number != 0 && item == NULL)
        g_array_append_val (removed, position);
      else if (number != 0
               && meirei_instruction_item_update (self->items->pdata[position], item))
        g_array_append_val (changed, position);
    }

  announce_changed (self, changed);
  remove_items (self, removed);
  append_items (self, added);
}
