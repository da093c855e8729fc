/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Looking again at an instruction's latest version: its quality, or its
 * acceptance tests. */

#include "config.h"

#include "meirei-batch-check.h"
#include "meirei-batch-error.h"
#include "meirei-batch-facts.h"
#include "meirei-lifecycle.h"
#include "meirei-test-report.h"
#include "meirei-version-analysis.h"
#include "meirei-version-tests.h"
#include "meirei-workspace-versions.h"

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  MeireiOperation operation;
  char *id;
  /* In progress */
  MeireiInstruction *instruction;  /* (owned) (nullable) */
  MeireiVersion *version;          /* (owned) (nullable) */
  GBytes *code;                    /* (owned) (nullable) */
} State;

static void
state_free (State *state)
{
  g_object_unref (state->workspace);
  g_free (state->id);
  g_clear_object (&state->instruction);
  g_clear_object (&state->version);
  g_clear_pointer (&state->code, g_bytes_unref);
  g_free (state);
}

/* Quality. */

static void
analysed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(MeireiVersion) version =
    meirei_version_analysis_run_finish (MEIREI_ANALYSER (source), result, &error);

  if (version != NULL)
    g_task_return_pointer (task, meirei_batch_facts_of_version (version),
                           (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, error);
}

/* Acceptance tests. */

static JsonObject *
describe_tests (MeireiTestReport *report)
{
  JsonObject *facts = json_object_new ();

  json_object_set_int_member (facts, "tests", meirei_test_report_get_n_cases (report));
  json_object_set_int_member (facts, "tests_passed",
                              meirei_test_report_count (report, MEIREI_TEST_OUTCOME_PASSED));

  return facts;
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(MeireiTestReport) report =
    meirei_version_tests_run_finish (MEIREI_TEST_RUNNER (source), result, &error);
  g_autofree char *failures = NULL;

  if (report == NULL)
    g_task_return_error (task, error);
  else if (meirei_test_report_has_passed (report))
    g_task_return_pointer (task, describe_tests (report), (GDestroyNotify) json_object_unref);
  else if (!meirei_test_report_has_run (report))
    {
      const MeireiTestReportFields *fields = meirei_test_report_get_fields (report);

      g_task_return_new_error (task, MEIREI_BATCH_ERROR,
                               fields->obstacle == MEIREI_TEST_OBSTACLE_NO_TESTS
                               ? MEIREI_BATCH_ERROR_NOT_DECIDED : MEIREI_BATCH_ERROR_TESTS,
                               "%s", fields->reason);
    }
  else
    {
      failures = meirei_test_report_dup_failures (report, 400);
      g_task_return_new_error (task, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_TESTS,
                               "%u of %u acceptance tests passed: %s",
                               meirei_test_report_count (report, MEIREI_TEST_OUTCOME_PASSED),
                               meirei_test_report_get_n_cases (report), failures);
    }
}

/* What is looked at. */

static gboolean
read_state (State   *state,
            GError **error)
{
  state->instruction = meirei_workspace_load_instruction (state->workspace, state->id, error);
  if (state->instruction == NULL
      || !meirei_lifecycle_check (state->instruction, state->operation, error))
    return FALSE;
  if (state->operation == MEIREI_OPERATION_TEST)
    return TRUE;

  state->version =
    meirei_workspace_load_version (state->workspace, state->id,
                                   meirei_instruction_get_latest_version (state->instruction),
                                   error);
  state->code = state->version != NULL
                ? meirei_workspace_read_code (state->workspace, state->id, NULL, NULL, error)
                : NULL;

  return state->code != NULL;
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_state (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiContext *context = g_task_get_source_object (task);
  State *state = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (state->operation == MEIREI_OPERATION_TEST)
    meirei_version_tests_run_async (meirei_context_get_test_runner (context), state->workspace,
                                    state->id, NULL, NULL, g_task_get_cancellable (task),
                                    tested_cb, g_object_ref (task));
  else
    meirei_version_analysis_run_async (meirei_context_get_analyser (context), state->workspace,
                                       meirei_instruction_get_sheet (state->instruction),
                                       state->version, state->code,
                                       g_task_get_cancellable (task), analysed_cb,
                                       g_object_ref (task));
}

/**
 * meirei_batch_check_run_async:
 * @context: the program's context
 * @workspace: the workspace
 * @operation: %MEIREI_OPERATION_ANALYZE or %MEIREI_OPERATION_TEST
 * @id: an instruction's UUID
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks at the latest version and stores what was found.
 */
void
meirei_batch_check_run_async (MeireiContext       *context,
                              MeireiWorkspace     *workspace,
                              MeireiOperation      operation,
                              const char          *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  g_autoptr(GTask) reading = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_CONTEXT (context));
  g_return_if_fail (operation == MEIREI_OPERATION_ANALYZE || operation == MEIREI_OPERATION_TEST);

  task = g_task_new (context, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_check_run_async);
  reading = g_task_new (context, cancellable, read_cb, task);
  g_task_set_source_tag (reading, read_worker);
  state = g_new0 (State, 1);
  state->workspace = g_object_ref (workspace);
  state->operation = operation;
  state->id = g_strdup (id);
  g_task_set_task_data (reading, state, (GDestroyNotify) state_free);
  g_task_run_in_thread (reading, read_worker);
}

/**
 * meirei_batch_check_run_finish:
 * @context: the program's context
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the facts for the item's result; %NULL
 *   with %MEIREI_BATCH_ERROR_TESTS if tests did not pass or could not be run,
 *   %MEIREI_BATCH_ERROR_NOT_DECIDED if there are none, or another error
 */
JsonObject *
meirei_batch_check_run_finish (MeireiContext  *context,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
