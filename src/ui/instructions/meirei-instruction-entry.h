/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-sort.h"

G_BEGIN_DECLS

/* What an instruction model keeps about one instruction, so that ordering and
 * counting 50,000 of them need not ask each again. */
typedef struct {
  MeireiInstructionItem *item; /* (owned) */
  gint64 primary;              /* by the sort key; smaller comes first */
  gint64 secondary;            /* then by this */
  char *collation_key;         /* (owned) (nullable): only for the order by title */
  int phase;
  guint8 status;
  guint8 visible;
} MeireiInstructionEntry;

MeireiInstructionEntry *_meirei_instruction_entry_new      (MeireiInstructionItem  *item);
void                    _meirei_instruction_entry_free     (MeireiInstructionEntry *self);
void                    _meirei_instruction_entry_set_keys (MeireiInstructionEntry *self,
                                                            MeireiSortKey           sort_key);
int                     _meirei_instruction_entry_compare  (gconstpointer           a,
                                                            gconstpointer           b);

G_END_DECLS
