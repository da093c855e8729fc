/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How changes of a few of many instructions reach the list; see
 * meirei-instruction-model.c. */

#include "config.h"

#include "meirei-instruction-model-private.h"

static void
count_phase (MeireiInstructionModel *self,
             int                     phase,
             int                     change)
{
  gpointer key = GINT_TO_POINTER (phase);
  int count = GPOINTER_TO_INT (g_hash_table_lookup (self->phase_counts, key)) + change;

  if (count > 0)
    g_hash_table_insert (self->phase_counts, key, GINT_TO_POINTER (count));
  else
    g_hash_table_remove (self->phase_counts, key);
}

/* Reads what is kept about an item; TRUE if a number beside a filter changed. */
static gboolean
update_entry (MeireiInstructionModel *self,
              MeireiInstructionEntry *entry,
              gboolean                is_new)
{
  guint8 status = (guint8) meirei_instruction_item_get_status (entry->item);
  int phase = meirei_instruction_item_get_phase (entry->item);
  gboolean changed = is_new || entry->status != status || entry->phase != phase;

  if (changed)
    {
      if (!is_new)
        {
          self->n_with_status[entry->status]--;
          count_phase (self, entry->phase, -1);
        }
      self->n_with_status[status]++;
      count_phase (self, phase, +1);
    }

  entry->status = status;
  entry->phase = phase;
  entry->visible = meirei_instruction_filter_match (self->filter, entry->item);
  _meirei_instruction_entry_set_keys (entry, self->sort_key);

  return changed;
}

/* Replaces what can be seen and announces the part that differs. */
void
_meirei_instruction_model_update_rows (MeireiInstructionModel *self)
{
  g_autoptr(GPtrArray) old = self->rows;
  guint shorter, start = 0, end = 0;

  self->rows = g_ptr_array_sized_new (self->sorted->len);
  for (guint i = 0; i < self->sorted->len; i++)
    if (((MeireiInstructionEntry *) self->sorted->pdata[i])->visible)
      g_ptr_array_add (self->rows, self->sorted->pdata[i]);

  shorter = MIN (old->len, self->rows->len);
  while (start < shorter && old->pdata[start] == self->rows->pdata[start])
    start++;
  while (end < shorter - start
         && old->pdata[old->len - 1 - end] == self->rows->pdata[self->rows->len - 1 - end])
    end++;

  if (old->len != self->rows->len || start < shorter)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                self->rows->len - start - end);
}

/* Where among the entries that have not changed @entry belongs. */
static guint
find_place (GPtrArray              *sorted,
            MeireiInstructionEntry *entry)
{
  guint low = 0;
  guint high = sorted->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (_meirei_instruction_entry_compare (&sorted->pdata[middle], &entry) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Puts the entries that changed, which are in order, between those that did
 * not. */
static void
merge (MeireiInstructionModel *self,
       GPtrArray              *unchanged,
       GPtrArray              *changed)
{
  G_GNUC_UNUSED g_autoptr(GPtrArray) old = self->sorted;
  guint from = 0;

  self->sorted = g_ptr_array_sized_new (unchanged->len + changed->len);
  for (guint i = 0; i < changed->len; i++)
    {
      guint place = find_place (unchanged, changed->pdata[i]);

      for (; from < place; from++)
        g_ptr_array_add (self->sorted, unchanged->pdata[from]);
      g_ptr_array_add (self->sorted, changed->pdata[i]);
    }
  for (; from < unchanged->len; from++)
    g_ptr_array_add (self->sorted, unchanged->pdata[from]);
}

/* The entries of @dirty as they are now; those of items that went are stolen
 * into @gone, because the announced rows may still name them. */
static gboolean
update_dirty (MeireiInstructionModel *self,
              GHashTable             *present,
              GPtrArray              *changed,
              GPtrArray              *gone)
{
  gboolean counts_changed = FALSE;
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      MeireiInstructionEntry *entry = g_hash_table_lookup (self->entries, item);
      gboolean is_new = entry == NULL;

      if (!g_hash_table_contains (present, item))
        {
          if (is_new)
            continue;
          self->n_with_status[entry->status]--;
          count_phase (self, entry->phase, -1);
          g_hash_table_steal (self->entries, item);
          g_ptr_array_add (gone, entry);
          counts_changed = TRUE;
          continue;
        }

      if (is_new)
        {
          entry = _meirei_instruction_entry_new (item);
          g_hash_table_insert (self->entries, item, entry);
        }
      counts_changed |= update_entry (self, entry, is_new);
      g_ptr_array_add (changed, entry);
    }

  return counts_changed;
}

static GHashTable *
list_present (MeireiInstructionModel *self)
{
  GHashTable *present = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->mirror->len; i++)
    if (g_hash_table_contains (self->dirty, self->mirror->pdata[i]))
      g_hash_table_add (present, self->mirror->pdata[i]);

  return present;
}

/* Takes in all items of the source at once, where there were none: without the
 * sets that tell changed ones from others. */
void
_meirei_instruction_model_load (MeireiInstructionModel *self)
{
  guint n_items = g_list_model_get_n_items (self->source);

  g_ptr_array_set_size (self->mirror, (int) n_items);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (self->source, i);
      MeireiInstructionEntry *entry = _meirei_instruction_entry_new (item);

      self->mirror->pdata[i] = item;
      g_hash_table_insert (self->entries, item, entry);
      update_entry (self, entry, TRUE);
      g_ptr_array_add (self->sorted, entry);
    }
  g_ptr_array_sort (self->sorted, _meirei_instruction_entry_compare);
  _meirei_instruction_model_update_rows (self);
  if (n_items > 0)
    g_signal_emit_by_name (self, "counts-changed");
}

/**
 * meirei_instruction_model_flush:
 * @self: an instruction model
 *
 * Applies the changes of the source that have been collected, which otherwise
 * happens before the next frame.
 */
void
meirei_instruction_model_flush (MeireiInstructionModel *self)
{
  g_autoptr(GPtrArray) unchanged = NULL;
  g_autoptr(GPtrArray) changed = NULL;
  g_autoptr(GPtrArray) gone = NULL;
  g_autoptr(GHashTable) present = NULL;
  gboolean counts_changed;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self));

  g_clear_handle_id (&self->flush_id, g_source_remove);
  if (g_hash_table_size (self->dirty) == 0)
    return;

  unchanged = g_ptr_array_sized_new (self->sorted->len);
  for (guint i = 0; i < self->sorted->len; i++)
    {
      MeireiInstructionEntry *entry = self->sorted->pdata[i];

      if (!g_hash_table_contains (self->dirty, entry->item))
        g_ptr_array_add (unchanged, entry);
    }

  changed = g_ptr_array_new ();
  gone = g_ptr_array_new_with_free_func ((GDestroyNotify) _meirei_instruction_entry_free);
  present = list_present (self);
  counts_changed = update_dirty (self, present, changed, gone);
  g_hash_table_remove_all (self->dirty);

  g_ptr_array_sort (changed, _meirei_instruction_entry_compare);
  merge (self, unchanged, changed);
  _meirei_instruction_model_update_rows (self);

  if (counts_changed)
    g_signal_emit_by_name (self, "counts-changed");
}
