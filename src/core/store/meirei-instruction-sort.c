/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Orders of the list of instructions.  Every order ends in the id, so that it
 * is total and rows do not jump. */

#include "config.h"

#include <string.h>

#include "meirei-instruction-sort.h"

GType
meirei_sort_key_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_SORT_KEY_UPDATED, "MEIREI_SORT_KEY_UPDATED", "updated" },
        { MEIREI_SORT_KEY_SCORE, "MEIREI_SORT_KEY_SCORE", "score" },
        { MEIREI_SORT_KEY_TITLE, "MEIREI_SORT_KEY_TITLE", "title" },
        { MEIREI_SORT_KEY_PHASE, "MEIREI_SORT_KEY_PHASE", "phase" },
        { MEIREI_SORT_KEY_STATUS, "MEIREI_SORT_KEY_STATUS", "status" },
        { MEIREI_SORT_KEY_WORST, "MEIREI_SORT_KEY_WORST", "worst" },
        { MEIREI_SORT_KEY_CREATED, "MEIREI_SORT_KEY_CREATED", "created" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiSortKey", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

/**
 * meirei_instruction_sort_rate_badness:
 * @item: an instruction
 *
 * How much an instruction needs a person, for %MEIREI_SORT_KEY_WORST.  One
 * without a report has nothing to look at.
 *
 * Returns: a number; larger is worse
 */
int
meirei_instruction_sort_rate_badness (MeireiInstructionItem *item)
{
  static const struct {
    MeireiItemFlags flag;
    int weight;
  } weights[] = {
    { MEIREI_ITEM_FLAG_SECURITY, 1 << 14 },
    { MEIREI_ITEM_FLAG_UNKNOWN_IMPORT, 1 << 13 },
    { MEIREI_ITEM_FLAG_TRUNCATED, 1 << 12 },
    { MEIREI_ITEM_FLAG_SYNTAX_ERROR, 1 << 11 },
    { MEIREI_ITEM_FLAG_TESTS_FAILED, 1 << 10 },
  };
  MeireiItemFlags flags = meirei_instruction_item_get_flags (item);
  int score = meirei_instruction_item_get_score (item);
  int badness = score < 0 ? 0 : (101 - score) * 2;

  if (strcmp (meirei_instruction_item_get_gate (item), "failed") == 0)
    badness += 1 << 15;
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    if (flags & weights[i].flag)
      badness += weights[i].weight;
  if (flags & MEIREI_ITEM_FLAG_LARGE)
    badness += 1;

  return badness;
}

/**
 * meirei_instruction_sort_compare:
 * @a: an instruction
 * @b: another one
 * @key: the order
 *
 * Returns: less than 0 if @a comes first, more than 0 if @b does
 */
int
meirei_instruction_sort_compare (MeireiInstructionItem *a,
                                 MeireiInstructionItem *b,
                                 MeireiSortKey          key)
{
  int order = 0;

  switch (key)
    {
    case MEIREI_SORT_KEY_UPDATED:
      break;
    case MEIREI_SORT_KEY_SCORE:
      order = compare_numbers (meirei_instruction_item_get_score (b),
                               meirei_instruction_item_get_score (a));
      break;
    case MEIREI_SORT_KEY_TITLE:
      order = g_utf8_collate (meirei_instruction_item_get_title (a),
                              meirei_instruction_item_get_title (b));
      break;
    case MEIREI_SORT_KEY_PHASE:
      order = compare_numbers (meirei_instruction_item_get_phase (a),
                               meirei_instruction_item_get_phase (b));
      break;
    case MEIREI_SORT_KEY_STATUS:
      order = compare_numbers (meirei_instruction_item_get_status (a),
                               meirei_instruction_item_get_status (b));
      break;
    case MEIREI_SORT_KEY_WORST:
      order = compare_numbers (meirei_instruction_sort_rate_badness (b),
                               meirei_instruction_sort_rate_badness (a));
      break;
    case MEIREI_SORT_KEY_CREATED:
      order = compare_numbers (meirei_instruction_item_get_created_at (a),
                               meirei_instruction_item_get_created_at (b));
      break;
    default:
      g_return_val_if_reached (0);
    }

  if (order == 0 && key != MEIREI_SORT_KEY_CREATED)
    order = compare_numbers (meirei_instruction_item_get_updated_at (b),
                             meirei_instruction_item_get_updated_at (a));

  return order != 0 ? order
                    : strcmp (meirei_instruction_item_get_id (a),
                              meirei_instruction_item_get_id (b));
}

/**
 * meirei_instruction_sort_func:
 * @a: (type MeireiInstructionItem): an instruction
 * @b: (type MeireiInstructionItem): another one
 * @sort_key: a [enum@SortKey] as GINT_TO_POINTER()
 *
 * [func@instruction_sort_compare] as a #GCompareDataFunc.
 *
 * Returns: less than 0 if @a comes first, more than 0 if @b does
 */
int
meirei_instruction_sort_func (gconstpointer a,
                              gconstpointer b,
                              gpointer      sort_key)
{
  return meirei_instruction_sort_compare ((MeireiInstructionItem *) a,
                                          (MeireiInstructionItem *) b,
                                          (MeireiSortKey) GPOINTER_TO_INT (sort_key));
}
