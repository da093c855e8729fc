/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-item.h"

G_BEGIN_DECLS

/**
 * MeireiSortKey:
 * @MEIREI_SORT_KEY_UPDATED: last changed first
 * @MEIREI_SORT_KEY_SCORE: highest score first, those without one last
 * @MEIREI_SORT_KEY_TITLE: by title, as the language orders
 * @MEIREI_SORT_KEY_PHASE: lowest phase first
 * @MEIREI_SORT_KEY_STATUS: in the order of the life of an instruction
 * @MEIREI_SORT_KEY_WORST: what needs a person most first: gate failed, security,
 *   unknown import, truncated, low score, large
 * @MEIREI_SORT_KEY_CREATED: first created first
 *
 * How instructions can be ordered.  Each has one direction, the one people want.
 */
typedef enum {
  MEIREI_SORT_KEY_UPDATED,
  MEIREI_SORT_KEY_SCORE,
  MEIREI_SORT_KEY_TITLE,
  MEIREI_SORT_KEY_PHASE,
  MEIREI_SORT_KEY_STATUS,
  MEIREI_SORT_KEY_WORST,
  MEIREI_SORT_KEY_CREATED,
} MeireiSortKey;

#define MEIREI_TYPE_SORT_KEY (meirei_sort_key_get_type ())
GType meirei_sort_key_get_type (void);

int meirei_instruction_sort_rate_badness
                                     (MeireiInstructionItem *item);
int meirei_instruction_sort_compare  (MeireiInstructionItem *a,
                                      MeireiInstructionItem *b,
                                      MeireiSortKey          key);
int meirei_instruction_sort_func     (gconstpointer          a,
                                      gconstpointer          b,
                                      gpointer               sort_key);

G_END_DECLS
