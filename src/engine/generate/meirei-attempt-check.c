/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiAttempt that looks at the code: quality, tests, gate. */

#include "config.h"

#include "meirei-attempt-check.h"
#include "meirei-attempt-private.h"
#include "meirei-gate.h"
#include "meirei-json.h"
#include "meirei-version-analysis.h"

/* What a small model is told of failed tests; the template's own limit is
 * about the same. */
#define MAX_FAILURES 1400

static void
analysed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiAttempt *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) reports = meirei_analyser_analyse_finish (MEIREI_ANALYSER (source), result,
                                                                 &error);

  if (reports == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_set_object (&self->report, reports->pdata[0]);
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_attempt_analyse_async:
 * @self: an attempt with code
 * @analyser: the analyser
 * @settings: what the workspace says about analysis
 * @sheet: what the code is for
 * @file: the name of the code's file
 * @callback: called when the report is there
 * @user_data: for @callback
 *
 * Looks at the quality of the code.
 */
void
meirei_attempt_analyse_async (MeireiAttempt          *self,
                              MeireiAnalyser         *analyser,
                              MeireiAnalysisSettings *settings,
                              MeireiSheet            *sheet,
                              const char             *file,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GPtrArray) sources = NULL;

  g_return_if_fail (MEIREI_IS_ATTEMPT (self));
  g_return_if_fail (self->code != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_attempt_analyse_async);
  sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (sources, meirei_version_analysis_make_source (sheet, file, self->code,
                                                                 self->finish, settings));
  meirei_analyser_analyse_async (analyser, sources, NULL /* not to be cancelled */, analysed_cb,
                                 g_steal_pointer (&task));
}

/**
 * meirei_attempt_analyse_finish:
 * @self: an attempt
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether there is a report now
 */
gboolean
meirei_attempt_analyse_finish (MeireiAttempt  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * meirei_attempt_can_be_tested:
 * @self: an attempt that has been analysed
 *
 * Returns: whether running the tests can tell anything: the answer is whole
 *   and compiles, as far as is known
 */
gboolean
meirei_attempt_can_be_tested (MeireiAttempt *self)
{
  const MeireiReportFields *fields;

  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), FALSE);

  if (!meirei_attempt_is_complete (self))
    return FALSE;

  fields = self->report != NULL ? meirei_report_get_fields (self->report) : NULL;

  return fields == NULL || !fields->syntax_known || fields->syntax_ok;
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiAttempt *self = g_task_get_source_object (task);
  g_autoptr(JsonObject) tests = NULL;
  g_autofree char *failures = NULL;
  GError *error = NULL;
  g_autoptr(MeireiTestReport) report =
    meirei_test_runner_run_finish (MEIREI_TEST_RUNNER (source), result, &error);

  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  tests = meirei_test_report_to_json (report);
  failures = meirei_test_report_dup_failures (report, MAX_FAILURES);
  meirei_attempt_set_tests (self, tests, meirei_test_report_get_gate_value (report),
                            meirei_test_report_has_run (report) && failures[0] != '\0'
                            ? failures : NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_attempt_test_async:
 * @self: an attempt with code
 * @runner: what runs tests
 * @settings: the workspace's settings, with its limits for tests
 * @sheet: the sheet with the tests
 * @cancellable: (nullable): ends the tests
 * @callback: called when the tests have run, or cannot run
 * @user_data: for @callback
 *
 * Runs the sheet's tests in the sandbox.
 */
void
meirei_attempt_test_async (MeireiAttempt       *self,
                           MeireiTestRunner    *runner,
                           JsonObject          *settings,
                           MeireiSheet         *sheet,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  MeireiTestLimits limits;

  g_return_if_fail (MEIREI_IS_ATTEMPT (self));
  g_return_if_fail (self->code != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_attempt_test_async);
  meirei_test_limits_init_from_json (&limits, meirei_json_get_object (settings, "test_limits"));
  meirei_test_runner_run_full_async (runner, sheet, self->code, &limits, NULL, cancellable,
                                     tested_cb, g_steal_pointer (&task));
}

/**
 * meirei_attempt_test_finish:
 * @self: an attempt
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether there is a report of the tests now, which may say why they
 *   did not run
 */
gboolean
meirei_attempt_test_finish (MeireiAttempt  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * meirei_attempt_judge:
 * @self: an attempt
 * @settings: what the workspace says about analysis
 *
 * Lets the workspace's gate judge, after the tests.  Without a report nothing
 * is judged.
 */
void
meirei_attempt_judge (MeireiAttempt          *self,
                      MeireiAnalysisSettings *settings)
{
  MeireiReport *judged;

  g_return_if_fail (MEIREI_IS_ATTEMPT (self));

  if (self->report == NULL)
    return;

  judged = meirei_analysis_settings_judge (settings, self->report, self->failed_tests);
  g_object_unref (self->report);
  self->report = judged;
}
