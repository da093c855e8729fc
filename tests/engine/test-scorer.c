/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-quality-fixture.h"
#include "meirei-scorer.h"

static MeireiScoreTable *table;

typedef struct {
  MeireiScoreInput  input;
  GPtrArray        *observations;
} Sheet;

static void
sheet_init (Sheet *sheet)
{
  Sheet clean = { { NULL, }, NULL };

  *sheet = clean;
  sheet->observations = g_ptr_array_new_with_free_func (g_object_unref);
  sheet->input.language = "python";
  sheet->input.observations = sheet->observations;
  sheet->input.syntax_known = sheet->input.syntax_ok = sheet->input.parsed = TRUE;
  sheet->input.counts.code = 10;
}

static void
add (Sheet      *sheet,
     const char *rule,
     int         line,
     int         column,
     int         end_column,
     const char *argument)
{
  MeireiFindingFields fields = {
    .rule = rule, .tool = g_ascii_isupper (*rule) ? "ruff" : "python", .message = "m",
    .line = line, .column = column, .end_line = line, .end_column = end_column,
    .argument = argument,
  };

  g_ptr_array_add (sheet->observations, meirei_finding_new (&fields));
}

static MeireiReport *
score (Sheet *sheet)
{
  MeireiReport *report = meirei_scorer_score (table, &sheet->input);

  g_ptr_array_unref (sheet->observations);

  return report;
}

static int
lost (MeireiReport   *report,
      MeireiCategory  category)
{
  return meirei_report_get_category (report, category).lost;
}

static void
test_clean (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 100);
  g_assert_cmpuint (meirei_report_get_n_deductions (report), ==, 0);
}

static void
test_rule_cap (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  for (int i = 1; i <= 5; i++)
    add (&sheet, "F401", i, 1, 2, "x");
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 85);
  g_assert_cmpuint (meirei_report_get_n_deductions (report), ==, 3);
  g_assert_cmpuint (meirei_report_get_findings (report)->len, ==, 5);
  /* The first three in the file pay. */
  g_assert_cmpint (meirei_finding_get_line (g_ptr_array_index (
                     meirei_report_get_findings (report), 3)), ==, 4);
}

static void
test_shared_cap (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  add (&sheet, "FIX001", 1, 1, 5, NULL);
  add (&sheet, "FIX002", 2, 1, 5, NULL);
  add (&sheet, "FIX002", 3, 1, 5, NULL);
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 92);
}

static void
test_category_cap (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  for (int i = 1; i <= 6; i++)
    add (&sheet, "list-membership", i, 1, 5, NULL);
  report = score (&sheet);
  g_assert_cmpint (lost (report, MEIREI_CATEGORY_PERFORMANCE), ==, 6);
  g_assert_cmpint (meirei_report_get_score (report), ==, 94);
}

static void
test_limit (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  add (&sheet, "F821", 3, 1, 5, "x");
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 75);
  g_assert_cmpint (lost (report, MEIREI_CATEGORY_CORRECTNESS), ==, 10);
  g_assert_cmpuint (meirei_report_get_fields (report)->n_limits, ==, 1);
  g_assert_cmpstr (meirei_report_get_fields (report)->limits[0].item, ==, "undefined-name");
}

static void
test_never_below_zero (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  for (int i = 1; i <= 9; i++)
    {
      add (&sheet, "placeholder-body", i, 1, 5, "f");
      add (&sheet, "missing-function", 0, 0, 0, "f");
      add (&sheet, "endless-loop", i, 1, 5, NULL);
      add (&sheet, "S602", i, 6, 9, NULL);
    }
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 0);
}

static void
test_once_per_name (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  add (&sheet, "F821", 1, 1, 2, "x");
  add (&sheet, "F821", 2, 1, 2, "x");
  add (&sheet, "F821", 3, 1, 2, "名");
  report = score (&sheet);
  g_assert_cmpint (lost (report, MEIREI_CATEGORY_CORRECTNESS), ==, 20);
  g_assert_cmpuint (meirei_report_get_findings (report)->len, ==, 3);
}

static void
test_same_place (void)
{
  static const struct {
    const char *first;
    int         first_end;
    const char *second;
    int         second_column;
    int         points;
  } cases[] = {
    { "S110", 20, "BLE001", 12, 3 },   /* equal: one of them */
    { "S110", 20, "E722", 5, 5 },      /* the dearer one */
    { "S110", 9, "BLE001", 12, 6 },    /* beside each other */
    { "S105", 20, "hard-coded-secret", 5, 6 },
    { "S105", 9, "hard-coded-secret", 12, 12 },
    { "S105", 20, "S324", 8, 11 },     /* another cause */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Sheet sheet;
      g_autoptr(MeireiReport) report = NULL;

      g_test_message ("%s %s", cases[i].first, cases[i].second);
      sheet_init (&sheet);
      add (&sheet, cases[i].first, 3, 5, cases[i].first_end, NULL);
      add (&sheet, cases[i].second, 3, cases[i].second_column, cases[i].second_column + 4, NULL);
      report = score (&sheet);
      g_assert_cmpint (meirei_report_get_score (report), ==, 100 - cases[i].points);
    }
}

static void
test_broken_file (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  sheet.input.syntax_ok = sheet.input.parsed = FALSE;
  sheet.input.syntax_line = 7;
  sheet.input.syntax_message = "invalid syntax";
  sheet.input.cut_off = TRUE;
  add (&sheet, "F401", 1, 1, 2, "x");
  add (&sheet, "FIX002", 2, 1, 2, NULL);
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 40);
  g_assert_null (meirei_quality_fixture_find_item (report, "unused-import"));
  g_assert_nonnull (meirei_quality_fixture_find_item (report, "todo"));
  g_assert_nonnull (meirei_quality_fixture_find_item (report, "truncated"));
  g_assert_cmpint (meirei_finding_get_line (
                     meirei_quality_fixture_find_item (report, "syntax-error")), ==, 7);
}

static void
test_broken_without_ruff (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  sheet.input.syntax_ok = sheet.input.parsed = FALSE;
  sheet.input.unscored_reason = "ruff is not installed";
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 40);
}

static void
test_explained_error (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  sheet.input.syntax_ok = FALSE;
  sheet.input.syntax_line = 4;
  add (&sheet, "F706", 4, 1, 9, NULL);
  add (&sheet, "F401", 1, 1, 2, "x");
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 75);
  g_assert_null (meirei_quality_fixture_find_item (report, "syntax-error"));
  g_assert_false (meirei_report_get_fields (report)->syntax_ok);
}

static void
test_empty (void)
{
  for (int i = 0; i < 2; i++)
    {
      Sheet sheet;
      g_autoptr(MeireiReport) report = NULL;

      sheet_init (&sheet);
      if (i == 0)
        sheet.input.counts.code = 0;
      else
        sheet.input.flags = MEIREI_SOURCE_NO_CODE;
      add (&sheet, "FIX002", 1, 1, 2, NULL);
      report = score (&sheet);
      g_assert_cmpint (meirei_report_get_score (report), ==, 0);
      g_assert_cmpuint (meirei_report_get_findings (report)->len, ==, 1);
    }
}

static void
test_unscored (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;

  sheet_init (&sheet);
  sheet.input.unscored_reason = "ruff is not installed";
  add (&sheet, "placeholder-body", 1, 1, 2, "f");
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, -1);
  g_assert_cmpstr (meirei_report_get_unscored_reason (report), ==, "ruff is not installed");
  g_assert_cmpint (meirei_report_get_category (report, MEIREI_CATEGORY_STRUCTURE).cap, ==, 0);
}

static void
test_docstrings_only_if_asked (void)
{
  for (int i = 0; i < 2; i++)
    {
      Sheet sheet;
      g_autoptr(MeireiReport) report = NULL;

      sheet_init (&sheet);
      sheet.input.has_docstring_duty = i == 1;
      add (&sheet, "D103", 1, 1, 2, "f");
      report = score (&sheet);
      g_assert_cmpint (meirei_report_get_score (report), ==, 100 - i);
      g_assert_cmpuint (meirei_report_get_findings (report)->len, ==, (guint) i);
    }
}

static void
test_order_does_not_matter (void)
{
  g_autofree char *first = NULL;

  for (int i = 0; i < 2; i++)
    {
      Sheet sheet;
      g_autoptr(MeireiReport) report = NULL;
      g_autoptr(JsonObject) json = NULL;
      g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *text = NULL;

      sheet_init (&sheet);
      for (int j = 0; j < 8; j++)
        add (&sheet, (i ^ (j & 1)) ? "F401" : "F841", i == 0 ? j : 7 - j, 1, 2,
             (i ^ (j & 1)) ? "a" : "b");
      report = score (&sheet);
      json = meirei_report_to_json (report);
      json_node_set_object (node, json);
      text = json_to_string (node, FALSE);
      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, first);
    }
}

static void
test_suppress (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;
  g_autoptr(MeireiReport) again = NULL;
  g_autoptr(MeireiReport) back = NULL;
  MeireiFinding *finding;

  sheet_init (&sheet);
  add (&sheet, "F821", 1, 1, 2, "x");
  add (&sheet, "F401", 2, 1, 2, "y");
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 75);

  again = meirei_scorer_suppress (table, report,
                                  meirei_quality_fixture_find_item (report, "undefined-name"),
                                  "defined by the caller");
  g_assert_cmpint (meirei_report_get_score (again), ==, 95);
  g_assert_cmpuint (meirei_report_get_findings (again)->len, ==, 2);
  finding = meirei_quality_fixture_find_item (again, "undefined-name");
  g_assert_cmpstr (meirei_finding_get_suppressed (finding), ==, "defined by the caller");
  g_assert_cmpint (meirei_finding_get_points (finding), ==, 0);

  back = meirei_scorer_suppress (table, again, finding, NULL);
  g_assert_cmpint (meirei_report_get_score (back), ==, 75);
}

static void
test_foreign_findings_cost_nothing (void)
{
  Sheet sheet;
  g_autoptr(MeireiReport) report = NULL;
  MeireiFindingFields fields = {
    .rule = "W1", .tool = "other", .message = "their message",
    .category = MEIREI_CATEGORY_SECURITY, .points = 30,
  };

  sheet_init (&sheet);
  g_ptr_array_add (sheet.observations, meirei_finding_new (&fields));
  report = score (&sheet);
  g_assert_cmpint (meirei_report_get_score (report), ==, 100);
  g_assert_cmpstr (meirei_finding_get_message (
                     g_ptr_array_index (meirei_report_get_findings (report), 0)), ==,
                   "their message");
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

  g_test_add_func ("/scorer/clean", test_clean);
  g_test_add_func ("/scorer/rule-cap", test_rule_cap);
  g_test_add_func ("/scorer/shared-cap", test_shared_cap);
  g_test_add_func ("/scorer/category-cap", test_category_cap);
  g_test_add_func ("/scorer/limit", test_limit);
  g_test_add_func ("/scorer/never-below-zero", test_never_below_zero);
  g_test_add_func ("/scorer/once-per-name", test_once_per_name);
  g_test_add_func ("/scorer/same-place", test_same_place);
  g_test_add_func ("/scorer/broken", test_broken_file);
  g_test_add_func ("/scorer/broken-without-ruff", test_broken_without_ruff);
  g_test_add_func ("/scorer/explained", test_explained_error);
  g_test_add_func ("/scorer/empty", test_empty);
  g_test_add_func ("/scorer/unscored", test_unscored);
  g_test_add_func ("/scorer/docstrings", test_docstrings_only_if_asked);
  g_test_add_func ("/scorer/order", test_order_does_not_matter);
  g_test_add_func ("/scorer/suppress", test_suppress);
  g_test_add_func ("/scorer/foreign", test_foreign_findings_cost_nothing);

  status = g_test_run ();
  g_assert_finalize_object (table);

  return status;
}
