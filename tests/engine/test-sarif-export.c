/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-gate.h"
#include "meirei-json.h"
#include "meirei-quality-fixture.h"
#include "meirei-sarif-export.h"
#include "meirei-sarif-reader.h"

static MeireiScoreTable *table;

static MeireiReport *
make_report (void)
{
  static const MeireiToolInfo tools[] = { { "ruff", "0.9", "ruff took longer than 5.0 s" } };
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiFindingFields fields = {
    .rule = "F401", .item = "unused-import", .tool = "ruff", .tool_version = "0.9",
    .category = MEIREI_CATEGORY_DEPENDENCIES, .severity = MEIREI_SEVERITY_WARNING, .points = 5,
    .line = 3, .column = 8, .end_line = 3, .end_column = 15, .message = "m",
    .argument = "記録", .fix = "--- a\n",
  };
  MeireiReportFields report = {
    .model = "quality/1.0", .table_sha256 = "abc", .language = "python", .scored = TRUE,
    .score = 85, .syntax_known = TRUE, .syntax_ok = TRUE, .tools = tools, .n_tools = 1,
  };

  g_ptr_array_add (findings, meirei_finding_new (&fields));
  fields.line = 9;
  fields.suppressed = "わざと";
  fields.points = 0;
  g_ptr_array_add (findings, meirei_finding_new (&fields));
  fields.rule = "missing-function";
  fields.item = "missing-declaration";
  fields.tool = "python";
  fields.line = fields.column = fields.end_line = fields.end_column = 0;
  fields.severity = MEIREI_SEVERITY_ERROR;
  fields.suppressed = NULL;
  fields.points = 10;
  g_ptr_array_add (findings, meirei_finding_new (&fields));
  fields.rule = "X1";
  fields.item = NULL;
  fields.tool = "other";
  fields.points = 0;
  fields.severity = MEIREI_SEVERITY_INFO;
  g_ptr_array_add (findings, meirei_finding_new (&fields));
  report.findings = findings;

  return meirei_report_new (&report);
}

static JsonObject *
export_twice (const char *language)
{
  g_autoptr(MeireiSarifExport) sarif = meirei_sarif_export_new (table, language);
  g_autoptr(MeireiReport) plain = make_report ();
  g_autoptr(MeireiGate) gate = meirei_gate_new_default ();
  g_autoptr(MeireiGateResult) result = meirei_gate_evaluate (gate, plain, 0);
  g_autoptr(MeireiReport) report = meirei_report_with_gate (plain, result);

  meirei_sarif_export_add (sarif, "data/生成 code.py", report);
  meirei_sarif_export_add (sarif, "/tmp/b.py", report);

  return meirei_sarif_export_to_json (sarif);
}

static void
test_document (void)
{
  g_autoptr(JsonObject) root = export_twice ("ja");
  JsonObject *run = meirei_json_array_object (meirei_json_get_array (root, "runs"), 0);
  JsonArray *results = meirei_json_get_array (run, "results");
  JsonObject *driver =
    meirei_json_get_object (meirei_json_get_object (run, "tool"), "driver");
  JsonObject *first = meirei_json_array_object (results, 1);
  JsonObject *artifact =
    meirei_json_array_object (meirei_json_get_array (run, "artifacts"), 0);
  const char *keep = g_getenv ("MEIREI_KEEP_SARIF");

  g_assert_cmpstr (meirei_json_get_string (root, "version", NULL), ==, "2.1.0");
  g_assert_cmpstr (meirei_json_get_string (run, "columnKind", NULL), ==, "unicodeCodePoints");
  g_assert_cmpuint (json_array_get_length (results), ==, 8);
  g_assert_cmpuint (json_array_get_length (meirei_json_get_array (driver, "rules")), ==, 3);
  g_assert_cmpstr (meirei_json_get_string (meirei_json_get_object (first, "message"), "text", NULL),
                   ==, "「記録」はインポートされていますが使われていません");
  g_assert_cmpint (meirei_json_get_int (first, "ruleIndex", -1), ==, 1);
  g_assert_cmpstr (meirei_json_get_string (meirei_json_get_object (artifact, "location"),
                                           "uri", NULL),
                   ==, "data/%E7%94%9F%E6%88%90%20code.py");

  /* For a check against the schema by hand. */
  if (keep != NULL)
    {
      g_autofree char *text = meirei_json_to_text (root, NULL);

      g_assert_true (g_file_set_contents (keep, text, -1, NULL));
    }
}

static void
test_round_trip (void)
{
  g_autoptr(JsonObject) root = export_twice (NULL);
  gsize length;
  char *text = meirei_json_to_text (root, &length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, length);
  g_autoptr(MeireiForeignFindings) found = meirei_sarif_read (bytes, NULL);
  GPtrArray *findings;
  const MeireiFindingFields *fields;

  g_assert_nonnull (found);
  g_assert_false (found->utf16);
  g_assert_cmpstr (found->tool, ==, "Meirei");
  findings = g_hash_table_lookup (found->by_name, "生成 code.py");
  g_assert_cmpuint (findings->len, ==, 4);
  fields = meirei_finding_get_fields (g_ptr_array_index (findings, 1));
  g_assert_cmpstr (fields->rule, ==, "F401");
  g_assert_cmpint (fields->line, ==, 3);
  g_assert_cmpint (fields->column, ==, 8);
  g_assert_cmpint (fields->end_column, ==, 15);
  g_assert_cmpint (fields->severity, ==, MEIREI_SEVERITY_WARNING);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  path = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "quality", "1.0.json", NULL);
  table = meirei_score_table_load (path, NULL);
  g_assert_nonnull (table);

  g_test_add_func ("/sarif-export/document", test_document);
  g_test_add_func ("/sarif-export/round-trip", test_round_trip);

  status = g_test_run ();
  g_assert_finalize_object (table);

  return status;
}
