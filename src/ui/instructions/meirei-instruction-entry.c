/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-instruction-entry.h"

MeireiInstructionEntry *
_meirei_instruction_entry_new (MeireiInstructionItem *item)
{
  MeireiInstructionEntry *self = g_new0 (MeireiInstructionEntry, 1);

  self->item = g_object_ref (item);

  return self;
}

void
_meirei_instruction_entry_free (MeireiInstructionEntry *self)
{
  g_object_unref (self->item);
  g_free (self->collation_key);
  g_free (self);
}

/* A number that orders as meirei_instruction_sort_compare() does. */
static gint64
get_primary (MeireiInstructionItem *item,
             MeireiSortKey          sort_key)
{
  switch (sort_key)
    {
    case MEIREI_SORT_KEY_SCORE:
      return -meirei_instruction_item_get_score (item);
    case MEIREI_SORT_KEY_PHASE:
      return meirei_instruction_item_get_phase (item);
    case MEIREI_SORT_KEY_STATUS:
      return (gint64) meirei_instruction_item_get_status (item);
    case MEIREI_SORT_KEY_WORST:
      return -meirei_instruction_sort_rate_badness (item);
    case MEIREI_SORT_KEY_CREATED:
      return meirei_instruction_item_get_created_at (item);
    case MEIREI_SORT_KEY_UPDATED:
    case MEIREI_SORT_KEY_TITLE:
    default:
      return 0;
    }
}

/* Reads from the item what its place in the order depends on. */
void
_meirei_instruction_entry_set_keys (MeireiInstructionEntry *self,
                                    MeireiSortKey           sort_key)
{
  self->primary = get_primary (self->item, sort_key);
  self->secondary = sort_key != MEIREI_SORT_KEY_CREATED
                    ? -meirei_instruction_item_get_updated_at (self->item) : 0;

  g_clear_pointer (&self->collation_key, g_free);
  if (sort_key == MEIREI_SORT_KEY_TITLE)
    self->collation_key = g_utf8_collate_key (meirei_instruction_item_get_title (self->item), -1);
}

/* A GCompareFunc for arrays of pointers to entries with keys of the same order. */
int
_meirei_instruction_entry_compare (gconstpointer a,
                                   gconstpointer b)
{
  const MeireiInstructionEntry *first = *(const MeireiInstructionEntry * const *) a;
  const MeireiInstructionEntry *second = *(const MeireiInstructionEntry * const *) b;
  int order = 0;

  if (first->primary != second->primary)
    return first->primary < second->primary ? -1 : 1;
  if (first->collation_key != NULL && second->collation_key != NULL)
    order = strcmp (first->collation_key, second->collation_key);
  if (order != 0)
    return order;
  if (first->secondary != second->secondary)
    return first->secondary < second->secondary ? -1 : 1;

  return strcmp (meirei_instruction_item_get_id (first->item),
                 meirei_instruction_item_get_id (second->item));
}
