/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Rules by which versions are decided without a person, only when somebody
 * asks for it, and marked in the verdict:
 *
 * - `gate-and-tests`: the quality gate is passed and all acceptance tests ran
 *   and passed; a sheet without tests never meets it
 * - `score>=N`: the score is at least N
 *
 * What was not measured is not decided. */

#include "config.h"

#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-batch-rule.h"
#include "meirei-json.h"
#include "meirei-test-report.h"

#define GATE_AND_TESTS "gate-and-tests"
#define SCORE "score>="

/**
 * meirei_batch_rule_parse:
 * @text: a rule as a person writes it
 * @rule: (out) (optional): the rule
 * @error: return location for an error
 *
 * Returns: whether there is such a rule, else %FALSE with
 *   %MEIREI_BATCH_ERROR_UNKNOWN_OPERATION
 */
gboolean
meirei_batch_rule_parse (const char       *text,
                         MeireiBatchRule  *rule,
                         GError          **error)
{
  guint64 score = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_str_equal (text, GATE_AND_TESTS)
      && !(g_str_has_prefix (text, SCORE)
           && g_ascii_string_to_unsigned (text + strlen (SCORE), 10, 1, 100, &score, NULL)))
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_UNKNOWN_OPERATION,
                   "Nothing was run: there is no rule “%s”, there are " GATE_AND_TESTS
                   " and " SCORE "N with N from 1 to 100", text);
      return FALSE;
    }
  if (rule != NULL)
    rule->min_score = (int) score;

  return TRUE;
}

static gboolean
check_score (const MeireiBatchRule  *rule,
             JsonObject             *report,
             gboolean               *known,
             char                  **why)
{
  gint64 score = meirei_json_get_int (report, "score", -1);

  *known = score >= 0;
  if (score < 0)
    *why = g_strdup ("there is no score");
  else
    *why = g_strdup_printf ("the score is %d, the rule wants at least %d", (int) score,
                            rule->min_score);

  return score >= rule->min_score;
}

/* Tests that are not about this sheet's tests and this file do not count. */
static gboolean
check_gate_and_tests (MeireiVersion  *version,
                      JsonObject     *report,
                      const char     *tests,
                      gboolean       *known,
                      char          **why)
{
  JsonObject *gate = meirei_json_get_object (report, "gate");
  JsonObject *section = meirei_version_get_section (version, "tests");
  g_autoptr(MeireiTestReport) ran = section != NULL ? meirei_test_report_new_from_json (section)
                                                    : NULL;
  gboolean gate_passed = meirei_json_get_boolean (gate, "passed", FALSE);
  gboolean tests_passed = ran != NULL && meirei_test_report_has_passed (ran);

  *known = FALSE;
  if (*tests == '\0')
    *why = g_strdup ("its sheet has no acceptance tests");
  else if (ran == NULL || !meirei_test_report_has_run (ran)
           || !meirei_test_report_is_about (ran, tests, meirei_version_get_file_sha256 (version)))
    *why = g_strdup ("its acceptance tests were not run on this code");
  else if (gate == NULL)
    *why = g_strdup ("it was not judged by a quality gate");
  else
    {
      *known = TRUE;
      *why = g_strdup_printf ("quality gate %s, acceptance tests %s",
                              gate_passed ? "passed" : "not passed",
                              tests_passed ? "passed" : "not passed");
    }

  return *known && gate_passed && tests_passed;
}

/**
 * meirei_batch_rule_check:
 * @rule: a rule
 * @version: a version
 * @tests: the acceptance tests of its sheet, possibly empty
 * @known: (out): whether everything that the rule asks for was measured
 * @why: (out) (transfer full): the measured values, for people
 *
 * Returns: whether the version meets the rule
 */
gboolean
meirei_batch_rule_check (const MeireiBatchRule  *rule,
                         MeireiVersion          *version,
                         const char             *tests,
                         gboolean               *known,
                         char                  **why)
{
  JsonObject *report;

  g_return_val_if_fail (rule != NULL, FALSE);
  g_return_val_if_fail (MEIREI_IS_VERSION (version), FALSE);

  report = meirei_version_get_section (version, "report");

  return rule->min_score > 0
         ? check_score (rule, report, known, why)
         : check_gate_and_tests (version, report, tests, known, why);
}
