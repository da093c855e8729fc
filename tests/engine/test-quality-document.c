/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-analysis-settings.h"
#include "meirei-improvement.h"
#include "meirei-json.h"
#include "meirei-quality-document.h"

static MeireiScoreTable *table;

static MeireiReport *
make_report (int score)
{
  static const MeireiToolInfo tools[] = {
    { "python", "3.11", NULL },
    { "ruff", NULL, "ruff is <not> installed" },
  };
  static const struct {
    const char *rule;
    const char *item;
    int         points;
    int         line;
    const char *argument;
  } found[] = {
    { "F401", "unused-import", 5, 1, "a" },
    { "F401", "unused-import", 5, 9, "b" },
    { "F821", "undefined-name", 10, 4, "<script>" },
    { "F841", "unused-variable", 2, 7, "x|y" },
    { "C901", "complexity", 0, 3, "f" },
  };
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiReportFields fields = {
    .model = "quality/1.0", .language = "python", .scored = score >= 0, .score = score,
    .unscored_reason = score < 0 ? "ruff is <not> installed" : NULL,
    .counts = { 10, 2, 3, 4 }, .syntax_known = TRUE, .syntax_ok = TRUE,
    .tools = tools, .n_tools = 2,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    {
      MeireiFindingFields finding = {
        .rule = found[i].rule, .item = found[i].item, .tool = "ruff", .message = "m",
        .points = found[i].points, .line = found[i].line, .argument = found[i].argument,
      };

      g_ptr_array_add (findings, meirei_finding_new (&finding));
    }
  fields.findings = findings;
  if (score >= 0)
    {
      fields.categories[MEIREI_CATEGORY_DEPENDENCIES].cap = 25;
      fields.categories[MEIREI_CATEGORY_DEPENDENCIES].lost = 10;
    }

  return meirei_report_new (&fields);
}

static GPtrArray *
make_files (const char *settings_text)
{
  GPtrArray *files =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_reported_file_free);
  g_autoptr(JsonObject) object = meirei_json_parse_object (settings_text, -1, NULL);
  g_autoptr(MeireiAnalysisSettings) settings = meirei_analysis_settings_new (object);

  for (int score = -1; score < 78; score += 78)
    {
      g_autoptr(MeireiReport) report = make_report (score);
      g_autoptr(MeireiReport) judged = meirei_analysis_settings_judge (settings, report, 0);

      g_ptr_array_add (files, meirei_reported_file_new ("a_b<c>.py", judged));
    }

  return files;
}

static void
test_improvements (void)
{
  g_autoptr(MeireiReport) report = make_report (78);
  g_autoptr(GPtrArray) list = meirei_improvement_list (table, report, "ja");
  const MeireiImprovement *first = g_ptr_array_index (list, 0);
  const MeireiImprovement *second = g_ptr_array_index (list, 1);

  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpint (first->points, ==, 10);
  g_assert_cmpstr (first->item, ==, "unused-import");
  g_assert_cmpint (first->count, ==, 2);
  g_assert_cmpint (first->line, ==, 1);
  g_assert_cmpstr (first->title, ==, "使われないインポート");
  g_assert_cmpstr (second->item, ==, "undefined-name");
  g_assert_cmpstr (second->fix, ==, "名前をインポートまたは定義するか、つづりを直してください。");
}

static void
test_markdown (void)
{
  g_autoptr(GPtrArray) files = make_files ("{}");
  g_autofree char *text = meirei_quality_document_markdown (table, NULL, files);

  g_assert_nonnull (strstr (text, "## a_b&lt;c&gt;.py"));
  g_assert_nonnull (strstr (text, "**Score 77 of 100**"));
  g_assert_nonnull (strstr (text, "**Not scored**: ruff is &lt;not&gt; installed"));
  g_assert_nonnull (strstr (text, "1. **−10** “a” is imported but never used (× 2), line 1"));
  g_assert_nonnull (strstr (text, "x\\|y"));
  g_assert_nonnull (strstr (text, "| Dependencies | −10 / 25 | Fair |"));
  g_assert_nonnull (strstr (text, "| Score | 77 (at least 80) | ❌ |"));
  g_assert_nonnull (strstr (text, "| Score | unknown | ❌ |"));
  g_assert_null (strstr (text, "<script>"));
}

static void
test_html (void)
{
  g_autoptr(GPtrArray) files = make_files ("{}");
  g_autofree char *text = meirei_quality_document_html (table, NULL, files);

  g_assert_nonnull (strstr (text, "a_b&lt;c&gt;.py"));
  g_assert_nonnull (strstr (text, "&lt;script&gt;"));
  g_assert_null (strstr (text, "<script"));
  g_assert_nonnull (strstr (text, "Score 77 of 100"));
  g_assert_null (strstr (text, "http:"));
  g_assert_null (strstr (text, "https:"));
}

static void
test_settings (void)
{
  g_autoptr(JsonObject) object =
    meirei_json_parse_object ("{\"modules_allowed\":[\"numpy\"],\"environment\":\"/venv\","
                              "\"analysers\":[{\"name\":\"x\",\"command\":[\"x\",\"{file}\"]}],"
                              "\"gate\":null}", -1, NULL);
  g_autoptr(MeireiAnalysisSettings) settings = meirei_analysis_settings_new (object);
  g_autoptr(MeireiAnalysisSettings) none = meirei_analysis_settings_new (NULL);

  g_assert_cmpstr (meirei_analysis_settings_get_modules_allowed (settings)[0], ==, "numpy");
  g_assert_cmpstr (meirei_analysis_settings_get_environment (settings), ==, "/venv");
  g_assert_cmpuint (meirei_analysis_settings_get_tools (settings)->len, ==, 1);
  g_assert_null (meirei_analysis_settings_get_problem (settings));
  g_assert_nonnull (meirei_analysis_settings_get_gates (none));
  g_assert_null (meirei_analysis_settings_get_problem (none));
}

static void
test_settings_that_make_no_sense (void)
{
  static const char * const texts[] = {
    "{\"gate\":\"nowhere\"}",
    "{\"analysers\":[{\"name\":\"x\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(JsonObject) object = meirei_json_parse_object (texts[i], -1, NULL);
      g_autoptr(MeireiAnalysisSettings) settings = meirei_analysis_settings_new (object);

      g_assert_nonnull (meirei_analysis_settings_get_problem (settings));
    }
  {
    g_autoptr(GPtrArray) files = make_files (texts[0]);
    const MeireiReportedFile *file = g_ptr_array_index (files, 1);

    g_assert_false (meirei_gate_result_get_passed (meirei_report_get_gate (file->report)));
  }
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

  g_test_add_func ("/quality-document/improvements", test_improvements);
  g_test_add_func ("/quality-document/markdown", test_markdown);
  g_test_add_func ("/quality-document/html", test_html);
  g_test_add_func ("/quality-document/settings", test_settings);
  g_test_add_func ("/quality-document/bad-settings", test_settings_that_make_no_sense);

  status = g_test_run ();
  g_assert_finalize_object (table);

  return status;
}
