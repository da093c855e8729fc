/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The executions of a batch on their way to the servers and back. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-facts.h"
#include "meirei-batch-runner-private.h"
#include "meirei-best-of.h"
#include "meirei-json.h"
#include "meirei-slm-error.h"

/* So often an item goes back to the queue because a server was busy or gone;
 * then it has failed. */
#define MAX_RETURNS 20

typedef struct {
  MeireiBatchRunner *runner;  /* (owned) */
  MeireiBatchItem *item;      /* (owned) */
  MeireiBatchLane *lane;      /* (owned) */
  MeireiExecution *execution; /* (owned) */
  MeireiBestOf *best_of;      /* (owned) (nullable) if there are several samples */
  MeireiVersion *winner;      /* (owned) (nullable) the best of them */
  gint64 started_at;
  gboolean in_flight;         /* it takes a place */
  gboolean other_model;       /* each sample has a model of its own */
  gboolean had_company;       /* others were in flight with it */
} Flight;

static void
flight_free (Flight *flight)
{
  g_object_unref (flight->item);
  g_object_unref (flight->lane);
  g_clear_object (&flight->execution);
  g_clear_object (&flight->best_of);
  g_clear_object (&flight->winner);
  g_object_unref (flight->runner);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static void
enter (Flight *flight)
{
  if (flight->in_flight)
    return;

  flight->in_flight = TRUE;
  meirei_batch_lane_enter (flight->lane);
}

static void
leave (Flight *flight)
{
  if (!flight->in_flight)
    return;

  flight->in_flight = FALSE;
  meirei_batch_lane_leave (flight->lane);
}

/* A place is free once the answer is there.  A repair round takes one again,
 * even if there is none: its model has just read the prompt. */
static void
stage_cb (MeireiExecution *execution,
          GParamSpec      *pspec,
          Flight          *flight)
{
  g_autoptr(MeireiBatchRunner) self = g_object_ref (flight->runner);

  if (meirei_execution_needs_server (execution))
    {
      enter (flight);
      meirei_batch_item_update (flight->item);
      return;
    }

  if (!flight->in_flight)
    return;
  leave (flight);
  _meirei_batch_runner_start_more (self);
}

/* What an error says about the server it came from. */

static gboolean
is_slm_error (const GError *error,
              int           first,
              ...)
{
  va_list codes;
  gboolean found = FALSE;

  if (error == NULL || error->domain != MEIREI_SLM_ERROR)
    return FALSE;

  va_start (codes, first);
  for (int code = first; code >= 0 && !found; code = va_arg (codes, int))
    found = error->code == code;
  va_end (codes);

  return found;
}

/* It may be gone, or this answer was odd: asking it tells. */
static gboolean
is_doubtful (const GError *error)
{
  return is_slm_error (error, MEIREI_SLM_ERROR_UNREACHABLE, MEIREI_SLM_ERROR_UNAUTHORIZED,
                       MEIREI_SLM_ERROR_CUT_SHORT, MEIREI_SLM_ERROR_CRASHED,
                       MEIREI_SLM_ERROR_LOADING, -1);
}

/* It answered nothing at all, so that nothing speaks against the item. */
static gboolean
was_not_there (const GError *error)
{
  return is_slm_error (error, MEIREI_SLM_ERROR_UNREACHABLE, MEIREI_SLM_ERROR_LOADING, -1);
}

static gboolean
is_busy (const GError *error)
{
  return is_slm_error (error, MEIREI_SLM_ERROR_RATE_LIMITED, MEIREI_SLM_ERROR_OVERLOADED, -1);
}

/* Where all slots share one context, what was too long is the sum of all
 * requests, and the server ends every one of them at once. */
static gboolean
was_crowded_out (Flight       *flight,
                 const GError *error)
{
  return flight->had_company
         && is_slm_error (error, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, -1)
         && meirei_execution_get_completion (flight->execution) != NULL;
}

/* Nothing can be stored.  Every further request would be for nothing. */
static gboolean
is_trouble (const GError *error)
{
  return g_error_matches (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_SPACE)
         || g_error_matches (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_READ_ONLY);
}

/* A sheet may ask for a model of its own, which may be elsewhere. */
static gboolean
went_to_lane (Flight *flight)
{
  MeireiTarget *target = meirei_execution_get_target (flight->execution);

  return target == NULL
         || meirei_target_get_server (target)
            == meirei_target_get_server (meirei_batch_lane_get_target (flight->lane));
}

static gboolean
may_return (MeireiBatchRunner *self,
            MeireiBatchItem   *item)
{
  const char *id = meirei_batch_item_get_id (item);
  guint n_returns = GPOINTER_TO_UINT (g_hash_table_lookup (self->returns, id)) + 1;

  g_hash_table_insert (self->returns, g_strdup (id), GUINT_TO_POINTER (n_returns));

  return n_returns <= MAX_RETURNS;
}

static JsonObject *
make_facts (Flight *flight)
{
  MeireiVersion *version = flight->winner != NULL
                           ? flight->winner : meirei_execution_get_version (flight->execution);
  JsonObject *facts = meirei_batch_facts_of_version (version);

  if (!json_object_has_member (facts, "server"))
    {
      meirei_json_set_string (facts, "server", meirei_batch_lane_get_url (flight->lane));
      meirei_json_set_string (facts, "model", meirei_batch_lane_get_model (flight->lane));
    }

  return facts;
}

static void
land (Flight       *flight,
      const GError *error)
{
  MeireiBatchRunner *self = flight->runner;
  g_autoptr(JsonObject) facts = make_facts (flight);
  double seconds = (double) (g_get_monotonic_time () - flight->started_at) / G_USEC_PER_SEC;
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);

  if (!cancelled && went_to_lane (flight) && is_doubtful (error))
    {
      _meirei_batch_runner_doubt_lane (self, flight->lane, flight->item, seconds, error, facts,
                                       was_not_there (error) && may_return (self, flight->item));
      return;
    }

  if (!cancelled && is_busy (error) && may_return (self, flight->item))
    {
      if (meirei_batch_lane_refuse (flight->lane))
        _meirei_batch_runner_notify_parallel (self);
      _meirei_batch_runner_put_back (self, flight->item, error);
      return;
    }

  if (!cancelled && was_crowded_out (flight, error) && may_return (self, flight->item))
    {
      meirei_batch_lane_set_limit (flight->lane, 1);
      _meirei_batch_runner_notify_parallel (self);
      _meirei_batch_runner_put_back (self, flight->item, error);
      return;
    }

  if (is_trouble (error))
    {
      if (self->trouble == NULL)
        self->trouble = g_error_copy (error);
      _meirei_batch_runner_put_back (self, flight->item, error);
      return;
    }

  meirei_batch_lane_count (flight->lane, meirei_json_get_int (facts, "tokens", 0));
  _meirei_batch_runner_settle (self, flight->item, seconds, error, facts);
}

static void
end_flight (Flight       *flight,
            const GError *error)
{
  MeireiBatchRunner *self = flight->runner;

  g_ptr_array_remove_fast (self->flights, flight);
  land (flight, error);
  _meirei_batch_runner_start_more (self);
}

/* Several samples: the best one is what the item produced, and the item is a
 * success if that one is whole. */
static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Flight) flight = user_data;
  g_autoptr(MeireiBatchRunner) self = g_object_ref (flight->runner);
  g_autoptr(GError) error = NULL;

  flight->winner = meirei_best_of_choose_finish (MEIREI_BEST_OF (source), result, &error);
  if (flight->winner != NULL
      && meirei_version_get_finish (flight->winner) != MEIREI_FINISH_COMPLETE)
    g_set_error (&error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE,
                 "None of %u answers is complete",
                 meirei_best_of_get_n_samples (flight->best_of));
  end_flight (flight, error);
}

static gboolean begin_execution (Flight *flight);

/* Returns whether the flight goes on. */
static gboolean
take_sample (Flight       *flight,
             const GError *error)
{
  MeireiBatchRunner *self = flight->runner;
  /* What is wrong with one model is not wrong with the others. */
  gboolean goes_on = error == NULL || flight->other_model
                     || g_error_matches (error, MEIREI_BATCH_ERROR,
                                         MEIREI_BATCH_ERROR_INCOMPLETE);

  meirei_best_of_add (flight->best_of, meirei_execution_get_version (flight->execution));
  if (goes_on && !g_cancellable_is_cancelled (self->cancellable) && begin_execution (flight))
    return TRUE;
  if (meirei_best_of_get_n_samples (flight->best_of) == 0)
    return FALSE;

  meirei_best_of_choose_async (flight->best_of, chosen_cb, flight);

  return TRUE;
}

static void
execution_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Flight *flight = user_data;
  g_autoptr(MeireiBatchRunner) self = g_object_ref (flight->runner);
  g_autoptr(GError) error = NULL;

  meirei_execution_run_finish (MEIREI_EXECUTION (source), result, &error);
  g_signal_handlers_disconnect_by_data (source, flight);
  leave (flight);
  if (flight->best_of != NULL && take_sample (flight, error))
    return;

  end_flight (flight, error);
  flight_free (flight);
}

static void
note_company (MeireiBatchRunner *self,
              MeireiBatchLane   *lane)
{
  if (meirei_batch_lane_get_n_in_flight (lane) < 2)
    return;

  for (guint i = 0; i < self->flights->len; i++)
    {
      Flight *flight = g_ptr_array_index (self->flights, i);

      if (flight->lane == lane)
        flight->had_company = TRUE;
    }
}

/* Returns whether there is anything to execute. */
static gboolean
begin_execution (Flight *flight)
{
  MeireiBatchRunner *self = flight->runner;
  g_autoptr(MeireiExecutionOptions) options =
    flight->best_of != NULL ? meirei_best_of_next (flight->best_of, &flight->other_model)
                            : g_object_ref (self->options);

  if (options == NULL)
    return FALSE;

  g_clear_object (&flight->execution);
  flight->execution = meirei_execution_new (self->context, self->workspace,
                                            meirei_batch_item_get_id (flight->item), options);
  enter (flight);
  note_company (self, flight->lane);
  if (!flight->other_model)
    meirei_execution_set_target (flight->execution, meirei_batch_lane_get_target (flight->lane));
  meirei_execution_set_batch (flight->execution, meirei_batch_get_id (self->batch));
  meirei_batch_item_set_job (flight->item, G_OBJECT (flight->execution));
  g_signal_connect (flight->execution, "notify::stage", G_CALLBACK (stage_cb), flight);
  meirei_execution_run_async (flight->execution, self->cancellable, execution_cb, flight);

  return TRUE;
}

static void
start_flight (MeireiBatchRunner *self,
              MeireiBatchLane   *lane,
              MeireiBatchItem   *item)
{
  Flight *flight = g_new0 (Flight, 1);

  flight->runner = g_object_ref (self);
  flight->item = g_object_ref (item);
  flight->lane = g_object_ref (lane);
  flight->started_at = g_get_monotonic_time ();
  if (meirei_execution_options_get_best_of (self->options) > 1)
    flight->best_of = meirei_best_of_new (self->workspace, meirei_batch_item_get_id (item),
                                          self->options);
  self->n_running++;
  g_ptr_array_add (self->flights, flight);
  meirei_batch_item_set_state (item, MEIREI_BATCH_ITEM_QUEUED);
  begin_execution (flight);
}

void
_meirei_batch_runner_start_flights (MeireiBatchRunner *self)
{
  MeireiBatchLane *lane;

  while ((lane = _meirei_batch_runner_find_free_lane (self)) != NULL)
    {
      g_autoptr(MeireiBatchItem) item = meirei_batch_schedule_take (self->schedule);

      if (item == NULL)
        return;
      start_flight (self, lane, item);
    }
}

guint
_meirei_batch_runner_get_n_in_flight (MeireiBatchRunner *self)
{
  guint n_in_flight = 0;

  for (guint i = 0; i < self->flights->len; i++)
    n_in_flight += ((Flight *) self->flights->pdata[i])->in_flight;

  return n_in_flight;
}

static gint64
sum_tokens (MeireiBatchRunner *self,
            MeireiBatchLane   *lane)
{
  gint64 tokens = 0;

  for (guint i = 0; i < self->flights->len; i++)
    {
      Flight *flight = self->flights->pdata[i];

      if (lane == NULL || flight->lane == lane)
        tokens += MAX (meirei_batch_item_get_tokens (flight->item), 0);
    }

  return tokens;
}

/* Some times a second: reads how far everything is, for the views, the
 * statistics and the number of requests at once. */
void
_meirei_batch_runner_observe (MeireiBatchRunner *self)
{
  MeireiBatchMoment moment = { g_get_monotonic_time (), };
  gboolean changed = FALSE;

  for (guint i = 0; i < self->flights->len; i++)
    meirei_batch_item_update (((Flight *) self->flights->pdata[i])->item);

  moment.tokens = sum_tokens (self, NULL);
  moment.n_in_flight = _meirei_batch_runner_get_n_in_flight (self);
  moment.n_left = meirei_batch_get_n_items (self->batch)
                  - meirei_batch_get_n_settled (self->batch);
  meirei_batch_statistics_observe (meirei_batch_get_statistics (self->batch), &moment);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lanes)); i++)
    {
      g_autoptr(MeireiBatchLane) lane = g_list_model_get_item (G_LIST_MODEL (self->lanes), i);

      changed |= meirei_batch_lane_observe (lane, moment.now, sum_tokens (self, lane));
    }
  if (changed)
    {
      _meirei_batch_runner_notify_parallel (self);
      _meirei_batch_runner_start_more (self);
    }
}
