/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The acceptance tests of a stored version, and what its gate makes of them. */

#include "config.h"

#include "meirei-gate-set.h"
#include "meirei-report.h"
#include "meirei-workspace-tests.h"
#include "meirei-workspace-versions.h"

typedef struct {
  MeireiTestReport *tests;
  JsonObject *settings;
} StoreTests;

static StoreTests *
store_tests_new (MeireiWorkspace  *workspace,
                 MeireiTestReport *tests)
{
  StoreTests *self = g_new (StoreTests, 1);

  *self = (StoreTests) { g_object_ref (tests), meirei_workspace_dup_settings (workspace) };

  return self;
}

static void
store_tests_free (gpointer data)
{
  StoreTests *self = data;

  g_object_unref (self->tests);
  json_object_unref (self->settings);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreTests, store_tests_free)

/* A gate that cannot be understood is not passed. */
static MeireiGateResult *
judge (MeireiReport *report,
       JsonObject   *settings,
       int           failed_tests)
{
  g_autoptr(MeireiGateSet) gates = meirei_gate_set_new_from_json (settings, NULL);

  if (gates == NULL)
    return meirei_gate_result_new (MEIREI_GATE_DEFAULT_NAME, NULL, 0);

  return meirei_gate_evaluate (meirei_gate_set_get_current (gates), report, failed_tests);
}

static gboolean
store_tests (MeireiVersion  *version,
             gpointer        user_data,
             GError        **error)
{
  StoreTests *self = user_data;
  g_autoptr(JsonObject) object = meirei_test_report_to_json (self->tests);
  g_autoptr(MeireiReport) report =
    meirei_report_new_from_json (meirei_version_get_section (version, "report"));

  meirei_version_set_section (version, "tests", object);
  if (report != NULL)
    {
      g_autoptr(MeireiGateResult) gate =
        judge (report, self->settings, meirei_test_report_get_gate_value (self->tests));
      g_autoptr(MeireiReport) judged = meirei_report_with_gate (report, gate);
      g_autoptr(JsonObject) stored = meirei_report_to_json (judged);

      meirei_version_set_section (version, "report", stored);
    }

  return TRUE;
}

/**
 * meirei_workspace_set_version_tests:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @tests: how its acceptance tests went
 * @error: return location for an error
 *
 * Stores the outcome of a version's tests.  If it has a quality report, the
 * workspace's gate judges it anew.
 *
 * Returns: (transfer full) (nullable): the version as it is stored now
 */
MeireiVersion *
meirei_workspace_set_version_tests (MeireiWorkspace   *self,
                                    const char        *id,
                                    const char        *version,
                                    MeireiTestReport  *tests,
                                    GError           **error)
{
  g_autoptr(StoreTests) data = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (tests), NULL);

  data = store_tests_new (self, tests);

  return meirei_workspace_update_version (self, id, version, store_tests, data, error);
}

/**
 * meirei_workspace_set_version_tests_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @tests: how its acceptance tests went
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.set_version_tests], without blocking.
 */
void
meirei_workspace_set_version_tests_async (MeireiWorkspace     *self,
                                          const char          *id,
                                          const char          *version,
                                          MeireiTestReport    *tests,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (MEIREI_IS_TEST_REPORT (tests));

  meirei_workspace_update_version_async (self, id, version, store_tests,
                                         store_tests_new (self, tests), store_tests_free,
                                         cancellable, callback, user_data);
}

/**
 * meirei_workspace_set_version_tests_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version as it is stored now
 */
MeireiVersion *
meirei_workspace_set_version_tests_finish (MeireiWorkspace  *self,
                                           GAsyncResult     *result,
                                           GError          **error)
{
  return meirei_workspace_update_version_finish (self, result, error);
}
