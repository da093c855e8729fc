/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The figures of a MeireiBatchItem: of the job while there is one, else of the
 * result. */

#include "config.h"

#include "meirei-batch-item-private.h"
#include "meirei-json.h"
#include "meirei-string.h"

void
_meirei_batch_item_clear_live (MeireiBatchItem *self)
{
  self->started_at = 0;
  self->stage = MEIREI_EXECUTION_STAGE_PREPARING;
  self->phase = MEIREI_COMPLETION_PHASE_QUEUED;
  self->progress = -1.0;
  self->tokens = -1;
  self->tokens_per_second = -1.0;
  self->ttft = -1.0;
  self->attempt = 0;
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->model, g_free);
}

static void
read_completion (MeireiBatchItem  *self,
                 MeireiCompletion *completion)
{
  self->phase = meirei_completion_get_phase (completion);
  self->progress = meirei_completion_get_progress (completion);
  self->tokens = meirei_completion_get_n_tokens (completion);
  self->tokens_per_second = meirei_completion_get_tokens_per_second (completion);
  self->ttft = meirei_completion_get_ttft (completion);
  self->attempt = MAX (meirei_completion_get_n_tries (completion), 1);
}

static void
read_execution (MeireiBatchItem *self,
                MeireiExecution *execution)
{
  MeireiCompletion *completion = meirei_execution_get_completion (execution);
  MeireiTarget *target = meirei_execution_get_target (execution);

  self->stage = meirei_execution_get_stage (execution);
  if (completion != NULL)
    {
      read_completion (self, completion);
      self->attempt += meirei_execution_get_attempt (execution) - 1;
    }
  if (target != NULL)
    {
      meirei_set_str (&self->server,
                      meirei_server_get_url (meirei_target_get_server (target)));
      meirei_set_str (&self->model, meirei_model_get_id (meirei_target_get_model (target)));
    }
  meirei_batch_item_set_state (self, self->stage == MEIREI_EXECUTION_STAGE_PREPARING
                                     ? MEIREI_BATCH_ITEM_QUEUED : MEIREI_BATCH_ITEM_RUNNING);
}

/**
 * meirei_batch_item_update:
 * @self: an item
 *
 * Reads from the job how far it is, and notifies.  The runner does this some
 * times a second for the items that are in work, so that nobody has to follow
 * every token.
 */
void
meirei_batch_item_update (MeireiBatchItem *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_ITEM (self));

  if (self->job == NULL || !meirei_batch_item_is_busy (self))
    return;

  if (MEIREI_IS_EXECUTION (self->job))
    read_execution (self, MEIREI_EXECUTION (self->job));
  _meirei_batch_item_notify_live (self);
}

/**
 * meirei_batch_item_get_stage:
 * @self: an item
 *
 * Returns: how far its execution is; meaningless unless it is in work
 */
MeireiExecutionStage
meirei_batch_item_get_stage (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), MEIREI_EXECUTION_STAGE_PREPARING);

  return self->stage;
}

/**
 * meirei_batch_item_get_phase:
 * @self: an item
 *
 * Returns: what its request is waiting for; meaningless unless it is in work
 */
MeireiCompletionPhase
meirei_batch_item_get_phase (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), MEIREI_COMPLETION_PHASE_QUEUED);

  return self->phase;
}

/**
 * meirei_batch_item_get_progress:
 * @self: an item
 *
 * Returns: how far the phase is, from 0 to 1, or -1 if nobody tells
 */
double
meirei_batch_item_get_progress (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), -1.0);

  return self->progress;
}

/**
 * meirei_batch_item_get_seconds:
 * @self: an item
 *
 * Returns: how long it has taken so far, in seconds
 */
double
meirei_batch_item_get_seconds (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), 0.0);

  if (self->result == NULL && self->started_at != 0)
    return (double) (g_get_monotonic_time () - self->started_at) / G_USEC_PER_SEC;

  return self->seconds;
}

/**
 * meirei_batch_item_get_tokens:
 * @self: an item
 *
 * Returns: how many tokens its answer has so far, all attempts together once
 *   it is settled; -1 if there is no answer
 */
gint64
meirei_batch_item_get_tokens (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), -1);

  return self->result != NULL ? meirei_json_get_int (self->result, "tokens", -1) : self->tokens;
}

/**
 * meirei_batch_item_get_tokens_per_second:
 * @self: an item
 *
 * Returns: how fast its answer arrives or arrived; -1 if that is not known
 */
double
meirei_batch_item_get_tokens_per_second (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), -1.0);

  return self->result != NULL
         ? meirei_json_get_double (self->result, "tokens_per_second", -1.0)
         : self->tokens_per_second;
}

/**
 * meirei_batch_item_get_ttft:
 * @self: an item
 *
 * Returns: the seconds to the first token of its last attempt; -1 if there was
 *   none
 */
double
meirei_batch_item_get_ttft (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), -1.0);

  return self->result != NULL ? meirei_json_get_double (self->result, "ttft", -1.0)
                              : self->ttft;
}

/**
 * meirei_batch_item_get_attempt:
 * @self: an item
 *
 * Returns: the number of the present attempt, or how many there were; 0 before
 *   the first
 */
guint
meirei_batch_item_get_attempt (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), 0);

  return self->result != NULL
         ? (guint) CLAMP (meirei_json_get_int (self->result, "attempts", 0), 0, G_MAXINT)
         : self->attempt;
}

/**
 * meirei_batch_item_get_server:
 * @self: an item
 *
 * Returns: (nullable): the address of the server that was asked
 */
const char *
meirei_batch_item_get_server (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  return self->result != NULL ? meirei_json_get_string (self->result, "server", NULL)
                              : self->server;
}

/**
 * meirei_batch_item_get_model:
 * @self: an item
 *
 * Returns: (nullable): the id of the model that was asked
 */
const char *
meirei_batch_item_get_model (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  return self->result != NULL ? meirei_json_get_string (self->result, "model", NULL)
                              : self->model;
}

/**
 * meirei_batch_item_get_score:
 * @self: an item
 *
 * Returns: the score of what it produced, 0 to 100; -1 if there is none
 */
int
meirei_batch_item_get_score (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), -1);

  return (int) CLAMP (meirei_json_get_int (self->result, "score", -1), -1, 100);
}

/**
 * meirei_batch_item_get_message:
 * @self: an item
 *
 * Returns: (nullable): why it did not succeed, or why it was skipped
 */
const char *
meirei_batch_item_get_message (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  return meirei_json_get_string (meirei_json_get_object (self->result, "error"), "message", NULL);
}
