/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiExecution that asks the model once more when the code does
 * not compile, lacks a declared function or fails its tests.
 *
 * A round goes on from the last whole answer, and ends the repair if it has
 * none itself: it is cut, empty, stopped, or the same code again. */

#include "config.h"

#include "meirei-answer-cache.h"
#include "meirei-execution-private.h"
#include "meirei-repair.h"
#include "meirei-workspace-execution.h"

static void
add_failed (MeireiExecution *self,
            GTask           *task)
{
  g_ptr_array_add (self->attempts, g_object_ref (self->attempt));
  _meirei_execution_finish (self, task);
}

/* 3. The request may be sent. */

static void
admitted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  /* What there is stays; the record says why there is no more. */
  if (meirei_attempt_admit_finish (MEIREI_ATTEMPT (source), result, &error))
    _meirei_execution_send (self, task);
  else
    add_failed (self, task);
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
  _meirei_execution_read (self, task);
}

/* 2. What is asked. */

static void
ask_again (MeireiExecution *self,
           GTask           *task)
{
  MeireiAttempt *last = self->attempt;
  GBytes *bytes = meirei_attempt_get_code (last);
  g_autofree char *code = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *reason = meirei_repair_dup_reason (last);
  g_autoptr(MeireiChatRequest) request = NULL;
  g_autoptr(MeireiPrompt) prompt =
    meirei_execution_plan_make_repair (self->plan, g_strchomp (code), reason, &request);
  g_autoptr(MeireiAttempt) attempt =
    meirei_attempt_new (meirei_attempt_get_number (last) + 1, prompt, request);

  g_autofree char *key = meirei_answer_cache_make_key (self->target, prompt, request);

  meirei_attempt_set_key (attempt, key);
  _meirei_execution_set_attempt (self, attempt);
  if (meirei_execution_options_get_uses_cache (self->options))
    meirei_answer_cache_find_async (self->workspace, self->id, key, self->cancellable, found_cb,
                                    g_object_ref (task));
  else
    admit (self, task);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!meirei_workspace_keep_attempt_finish (MEIREI_WORKSPACE (source), result, &error))
    g_warning ("Could not keep the first attempt of %s: %s", self->id, error->message);
  ask_again (self, task);
}

/* 1. Whether. */

static gboolean
is_repetition (MeireiExecution *self)
{
  GBytes *code = meirei_attempt_get_code (self->attempt);

  for (guint i = 0; i + 1 < self->attempts->len; i++)
    {
      GBytes *other = meirei_attempt_get_code (self->attempts->pdata[i]);

      if (other != NULL && g_bytes_equal (code, other))
        return TRUE;
    }

  return FALSE;
}

static gboolean
wants_repair (MeireiExecution *self)
{
  g_autofree char *reason = NULL;

  /* Without a checkpoint there is no room on the disk for more. */
  if (self->attempts->len > self->plan->repair_rounds || self->kept_as == NULL
      || !meirei_attempt_is_complete (self->attempt)
      || g_cancellable_is_cancelled (self->cancellable))
    return FALSE;

  reason = meirei_repair_dup_reason (self->attempt);

  return reason != NULL && !is_repetition (self);
}

/* Begins another attempt, or stores the best one. */
void
_meirei_execution_decide (MeireiExecution *self,
                          GTask           *task)
{
  if (!wants_repair (self))
    {
      _meirei_execution_finish (self, task);
      return;
    }

  _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_REPAIRING);
  if (self->attempts->len > 1)
    ask_again (self, task);
  else
    meirei_workspace_keep_attempt_async (self->workspace, self->id,
                                         meirei_version_get_name (self->version), 1,
                                         meirei_attempt_get_raw (self->attempt),
                                         meirei_attempt_get_code (self->attempt),
                                         NULL /* not to be cancelled */, kept_cb,
                                         g_object_ref (task));
}
