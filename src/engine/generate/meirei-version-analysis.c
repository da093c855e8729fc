/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The quality report of a stored version: analysed with what its sheet
 * declares, judged by the workspace's gate, stored in the version's record. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-report.h"
#include "meirei-version-analysis.h"
#include "meirei-workspace-versions.h"

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  MeireiVersion *version;
  MeireiAnalysisSettings *settings;
  int failed_tests;
  /* In progress */
  JsonObject *report;  /* (nullable) */
} State;

static void
state_free (State *state)
{
  g_object_unref (state->workspace);
  g_object_unref (state->version);
  g_object_unref (state->settings);
  g_clear_pointer (&state->report, json_object_unref);
  g_free (state);
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

static gboolean
store_report (MeireiVersion  *version,
              gpointer        user_data,
              GError        **error)
{
  meirei_version_set_section (version, "report", user_data);

  return TRUE;
}

static void
analysed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr(MeireiReport) judged = NULL;
  GError *error = NULL;
  g_autoptr(GPtrArray) reports = meirei_analyser_analyse_finish (MEIREI_ANALYSER (source), result,
                                                                 &error);

  if (reports == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  judged = meirei_analysis_settings_judge (state->settings, reports->pdata[0],
                                           state->failed_tests);
  state->report = meirei_report_to_json (judged);
  meirei_workspace_update_version_async (state->workspace,
                                         meirei_version_get_instruction_id (state->version),
                                         meirei_version_get_name (state->version), store_report,
                                         json_object_ref (state->report),
                                         (GDestroyNotify) json_object_unref,
                                         g_task_get_cancellable (task), stored_cb,
                                         g_object_ref (task));
}

/**
 * meirei_version_analysis_make_source:
 * @sheet: what the code is for
 * @file: the name of its file
 * @code: the code
 * @finish: how the answer ended
 * @settings: what the workspace says about analysis
 *
 * Returns: (transfer full): what the analyser has to look at
 */
MeireiSource *
meirei_version_analysis_make_source (MeireiSheet            *sheet,
                                     const char             *file,
                                     GBytes                 *code,
                                     MeireiFinish            finish,
                                     MeireiAnalysisSettings *settings)
{
  g_autoptr(MeireiSheetFacts) facts =
    meirei_sheet_facts_new (meirei_sheet_get_functions (sheet), meirei_sheet_get_raises (sheet),
                            meirei_sheet_get_modules_allowed (sheet), NULL,
                            meirei_sheet_get_docstrings (sheet));
  MeireiSourceFlags flags = MEIREI_SOURCE_COMPLETE;

  if (g_bytes_get_size (code) == 0)
    flags |= MEIREI_SOURCE_NO_CODE;
  else if (finish != MEIREI_FINISH_COMPLETE)
    flags |= MEIREI_SOURCE_TRUNCATED;

  return meirei_source_new (file, code, meirei_sheet_get_language (sheet), NULL, facts, flags,
                            settings);
}

/**
 * meirei_version_analysis_run_async:
 * @analyser: the analyser
 * @workspace: where the version is stored
 * @sheet: the sheet it was made from
 * @version: the version
 * @code: its code
 * @cancellable: (nullable): a cancellable
 * @callback: called when the report is stored
 * @user_data: for @callback
 */
void
meirei_version_analysis_run_async (MeireiAnalyser      *analyser,
                                   MeireiWorkspace     *workspace,
                                   MeireiSheet         *sheet,
                                   MeireiVersion       *version,
                                   GBytes              *code,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (analyser, cancellable, callback, user_data);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonObject) stored = NULL;
  State *state = g_new0 (State, 1);

  g_return_if_fail (MEIREI_IS_ANALYSER (analyser));

  g_task_set_source_tag (task, meirei_version_analysis_run_async);
  state->workspace = g_object_ref (workspace);
  state->version = g_object_ref (version);
  state->failed_tests = meirei_version_get_failed_tests (version, meirei_sheet_get_tests (sheet));
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  stored = meirei_workspace_dup_settings (workspace);
  state->settings = meirei_analysis_settings_new (stored);
  g_ptr_array_add (sources, meirei_version_analysis_make_source (
                              sheet, meirei_version_get_file (version), code,
                              meirei_version_get_finish (version), state->settings));
  meirei_analyser_analyse_async (analyser, sources, cancellable, analysed_cb,
                                 g_steal_pointer (&task));
}

/**
 * meirei_version_analysis_run_finish:
 * @analyser: the analyser
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version with its report, or %NULL
 *   with an error of the workspace or the analyser
 */
MeireiVersion *
meirei_version_analysis_run_finish (MeireiAnalyser  *analyser,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, analyser), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
