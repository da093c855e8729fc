/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "meirei-external-tool.h"
#include "meirei-json.h"
#include "meirei-quality-error.h"
#include "meirei-quality-fixture.h"
#include "meirei-ruff.h"
#include "meirei-sarif-reader.h"

#define SARIF(results)                                                                       "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"linter\","              "\"version\":\"3.1\",\"rules\":[{\"id\":\"R1\",\"defaultConfiguration\":{\"level\":"        "\"error\"},\"properties\":{\"tags\":[\"security\"]}}]}},\"results\":[" results "]}]}"
#define RESULT(rule, uri, line)                                                              "{\"ruleId\":\"" rule "\",\"message\":{\"text\":\"About " rule "\"},\"locations\":["        "{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"" uri "\"},\"region\":"             "{\"startLine\":" line ",\"startColumn\":9,\"endColumn\":11}}}]}"

static MeireiForeignFindings *
read_text (const char  *text,
           gboolean     pyright,
           GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return pyright ? meirei_pyright_read (bytes, error) : meirei_sarif_read (bytes, error);
}

static void
test_sarif (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiForeignFindings) found =
    read_text (SARIF (RESULT ("R1", "file:///a/b%20c/f000000.py", "3") ","
                      RESULT ("R2", "f000000.py", "4") ",{},{\"locations\":3}"), FALSE, &error);
  GPtrArray *findings;
  MeireiFinding *first;

  g_assert_no_error (error);
  g_assert_cmpstr (found->tool, ==, "linter");
  g_assert_cmpstr (found->version, ==, "3.1");
  g_assert_true (found->utf16);
  findings = g_hash_table_lookup (found->by_name, "f000000.py");
  g_assert_cmpuint (findings->len, ==, 2);
  first = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (meirei_finding_get_rule (first), ==, "R1");
  g_assert_cmpstr (meirei_finding_get_message (first), ==, "About R1");
  g_assert_cmpint (meirei_finding_get_severity (first), ==, MEIREI_SEVERITY_ERROR);
  g_assert_cmpint (meirei_finding_get_category (first), ==, MEIREI_CATEGORY_SECURITY);
  g_assert_cmpint (meirei_finding_get_line (first), ==, 3);
  g_assert_cmpint (meirei_finding_get_end_column (first), ==, 11);
}

static void
test_pyright (void)
{
  g_autoptr(MeireiForeignFindings) found =
    read_text ("{\"version\":\"1.1\",\"generalDiagnostics\":[{\"file\":\"/x/f000001.py\","
               "\"severity\":\"error\",\"message\":\"no such attribute\","
               "\"rule\":\"reportAttributeAccessIssue\",\"range\":{\"start\":{\"line\":0,"
               "\"character\":4},\"end\":{\"line\":0,\"character\":9}}}]}", TRUE, NULL);
  GPtrArray *findings = g_hash_table_lookup (found->by_name, "f000001.py");
  MeireiFinding *finding = g_ptr_array_index (findings, 0);

  g_assert_cmpstr (found->version, ==, "1.1");
  g_assert_cmpint (meirei_finding_get_line (finding), ==, 1);
  g_assert_cmpint (meirei_finding_get_column (finding), ==, 5);
  g_assert_cmpint (meirei_finding_get_end_column (finding), ==, 10);
}

static void
test_bad_output (void)
{
  static const char * const texts[] = {
    "", "nonsense", "{}", "[]", "{\"version\":\"1.0.0\",\"runs\":[]}", "\xff\xfe", "{\"runs\":3}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      for (int pyright = 0; pyright < 2; pyright++)
        {
          g_autoptr(GError) error = NULL;

          g_assert_null (read_text (texts[i], pyright, &error));
          g_assert_error (error, MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_BAD_OUTPUT);
        }
    }
}

static void
test_columns (void)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  MeireiFindingFields fields = {
    .rule = "r", .tool = "t", .message = "m", .line = 1, .column = 6, .end_line = 1,
    .end_column = 8,
  };
  g_autoptr(MeireiFinding) finding = meirei_finding_new (&fields);
  g_autoptr(MeireiFinding) converted = NULL;

  /* Two of the first four characters take two UTF-16 units. */
  g_ptr_array_add (lines, (gpointer) "x😀値😃 = 1");
  converted = meirei_foreign_finding_convert (finding, "tool", "1", lines, TRUE);
  g_assert_cmpint (meirei_finding_get_column (converted), ==, 5);
  g_assert_cmpint (meirei_finding_get_end_column (converted), ==, 6);
  g_assert_cmpstr (meirei_finding_get_tool (converted), ==, "tool");
}

static void
test_definition (void)
{
  static const char * const bad[] = {
    "{}", "{\"name\":\"x\",\"command\":[\"x\"]}", "{\"name\":\"\",\"command\":[\"x\",\"{file}\"]}",
    "{\"name\":\"x\",\"command\":[\"{file}\"]}",
    "{\"name\":\"x\",\"command\":[\"x\",\"{file}\"],\"format\":\"xml\"}",
  };
  g_autoptr(JsonObject) object =
    meirei_json_parse_object ("{\"name\":\"bandit\",\"command\":[\"bandit\",\"{files}\"],"
                              "\"format\":\"sarif\",\"languages\":[\"python\"],\"timeout\":5}",
                              -1, NULL);
  g_autoptr(MeireiExternalTool) tool = meirei_external_tool_new_from_json (object, NULL);
  g_autoptr(JsonObject) again = meirei_external_tool_to_json (tool);
  g_autofree char *first = meirei_json_to_line (object, NULL);
  g_autofree char *second = meirei_json_to_line (again, NULL);

  g_assert_cmpstr (first, ==, second);
  g_assert_true (meirei_external_tool_takes_all (tool));
  g_assert_true (meirei_external_tool_handles (tool, "python"));
  g_assert_false (meirei_external_tool_handles (tool, "c"));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(JsonObject) wrong = meirei_json_parse_object (bad[i], -1, NULL);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (meirei_external_tool_new_from_json (wrong, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_duplicates (void)
{
  static const struct {
    const char *own;
    int         own_line;
    const char *foreign;
    gboolean    is_new;
  } cases[] = {
    { "F401", 3, "F401", FALSE },
    { "F401", 3, "W0611", FALSE },
    { "F401", 4, "W0611", TRUE },
    { "S602", 3, "B602", FALSE },
    { "S602", 3, "B603", TRUE },
    { "B006", 3, "W0102", FALSE },
    { "invented-module", 3, "reportMissingImports", FALSE },
    { "F401", 3, "X1", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MeireiFindingFields own = { .rule = cases[i].own, .tool = "ruff", .message = "m",
                                  .line = cases[i].own_line };
      MeireiFindingFields other = { .rule = cases[i].foreign, .tool = "x", .message = "m",
                                    .line = 3 };
      g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(GPtrArray) foreign = g_ptr_array_new_with_free_func (g_object_unref);

      g_test_message ("%s %s", cases[i].own, cases[i].foreign);
      g_ptr_array_add (findings, meirei_finding_new (&own));
      g_ptr_array_add (foreign, meirei_finding_new (&other));
      g_ptr_array_add (foreign, meirei_finding_new (&other));
      meirei_foreign_findings_merge (findings, foreign);
      g_assert_cmpuint (findings->len, ==, cases[i].is_new ? 2 : 1);
    }
}

static MeireiAnalysisSettings *
make_settings (const char *path,
               const char *files,
               const char *language)
{
  g_autofree char *text =
    g_strdup_printf ("{\"analysers\":[{\"name\":\"mylint\",\"command\":[\"%s\",\"%s\"],"
                     "\"languages\":[\"%s\"],\"timeout\":3}]}", path, files, language);
  g_autoptr(JsonObject) object = meirei_json_parse_object (text, -1, NULL);

  return meirei_analysis_settings_new (object);
}

static void
allow (MeireiAnalyser         *analyser,
       MeireiAnalysisSettings *settings)
{
  MeireiExternalTool *tool =
    g_ptr_array_index (meirei_analysis_settings_get_tools (settings), 0);
  g_autoptr(GError) error = NULL;

  meirei_tool_trust_allow (meirei_analyser_get_trust (analyser), tool, &error);
  g_assert_no_error (error);
}

static const char *
get_notice (MeireiReport *report)
{
  guint n_tools;
  const MeireiToolInfo *tools = meirei_report_get_tools (report, &n_tools);

  g_assert_cmpstr (tools[n_tools - 1].name, ==, "mylint");

  return tools[n_tools - 1].notice;
}

static GPtrArray *
analyse_with (const char *script,
              const char *files)
{
  static const char code[] = "import logging\nX = 1\n";
  g_autofree char *folder = g_dir_make_tmp ("meirei-test-XXXXXX", NULL);
  g_autofree char *path = script != NULL
                          ? meirei_quality_fixture_script (folder, "lint", script)
                          : g_strdup ("/nowhere/lint");
  g_autofree char *ruff = meirei_ruff_find ();
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff);
  g_autoptr(MeireiAnalysisSettings) settings = NULL;
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GBytes) bytes = g_bytes_new_static (code, strlen (code));
  GPtrArray *reports;

  settings = make_settings (path, files, "python");
  allow (analyser, settings);
  for (int i = 0; i < 3; i++)
    g_ptr_array_add (sources, meirei_source_new ("x.py", bytes, NULL, NULL, NULL,
                                                 MEIREI_SOURCE_COMPLETE, settings));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  g_unlink (path);
  g_rmdir (folder);

  return reports;
}

static void
check_found (GPtrArray *reports)
{
  g_autofree char *ruff = meirei_ruff_find ();

  for (guint i = 0; i < reports->len; i++)
    {
      MeireiReport *report = g_ptr_array_index (reports, i);
      GPtrArray *findings = meirei_report_get_findings (report);
      guint n_foreign = 0;

      g_assert_null (get_notice (report));
      for (guint j = 0; j < findings->len; j++)
        n_foreign += g_str_equal (meirei_finding_get_tool (g_ptr_array_index (findings, j)),
                                  "mylint");
      /* What ruff knows already is not said twice. */
      g_assert_cmpuint (n_foreign, ==, ruff != NULL ? 1 : 2);
      if (ruff != NULL)
        g_assert_cmpint (meirei_report_get_score (report), ==, 95);
    }
}

static void
test_run_per_file (void)
{
  g_autoptr(GPtrArray) reports =
    analyse_with ("#!/bin/sh\nsed \"s/NAME/$1/g\" <<'END'\n"
                  SARIF (RESULT ("R1", "NAME", "2") "," RESULT ("W0611", "NAME", "1"))
                  "\nEND\nexit 1\n", "{file}");

  check_found (reports);
}

static void
test_run_together (void)
{
  g_autoptr(GPtrArray) reports =
    analyse_with ("#!/bin/sh\nprintf '%s' '{\"version\":\"2.1.0\",\"runs\":[{\"results\":['\n"
                  "comma=\nfor f in \"$@\"; do printf '%s' \"$comma\"; comma=,\n"
                  "sed \"s/NAME/$f/g\" <<'END'\n"
                  RESULT ("R1", "NAME", "2") "," RESULT ("F401", "NAME", "1")
                  "\nEND\ndone\nprintf ']}]}'\n", "{files}");

  check_found (reports);
}

static void
test_run_fails (void)
{
  static const struct {
    const char *script;
    const char *notice;
  } cases[] = {
    { NULL, "mylint cannot be started" },
    { "#!/bin/sh\nsleep 30 & sleep 30\n", "mylint took longer than 3.0 s" },
    { "#!/bin/sh\necho broken >&2\nexit 7\n", "(status 7) broken" },
    { "#!/bin/sh\necho '{}'\n", "not SARIF" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) reports = analyse_with (cases[i].script, "{files}");

      for (guint j = 0; j < reports->len; j++)
        {
          MeireiReport *report = g_ptr_array_index (reports, j);

          g_test_message ("%s", get_notice (report));
          g_assert_nonnull (strstr (get_notice (report), cases[i].notice));
          g_assert_true (meirei_report_get_fields (report)->syntax_ok);
        }
    }
}

static void
test_other_language (void)
{
  g_autofree char *folder = g_dir_make_tmp ("meirei-test-XXXXXX", NULL);
  g_autofree char *path =
    meirei_quality_fixture_script (folder, "lint",
                                   "#!/bin/sh\ncase $1 in *.rs) ;; *) exit 3;; esac\n"
                                   "sed \"s/NAME/$1/g\" <<'END'\n"
                                   SARIF (RESULT ("R1", "NAME", "1")) "\nEND\n");
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (NULL);
  g_autoptr(MeireiAnalysisSettings) settings = NULL;
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("fn main() {}\n", 13);

  settings = make_settings (path, "{file}", "rust");
  allow (analyser, settings);
  g_ptr_array_add (sources, meirei_source_new ("x.rs", bytes, NULL, NULL, NULL,
                                               MEIREI_SOURCE_COMPLETE, settings));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  g_assert_null (get_notice (g_ptr_array_index (reports, 0)));
  g_assert_cmpuint (meirei_report_get_findings (g_ptr_array_index (reports, 0))->len, ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_nothing_runs_unasked (void)
{
  g_autofree char *folder = g_dir_make_tmp ("meirei-test-XXXXXX", NULL);
  g_autofree char *trace = g_build_filename (folder, "ran", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\ntouch '%s'\n", trace);
  g_autofree char *path = meirei_quality_fixture_script (folder, "lint", script);
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (NULL);
  g_autoptr(MeireiAnalysisSettings) settings = make_settings (path, "{files}", "python");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("X = 1\n", 6);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;

  g_ptr_array_add (sources, meirei_source_new ("x.py", bytes, NULL, NULL, NULL,
                                               MEIREI_SOURCE_COMPLETE, settings));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  g_assert_nonnull (strstr (get_notice (g_ptr_array_index (reports, 0)), "not allowed yet"));
  g_assert_false (g_file_test (trace, G_FILE_TEST_EXISTS));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_trust (void)
{
  static const char * const command[] = { "lint", "{file}", NULL };
  static const char * const other[] = { "lint", "-x", "{file}", NULL };
  static const char * const python[] = { "python", NULL };
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "t", "trust.json", NULL);
  g_autoptr(MeireiToolTrust) trust = meirei_tool_trust_new (path);
  g_autoptr(MeireiExternalTool) tool =
    meirei_external_tool_new ("lint", command, MEIREI_EXTERNAL_FORMAT_SARIF, python, 5);
  g_autoptr(MeireiExternalTool) changed =
    meirei_external_tool_new ("lint", other, MEIREI_EXTERNAL_FORMAT_SARIF, python, 5);
  g_autoptr(MeireiToolTrust) again = NULL;

  g_assert_false (meirei_tool_trust_allows (trust, tool));
  g_assert_true (meirei_tool_trust_allow (trust, tool, NULL));
  again = meirei_tool_trust_new (path);
  g_assert_true (meirei_tool_trust_allows (again, tool));
  g_assert_false (meirei_tool_trust_allows (again, changed));
  g_assert_true (g_file_set_contents (path, "[nonsense", -1, NULL));
  g_clear_object (&again);
  again = meirei_tool_trust_new (path);
  g_assert_false (meirei_tool_trust_allows (again, tool));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/external/sarif", test_sarif);
  g_test_add_func ("/external/pyright", test_pyright);
  g_test_add_func ("/external/bad-output", test_bad_output);
  g_test_add_func ("/external/columns", test_columns);
  g_test_add_func ("/external/definition", test_definition);
  g_test_add_func ("/external/duplicates", test_duplicates);
  g_test_add_func ("/external/trust", test_trust);
  g_test_add_func ("/external/run/unasked", test_nothing_runs_unasked);
  g_test_add_func ("/external/run/per-file", test_run_per_file);
  g_test_add_func ("/external/run/together", test_run_together);
  g_test_add_func ("/external/run/fails", test_run_fails);
  g_test_add_func ("/external/run/language", test_other_language);

  return g_test_run ();
}
