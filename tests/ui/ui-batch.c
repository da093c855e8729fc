/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <time.h>

#include "meirei-json.h"
#include "ui-batch.h"

/**
 * ui_batch_new:
 * @operation: its operation
 * @n_items: how many items
 *
 * Returns: (transfer full): a run whose items wait, with the titles
 *   “Item N 命令 N”
 */
MeireiBatch *
ui_batch_new (MeireiOperation operation,
              guint           n_items)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", i);
      g_autofree char *title = g_strdup_printf ("Item %u 命令 %u", i, i);

      g_ptr_array_add (items, meirei_batch_item_new (id, title));
    }

  return meirei_batch_new (operation, items, NULL);
}

static MeireiBatchItem *
get_item (MeireiBatch *batch,
          guint        position)
{
  MeireiBatchItem *item = g_list_model_get_item (meirei_batch_get_items (batch), position);

  g_object_unref (item); /* the batch keeps it */

  return item;
}

/**
 * ui_batch_set_state:
 * @batch: a run
 * @position: which item
 * @state: how far it is now
 */
void
ui_batch_set_state (MeireiBatch          *batch,
                    guint                 position,
                    MeireiBatchItemState  state)
{
  meirei_batch_item_set_state (get_item (batch, position), state);
}

/**
 * ui_batch_settle:
 * @batch: a run
 * @position: which item
 * @result: what its journal would have, as JSON
 */
void
ui_batch_settle (MeireiBatch *batch,
                 guint        position,
                 const char  *result)
{
  g_autoptr(JsonNode) node = json_from_string (result, NULL);

  meirei_batch_item_restore (get_item (batch, position), json_node_get_object (node));
}

/**
 * ui_batch_get_cpu_time:
 *
 * Returns: what this thread has worked, in microseconds; unlike a clock, it
 *   stands still while a busy machine does something else
 */
gint64
ui_batch_get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
