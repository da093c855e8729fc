/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What can be asked about the instructions of a model; see
 * meirei-instruction-model.c. */

#include "config.h"

#include "meirei-instruction-model-private.h"

/**
 * meirei_instruction_model_get_n_total:
 * @self: an instruction model
 *
 * Returns: how many instructions there are without the filter
 */
guint
meirei_instruction_model_get_n_total (MeireiInstructionModel *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), 0);

  return self->sorted->len;
}

/**
 * meirei_instruction_model_get_n_with_status:
 * @self: an instruction model
 * @status: a status
 *
 * Returns: how many instructions have @status, without the filter
 */
guint
meirei_instruction_model_get_n_with_status (MeireiInstructionModel *self,
                                            MeireiStatus            status)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), 0);
  g_return_val_if_fail (status < MEIREI_N_STATUSES, 0);

  return self->n_with_status[status];
}

/**
 * meirei_instruction_model_get_phase_counts:
 * @self: an instruction model
 *
 * Returns: (transfer none): how many instructions each phase has, without the
 *   filter; both are integers as pointers
 */
GHashTable *
meirei_instruction_model_get_phase_counts (MeireiInstructionModel *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), NULL);

  return self->phase_counts;
}

/**
 * meirei_instruction_model_peek:
 * @self: an instruction model
 * @position: a position
 *
 * Returns: (transfer none) (nullable): the item there
 */
MeireiInstructionItem *
meirei_instruction_model_peek (MeireiInstructionModel *self,
                               guint                   position)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), NULL);

  return position < self->rows->len ? ((MeireiInstructionEntry *) self->rows->pdata[position])->item : NULL;
}

/**
 * meirei_instruction_model_find:
 * @self: an instruction model
 * @item: (nullable): an instruction
 *
 * Returns: its position, or %MEIREI_NO_POSITION
 */
guint
meirei_instruction_model_find (MeireiInstructionModel *self,
                               MeireiInstructionItem  *item)
{
  MeireiInstructionEntry *entry;
  guint position = 0;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), MEIREI_NO_POSITION);

  entry = item != NULL ? g_hash_table_lookup (self->entries, item) : NULL;
  if (entry == NULL || !g_ptr_array_find (self->rows, entry, &position))
    return MEIREI_NO_POSITION;

  return position;
}

/**
 * meirei_instruction_model_find_next:
 * @self: an instruction model
 * @position: where to begin
 * @status: a status
 *
 * Looks for an instruction from @position to the end, then from the start.
 *
 * Returns: its position, or %MEIREI_NO_POSITION
 */
guint
meirei_instruction_model_find_next (MeireiInstructionModel *self,
                                    guint                   position,
                                    MeireiStatus            status)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), MEIREI_NO_POSITION);

  for (guint i = 0; i < self->rows->len; i++)
    {
      guint at = (guint) (((gsize) position + i) % self->rows->len);

      if (((MeireiInstructionEntry *) self->rows->pdata[at])->status == status)
        return at;
    }

  return MEIREI_NO_POSITION;
}

/**
 * meirei_instruction_model_count_status:
 * @self: an instruction model
 * @status: a status
 * @item: (nullable): an instruction
 * @place: (out): the place of @item among those counted, from 1; 0 if it is
 *   not one of them
 *
 * Counts the instructions that can be seen and have a status.
 *
 * Returns: how many there are
 */
guint
meirei_instruction_model_count_status (MeireiInstructionModel *self,
                                       MeireiStatus            status,
                                       MeireiInstructionItem  *item,
                                       guint                  *place)
{
  guint n_found = 0;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), 0);

  *place = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      MeireiInstructionEntry *entry = self->rows->pdata[i];

      if (entry->status != status)
        continue;
      n_found++;
      if (entry->item == item)
        *place = n_found;
    }

  return n_found;
}
