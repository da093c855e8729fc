/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The acceptance tests of a stored version: read with its sheet, run, and
 * stored in its record, where the gate judges it anew. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-version-tests.h"
#include "meirei-workspace-error.h"
#include "meirei-workspace-tests.h"
#include "meirei-workspace-versions.h"

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  char *id;
  char *name;                      /* (nullable): the version's */
  char *only;                      /* (nullable) */
  /* In progress */
  MeireiInstruction *instruction;  /* (owned) (nullable) */
  MeireiVersion *version;          /* (owned) (nullable) */
  MeireiTestReport *report;        /* (owned) (nullable) */
} State;

static void
state_free (State *state)
{
  g_object_unref (state->workspace);
  g_free (state->id);
  g_free (state->name);
  g_free (state->only);
  g_clear_object (&state->instruction);
  g_clear_object (&state->version);
  g_clear_object (&state->report);
  g_free (state);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiVersion) version =
    meirei_workspace_set_version_tests_finish (MEIREI_WORKSPACE (source), result, &error);

  if (version == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&state->report), g_object_unref);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr(MeireiTestReport) report = NULL;
  g_autoptr(MeireiTestReport) earlier = NULL;
  GError *error = NULL;

  report = meirei_test_runner_run_finish (MEIREI_TEST_RUNNER (source), result, &error);
  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  earlier = state->only != NULL ? meirei_version_dup_tests (state->version) : NULL;
  state->report = earlier != NULL ? meirei_test_report_with_cases_of (earlier, report)
                                  : g_object_ref (report);
  meirei_workspace_set_version_tests_async (state->workspace, state->id,
                                            meirei_version_get_name (state->version),
                                            state->report, g_task_get_cancellable (task),
                                            stored_cb, g_object_ref (task));
}

static void
code_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  MeireiTestRunner *runner = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autoptr(JsonObject) settings = NULL;
  MeireiTestLimits limits;

  code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result, NULL, &error);
  if (g_error_matches (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE))
    {
      code = g_bytes_new (NULL, 0);
    }
  else if (code == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  settings = meirei_workspace_dup_settings (state->workspace);
  meirei_test_limits_init_from_json (&limits, meirei_json_get_object (settings, "test_limits"));
  meirei_test_runner_run_full_async (runner, meirei_instruction_get_sheet (state->instruction),
                                     code, &limits, state->only, g_task_get_cancellable (task),
                                     ran_cb, g_object_ref (task));
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  state->version = meirei_workspace_load_version_finish (MEIREI_WORKSPACE (source), result,
                                                         &error);
  if (state->version == NULL)
    g_task_return_error (task, error);
  else
    meirei_workspace_read_code_async (state->workspace, state->id,
                                      meirei_version_get_name (state->version),
                                      g_task_get_cancellable (task), code_cb,
                                      g_object_ref (task));
}

static void
instruction_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  state->instruction = meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source),
                                                                 result, &error);
  if (state->instruction == NULL)
    g_task_return_error (task, error);
  else
    meirei_workspace_load_version_async (state->workspace, state->id, state->name,
                                         g_task_get_cancellable (task), version_cb,
                                         g_object_ref (task));
}

/**
 * meirei_version_tests_run_async:
 * @runner: what runs tests
 * @workspace: where the version is stored
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @only: (nullable): the name of the only test to run; the outcomes of the
 *   others stay; %NULL for all
 * @cancellable: (nullable): ends the tests; nothing is stored then
 * @callback: called when the report is stored
 * @user_data: for @callback
 *
 * Runs the tests that the sheet has now on a stored version, with the limits
 * of the workspace, and stores the outcome.
 */
void
meirei_version_tests_run_async (MeireiTestRunner    *runner,
                                MeireiWorkspace     *workspace,
                                const char          *id,
                                const char          *version,
                                const char          *only,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_TEST_RUNNER (runner));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace) && id != NULL);

  task = g_task_new (runner, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_version_tests_run_async);
  state = g_new0 (State, 1);
  state->workspace = g_object_ref (workspace);
  state->id = g_strdup (id);
  state->name = g_strdup (version);
  state->only = g_strdup (only);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  meirei_workspace_load_instruction_async (workspace, id, cancellable, instruction_cb,
                                           g_steal_pointer (&task));
}

/**
 * meirei_version_tests_run_finish:
 * @runner: what runs tests
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the report as it is stored, or %NULL
 *   with an error of the workspace or of the runner
 */
MeireiTestReport *
meirei_version_tests_run_finish (MeireiTestRunner  *runner,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, runner), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
