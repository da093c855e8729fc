/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The beginning of a run: what has to be known before items can begin. */

#include "config.h"

#include "meirei-batch-item-private.h"
#include "meirei-batch-preparation.h"
#include "meirei-batch-runner-private.h"

#define TICK_MS 250

typedef struct {
  MeireiBatchRunner *runner;  /* (owned) */
  GPtrArray *items;           /* of MeireiBatchItem */
} Preparing;

static void
preparing_free (Preparing *preparing)
{
  g_object_unref (preparing->runner);
  g_ptr_array_unref (preparing->items);
  g_free (preparing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Preparing, preparing_free)

/* An answer that the batch already got settles its item. */
static void
recover (MeireiBatchRunner       *self,
         MeireiBatchItem         *item,
         MeireiBatchPreparedItem *prepared)
{
  if (prepared->facts == NULL || meirei_batch_item_is_settled (item))
    return;

  meirei_batch_item_settle (item, MEIREI_BATCH_ITEM_DONE, prepared->seconds, NULL,
                            prepared->facts);
  if (self->recorder != NULL)
    meirei_batch_recorder_write_item (self->recorder, item);
}

static void
schedule_items (MeireiBatchRunner *self,
                GPtrArray         *items,
                GPtrArray         *prepared)
{
  for (guint i = 0; i < items->len; i++)
    {
      MeireiBatchPreparedItem *known = prepared != NULL && i < prepared->len
                                       ? prepared->pdata[i] : NULL;

      if (known == NULL)
        {
          meirei_batch_schedule_add (self->schedule, items->pdata[i], 0, NULL, NULL);
          continue;
        }
      recover (self, items->pdata[i], known);
      meirei_batch_schedule_add (self->schedule, items->pdata[i], known->phase, known->feature,
                                 (const char * const *) known->depends_on);
    }
  meirei_batch_schedule_link (self->schedule);
  self->prepared = TRUE;
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Preparing) preparing = user_data;
  MeireiBatchRunner *self = preparing->runner;
  /* It only fails if it is cancelled. */
  g_autoptr(GPtrArray) prepared = meirei_batch_prepare_finish (MEIREI_BATCH (source), result,
                                                               NULL);

  self->n_preparing--;
  if (self->task == NULL)
    return;

  schedule_items (self, preparing->items, prepared);
  _meirei_batch_runner_update_state (self);
  _meirei_batch_runner_start_more (self);
}

/* Only the code of several sheets can depend on each other, and only a batch
 * that goes on can have answers already. */
static gboolean
needs_reading (MeireiBatchRunner *self,
               gboolean           resumed)
{
  return meirei_batch_get_operation (self->batch) == MEIREI_OPERATION_EXECUTE
         && (resumed || (meirei_batch_schedule_get_order (self->schedule) != MEIREI_BATCH_ORDER_LIST
                         && meirei_batch_get_n_items (self->batch) > 1));
}

void
_meirei_batch_runner_prepare (MeireiBatchRunner *self,
                              GPtrArray         *items,
                              gboolean           resumed)
{
  Preparing *preparing;

  if (!needs_reading (self, resumed))
    {
      schedule_items (self, items, NULL);
      _meirei_batch_runner_start_more (self);
      return;
    }

  preparing = g_new0 (Preparing, 1);
  preparing->runner = g_object_ref (self);
  preparing->items = g_ptr_array_ref (items);
  self->n_preparing++;
  meirei_batch_prepare_async (self->batch, self->workspace, items, resumed, self->cancellable,
                              prepared_cb, preparing);
}

static gboolean
tick_cb (gpointer user_data)
{
  _meirei_batch_runner_observe (user_data);

  return G_SOURCE_CONTINUE;
}

/* Brings the journal in line with items that were changed before the run. */
static void
record_items (MeireiBatchRunner *self,
              GPtrArray         *items)
{
  gboolean resumed;

  if (self->recorder == NULL)
    return;

  resumed = meirei_batch_recorder_is_resumed (self->recorder);
  for (guint i = 0; i < items->len; i++)
    {
      MeireiBatchItem *item = items->pdata[i];

      if (_meirei_batch_item_take_reopened (item) && resumed)
        meirei_batch_recorder_write_retry (self->recorder, item, NULL);
      else if (!resumed && meirei_batch_item_is_settled (item))
        meirei_batch_recorder_write_item (self->recorder, item);
    }
}

void
_meirei_batch_runner_start (MeireiBatchRunner *self)
{
  GListModel *items = meirei_batch_get_items (self->batch);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  self->started_at = g_get_monotonic_time ();
  self->earlier_time = meirei_batch_get_total_time (self->batch);
  self->prepared = FALSE;
  g_clear_error (&self->trouble);
  meirei_batch_set_message (self->batch, NULL);
  meirei_batch_set_state (self->batch, MEIREI_BATCH_STATE_RUNNING);
  meirei_batch_statistics_begin (meirei_batch_get_statistics (self->batch), self->earlier_time,
                                 self->started_at);
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (all, g_list_model_get_item (items, i));
  record_items (self, all);
  if (meirei_batch_get_operation (self->batch) == MEIREI_OPERATION_EXECUTE)
    _meirei_batch_runner_choose_servers (self);
  _meirei_batch_runner_prepare (self, all, self->recorder != NULL
                                           && meirei_batch_recorder_is_resumed (self->recorder));
}
