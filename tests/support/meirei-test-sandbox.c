/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-test-sandbox.h"

/**
 * meirei_test_sandbox_sheet:
 * @function: (nullable): the declared function
 * @tests: the acceptance tests
 *
 * Returns: (transfer full): a sheet for a module named `feature`
 */
MeireiSheet *
meirei_test_sandbox_sheet (const char *function,
                           const char *tests)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GError) error = NULL;
  JsonArray *functions = json_array_new ();
  MeireiSheet *sheet;

  if (function != NULL)
    json_array_add_string_element (functions, function);
  json_object_set_string_member (object, "title", "Tested");
  json_object_set_string_member (object, "feature", "feature");
  json_object_set_string_member (object, "spec", "Whatever.");
  json_object_set_string_member (object, "tests", tests);
  json_object_set_array_member (object, "functions", functions);
  sheet = meirei_sheet_new_from_json (object, &error);
  g_assert_no_error (error);

  return sheet;
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/**
 * meirei_test_sandbox_run:
 * @runner: a runner
 * @function: (nullable): the declared function
 * @code: the code to test
 * @tests: its acceptance tests
 * @limits: (nullable): the limits
 *
 * Returns: (transfer full): the report
 */
MeireiTestReport *
meirei_test_sandbox_run (MeireiTestRunner       *runner,
                         const char             *function,
                         const char             *code,
                         const char             *tests,
                         const MeireiTestLimits *limits)
{
  g_autoptr(MeireiSheet) sheet = meirei_test_sandbox_sheet (function, tests);
  g_autoptr(GBytes) bytes = g_bytes_new (code, strlen (code));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  MeireiTestReport *report;

  meirei_test_runner_run_full_async (runner, sheet, bytes, limits, NULL, NULL, keep_result_cb,
                                     &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  report = meirei_test_runner_run_finish (runner, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);

  return report;
}

/**
 * meirei_test_outcomes:
 * @report: a report
 *
 * Returns: (transfer full): the words of all outcomes, with spaces between
 */
char *
meirei_test_outcomes (MeireiTestReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < meirei_test_report_get_n_cases (report); i++)
    {
      const MeireiTestCase *test = meirei_test_report_get_case (report, i);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? " " : "",
                              meirei_enum_to_nick (MEIREI_TYPE_TEST_OUTCOME,
                                                   (int) test->outcome),
                              test->cause != NULL ? "/" : "",
                              test->cause != NULL ? test->cause : "");
    }

  return g_string_free (text, FALSE);
}

/**
 * meirei_test_has_sandbox:
 *
 * Machines on which nobody may make name spaces cannot run what is about
 * sandboxes; that they say so is tested everywhere.
 *
 * Returns: whether there is a sandbox; if not, the current test is skipped
 */
gboolean
meirei_test_has_sandbox (void)
{
  static int known = -1;

  if (known < 0)
    {
      g_autoptr(MeireiSandbox) sandbox = meirei_sandbox_new ();
      g_autoptr(MeireiTestRunner) runner =
        meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);
      g_autoptr(MeireiTestReport) report =
        meirei_test_sandbox_run (runner, NULL, "x = 1\n", "assert x == 1\n", NULL);

      known = meirei_test_report_has_run (report);
      if (!known)
        g_test_message ("%s", meirei_test_report_get_fields (report)->reason);
    }
  if (!known)
    g_test_skip ("no sandbox can be made here");

  return known;
}
