/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiExecution from an answer to the next attempt, or to the
 * stored version.
 *
 * A whole answer is brought to the disk at once.  Then it is analysed and
 * tested, and if it has to be repaired, the model is asked again.  What is
 * best in the end is committed together with its report. */

#include "config.h"

#include <string.h>

#include "meirei-answer-cache.h"
#include "meirei-attempt-check.h"
#include "meirei-execution-private.h"
#include "meirei-repair.h"
#include "meirei-version-commit.h"
#include "meirei-workspace-execution.h"

static MeireiSheet *
get_sheet (MeireiExecution *self)
{
  return meirei_instruction_get_sheet (self->plan->instruction);
}

/* 6. Storing. */

static void
remember_answers (MeireiExecution *self)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      MeireiAttempt *attempt = self->attempts->pdata[i];

      if (meirei_attempt_is_complete (attempt) && !meirei_attempt_is_cached (attempt))
        meirei_answer_cache_remember (self->workspace, self->id,
                                      meirei_version_get_name (self->version),
                                      meirei_attempt_get_number (attempt),
                                      meirei_attempt_get_key (attempt));
    }
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_version_commit_run_finish (MEIREI_WORKSPACE (source), result, &error);

  if (instruction == NULL)
    {
      _meirei_execution_return (self, task, error);
      return;
    }

  remember_answers (self);
  _meirei_execution_return (self, task,
                            self->error != NULL ? g_error_copy (self->error) : NULL);
}

/* Stores the best attempt. */
void
_meirei_execution_finish (MeireiExecution *self,
                          GTask           *task)
{
  const GError *error = meirei_attempt_get_error (self->best);

  _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_SAVING);
  if (error != NULL)
    self->error = g_error_copy (error);
  _meirei_execution_fill_version (self, self->version, self->best);
  meirei_version_commit_run_async (self->workspace, self->id, self->version,
                                   meirei_attempt_get_code (self->best),
                                   meirei_attempt_get_raw (self->best),
                                   self->error != NULL ? self->error->message : NULL,
                                   self->kept_as, MEIREI_VERSION_COMMIT_DELAY_MS, committed_cb,
                                   g_object_ref (task));
}

/* 5. Tests, and the gate after them. */

static void
judge (MeireiExecution *self,
       GTask           *task)
{
  meirei_attempt_judge (self->attempt, self->settings);
  if (self->best == NULL || meirei_repair_compare (self->attempt, self->best) > 0)
    self->best = self->attempt;
  _meirei_execution_decide (self, task);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  /* A version is whole without its tests; they can be run again. */
  if (!meirei_attempt_test_finish (MEIREI_ATTEMPT (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("No tests of %s %s: %s", self->id, meirei_version_get_name (self->version),
               error->message);

  judge (self, task);
}

static void
test (MeireiExecution *self,
      GTask           *task)
{
  const char *tests = meirei_sheet_get_tests (get_sheet (self));
  g_autoptr(JsonObject) settings = NULL;

  if (tests[strspn (tests, " \t\r\n\f\v")] == '\0')
    {
      meirei_attempt_set_tests (self->attempt, NULL, 0, NULL);
      judge (self, task);
      return;
    }
  if (!meirei_attempt_can_be_tested (self->attempt)
      || g_cancellable_is_cancelled (self->cancellable))
    {
      judge (self, task);
      return;
    }

  _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_TESTING);
  settings = meirei_workspace_dup_settings (self->workspace);
  meirei_attempt_test_async (self->attempt, meirei_context_get_test_runner (self->context),
                             settings, get_sheet (self), self->cancellable, tested_cb,
                             g_object_ref (task));
}

/* 4. Quality. */

static void
analysed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  /* A version is whole without a report; it can be analysed again. */
  if (!meirei_attempt_analyse_finish (MEIREI_ATTEMPT (source), result, &error))
    g_warning ("No report on %s %s: %s", self->id, meirei_version_get_name (self->version),
               error->message);

  test (self, task);
}

static void
analyse (MeireiExecution *self,
         GTask           *task)
{
  if (self->settings == NULL)
    {
      g_autoptr(JsonObject) stored = meirei_workspace_dup_settings (self->workspace);

      self->settings = meirei_analysis_settings_new (stored);
    }
  _meirei_execution_set_stage (self, MEIREI_EXECUTION_STAGE_ANALYSING);
  meirei_attempt_analyse_async (self->attempt, meirei_context_get_analyser (self->context),
                                self->settings, get_sheet (self),
                                meirei_version_get_file (self->version), analysed_cb,
                                g_object_ref (task));
}

/* 3. The code that parses. */

static void
keep_attempt (MeireiExecution     *self,
              GAsyncReadyCallback  callback,
              GTask               *task)
{
  meirei_workspace_keep_attempt_async (self->workspace, self->id,
                                       meirei_version_get_name (self->version),
                                       meirei_attempt_get_number (self->attempt),
                                       meirei_attempt_get_raw (self->attempt),
                                       meirei_attempt_get_code (self->attempt),
                                       NULL /* not to be cancelled */, callback,
                                       g_object_ref (task));
}

static void
finish_keeping (MeireiExecution *self,
                GObject         *source,
                GAsyncResult    *result)
{
  g_autoptr(GError) error = NULL;

  if (!meirei_workspace_keep_attempt_finish (MEIREI_WORKSPACE (source), result, &error))
    g_warning ("Could not keep an attempt of %s: %s", self->id, error->message);
}

static void
refined_kept_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);

  finish_keeping (self, source, result);
  analyse (self, task);
}

static void
refined_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);

  meirei_attempt_read_finish (MEIREI_ATTEMPT (source), result);
  /* What was kept of a repair is the code before this; the record has the hash
   * of what is there now.  The first attempt is kept after the repair began. */
  if (meirei_attempt_get_number (self->attempt) > 1)
    keep_attempt (self, refined_kept_cb, task);
  else
    analyse (self, task);
}

static void
refine (MeireiExecution *self,
        GTask           *task)
{
  meirei_attempt_read_async (self->attempt, get_sheet (self),
                             meirei_context_get_parse_check (self->context), refined_cb,
                             g_object_ref (task));
}

/* 2. Brought to the disk. */

static void
checkpoint_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  /* The commit tries again, and says what is wrong. */
  if (meirei_workspace_checkpoint_execution_finish (MEIREI_WORKSPACE (source), result, &error))
    self->kept_as = g_strdup_printf ("data/versions/%.8s/%s.raw.txt.new", self->id,
                                     meirei_version_get_name (self->version));
  else
    g_debug ("No checkpoint of %s: %s", self->id, error->message);

  refine (self, task);
}

static void
make_checkpoint (MeireiExecution *self,
                 GTask           *task)
{
  g_autoptr(MeireiVersion) version = meirei_version_copy (self->version);

  _meirei_execution_fill_version (self, version, self->attempt);
  meirei_workspace_checkpoint_execution_async (self->workspace, self->id, version,
                                               meirei_attempt_get_code (self->attempt),
                                               meirei_attempt_get_raw (self->attempt),
                                               checkpoint_cb, g_object_ref (task));
}

/* 1. The code in the answer, at first without asking Python, which may have to
 * be started: an answer that is there must not wait for anything. */

static void
go_on (MeireiExecution *self,
       GTask           *task)
{
  MeireiAttempt *attempt = self->attempt;

  if (meirei_attempt_is_complete (attempt) && self->kept_as == NULL)
    make_checkpoint (self, task);
  else if (meirei_attempt_get_finish (attempt) != MEIREI_FINISH_STOPPED
           && meirei_attempt_get_code (attempt) != NULL)
    refine (self, task);
  else
    judge (self, task);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);

  finish_keeping (self, source, result);
  go_on (self, task);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  MeireiAttempt *attempt = MEIREI_ATTEMPT (source);

  meirei_attempt_read_finish (attempt, result);
  g_ptr_array_add (self->attempts, g_object_ref (attempt));
  if (meirei_attempt_get_number (attempt) == 1)
    go_on (self, task);
  else
    keep_attempt (self, kept_cb, task);
}

/* Goes on with the answer of the attempt in work. */
void
_meirei_execution_read (MeireiExecution *self,
                        GTask           *task)
{
  meirei_attempt_read_async (self->attempt, get_sheet (self), NULL, read_cb, g_object_ref (task));
}
