/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `analyze FILE…|ID…`: the quality of any file, or of instructions' latest
 * versions. */

#include "config.h"

#include <stdio.h>

#include "meirei-batch-plan.h"
#include "meirei-cli-wait.h"
#include "meirei-cli.h"
#include "meirei-json.h"
#include "meirei-quality-document.h"
#include "meirei-version-analysis.h"
#include "meirei-workspace-versions.h"

/* Larger files are no source code. */
#define MAX_FILE (16 * 1024 * 1024)

static MeireiSource *
read_source (const char              *path,
             MeireiAnalysisSettings  *settings,
             GError                 **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);

  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > MAX_FILE)
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "%s has %" G_GSIZE_FORMAT " bytes, the limit is %d", path,
                   g_bytes_get_size (bytes), MAX_FILE);
      return NULL;
    }

  return meirei_source_new (name, bytes, meirei_source_guess_language (name), folder, NULL,
                            MEIREI_SOURCE_COMPLETE, settings);
}

static gboolean
collect_sources (const char              *path,
                 MeireiAnalysisSettings  *settings,
                 GPtrArray               *names,
                 GPtrArray               *sources,
                 gboolean                 named,
                 GError                 **error)
{
  g_autoptr(GDir) dir = NULL;
  const char *entry;
  MeireiSource *source;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      dir = g_dir_open (path, 0, error);
      while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, entry, NULL);

          if (entry[0] != '.' && !g_file_test (child, G_FILE_TEST_IS_SYMLINK)
              && !collect_sources (child, settings, names, sources, FALSE, error))
            return FALSE;
        }
      return dir != NULL;
    }

  /* In a folder only Python counts; a file that is named is always looked at. */
  if (!named && !g_str_has_suffix (path, ".py"))
    return TRUE;
  source = read_source (path, settings, error);
  if (source == NULL)
    return FALSE;
  g_ptr_array_add (names, g_strdup (path));
  g_ptr_array_add (sources, source);

  return TRUE;
}

/* Files have no acceptance tests, so none can have failed. */
static gboolean
analyse_files (MeireiCli               *cli,
               MeireiAnalysisSettings  *settings,
               GPtrArray               *names,
               GPtrArray               *sources,
               GPtrArray               *out,
               GError                 **error)
{
  MeireiContext *context = meirei_cli_get_context (cli, error);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) reports = NULL;

  if (context == NULL)
    return FALSE;

  meirei_analyser_analyse_async (meirei_context_get_analyser (context), sources, NULL,
                                 meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  reports = meirei_analyser_analyse_finish (meirei_context_get_analyser (context), result, error);
  if (reports == NULL)
    return FALSE;

  for (guint i = 0; i < reports->len; i++)
    {
      g_autoptr(MeireiReport) judged =
        meirei_analysis_settings_judge (settings, reports->pdata[i], 0);

      g_ptr_array_add (out, meirei_reported_file_new (names->pdata[i], judged));
    }

  return TRUE;
}

static gboolean
analyse_instruction (MeireiCli               *cli,
                     MeireiAnalysisSettings  *settings,
                     const char              *text,
                     GPtrArray               *out,
                     GError                 **error)
{
  MeireiContext *context = meirei_cli_get_context (cli, error);
  MeireiWorkspace *workspace = context != NULL ? meirei_cli_get_workspace (cli, error) : NULL;
  g_autofree char *id = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiVersion) stored = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(MeireiReport) report = NULL;
  g_autoptr(MeireiReport) judged = NULL;

  id = workspace != NULL ? meirei_workspace_find_id (workspace, text, error) : NULL;
  instruction = id != NULL ? meirei_workspace_load_instruction (workspace, id, error) : NULL;
  code = instruction != NULL ? meirei_workspace_read_code (workspace, id, NULL, NULL, error) : NULL;
  if (code == NULL)
    return FALSE;
  version = meirei_workspace_load_version (workspace, id,
                                           meirei_instruction_get_latest_version (instruction),
                                           error);
  if (version == NULL)
    return FALSE;

  meirei_version_analysis_run_async (meirei_context_get_analyser (context), workspace,
                                     meirei_instruction_get_sheet (instruction), version, code,
                                     NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  stored = meirei_version_analysis_run_finish (meirei_context_get_analyser (context), result,
                                               error);
  if (stored == NULL)
    return FALSE;

  report = meirei_report_new_from_json (meirei_version_get_section (stored, "report"));
  /* The gate that was asked for need not be the workspace's own. */
  judged = meirei_analysis_settings_judge (
             settings, report,
             meirei_version_get_failed_tests (
               stored, meirei_sheet_get_tests (meirei_instruction_get_sheet (instruction))));
  g_ptr_array_add (out, meirei_reported_file_new (id, judged));

  return TRUE;
}

static gboolean
gate_passed (MeireiReport *report)
{
  MeireiGateResult *gate = meirei_report_get_gate (report);

  return gate != NULL && meirei_gate_result_get_passed (gate);
}

static void
print_report (const MeireiReportedFile *analysed)
{
  GPtrArray *findings = meirei_report_get_findings (analysed->report);

  if (meirei_report_is_scored (analysed->report))
    g_print ("%s: score %d · gate %s\n", analysed->path,
             meirei_report_get_score (analysed->report),
             gate_passed (analysed->report) ? "passed" : "not passed");
  else
    g_print ("%s: not scored · %s\n", analysed->path,
             meirei_report_get_unscored_reason (analysed->report));
  for (guint i = 0; i < findings->len; i++)
    {
      MeireiFinding *finding = findings->pdata[i];

      g_print ("  %4d: %+d %s (%s %s)\n", meirei_finding_get_line (finding),
               -meirei_finding_get_points (finding), meirei_finding_get_message (finding),
               meirei_finding_get_tool (finding), meirei_finding_get_rule (finding));
    }
}

static void
print_json (GPtrArray *out)
{
  g_autoptr(JsonObject) document = json_object_new ();
  JsonArray *reports = json_array_new ();

  for (guint i = 0; i < out->len; i++)
    {
      MeireiReportedFile *file = out->pdata[i];
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "file", file->path);
      json_object_set_object_member (entry, "report", meirei_report_to_json (file->report));
      json_array_add_object_element (reports, entry);
    }
  json_object_set_array_member (document, "reports", reports);
  meirei_cli_print_json (document);
}

static void
print_all (MeireiCli  *cli,
           const char *format,
           GPtrArray  *out)
{
  MeireiScoreTable *table = meirei_analyser_get_table (meirei_context_get_analyser (cli->context));
  const char *language = g_get_language_names ()[0];
  g_autofree char *text = NULL;

  if (cli->json || g_str_equal (format, "json"))
    print_json (out);
  else if (g_str_equal (format, "sarif"))
    text = meirei_quality_document_sarif (table, language, out);
  else if (g_str_equal (format, "markdown"))
    text = meirei_quality_document_markdown (table, language, out);
  else if (g_str_equal (format, "html"))
    text = meirei_quality_document_html (table, language, out);
  else
    for (guint i = 0; i < out->len; i++)
      print_report (out->pdata[i]);
  /* The documents are UTF-8 whatever the terminal's encoding is. */
  if (text != NULL)
    fputs (text, stdout);
}

static gboolean
check_format (const char  *format,
              GError     **error)
{
  static const char * const formats[] = { "text", "json", "sarif", "markdown", "html", NULL };

  if (g_strv_contains (formats, format))
    return TRUE;

  g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
               "There is no format “%s”; use text, json, sarif, markdown or html", format);

  return FALSE;
}

/* The settings of the workspace, if there is one: files are analysed outside
 * of one, too. */
static MeireiAnalysisSettings *
load_settings (MeireiCli   *cli,
               const char  *gate,
               GError     **error)
{
  g_autoptr(GError) none = NULL;
  MeireiWorkspace *workspace =
    meirei_cli_get_workspace (cli, cli->workspace_dir != NULL ? error : &none);
  g_autoptr(JsonObject) stored = NULL;
  g_autoptr(MeireiAnalysisSettings) settings = NULL;
  MeireiGateSet *gates;

  if (workspace == NULL && cli->workspace_dir != NULL)
    return NULL;

  stored = workspace != NULL ? meirei_workspace_dup_settings (workspace) : NULL;
  settings = meirei_analysis_settings_new (stored);
  gates = meirei_analysis_settings_get_gates (settings);
  if (gate != NULL && gates != NULL && !meirei_gate_set_set_current (gates, gate))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "There is no quality gate “%s”; use %s or one of those in the workspace's %s",
                   gate, MEIREI_GATE_DEFAULT_NAME, MEIREI_WORKSPACE_FILE);
      return NULL;
    }

  return g_steal_pointer (&settings);
}

static gboolean
allow_analysers (MeireiCli               *cli,
                 MeireiAnalysisSettings  *settings,
                 GError                 **error)
{
  MeireiContext *context = meirei_cli_get_context (cli, error);
  GPtrArray *tools = meirei_analysis_settings_get_tools (settings);

  for (guint i = 0; context != NULL && i < tools->len; i++)
    {
      g_autofree char *command =
        g_strjoinv (" ", (char **) meirei_external_tool_get_command (tools->pdata[i]));

      meirei_cli_print_note (cli, "Allowed to run: %s", command);
      if (!meirei_tool_trust_allow (meirei_analyser_get_trust (
                                      meirei_context_get_analyser (context)),
                                    tools->pdata[i], error))
        return FALSE;
    }

  return context != NULL;
}

/**
 * meirei_cli_analyze:
 *
 * `analyze FILE…|ID… [--gate NAME] [--format FORMAT] [--allow-analysers]`.
 */
gboolean
meirei_cli_analyze (MeireiCli  *cli,
                    int         argc,
                    char      **argv,
                    int        *status,
                    GError    **error)
{
  g_autofree char *gate = NULL;
  g_autofree char *format = NULL;
  gboolean allow = FALSE;
  const GOptionEntry entries[] = {
    { "gate", 0, 0, G_OPTION_ARG_STRING, &gate, "Exit with 1 if this gate is not passed", "NAME" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "text, json, sarif, markdown or html",
      "FORMAT" },
    { "allow-analysers", 0, 0, G_OPTION_ARG_NONE, &allow,
      "Let the commands of the workspace's external analysers run from now on", NULL },
    { NULL }
  };
  g_autoptr(MeireiAnalysisSettings) settings = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) out =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_reported_file_free);

  if (!meirei_cli_parse (cli, "analyze FILE…|ID…", entries, &argc, &argv, error)
      || !check_format (format != NULL ? format : "text", error))
    return FALSE;
  if (argc < 2)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name files, folders or instructions: analyze FILE…|ID…");
      return FALSE;
    }
  settings = load_settings (cli, gate, error);
  if (settings == NULL || (allow && !allow_analysers (cli, settings, error)))
    return FALSE;

  for (int i = 1; i < argc; i++)
    {
      gboolean is_file = g_file_test (argv[i], G_FILE_TEST_EXISTS);

      if (is_file ? !collect_sources (argv[i], settings, names, sources, TRUE, error)
                  : !analyse_instruction (cli, settings, argv[i], out, error))
        return FALSE;
    }
  if (sources->len > 0 && !analyse_files (cli, settings, names, sources, out, error))
    return FALSE;

  if (meirei_cli_get_context (cli, error) == NULL)
    return FALSE;
  print_all (cli, format != NULL ? format : "text", out);
  for (guint i = 0; gate != NULL && i < out->len; i++)
    if (!gate_passed (((MeireiReportedFile *) out->pdata[i])->report))
      *status = MEIREI_EXIT_FAILED;

  return TRUE;
}
