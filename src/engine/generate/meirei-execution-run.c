/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiExecution from the sheet to an answer. */

#include "config.h"

#include "meirei-answer-cache.h"
#include "meirei-batch-error.h"
#include "meirei-execution-private.h"
#include "meirei-json.h"
#include "meirei-workspace-execution.h"

/* The end. */

/* @error: (transfer full) (nullable): why it is no success */
void
_meirei_execution_return (MeireiExecution *self,
                          GTask           *task,
                          GError          *error)
{
  if (self->attempt != NULL)
    meirei_attempt_leave (self->attempt);
  if (self->followed != NULL)
    g_cancellable_disconnect (self->followed, self->followed_id);
  g_clear_object (&self->followed);
  _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_FINISHED);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
failed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!meirei_workspace_fail_execution_finish (MEIREI_WORKSPACE (source), result, &error))
    g_warning ("Could not store that %s failed: %s", self->id, error->message);

  _meirei_execution_return (self, task, g_error_copy (meirei_attempt_get_error (self->attempt)));
}

/* 4. The request. */

static void
write_part (MeireiExecution *self)
{
  MeireiCompletion *completion = meirei_attempt_get_completion (self->attempt);
  gsize length;
  const char *text = meirei_completion_get_text (completion, &length);
  guint epoch = meirei_completion_get_epoch (completion);

  if (epoch != self->epoch)
    {
      self->epoch = epoch;
      self->n_written = 0;
      meirei_workspace_restart_part (self->workspace, self->id);
    }
  if (length > self->n_written)
    meirei_workspace_append_part (self->workspace, self->id, text + self->n_written,
                                  (gssize) (length - self->n_written));
  self->n_written = length;
}

static void
changed_cb (MeireiCompletion *completion,
            MeireiExecution  *self)
{
  write_part (self);
}

static void
answered (MeireiExecution *self,
          GTask           *task,
          gboolean         has_answer)
{
  gboolean is_first = meirei_attempt_get_number (self->attempt) == 1;

  if (has_answer)
    _meirei_execution_read (self, task);
  else if (is_first)
    meirei_workspace_fail_execution_async (self->workspace, self->id,
                                           meirei_attempt_get_error (self->attempt)->message,
                                           NULL /* not to be cancelled */, failed_cb,
                                           g_object_ref (task));
  else
    {
      g_ptr_array_add (self->attempts, g_object_ref (self->attempt));
      _meirei_execution_finish (self, task);
    }
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  MeireiAttempt *attempt = MEIREI_ATTEMPT (source);
  MeireiCompletion *completion = meirei_attempt_get_completion (attempt);
  gboolean has_answer = meirei_attempt_send_finish (attempt, result);
  gboolean is_first = meirei_attempt_get_number (attempt) == 1;

  if (is_first)
    {
      g_signal_handlers_disconnect_by_func (completion, changed_cb, self);
      write_part (self);
      _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_SAVING);
    }

  answered (self, task, has_answer);
}

/* The part file keeps the first answer, which a crash must not cost. */
void
_meirei_execution_send (MeireiExecution *self,
                        GTask           *task)
{
  MeireiCompletion *completion;
  MeireiChatLimits limits;

  meirei_parse_check_prepare (meirei_context_get_parse_check (self->context));
  meirei_preset_get_limits (self->plan->preset, &limits);
  limits.max_tries = meirei_execution_options_get_attempts (self->plan->options);
  completion = meirei_attempt_begin (self->attempt, &limits);
  if (meirei_attempt_get_number (self->attempt) == 1)
    {
      g_signal_connect_object (completion, "changed", G_CALLBACK (changed_cb), self, 0);
      _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_REQUESTING);
    }
  _meirei_execution_notify_completion (self);
  meirei_attempt_send_async (self->attempt, self->context, self->cancellable, sent_cb,
                             g_object_ref (task));
}

/* 3. The instruction is executing. */

static void
append_whole (MeireiExecution *self)
{
  GBytes *raw = meirei_attempt_get_raw (self->attempt);

  meirei_workspace_append_part (self->workspace, self->id, g_bytes_get_data (raw, NULL),
                                (gssize) g_bytes_get_size (raw));
  _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_SAVING);
}

static void
take_reply (MeireiExecution *self,
            GTask           *task)
{
  MeireiChatLimits limits;
  gboolean has_answer;

  meirei_preset_get_limits (self->plan->preset, &limits);
  has_answer = meirei_attempt_take_document (self->attempt, self->target, &limits, self->reply);
  append_whole (self);
  answered (self, task, has_answer);
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->version = meirei_workspace_begin_execution_finish (MEIREI_WORKSPACE (source), result,
                                                           &error);
  if (self->version == NULL)
    {
      _meirei_execution_return (self, task, error);
      return;
    }

  if (self->reply != NULL)
    take_reply (self, task);
  else if (!meirei_attempt_is_cached (self->attempt))
    _meirei_execution_send (self, task);
  else
    {
      append_whole (self);
      _meirei_execution_read (self, task);
    }
}

static void
begin (MeireiExecution *self,
       GTask           *task)
{
  meirei_workspace_begin_execution_async (self->workspace, self->id,
                                          meirei_instruction_get_revision (self->plan->instruction),
                                          _meirei_execution_fill_draft, g_object_ref (self),
                                          g_object_unref, self->cancellable, begun_cb,
                                          g_object_ref (task));
}

/* 2. Whether the answer is there already, else whether the request fits. */

static void
admitted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  MeireiAttempt *attempt = MEIREI_ATTEMPT (source);
  GError *error = NULL;

  if (!meirei_attempt_admit_finish (attempt, result, &error))
    {
      _meirei_execution_return (self, task, error);
      return;
    }

  g_set_object (&self->target, meirei_attempt_get_target (attempt));
  begin (self, task);
}

static void
admit (MeireiExecution *self,
       GTask           *task)
{
  meirei_attempt_admit_async (self->attempt, self->context, self->target,
                              meirei_execution_options_get_fit (self->plan->options),
                              self->cancellable, admitted_cb, g_object_ref (task));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(MeireiCachedAnswer) answer =
    meirei_answer_cache_find_finish (MEIREI_WORKSPACE (source), result);

  if (answer == NULL)
    {
      admit (self, task);
      return;
    }

  meirei_attempt_reuse (self->attempt, answer->raw, answer->attempt);
  self->hit = json_object_ref (answer->hit);
  begin (self, task);
}

/* 1. What is asked. */

/* What was sent is what the file says, as long as the sheet and the template
 * still ask for it. */
static gboolean
take_asked (MeireiExecution  *self,
            GError          **error)
{
  MeireiExecutionPlan *plan = self->plan;
  MeireiSheet *sheet = meirei_instruction_get_sheet (plan->instruction);
  g_autoptr(MeireiChatParams) params = NULL;
  MeireiChatRequest *request;
  const char *what = NULL;

  if (g_strcmp0 (meirei_json_get_string (self->asked, "sheet_sha256", NULL),
                 meirei_sheet_get_content_sha256 (sheet)) != 0)
    what = "sheet";
  else if (g_strcmp0 (meirei_json_get_string (self->asked, "prompt_sha256", NULL),
                      meirei_prompt_get_sha256 (plan->prompt)) != 0)
    what = "prompt template or the model's system prompt";
  if (what != NULL)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_STALE,
                   "The %s has changed since the request was exported, so this answer is to "
                   "another question; export it again", what);
      return FALSE;
    }

  params = meirei_chat_params_new_from_json (meirei_json_get_object (self->asked, "params"),
                                             error);
  if (params == NULL)
    return FALSE;
  request = meirei_chat_request_with_params (plan->request, params);
  g_object_unref (plan->request);
  plan->request = request;

  return TRUE;
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(MeireiAttempt) attempt = NULL;
  g_autofree char *key = NULL;
  GError *error = NULL;

  self->plan = meirei_execution_plan_make_finish (result, &error);
  if (self->plan == NULL || (self->reply != NULL && !take_asked (self, &error)))
    {
      _meirei_execution_return (self, task, error);
      return;
    }

  g_set_object (&self->target, self->plan->target);
  attempt = meirei_attempt_new (1, self->plan->prompt, self->plan->request);
  key = meirei_answer_cache_make_key (self->target, self->plan->prompt, self->plan->request);
  meirei_attempt_set_key (attempt, key);
  _meirei_execution_set_attempt (self, attempt);
  if (self->reply != NULL)
    begin (self, task);
  else if (meirei_execution_options_get_uses_cache (self->options))
    meirei_answer_cache_find_async (self->workspace, self->id, key, self->cancellable, found_cb,
                                    g_object_ref (task));
  else
    admit (self, task);
}

void
_meirei_execution_run (MeireiExecution *self,
                       GTask           *task)
{
  meirei_execution_plan_make_async (self->context, self->workspace, self->id, self->options,
                                    self->target, self->cancellable, planned_cb,
                                    g_object_ref (task));
}
