/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiAttempt:
 *
 * One request to a model and the code in its answer: asked for permission,
 * sent, read, checked.  A version is made of one attempt, or of several when
 * the first had to be repaired.
 */

#include "config.h"

#include "meirei-attempt-private.h"
#include "meirei-gate.h"

G_DEFINE_FINAL_TYPE (MeireiAttempt, meirei_attempt, G_TYPE_OBJECT)

static void
meirei_attempt_dispose (GObject *object)
{
  MeireiAttempt *self = MEIREI_ATTEMPT (object);

  g_clear_object (&self->prompt);
  g_clear_object (&self->request);
  g_clear_object (&self->admission);
  g_clear_object (&self->target);
  g_clear_object (&self->completion);
  g_clear_object (&self->extraction);
  g_clear_object (&self->report);

  G_OBJECT_CLASS (meirei_attempt_parent_class)->dispose (object);
}

static void
meirei_attempt_finalize (GObject *object)
{
  MeireiAttempt *self = MEIREI_ATTEMPT (object);

  g_free (self->key);
  g_free (self->failures);
  g_clear_pointer (&self->record, json_object_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_clear_pointer (&self->code, g_bytes_unref);
  g_clear_pointer (&self->tests, json_object_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->reply_error);

  G_OBJECT_CLASS (meirei_attempt_parent_class)->finalize (object);
}

static void
meirei_attempt_class_init (MeireiAttemptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_attempt_dispose;
  object_class->finalize = meirei_attempt_finalize;
}

static void
meirei_attempt_init (MeireiAttempt *self)
{
  self->finish = MEIREI_FINISH_BROKEN;
  self->failed_tests = MEIREI_TESTS_NOT_RUN;
}

/**
 * meirei_attempt_new:
 * @number: its number, from 1; from 2 on they are repairs
 * @prompt: what the model is asked
 * @request: the request, not yet fitted to the model's context
 *
 * Returns: (transfer full): a new attempt
 */
MeireiAttempt *
meirei_attempt_new (guint              number,
                    MeireiPrompt      *prompt,
                    MeireiChatRequest *request)
{
  MeireiAttempt *self;

  g_return_val_if_fail (number > 0, NULL);
  g_return_val_if_fail (MEIREI_IS_PROMPT (prompt), NULL);
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (request), NULL);

  self = g_object_new (MEIREI_TYPE_ATTEMPT, NULL);
  self->number = number;
  self->prompt = g_object_ref (prompt);
  self->request = g_object_ref (request);

  return self;
}

/**
 * meirei_attempt_reuse:
 * @self: an attempt that has not begun
 * @raw: the whole answer to an identical request
 * @record: that attempt's record
 *
 * Takes a stored answer instead of sending the request.
 */
void
meirei_attempt_reuse (MeireiAttempt *self,
                      GBytes        *raw,
                      JsonObject    *record)
{
  g_return_if_fail (MEIREI_IS_ATTEMPT (self));
  g_return_if_fail (self->completion == NULL);
  g_return_if_fail (raw != NULL && record != NULL);

  self->raw = g_bytes_ref (raw);
  self->text = g_bytes_ref (raw);
  self->record = json_object_ref (record);
  self->finish = MEIREI_FINISH_COMPLETE;
  self->reply_finish = MEIREI_FINISH_COMPLETE;
  self->started_at = g_get_real_time ();
}

/**
 * meirei_attempt_leave:
 * @self: an attempt
 *
 * Says that the server is not needed any more, so that others can send.
 */
void
meirei_attempt_leave (MeireiAttempt *self)
{
  g_return_if_fail (MEIREI_IS_ATTEMPT (self));

  if (self->admission != NULL)
    meirei_admission_leave (self->admission);
}
