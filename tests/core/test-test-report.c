/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-gate.h"
#include "meirei-json.h"
#include "meirei-string.h"
#include "meirei-test-report.h"

#define PASSED { "a", 1, MEIREI_TEST_OUTCOME_PASSED }
#define FAILED { "b", 2, MEIREI_TEST_OUTCOME_FAILED, "assertion", 0.5, "1 == 2", "trace", "out" }
#define SKIPPED { "c", 3, MEIREI_TEST_OUTCOME_NOT_RUN, "skipped" }
#define UNREACHED { "d", 4, MEIREI_TEST_OUTCOME_NOT_RUN, "unreached" }

static const struct {
  MeireiTestCase cases[3];
  guint n_cases;
  MeireiTestObstacle obstacle;
  int gate;
  gboolean passed;
} rows[] = {
  { { PASSED }, 1, MEIREI_TEST_OBSTACLE_NONE, 0, TRUE },
  { { PASSED, FAILED }, 2, MEIREI_TEST_OBSTACLE_NONE, 1, FALSE },
  { { PASSED, SKIPPED }, 2, MEIREI_TEST_OBSTACLE_NONE, 0, TRUE },
  { { PASSED, UNREACHED }, 2, MEIREI_TEST_OBSTACLE_NONE, 1, FALSE },
  { { SKIPPED }, 1, MEIREI_TEST_OBSTACLE_NONE, MEIREI_TESTS_NOT_RUN, FALSE },
  { { UNREACHED }, 1, MEIREI_TEST_OBSTACLE_NONE, MEIREI_TESTS_NOT_RUN, FALSE },
  { { { NULL } }, 0, MEIREI_TEST_OBSTACLE_NONE, MEIREI_TESTS_NOT_RUN, FALSE },
  { { { NULL } }, 0, MEIREI_TEST_OBSTACLE_NO_SANDBOX, MEIREI_TESTS_NOT_RUN, FALSE },
  { { { NULL } }, 0, MEIREI_TEST_OBSTACLE_NO_TESTS, 0, FALSE },
};

static MeireiTestReport *
make_report (const MeireiTestCase *cases,
             guint                 n_cases)
{
  static const MeireiTestRefusal refusal = { "network", "192.0.2.1:80", "b", 2 };
  g_autofree char *sha256 = meirei_sha256 ("assert True", -1);
  MeireiTestReportFields fields = {
    .sandbox = MEIREI_SANDBOX_KIND_BUBBLEWRAP, .interpreter = "Python 3.11.2",
    .tests_sha256 = sha256, .code_sha256 = "0", .ran_at = 1000000, .seconds = 0.25,
    .cases = cases, .n_cases = n_cases, .refusals = &refusal, .n_refusals = 1,
  };

  meirei_test_limits_init (&fields.limits);

  return meirei_test_report_new (&fields);
}

static void
test_gate (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MeireiTestReportFields fields = { .obstacle = rows[i].obstacle, .cases = rows[i].cases,
                                        .n_cases = rows[i].n_cases };
      g_autoptr(MeireiTestReport) report = meirei_test_report_new (&fields);

      g_assert_cmpint (meirei_test_report_get_gate_value (report), ==, rows[i].gate);
      g_assert_cmpint (meirei_test_report_has_passed (report), ==, rows[i].passed);
    }
}

static void
test_json (void)
{
  const MeireiTestCase cases[] = { PASSED, FAILED, SKIPPED };
  g_autoptr(MeireiTestReport) report = make_report (cases, G_N_ELEMENTS (cases));
  g_autoptr(JsonObject) object = meirei_test_report_to_json (report);
  g_autoptr(MeireiTestReport) again = meirei_test_report_new_from_json (object);
  g_autoptr(JsonObject) written = meirei_test_report_to_json (again);
  g_autofree char *first = meirei_json_to_text (object, NULL);
  g_autofree char *second = meirei_json_to_text (written, NULL);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (meirei_json_get_int (meirei_json_get_object (object, "counts"), "failed", -1),
                   ==, 1);
  g_assert_true (meirei_test_report_is_about (again, "assert True", "0"));
  g_assert_true (meirei_test_report_is_about (again, "assert True", NULL));
  g_assert_false (meirei_test_report_is_about (again, "assert True ", "0"));
  g_assert_false (meirei_test_report_is_about (again, "assert True", "1"));
}

static void
test_damaged (void)
{
  static const char * const texts[] = {
    "{\"obstacle\":\"none\"}",
    "{\"obstacle\":\"none\",\"cases\":[3,{},{\"outcome\":\"splendid\",\"line\":-4,\"name\":7}],"
    "\"refused\":[{},\"x\"],\"limits\":{\"case_s\":99999999}}",
  };

  g_assert_null (meirei_test_report_new_from_json (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(JsonObject) object = meirei_json_parse_object (texts[i], -1, NULL);
      g_autoptr(MeireiTestReport) report = meirei_test_report_new_from_json (object);

      g_assert_nonnull (report);
      g_assert_false (meirei_test_report_has_passed (report));
      g_assert_cmpint (meirei_test_report_get_fields (report)->limits.case_s, <=, 600);
      for (guint j = 0; j < meirei_test_report_get_n_cases (report); j++)
        {
          g_assert_nonnull (meirei_test_report_get_case (report, j)->name);
          g_assert_cmpint (meirei_test_report_get_case (report, j)->line, ==, 0);
        }
    }
}

static void
test_run_again (void)
{
  const MeireiTestCase cases[] = { PASSED, FAILED };
  const MeireiTestCase again[] = { { "b", 2, MEIREI_TEST_OUTCOME_PASSED } };
  g_autoptr(MeireiTestReport) all = make_report (cases, G_N_ELEMENTS (cases));
  g_autoptr(MeireiTestReport) one = make_report (again, G_N_ELEMENTS (again));
  g_autoptr(MeireiTestReport) merged = meirei_test_report_with_cases_of (all, one);

  g_assert_cmpuint (meirei_test_report_get_n_cases (merged), ==, 2);
  g_assert_true (meirei_test_report_has_passed (merged));
}

static void
test_failures (void)
{
  const MeireiTestCase cases[] = { PASSED, FAILED, SKIPPED };
  g_autoptr(MeireiTestReport) report = make_report (cases, G_N_ELEMENTS (cases));
  g_autofree char *all = meirei_test_report_dup_failures (report, 1000);

  g_assert_cmpstr (all, ==, "b: failed: 1 == 2\ntrace\n");
  for (gsize length = 0; length < 20; length++)
    {
      g_autofree char *some = meirei_test_report_dup_failures (report, length);

      g_assert_cmpuint (strlen (some), <=, length);
    }
}

static void
test_limits (void)
{
  g_autoptr(JsonObject) object =
    meirei_json_parse_object ("{\"case_s\":5,\"memory_mb\":1,\"processes\":100000}", -1, NULL);
  MeireiTestLimits limits;

  meirei_test_limits_init_from_json (&limits, object);
  g_assert_cmpint (limits.case_s, ==, 5);
  g_assert_cmpint (limits.memory_mb, ==, 128);
  g_assert_cmpint (limits.processes, ==, 256);
  g_assert_cmpint (limits.total_s, ==, 60);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/test-report/gate", test_gate);
  g_test_add_func ("/test-report/json", test_json);
  g_test_add_func ("/test-report/damaged", test_damaged);
  g_test_add_func ("/test-report/run-again", test_run_again);
  g_test_add_func ("/test-report/failures", test_failures);
  g_test_add_func ("/test-report/limits", test_limits);

  return g_test_run ();
}
