/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiAttempt that takes an answer which came in a file. */

#include "config.h"

#include "meirei-attempt-private.h"
#include "meirei-completion-document.h"

/**
 * meirei_attempt_take_document:
 * @self: an attempt that has not begun
 * @target: the server and the model that were asked
 * @limits: limits of size
 * @document: the JSON object of an OpenAI chat completion
 *
 * Takes an answer from a file instead of sending the request.
 *
 * Returns: whether there is anything to read; if not,
 *   [method@Attempt.get_error] says why
 */
gboolean
meirei_attempt_take_document (MeireiAttempt          *self,
                              MeireiTarget           *target,
                              const MeireiChatLimits *limits,
                              GBytes                 *document)
{
  const char *data;
  gsize length;

  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), FALSE);
  g_return_val_if_fail (self->completion == NULL && self->raw == NULL, FALSE);

  g_set_object (&self->target, target);
  self->started_at = g_get_real_time ();
  self->completion = meirei_completion_new (meirei_target_get_server (target), self->request,
                                            limits);
  meirei_completion_read_document (self->completion, document, &self->reply_error);
  self->error = self->reply_error != NULL ? g_error_copy (self->reply_error) : NULL;
  self->finish = meirei_completion_get_finish (self->completion);
  self->reply_finish = self->finish;
  data = meirei_completion_get_text (self->completion, &length);
  self->text = g_bytes_new (data, length);
  data = meirei_completion_get_raw (self->completion, &length);
  self->raw = g_bytes_new (data, length);

  return length > 0 || self->error == NULL;
}
