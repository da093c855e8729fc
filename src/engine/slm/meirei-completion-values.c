/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The getters of MeireiCompletion. */

#include "config.h"

#include "meirei-completion-private.h"

static const char *
get_string (GString *string,
            gsize   *length)
{
  if (length != NULL)
    *length = string->len;

  return string->str;
}

/**
 * meirei_completion_get_server:
 * @self: a completion
 *
 * Returns: (transfer none): whom it asks
 */
MeireiServer *
meirei_completion_get_server (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return self->server;
}

/**
 * meirei_completion_get_request:
 * @self: a completion
 *
 * Returns: (transfer none): what it asks
 */
MeireiChatRequest *
meirei_completion_get_request (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return self->request;
}

/**
 * meirei_completion_get_limits:
 * @self: a completion
 *
 * Returns: (transfer none): how long it waits and how much it takes
 */
const MeireiChatLimits *
meirei_completion_get_limits (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return &self->limits;
}

/**
 * meirei_completion_get_phase:
 * @self: a completion
 *
 * Returns: what it is waiting for
 */
MeireiCompletionPhase
meirei_completion_get_phase (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), MEIREI_COMPLETION_PHASE_FINISHED);

  return self->phase;
}

/**
 * meirei_completion_get_progress:
 * @self: a completion
 *
 * Returns: how far the phase is, from 0 to 1, or -1 if the server does not tell
 */
double
meirei_completion_get_progress (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), -1);

  return self->progress;
}

/**
 * meirei_completion_get_n_tries:
 * @self: a completion
 *
 * Returns: how often the request has been sent
 */
guint
meirei_completion_get_n_tries (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), 0);

  return self->n_tries;
}

/**
 * meirei_completion_get_text:
 * @self: a completion
 * @length: (out) (optional): its length in bytes
 *
 * The answer so far, without the reasoning.  Valid UTF-8.
 *
 * Returns: (transfer none): the text; valid until the completion changes
 */
const char *
meirei_completion_get_text (MeireiCompletion *self,
                            gsize            *length)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return get_string (self->text, length);
}

/**
 * meirei_completion_get_reasoning:
 * @self: a completion
 * @length: (out) (optional): its length in bytes
 *
 * The model's reasoning so far, in whatever way the server told it.
 *
 * Returns: (transfer none): the text; valid until the completion changes
 */
const char *
meirei_completion_get_reasoning (MeireiCompletion *self,
                                 gsize            *length)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return get_string (self->reasoning, length);
}

/**
 * meirei_completion_get_raw:
 * @self: a completion
 * @length: (out) (optional): its length in bytes
 *
 * The content as the server sent it, byte for byte: with the thinking tags and
 * what is between them, if the model wrote them there.  Reasoning that the
 * server sent apart is not in it.
 *
 * Returns: (transfer none): the text; valid until the completion changes
 */
const char *
meirei_completion_get_raw (MeireiCompletion *self,
                           gsize            *length)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return get_string (self->raw, length);
}

/**
 * meirei_completion_get_epoch:
 * @self: a completion
 *
 * While this number stays the same, the text only grows at its end.  It goes
 * up when the text starts again, because what had been taken for the answer was
 * the reasoning of a model that does not write the opening tag.
 *
 * Returns: the number
 */
guint
meirei_completion_get_epoch (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), 0);

  return self->epoch;
}

/**
 * meirei_completion_get_n_tokens:
 * @self: a completion
 *
 * Returns: how many tokens the model has written, by the server's count if it
 *   gave one, else by the number of pieces
 */
gint64
meirei_completion_get_n_tokens (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), 0);

  return self->usage.completion_tokens >= 0 ? self->usage.completion_tokens : self->n_pieces;
}

/**
 * meirei_completion_get_tokens_per_second:
 * @self: a completion
 *
 * Returns: how fast the model writes, by the server's clock if it told, else
 *   by ours from the first piece to the last; 0 if there are fewer than two
 */
double
meirei_completion_get_tokens_per_second (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), 0);

  if (self->server_speed > 0)
    return self->server_speed;

  if (self->n_pieces < 2 || self->last_us <= self->first_us)
    return 0;

  return (double) (meirei_completion_get_n_tokens (self) - 1)
         * G_USEC_PER_SEC / (double) (self->last_us - self->first_us);
}

/**
 * meirei_completion_get_ttft:
 * @self: a completion
 *
 * Returns: seconds from the first sending to the first piece of the answer or
 *   the reasoning, or -1 if none has arrived
 */
double
meirei_completion_get_ttft (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), -1);

  return self->first_us > 0
         ? (double) (self->first_us - self->start_us) / G_USEC_PER_SEC
         : -1;
}

/**
 * meirei_completion_get_elapsed:
 * @self: a completion
 *
 * Returns: seconds from the first sending to the end, or until now; 0 if it
 *   has not been sent
 */
double
meirei_completion_get_elapsed (MeireiCompletion *self)
{
  gint64 end_us;

  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), 0);

  if (self->start_us == 0)
    return 0;

  end_us = self->end_us > 0 ? self->end_us : g_get_monotonic_time ();

  return (double) (end_us - self->start_us) / G_USEC_PER_SEC;
}

/**
 * meirei_completion_get_load_time:
 * @self: a completion
 *
 * Returns: seconds that the server took to load the model, or -1 if it does
 *   not tell
 */
double
meirei_completion_get_load_time (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), -1);

  return self->load_seconds;
}

/**
 * meirei_completion_get_usage:
 * @self: a completion
 *
 * Returns: what it cost by the server's count
 */
MeireiUsage
meirei_completion_get_usage (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), MEIREI_USAGE_UNKNOWN);

  return self->usage;
}

/**
 * meirei_completion_is_finished:
 * @self: a completion
 *
 * Returns: whether it is over
 */
gboolean
meirei_completion_is_finished (MeireiCompletion *self)
{
  return meirei_completion_get_phase (self) == MEIREI_COMPLETION_PHASE_FINISHED;
}

/**
 * meirei_completion_get_finish:
 * @self: a completion that is finished
 *
 * Returns: how it ended
 */
MeireiFinish
meirei_completion_get_finish (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), MEIREI_FINISH_BROKEN);

  return self->finish;
}

/**
 * meirei_completion_get_warnings:
 * @self: a completion that is finished
 *
 * Returns: what else is to be said about it
 */
MeireiCompletionWarning
meirei_completion_get_warnings (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), MEIREI_COMPLETION_WARNING_NONE);

  return self->warnings;
}

/**
 * meirei_completion_get_finish_reason:
 * @self: a completion
 *
 * Returns: (nullable): the server's own word for why it stopped
 */
const char *
meirei_completion_get_finish_reason (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return self->finish_reason;
}

/**
 * meirei_completion_get_reply_model:
 * @self: a completion
 *
 * Some servers answer with another model than the one asked for.
 *
 * Returns: (nullable): the model that answers, by the server's own word
 */
const char *
meirei_completion_get_reply_model (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return self->reply_model;
}

/**
 * meirei_completion_get_error:
 * @self: a completion
 *
 * Returns: (transfer none) (nullable): why it failed, also
 *   %G_IO_ERROR_CANCELLED, or %NULL
 */
const GError *
meirei_completion_get_error (MeireiCompletion *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), NULL);

  return self->error;
}
