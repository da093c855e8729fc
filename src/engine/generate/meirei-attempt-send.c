/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiAttempt that asks the model and finds the code. */

#include "config.h"

#include "meirei-attempt-private.h"
#include "meirei-code-extractor.h"

static void
admitted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiAttempt *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->admission = meirei_admission_ask_finish (result, &error);
  if (self->admission == NULL)
    {
      self->error = g_error_copy (error);
      g_task_return_error (task, error);
      return;
    }

  g_set_object (&self->request, meirei_admission_get_request (self->admission));
  g_set_object (&self->target, meirei_admission_get_target (self->admission));
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_attempt_admit_async:
 * @self: an attempt that has not begun
 * @context: the program's context
 * @target: where to send it
 * @fit: what to do if it does not fit the model's context
 * @cancellable: (nullable): to give up
 * @callback: called when it may be sent, or must not be
 * @user_data: for @callback
 *
 * Asks for the permission to send the request.
 */
void
meirei_attempt_admit_async (MeireiAttempt       *self,
                            MeireiContext       *context,
                            MeireiTarget        *target,
                            MeireiFit            fit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_ATTEMPT (self));
  g_return_if_fail (self->admission == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_attempt_admit_async);
  self->started_at = g_get_real_time ();
  meirei_admission_ask_async (context, target, self->request, fit, cancellable, admitted_cb,
                              g_steal_pointer (&task));
}

/**
 * meirei_attempt_admit_finish:
 * @self: an attempt
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it may be sent; else %FALSE with the error that
 *   [method@Attempt.get_error] has, too
 */
gboolean
meirei_attempt_admit_finish (MeireiAttempt  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * meirei_attempt_begin:
 * @self: an attempt that has been admitted
 * @limits: limits of time
 *
 * Returns: (transfer none): the completion that [method@Attempt.send_async]
 *   will fill, to be watched
 */
MeireiCompletion *
meirei_attempt_begin (MeireiAttempt          *self,
                      const MeireiChatLimits *limits)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);
  g_return_val_if_fail (self->target != NULL && self->completion == NULL, NULL);

  self->completion = meirei_completion_new (meirei_target_get_server (self->target),
                                            self->request, limits);
  self->started_at = g_get_real_time ();

  return self->completion;
}

/* What the server counted makes later estimates better. */
static void
learn (MeireiAttempt *self,
       MeireiContext *context)
{
  MeireiUsage usage = meirei_completion_get_usage (self->completion);

  if (self->finish == MEIREI_FINISH_COMPLETE
      && meirei_completion_get_warnings (self->completion) == 0)
    meirei_context_fitter_learn (meirei_context_get_fitter (context), self->target,
                                 self->request, usage.prompt_tokens);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiAttempt *self = g_task_get_source_object (task);
  const char *data;
  gsize length;

  meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (source), result, &self->reply_error);
  meirei_attempt_leave (self);
  self->error = self->reply_error != NULL ? g_error_copy (self->reply_error) : NULL;
  self->finish = meirei_completion_get_finish (self->completion);
  self->reply_finish = self->finish;
  learn (self, g_task_get_task_data (task));
  data = meirei_completion_get_text (self->completion, &length);
  self->text = g_bytes_new (data, length);
  data = meirei_completion_get_raw (self->completion, &length);
  self->raw = g_bytes_new (data, length);
  g_task_return_boolean (task, g_bytes_get_size (self->text) > 0 || self->error == NULL);
}

/**
 * meirei_attempt_send_async:
 * @self: an attempt that has begun
 * @context: the program's context
 * @cancellable: (nullable): closes the socket; what has arrived is kept
 * @callback: called when the answer has ended
 * @user_data: for @callback
 *
 * Sends the request.
 */
void
meirei_attempt_send_async (MeireiAttempt       *self,
                           MeireiContext       *context,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_ATTEMPT (self));
  g_return_if_fail (self->completion != NULL && self->raw == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_attempt_send_async);
  g_task_set_task_data (task, g_object_ref (context), g_object_unref);
  meirei_chat_client_send_async (meirei_context_get_chat_client (context), self->completion,
                                 cancellable, sent_cb, g_steal_pointer (&task));
}

/**
 * meirei_attempt_send_finish:
 * @self: an attempt
 * @result: the result
 *
 * Returns: whether there is anything to read; if not,
 *   [method@Attempt.get_error] says why
 */
gboolean
meirei_attempt_send_finish (MeireiAttempt *self,
                            GAsyncResult  *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL /* it is the attempt's */);
}

static void
take_code (MeireiAttempt    *self,
           MeireiExtraction *extraction)
{
  gsize length = meirei_extraction_get_code_length (extraction);

  g_set_object (&self->extraction, extraction);
  g_clear_pointer (&self->code, g_bytes_unref);
  if (length > 0)
    self->code = g_bytes_new (meirei_extraction_get_code (extraction), length);
  self->finish = _meirei_attempt_judge (self->reply_finish, extraction);
  g_clear_error (&self->error);
  if (self->reply_error != NULL)
    self->error = g_error_copy (self->reply_error);
  else
    self->error = _meirei_attempt_make_error (self->finish, self->completion, extraction);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  /* Without a cancellable there is no error. */
  g_autoptr(MeireiExtraction) extraction =
    meirei_code_extractor_extract_finish (MEIREI_CODE_EXTRACTOR (source), result, NULL);

  take_code (g_task_get_source_object (task), extraction);
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_attempt_read_async:
 * @self: an attempt with an answer
 * @sheet: what the code is for
 * @check: (nullable): says what parses; %NULL takes the code as it is
 * @callback: called when the code has been found, or none is there
 * @user_data: for @callback
 *
 * Looks for the code in the answer and decides how the answer ended.  Reading
 * again with @check replaces what was found without.
 */
void
meirei_attempt_read_async (MeireiAttempt       *self,
                           MeireiSheet         *sheet,
                           MeireiParseCheck    *check,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(MeireiCodeExtractor) extractor = NULL;

  g_return_if_fail (MEIREI_IS_ATTEMPT (self));
  g_return_if_fail (self->text != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_attempt_read_async);
  extractor = meirei_code_extractor_new (meirei_sheet_get_language (sheet),
                                         meirei_sheet_get_functions (sheet));
  meirei_code_extractor_extract_async (extractor, self->text, check,
                                       NULL /* not to be cancelled */, read_cb,
                                       g_steal_pointer (&task));
}

/**
 * meirei_attempt_read_finish:
 * @self: an attempt
 * @result: the result
 *
 * Returns: whether it is complete, see [method@Attempt.is_complete]
 */
gboolean
meirei_attempt_read_finish (MeireiAttempt *self,
                            GAsyncResult  *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL) && meirei_attempt_is_complete (self);
}
