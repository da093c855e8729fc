/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiAttempt that tells its values. */

#include "config.h"

#include "meirei-attempt-private.h"

/**
 * meirei_attempt_get_number:
 * @self: an attempt
 *
 * Returns: its number, from 1
 */
guint
meirei_attempt_get_number (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), 0);

  return self->number;
}

/**
 * meirei_attempt_get_prompt:
 * @self: an attempt
 *
 * Returns: (transfer none): what the model is asked
 */
MeireiPrompt *
meirei_attempt_get_prompt (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->prompt;
}

/**
 * meirei_attempt_get_request:
 * @self: an attempt
 *
 * Returns: (transfer none): the request, fitted to the model's context once it
 *   is admitted
 */
MeireiChatRequest *
meirei_attempt_get_request (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->request;
}

/**
 * meirei_attempt_get_target:
 * @self: an attempt
 *
 * Returns: (transfer none) (nullable): where the request goes, once it is
 *   admitted
 */
MeireiTarget *
meirei_attempt_get_target (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->target;
}

/**
 * meirei_attempt_get_completion:
 * @self: an attempt
 *
 * Returns: (transfer none) (nullable): the model's answer as it arrives; %NULL
 *   before it is sent and if a stored answer is used
 */
MeireiCompletion *
meirei_attempt_get_completion (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->completion;
}

/**
 * meirei_attempt_set_key:
 * @self: an attempt
 * @sha256: what identical requests have in common, see [func@answer_cache_make_key]
 */
void
meirei_attempt_set_key (MeireiAttempt *self,
                        const char    *sha256)
{
  g_return_if_fail (MEIREI_IS_ATTEMPT (self));

  g_free (self->key);
  self->key = g_strdup (sha256);
}

/**
 * meirei_attempt_get_key:
 * @self: an attempt
 *
 * Returns: (nullable): what identical requests have in common
 */
const char *
meirei_attempt_get_key (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->key;
}

/**
 * meirei_attempt_get_raw:
 * @self: an attempt that has been sent
 *
 * Returns: (transfer none) (nullable): the whole answer, byte for byte
 */
GBytes *
meirei_attempt_get_raw (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->raw;
}

/**
 * meirei_attempt_get_code:
 * @self: an attempt that has been read
 *
 * Returns: (transfer none) (nullable): the code in the answer
 */
GBytes *
meirei_attempt_get_code (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->code;
}

/**
 * meirei_attempt_is_complete:
 * @self: an attempt that has been read
 *
 * Returns: whether it has a whole answer with code in it
 */
gboolean
meirei_attempt_is_complete (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), FALSE);

  return self->finish == MEIREI_FINISH_COMPLETE && self->code != NULL;
}

/**
 * meirei_attempt_get_finish:
 * @self: an attempt that has been read
 *
 * Returns: how the answer ended
 */
MeireiFinish
meirei_attempt_get_finish (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), MEIREI_FINISH_BROKEN);

  return self->finish;
}

/**
 * meirei_attempt_get_error:
 * @self: an attempt
 *
 * Returns: (transfer none) (nullable): why it is no success
 */
const GError *
meirei_attempt_get_error (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->error;
}

/**
 * meirei_attempt_get_extraction:
 * @self: an attempt
 *
 * Returns: (transfer none) (nullable): how the code was found
 */
MeireiExtraction *
meirei_attempt_get_extraction (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->extraction;
}

/**
 * meirei_attempt_get_report:
 * @self: an attempt
 *
 * Returns: (transfer none) (nullable): the quality report, once it is checked
 */
MeireiReport *
meirei_attempt_get_report (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->report;
}

/**
 * meirei_attempt_get_tests:
 * @self: an attempt
 *
 * Returns: (transfer none) (nullable): what the test runner reported, if tests
 *   ran
 */
JsonObject *
meirei_attempt_get_tests (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->tests;
}

/**
 * meirei_attempt_get_failed_tests:
 * @self: an attempt
 *
 * Returns: how many tests failed, 0 if the sheet has none, or
 *   %MEIREI_TESTS_NOT_RUN
 */
int
meirei_attempt_get_failed_tests (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), MEIREI_TESTS_NOT_RUN);

  return self->failed_tests;
}

/**
 * meirei_attempt_get_failures:
 * @self: an attempt
 *
 * Returns: (nullable): what to tell the model of the tests that failed; %NULL
 *   if none did
 */
const char *
meirei_attempt_get_failures (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  return self->failures;
}

/**
 * meirei_attempt_set_report:
 * @self: an attempt
 * @report: the quality report of its code
 */
void
meirei_attempt_set_report (MeireiAttempt *self,
                           MeireiReport  *report)
{
  g_return_if_fail (MEIREI_IS_ATTEMPT (self));

  g_set_object (&self->report, report);
}

/**
 * meirei_attempt_set_tests:
 * @self: an attempt
 * @tests: (nullable): what the test runner reported; %NULL if none ran
 * @failed_tests: how many failed, 0 also if the sheet has none, or
 *   %MEIREI_TESTS_NOT_RUN
 * @failures: (nullable): what to tell the model of those that failed
 */
void
meirei_attempt_set_tests (MeireiAttempt *self,
                          JsonObject    *tests,
                          int            failed_tests,
                          const char    *failures)
{
  g_return_if_fail (MEIREI_IS_ATTEMPT (self));

  g_clear_pointer (&self->tests, json_object_unref);
  self->tests = tests != NULL ? json_object_ref (tests) : NULL;
  self->failed_tests = failed_tests;
  g_free (self->failures);
  self->failures = g_strdup (failures);
}

/**
 * meirei_attempt_is_cached:
 * @self: an attempt
 *
 * Returns: whether its answer is a stored one
 */
gboolean
meirei_attempt_is_cached (MeireiAttempt *self)
{
  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), FALSE);

  return self->record != NULL;
}
