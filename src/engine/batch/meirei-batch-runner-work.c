/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What begins next, what becomes of it, and when the batch is done. */

#include "config.h"

#include "meirei-batch-check.h"
#include "meirei-batch-error.h"
#include "meirei-batch-group.h"
#include "meirei-batch-runner-private.h"

/* Several items of a quick operation on their way. */
typedef struct {
  MeireiBatchRunner *runner;
  GPtrArray *items;
  gint64 started_at;
} Group;

/* One version that is looked at again. */
typedef struct {
  MeireiBatchRunner *runner;
  MeireiBatchItem *item;
  gint64 started_at;
} Check;

static void
group_free (Group *group)
{
  g_object_unref (group->runner);
  g_ptr_array_unref (group->items);
  g_free (group);
}

static double
seconds_since (gint64 monotonic)
{
  return (double) (g_get_monotonic_time () - monotonic) / G_USEC_PER_SEC;
}

/* Settling. */

static MeireiBatchItemState
judge (const GError *error)
{
  if (error == NULL)
    return MEIREI_BATCH_ITEM_DONE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return MEIREI_BATCH_ITEM_CANCELLED;
  if (g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_DEPENDENCY)
      || g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_DECIDED))
    return MEIREI_BATCH_ITEM_SKIPPED;

  return MEIREI_BATCH_ITEM_FAILED;
}

static void
settle_one (MeireiBatchRunner *self,
            MeireiBatchItem   *item,
            double             seconds,
            const GError      *error,
            JsonObject        *facts)
{
  meirei_batch_item_settle (item, judge (error), seconds, error, facts);
  if (self->recorder != NULL)
    meirei_batch_recorder_write_item (self->recorder, item);
}

static void
skip (MeireiBatchRunner *self,
      GPtrArray         *items,
      const char        *why)
{
  g_autoptr(GError) error = g_error_new_literal (MEIREI_BATCH_ERROR,
                                                 MEIREI_BATCH_ERROR_DEPENDENCY, why);

  for (guint i = 0; i < items->len; i++)
    settle_one (self, items->pdata[i], 0.0, error, NULL);
}

static void
skip_dependants (MeireiBatchRunner *self,
                 MeireiBatchItem   *item,
                 GPtrArray         *dependants)
{
  g_autofree char *why = NULL;

  if (dependants->len == 0)
    return;

  why = g_strdup_printf ("Not tried: it depends on “%s” (%.8s), which was not done",
                         meirei_batch_item_get_title (item), meirei_batch_item_get_id (item));
  skip (self, dependants, why);
  if (meirei_batch_schedule_get_rule (self->schedule) == MEIREI_DEPENDENCY_RULE_STOP)
    {
      g_autoptr(GPtrArray) rest = meirei_batch_schedule_take_rest (self->schedule);
      g_autofree char *stop = g_strdup_printf ("Not tried: the batch stopped when “%s” (%.8s), "
                                               "on which others depend, was not done",
                                               meirei_batch_item_get_title (item),
                                               meirei_batch_item_get_id (item));

      skip (self, rest, stop);
    }
}

void
_meirei_batch_runner_settle (MeireiBatchRunner *self,
                             MeireiBatchItem   *item,
                             double             seconds,
                             const GError      *error,
                             JsonObject        *facts)
{
  g_autoptr(GPtrArray) dependants = NULL;

  settle_one (self, item, seconds, error, facts);
  self->n_running--;
  dependants = meirei_batch_schedule_settle (self->schedule, item);
  /* Whoever cancels a batch wants to go on with it later. */
  if (!g_cancellable_is_cancelled (self->cancellable))
    skip_dependants (self, item, dependants);
}

/* Not its fault: it waits again. */
void
_meirei_batch_runner_put_back (MeireiBatchRunner *self,
                               MeireiBatchItem   *item,
                               const GError      *reason)
{
  meirei_batch_item_reset (item);
  /* Nothing has to be taken back in the journal; it is told why. */
  if (self->recorder != NULL)
    meirei_batch_recorder_write_retry (self->recorder, item, reason);
  meirei_batch_schedule_put_back (self->schedule, item);
  self->n_running--;
}

/* Groups. */

static void
group_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Group *group = user_data;
  g_autoptr(MeireiBatchRunner) self = g_object_ref (group->runner);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) errors = meirei_batch_group_run_finish (MEIREI_WORKSPACE (source), result,
                                                               &error);
  double seconds = seconds_since (group->started_at) / group->items->len;

  for (guint i = 0; i < group->items->len; i++)
    _meirei_batch_runner_settle (self, group->items->pdata[i], seconds,
                                 errors != NULL ? errors->pdata[i] : error, NULL);
  group_free (group);
  _meirei_batch_runner_start_more (self);
}

static void
start_groups (MeireiBatchRunner *self)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiBatchItem *item;
  Group *group;

  if (self->n_running > 0)
    return;

  while (items->len < MEIREI_BATCH_GROUP_SIZE
         && (item = meirei_batch_schedule_take (self->schedule)) != NULL)
    {
      g_ptr_array_add (items, item);
      meirei_batch_item_set_state (item, MEIREI_BATCH_ITEM_RUNNING);
    }
  if (items->len == 0)
    return;

  group = g_new0 (Group, 1);
  group->runner = g_object_ref (self);
  group->items = g_ptr_array_ref (items);
  group->started_at = g_get_monotonic_time ();
  self->n_running += items->len;
  meirei_batch_group_run_async (self->workspace, meirei_batch_get_operation (self->batch),
                                meirei_batch_get_options (self->batch), items, self->cancellable,
                                group_cb, group);
}

/* Looking at versions again. */

static void
check_free (Check *check)
{
  g_object_unref (check->runner);
  g_object_unref (check->item);
  g_free (check);
}

static void
check_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Check *check = user_data;
  g_autoptr(MeireiBatchRunner) self = g_object_ref (check->runner);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) facts = meirei_batch_check_run_finish (MEIREI_CONTEXT (source), result,
                                                               &error);

  _meirei_batch_runner_settle (self, check->item, seconds_since (check->started_at), error, facts);
  check_free (check);
  _meirei_batch_runner_start_more (self);
}

/* Tests take processes of their own, as many as there are processors. */
static guint
get_max_checks (MeireiBatchRunner *self)
{
  if (self->sequential)
    return 1;
  if (self->fixed > 0)
    return self->fixed;

  return meirei_batch_get_operation (self->batch) == MEIREI_OPERATION_TEST
         ? g_get_num_processors () : MEIREI_BATCH_CHECK_MAX_ANALYSES;
}

static void
start_checks (MeireiBatchRunner *self)
{
  MeireiBatchItem *item;

  while (self->n_running < get_max_checks (self)
         && (item = meirei_batch_schedule_take (self->schedule)) != NULL)
    {
      Check *check = g_new0 (Check, 1);

      check->runner = g_object_ref (self);
      check->item = item;
      check->started_at = g_get_monotonic_time ();
      self->n_running++;
      meirei_batch_item_set_state (item, MEIREI_BATCH_ITEM_RUNNING);
      meirei_batch_check_run_async (self->context, self->workspace,
                                    meirei_batch_get_operation (self->batch),
                                    meirei_batch_item_get_id (item), self->cancellable,
                                    check_cb, check);
    }
}

/* The end. */

static void
flush_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(MeireiBatchRunner) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!meirei_batch_recorder_flush_finish (MEIREI_BATCH_RECORDER (source), result, &error))
    meirei_batch_set_state (self->batch, MEIREI_BATCH_STATE_INTERRUPTED);
  /* What began it says most. */
  _meirei_batch_runner_return (self, self->trouble != NULL ? g_steal_pointer (&self->trouble)
                                                           : g_steal_pointer (&error));
}

static void
finish (MeireiBatchRunner *self,
        MeireiBatchState   state)
{
  self->prepared = FALSE;
  meirei_batch_set_total_time (self->batch,
                               self->earlier_time + seconds_since (self->started_at));
  meirei_batch_set_message (self->batch, NULL);
  meirei_batch_set_state (self->batch, state);
  if (self->recorder == NULL)
    {
      _meirei_batch_runner_return (self, g_steal_pointer (&self->trouble));
      return;
    }

  meirei_batch_recorder_write_result (self->recorder);
  meirei_batch_recorder_flush_async (self->recorder, flush_cb, g_object_ref (self));
}

/* What has not begun is cancelled; the journal's result says so for all. */
static void
cancel_waiting (MeireiBatchRunner *self)
{
  GListModel *items = meirei_batch_get_items (self->batch);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);

      if (meirei_batch_item_get_state (item) == MEIREI_BATCH_ITEM_WAITING)
        meirei_batch_item_settle (item, MEIREI_BATCH_ITEM_CANCELLED, 0.0, NULL, NULL);
    }
}

static gboolean
is_broken (MeireiBatchRunner *self)
{
  return self->trouble != NULL
         || (self->recorder != NULL && meirei_batch_recorder_is_broken (self->recorder));
}

static void
finish_if_done (MeireiBatchRunner *self)
{
  if (self->n_running > 0 || self->n_preparing > 0 || self->n_asking > 0)
    return;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      cancel_waiting (self);
      finish (self, MEIREI_BATCH_STATE_CANCELLED);
    }
  else if (is_broken (self))
    finish (self, MEIREI_BATCH_STATE_INTERRUPTED);
  else if (self->prepared && meirei_batch_schedule_get_n_left (self->schedule) == 0)
    finish (self, MEIREI_BATCH_STATE_FINISHED);
}

static void
begin (MeireiBatchRunner *self)
{
  if (meirei_batch_get_operation (self->batch) == MEIREI_OPERATION_EXECUTE)
    _meirei_batch_runner_start_flights (self);
  else if (meirei_batch_group_handles (meirei_batch_get_operation (self->batch)))
    start_groups (self);
  else
    start_checks (self);

  if (self->n_running == 0 && self->n_preparing == 0
      && meirei_batch_schedule_is_stuck (self->schedule))
    {
      g_autoptr(GPtrArray) rest = meirei_batch_schedule_take_rest (self->schedule);

      skip (self, rest, "Not tried: something that it depends on was not done, or it depends on "
                        "itself in a circle");
    }
}

void
_meirei_batch_runner_start_more (MeireiBatchRunner *self)
{
  g_autoptr(MeireiBatchRunner) kept = g_object_ref (self);

  if (self->task == NULL)
    return;

  if (self->prepared && !self->paused && !is_broken (self)
      && !g_cancellable_is_cancelled (self->cancellable))
    begin (self);

  finish_if_done (self);
}
