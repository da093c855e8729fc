/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-entry.h"
#include "meirei-instruction-model.h"

G_BEGIN_DECLS

struct _MeireiInstructionModel
{
  GObject parent_instance;

  GListModel *source;              /* (owned) (nullable) */
  MeireiInstructionFilter *filter;
  MeireiSortKey sort_key;

  GPtrArray *mirror;               /* the source's items by position, borrowed */
  GHashTable *entries;             /* item → entry, owned */
  GPtrArray *sorted;               /* of MeireiInstructionEntry: all, in order */
  GPtrArray *rows;                 /* of MeireiInstructionEntry: those that can be seen, in order */
  GHashTable *dirty;               /* set of items that came, changed or went, owned */
  guint flush_id;

  guint n_with_status[MEIREI_N_STATUSES];
  GHashTable *phase_counts;        /* phase → number */
};

void _meirei_instruction_model_load        (MeireiInstructionModel *self);
void _meirei_instruction_model_update_rows (MeireiInstructionModel *self);

G_END_DECLS
