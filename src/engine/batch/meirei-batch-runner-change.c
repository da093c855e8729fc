/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Changing a batch while it runs: trying again, adding items, how many at
 * once. */

#include "config.h"

#include "meirei-batch-item-private.h"
#include "meirei-batch-runner-private.h"

static void
wait_again (MeireiBatchRunner *self,
            MeireiBatchItem   *item)
{
  meirei_batch_item_reset (item);
  if (_meirei_batch_item_take_reopened (item) && self->recorder != NULL)
    meirei_batch_recorder_write_retry (self->recorder, item, NULL);
  meirei_batch_schedule_put_back (self->schedule, item);
}

/**
 * meirei_batch_runner_retry:
 * @self: a runner that runs
 * @item: (nullable): an item that failed; %NULL for all that failed
 *
 * Tries items again.  What was skipped for a dependency waits again as well.
 *
 * Returns: how many items wait again
 */
guint
meirei_batch_runner_retry (MeireiBatchRunner *self,
                           MeireiBatchItem   *item)
{
  GListModel *items;
  guint n_retried = 0;

  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), 0);

  if (self->task == NULL || !self->prepared)
    return 0;

  items = meirei_batch_get_items (self->batch);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) other = g_list_model_get_item (items, i);
      MeireiBatchItemState state = meirei_batch_item_get_state (other);

      if ((state == MEIREI_BATCH_ITEM_FAILED && (item == NULL || item == other))
          || (state == MEIREI_BATCH_ITEM_CANCELLED && item == other)
          || state == MEIREI_BATCH_ITEM_SKIPPED)
        {
          wait_again (self, other);
          n_retried++;
        }
    }
  _meirei_batch_runner_start_more (self);

  return n_retried;
}

/**
 * meirei_batch_runner_add:
 * @self: a runner that runs
 * @items: (element-type MeireiBatchItem): new items
 *
 * Adds instructions to the batch.  Those that are in it already are left out.
 *
 * Returns: how many were added
 */
guint
meirei_batch_runner_add (MeireiBatchRunner *self,
                         GPtrArray         *items)
{
  g_autoptr(GPtrArray) added = NULL;

  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), 0);
  g_return_val_if_fail (items != NULL, 0);

  if (self->task == NULL)
    return 0;

  added = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < items->len; i++)
    if (meirei_batch_add_item (self->batch, items->pdata[i]))
      g_ptr_array_add (added, g_object_ref (items->pdata[i]));
  if (added->len == 0)
    return 0;

  if (self->recorder != NULL)
    meirei_batch_recorder_write_added (self->recorder, added);
  _meirei_batch_runner_prepare (self, added, FALSE);

  return added->len;
}

static GPtrArray *
list_lanes (MeireiBatchRunner *self)
{
  GPtrArray *lanes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lanes)); i++)
    g_ptr_array_add (lanes, g_list_model_get_item (G_LIST_MODEL (self->lanes), i));

  return lanes;
}

/**
 * meirei_batch_runner_get_parallel:
 * @self: a runner
 *
 * Returns: how many requests may be in flight, on all servers that answer
 *   together; 0 until one is chosen
 */
guint
meirei_batch_runner_get_parallel (MeireiBatchRunner *self)
{
  g_autoptr(GPtrArray) lanes = NULL;
  guint parallel = 0;

  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), 0);

  lanes = list_lanes (self);
  for (guint i = 0; i < lanes->len; i++)
    if (meirei_batch_lane_get_state (lanes->pdata[i]) != MEIREI_BATCH_LANE_LOST)
      parallel += meirei_batch_lane_get_limit (lanes->pdata[i]);

  return self->sequential ? MIN (parallel, 1) : parallel;
}

char *
_meirei_batch_runner_make_reason (MeireiBatchRunner *self)
{
  g_autoptr(GPtrArray) lanes = list_lanes (self);
  GString *text;

  if (self->sequential)
    return g_strdup ("1: one after another");
  if (lanes->len == 1)
    return g_strdup (meirei_batch_lane_get_reason (lanes->pdata[0]));
  if (lanes->len == 0)
    return NULL;

  text = g_string_new (NULL);
  g_string_printf (text, "%u on %u servers", meirei_batch_runner_get_parallel (self), lanes->len);
  for (guint i = 0; i < lanes->len; i++)
    g_string_append_printf (text, "; %s – %s", meirei_batch_lane_get_url (lanes->pdata[i]),
                            meirei_batch_lane_get_state (lanes->pdata[i])
                            == MEIREI_BATCH_LANE_LOST
                            ? "does not answer"
                            : meirei_batch_lane_get_reason (lanes->pdata[i]));

  return g_string_free (text, FALSE);
}

/**
 * meirei_batch_runner_get_parallel_reason:
 * @self: a runner
 *
 * Returns: (nullable): why so many requests may be in flight, in English, such
 *   as “auto 4: the server has 4 slots”; %NULL until a server is chosen
 */
const char *
meirei_batch_runner_get_parallel_reason (MeireiBatchRunner *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), NULL);

  return self->parallel_reason;
}

/**
 * meirei_batch_runner_is_auto:
 * @self: a runner
 *
 * Returns: whether the number follows the measured throughput
 */
gboolean
meirei_batch_runner_is_auto (MeireiBatchRunner *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), FALSE);

  return self->fixed == 0 && !self->sequential;
}

/**
 * meirei_batch_runner_set_parallel:
 * @self: a runner
 * @parallel: how many requests may be in flight on each server; 0 for automatic
 *
 * Changes the number, also while the batch runs.  With a smaller one, those in
 * flight go on to their end.
 */
void
meirei_batch_runner_set_parallel (MeireiBatchRunner *self,
                                  guint              parallel)
{
  g_autoptr(GPtrArray) lanes = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));

  self->fixed = parallel;
  self->sequential = FALSE;
  lanes = list_lanes (self);
  for (guint i = 0; i < lanes->len; i++)
    meirei_batch_lane_set_limit (lanes->pdata[i], parallel);
  _meirei_batch_runner_notify_parallel (self);
  _meirei_batch_runner_start_more (self);
}

/**
 * meirei_batch_runner_get_n_in_flight:
 * @self: a runner
 *
 * Returns: how many requests are in flight
 */
guint
meirei_batch_runner_get_n_in_flight (MeireiBatchRunner *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), 0);

  return _meirei_batch_runner_get_n_in_flight (self);
}

/**
 * meirei_batch_runner_get_lanes:
 * @self: a runner
 *
 * Returns: (transfer none): a list of [class@BatchLane], one for each server
 */
GListModel *
meirei_batch_runner_get_lanes (MeireiBatchRunner *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), NULL);

  return G_LIST_MODEL (self->lanes);
}
