/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A person says that a finding of a stored version does not count.  The
 * finding stays in the version's record, with the reason; score and gate are
 * computed again. */

#include "config.h"

#include "meirei-analysis-settings.h"
#include "meirei-report.h"
#include "meirei-scorer.h"
#include "meirei-version-suppression.h"

typedef struct {
  MeireiScoreTable *table;
  MeireiAnalysisSettings *settings;
  MeireiFinding *finding;
  char *reason;  /* (nullable) */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->table);
  g_object_unref (change->settings);
  g_object_unref (change->finding);
  g_free (change->reason);
  g_free (change);
}

static gboolean
is_same (MeireiFinding *a,
         MeireiFinding *b)
{
  return g_strcmp0 (meirei_finding_get_rule (a), meirei_finding_get_rule (b)) == 0
         && g_strcmp0 (meirei_finding_get_tool (a), meirei_finding_get_tool (b)) == 0
         && g_strcmp0 (meirei_finding_get_argument (a), meirei_finding_get_argument (b)) == 0
         && meirei_finding_get_line (a) == meirei_finding_get_line (b)
         && meirei_finding_get_column (a) == meirei_finding_get_column (b);
}

/* The failed tests that the gate knew; they do not depend on findings. */
static int
get_failed_tests (MeireiReport *report)
{
  MeireiGateResult *gate = meirei_report_get_gate (report);
  guint n_checks = 0;
  const MeireiGateCheck *checks = gate != NULL ? meirei_gate_result_get_checks (gate, &n_checks)
                                               : NULL;

  for (guint i = 0; i < n_checks; i++)
    if (checks[i].key == MEIREI_GATE_KEY_FAILED_TESTS)
      return checks[i].known ? checks[i].value : MEIREI_TESTS_NOT_RUN;

  return 0;
}

static gboolean
change_report (MeireiVersion  *version,
               gpointer        user_data,
               GError        **error)
{
  Change *change = user_data;
  JsonObject *section = meirei_version_get_section (version, "report");
  g_autoptr(MeireiReport) report = section != NULL ? meirei_report_new_from_json (section) : NULL;
  GPtrArray *findings = report != NULL ? meirei_report_get_findings (report) : NULL;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (is_same (findings->pdata[i], change->finding))
      {
        g_autoptr(MeireiReport) scored = meirei_scorer_suppress (change->table, report,
                                                                 findings->pdata[i],
                                                                 change->reason);
        g_autoptr(MeireiReport) judged = meirei_analysis_settings_judge (change->settings, scored,
                                                                         get_failed_tests (report));
        g_autoptr(JsonObject) stored = meirei_report_to_json (judged);

        meirei_version_set_section (version, "report", stored);
        return TRUE;
      }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "The report of %s has changed: it no longer has this finding. Look at it again.",
               meirei_version_get_name (version));

  return FALSE;
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  MeireiVersion *version =
    meirei_workspace_update_version_finish (MEIREI_WORKSPACE (source), result, &error);

  if (version != NULL)
    g_task_return_pointer (task, version, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_version_suppress_async:
 * @workspace: where the version is stored
 * @table: the scoring table
 * @version: the version
 * @finding: one of the findings of its report
 * @reason: (nullable): why it does not count; %NULL lets it count again
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is stored
 * @user_data: for @callback
 */
void
meirei_version_suppress_async (MeireiWorkspace     *workspace,
                               MeireiScoreTable    *table,
                               MeireiVersion       *version,
                               MeireiFinding       *finding,
                               const char          *reason,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(JsonObject) settings = NULL;
  Change *change;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (MEIREI_IS_SCORE_TABLE (table));
  g_return_if_fail (MEIREI_IS_VERSION (version));
  g_return_if_fail (MEIREI_IS_FINDING (finding));

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_version_suppress_async);
  settings = meirei_workspace_dup_settings (workspace);
  change = g_new0 (Change, 1);
  change->table = g_object_ref (table);
  change->settings = meirei_analysis_settings_new (settings);
  change->finding = g_object_ref (finding);
  change->reason = g_strdup (reason);
  meirei_workspace_update_version_async (workspace, meirei_version_get_instruction_id (version),
                                         meirei_version_get_name (version), change_report, change,
                                         (GDestroyNotify) change_free, cancellable, stored_cb,
                                         g_steal_pointer (&task));
}

/**
 * meirei_version_suppress_finish:
 * @workspace: where the version is stored
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version with its new report, or
 *   %NULL with an error of the workspace, or %G_IO_ERROR_NOT_FOUND if the
 *   report has no such finding any more
 */
MeireiVersion *
meirei_version_suppress_finish (MeireiWorkspace  *workspace,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
