/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-gate.h"
#include "meirei-json.h"
#include "meirei-report.h"

static MeireiFinding *
make_finding (const char     *item,
              MeireiCategory  category,
              int             points,
              int             line)
{
  MeireiFindingFields fields = {
    .rule = "F401",
    .item = item,
    .tool = "ruff",
    .tool_version = "1.2.3",
    .category = category,
    .severity = MEIREI_SEVERITY_WARNING,
    .points = points,
    .line = line,
    .column = 8,
    .end_line = line,
    .end_column = 15,
    .message = "“記録” is imported but never used",
    .argument = "記録",
  };

  return meirei_finding_new (&fields);
}

/* Takes the findings. */
static MeireiReport *
make_report (int            score,
             gboolean       syntax_ok,
             MeireiFinding *first,
             MeireiFinding *second)
{
  static const MeireiToolInfo tools[] = {
    { "ruff", "0.9", NULL },
    { "python", "3.11.2", "It stopped at this file." },
  };
  static const MeireiScoreLimit limits[] = { { "syntax-error", 40 } };
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiReportFields fields = {
    .model = "quality/1.0",
    .table_sha256 = "abc",
    .language = "python",
    .scored = score >= 0,
    .score = score,
    .unscored_reason = score < 0 ? "ruff is missing" : NULL,
    .limits = limits,
    .n_limits = 1,
    .counts = { 47, 9, 2, 5 },
    .syntax_known = TRUE,
    .syntax_ok = syntax_ok,
    .syntax_line = syntax_ok ? 0 : 3,
    .syntax_message = syntax_ok ? NULL : "invalid syntax",
    .declared_known = TRUE,
    .declared_total = 4,
    .declared_found = 3,
    .tools = tools,
    .n_tools = 2,
  };

  fields.categories[MEIREI_CATEGORY_DEPENDENCIES].cap = 25;
  fields.categories[MEIREI_CATEGORY_DEPENDENCIES].lost = 5;
  if (first != NULL)
    g_ptr_array_add (findings, first);
  if (second != NULL)
    g_ptr_array_add (findings, second);
  fields.findings = findings;

  return meirei_report_new (&fields);
}

static void
test_finding_round_trip (void)
{
  MeireiFindingFields fields = {
    .rule = "S110", .item = "except-pass", .tool = "ruff",
    .category = MEIREI_CATEGORY_ERROR_HANDLING, .severity = MEIREI_SEVERITY_ERROR,
    .points = 3, .line = 7, .column = -2, .message = "m",
    .fix = "--- a\n+++ b\n", .suppressed = "わざと",
  };
  g_autoptr(MeireiFinding) finding = meirei_finding_new (&fields);
  g_autoptr(JsonObject) json = meirei_finding_to_json (finding);
  g_autoptr(MeireiFinding) again = meirei_finding_new_from_json (json);
  g_autoptr(JsonObject) json_again = meirei_finding_to_json (again);
  g_autofree char *text = meirei_json_to_line (json, NULL);
  g_autofree char *text_again = meirei_json_to_line (json_again, NULL);

  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpint (meirei_finding_get_column (again), ==, 0);
  g_assert_cmpstr (meirei_finding_get_suppressed (again), ==, "わざと");
  g_assert_cmpint (meirei_finding_get_category (again), ==, MEIREI_CATEGORY_ERROR_HANDLING);
  g_assert_null (meirei_finding_get_tool_version (again));
}

static void
test_finding_rejects_nonsense (void)
{
  static const char * const texts[] = {
    "{}",
    "{\"rule\":1,\"tool\":\"t\",\"message\":\"m\",\"category\":\"security\"}",
    "{\"rule\":\"r\",\"tool\":\"t\",\"message\":\"m\",\"category\":\"beauty\"}",
  };

  g_assert_null (meirei_finding_new_from_json (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(JsonObject) object = meirei_json_parse_object (texts[i], -1, NULL);

      g_assert_nonnull (object);
      g_assert_null (meirei_finding_new_from_json (object));
    }
}

static void
test_report_round_trip (void)
{
  g_autoptr(MeireiReport) report =
    make_report (95, TRUE,
                 make_finding (NULL, MEIREI_CATEGORY_DEPENDENCIES, 0, 9),
                 make_finding ("unused-import", MEIREI_CATEGORY_DEPENDENCIES, 5, 3));
  g_autoptr(MeireiGate) gate = meirei_gate_new_default ();
  g_autoptr(MeireiGateResult) result = meirei_gate_evaluate (gate, report, 0);
  g_autoptr(MeireiReport) judged = meirei_report_with_gate (report, result);
  g_autoptr(JsonObject) json = meirei_report_to_json (judged);
  g_autofree char *text = meirei_json_to_text (json, NULL);
  g_autoptr(JsonObject) parsed = meirei_json_parse_object (text, -1, NULL);
  g_autoptr(MeireiReport) again = meirei_report_new_from_json (parsed);
  g_autoptr(JsonObject) json_again = meirei_report_to_json (again);
  g_autofree char *text_again = meirei_json_to_text (json_again, NULL);
  GPtrArray *findings = meirei_report_get_findings (again);

  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpint (meirei_report_get_score (again), ==, 95);
  g_assert_cmpuint (meirei_report_get_n_deductions (again), ==, 1);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpint (meirei_finding_get_line (g_ptr_array_index (findings, 0)), ==, 3);
  g_assert_true (meirei_gate_result_get_passed (meirei_report_get_gate (again)));
  g_assert_cmpint (meirei_report_get_category (again, MEIREI_CATEGORY_DEPENDENCIES).lost, ==, 5);
}

static void
test_report_shape (void)
{
  static const char * const members[] = {
    "model", "table", "language", "score", "reason", "categories", "limits", "deductions",
    "information", "counts", "syntax", "declared", "gate", "tools",
  };
  g_autoptr(MeireiReport) report = make_report (-1, FALSE, NULL, NULL);
  g_autoptr(JsonObject) json = meirei_report_to_json (report);
  g_autoptr(GList) names = json_object_get_members (json);
  guint i = 0;

  for (GList *l = names; l != NULL; l = l->next)
    g_assert_cmpstr (l->data, ==, members[i++]);
  g_assert_cmpuint (i, ==, G_N_ELEMENTS (members));
  g_assert_true (json_object_get_null_member (json, "score"));
  g_assert_cmpstr (meirei_json_get_string (json, "reason", NULL), ==, "ruff is missing");
  g_assert_cmpint (meirei_report_get_score (report), ==, -1);
}

static void
test_report_from_anything (void)
{
  static const char text[] =
    "{\"model\":\"quality/9\",\"score\":1e99,\"categories\":[],\"deductions\":[1,{}],"
    "\"limits\":{},\"counts\":{\"code\":-4},\"syntax\":{\"ok\":\"yes\"},"
    "\"tools\":{\"ruff\":3},\"gate\":[]}";
  g_autoptr(JsonObject) object = meirei_json_parse_object (text, -1, NULL);
  g_autoptr(MeireiReport) report = meirei_report_new_from_json (object);
  guint n_tools;

  g_assert_null (meirei_report_new_from_json (NULL));
  g_assert_nonnull (report);
  g_assert_cmpint (meirei_report_get_score (report), ==, -1);
  g_assert_cmpint (meirei_report_get_counts (report).code, ==, 0);
  g_assert_false (meirei_report_get_fields (report)->syntax_known);
  g_assert_cmpstr (meirei_report_get_tools (report, &n_tools)[0].name, ==, "ruff");
  g_assert_cmpuint (n_tools, ==, 1);
  g_assert_null (meirei_report_get_gate (report));
}

static const struct {
  const char     *name;
  int             score;
  gboolean        syntax_ok;
  const char     *item;
  MeireiCategory  category;
  int             points;
  int             failed_tests;
  int             failing_key;  /* -1: passes */
} gate_cases[] = {
  { "good", 80, TRUE, NULL, 0, 0, 0, -1 },
  { "score", 79, TRUE, NULL, 0, 0, 0, MEIREI_GATE_KEY_SCORE },
  { "no score", -1, TRUE, NULL, 0, 0, 0, MEIREI_GATE_KEY_SCORE },
  { "syntax", 90, FALSE, NULL, 0, 0, 0, MEIREI_GATE_KEY_SYNTAX_ERRORS },
  { "truncated", 90, TRUE, "truncated", MEIREI_CATEGORY_STRUCTURE, 20, 0,
    MEIREI_GATE_KEY_TRUNCATED },
  { "security 6", 90, TRUE, "x", MEIREI_CATEGORY_SECURITY, 6, 0,
    MEIREI_GATE_KEY_SECURITY_POINTS },
  { "security 5", 90, TRUE, "x", MEIREI_CATEGORY_SECURITY, 5, 0, -1 },
  { "not security", 90, TRUE, "x", MEIREI_CATEGORY_CORRECTNESS, 10, 0, -1 },
  { "invented", 90, TRUE, "invented-module", MEIREI_CATEGORY_DEPENDENCIES, 15, 0,
    MEIREI_GATE_KEY_INVENTED_MODULES },
  { "declared", 90, TRUE, "missing-declaration", MEIREI_CATEGORY_STRUCTURE, 10, 0,
    MEIREI_GATE_KEY_MISSING_DECLARATIONS },
  { "tests", 90, TRUE, NULL, 0, 0, 2, MEIREI_GATE_KEY_FAILED_TESTS },
  { "tests not run", 90, TRUE, NULL, 0, 0, MEIREI_TESTS_NOT_RUN,
    MEIREI_GATE_KEY_FAILED_TESTS },
};

static void
test_gate_conditions (void)
{
  g_autoptr(MeireiGate) gate = meirei_gate_new_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (gate_cases); i++)
    {
      MeireiFinding *finding =
        gate_cases[i].item != NULL
        ? make_finding (gate_cases[i].item, gate_cases[i].category, gate_cases[i].points, 1)
        : NULL;
      g_autoptr(MeireiReport) report =
        make_report (gate_cases[i].score, gate_cases[i].syntax_ok, finding, NULL);
      g_autoptr(MeireiGateResult) result =
        meirei_gate_evaluate (gate, report, gate_cases[i].failed_tests);
      guint n_checks;
      const MeireiGateCheck *checks = meirei_gate_result_get_checks (result, &n_checks);
      gboolean seen = FALSE;

      g_test_message ("%s", gate_cases[i].name);
      g_assert_cmpuint (n_checks, ==, 7);
      g_assert_cmpint (meirei_gate_result_get_passed (result), ==,
                       gate_cases[i].failing_key < 0);
      for (guint j = 0; j < n_checks; j++)
        seen |= !checks[j].passed && (int) checks[j].key == gate_cases[i].failing_key;
      g_assert_cmpint (seen, ==, gate_cases[i].failing_key >= 0);
    }
}

static void
test_gate_suppressed_does_not_count (void)
{
  g_autoptr(MeireiFinding) finding =
    make_finding ("invented-module", MEIREI_CATEGORY_DEPENDENCIES, 15, 1);
  MeireiFindingFields fields = *meirei_finding_get_fields (finding);
  g_autoptr(MeireiReport) report = NULL;
  g_autoptr(MeireiGate) gate = meirei_gate_new_default ();
  g_autoptr(MeireiGateResult) result = NULL;

  fields.suppressed = "our own module";
  report = make_report (100, TRUE, meirei_finding_new (&fields), NULL);
  result = meirei_gate_evaluate (gate, report, 0);
  g_assert_true (meirei_gate_result_get_passed (result));
}

static void
test_gate_json (void)
{
  g_autoptr(MeireiGate) gate = meirei_gate_new_default ();
  g_autoptr(JsonObject) json = meirei_gate_to_json (gate);
  g_autoptr(MeireiGate) again = meirei_gate_new_from_json (json, NULL);
  g_autoptr(JsonObject) bad =
    meirei_json_parse_object ("{\"name\":\"x\",\"conditions\":[{\"key\":\"beauty\",\"limit\":1}]}",
                              -1, NULL);
  g_autoptr(JsonObject) negative =
    meirei_json_parse_object ("{\"name\":\"x\",\"conditions\":[{\"key\":\"score\",\"limit\":-1}]}",
                              -1, NULL);
  g_autoptr(GError) error = NULL;
  guint n_conditions;

  g_assert_nonnull (again);
  g_assert_cmpstr (meirei_gate_get_name (again), ==, "default");
  g_assert_cmpint (meirei_gate_get_conditions (again, &n_conditions)[0].limit, ==, 80);
  g_assert_cmpuint (n_conditions, ==, 7);

  g_assert_null (meirei_gate_new_from_json (bad, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_null (meirei_gate_new_from_json (negative, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_null (meirei_gate_new_from_json (NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/finding/round-trip", test_finding_round_trip);
  g_test_add_func ("/finding/nonsense", test_finding_rejects_nonsense);
  g_test_add_func ("/report/round-trip", test_report_round_trip);
  g_test_add_func ("/report/shape", test_report_shape);
  g_test_add_func ("/report/anything", test_report_from_anything);
  g_test_add_func ("/gate/conditions", test_gate_conditions);
  g_test_add_func ("/gate/suppressed", test_gate_suppressed_does_not_count);
  g_test_add_func ("/gate/json", test_gate_json);

  return g_test_run ();
}
