/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What of a version can pass or fail: its acceptance tests, that it compiles,
 * and its gate. */

#include "config.h"

#include "meirei-document-words.h"
#include "meirei-junit.h"
#include "meirei-quality-words.h"

static void
add_properties (MeireiJunit         *self,
                MeireiReportSubject *subject)
{
  g_autofree char *score = _meirei_words_score (subject->report);

  meirei_junit_add_property (self, "instruction", subject->id);
  meirei_junit_add_property (self, "version", meirei_version_get_name (subject->version));
  meirei_junit_add_property (self, "model", meirei_version_get_model_id (subject->version));
  meirei_junit_add_property (self, "file", meirei_version_get_file (subject->version));
  meirei_junit_add_property (self, "file_sha256",
                             meirei_version_get_file_sha256 (subject->version));
  if (subject->report != NULL && meirei_report_is_scored (subject->report))
    meirei_junit_add_property (self, "score", score);
}

static void
append_checks (GString          *text,
               MeireiGateResult *gate)
{
  guint n_checks;
  const MeireiGateCheck *checks = meirei_gate_result_get_checks (gate, &n_checks);

  for (guint i = 0; i < n_checks; i++)
    {
      g_autofree char *words = _meirei_quality_check_words (&checks[i]);

      if (!checks[i].passed)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "",
                                _meirei_quality_gate_key_words (checks[i].key), words);
    }
}

static void
append_findings (GString          *text,
                 MeireiReport     *report,
                 MeireiScoreTable *table,
                 const char       *language)
{
  GPtrArray *findings = meirei_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    {
      const MeireiFindingFields *fields = meirei_finding_get_fields (findings->pdata[i]);
      g_autofree char *message = meirei_score_table_dup_message (table, findings->pdata[i],
                                                                 language);

      if (fields->points > 0)
        g_string_append_printf (text, "\n%d: −%d %s (%s %s)", fields->line, fields->points,
                                message, fields->tool, fields->rule);
    }
}

static void
add_gate (MeireiJunit         *self,
          MeireiReportSubject *subject,
          MeireiScoreTable    *table,
          const char          *language)
{
  MeireiGateResult *gate = meirei_report_get_gate (subject->report);
  MeireiJunitCase test = { .name = "quality gate", .type = "quality-gate" };
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *message = NULL;

  if (gate == NULL)
    return;

  if (!meirei_gate_result_get_passed (gate))
    {
      append_checks (text, gate);
      message = g_strdelimit (g_strdup (text->str), "\n", ';');
      append_findings (text, subject->report, table, language);
      test.outcome = MEIREI_JUNIT_FAILED;
      test.message = message;
      test.text = text->str;
    }
  meirei_junit_add_case (self, &test);
}

static void
add_syntax (MeireiJunit  *self,
            MeireiReport *report)
{
  const MeireiReportFields *fields = meirei_report_get_fields (report);
  MeireiJunitCase test = { .name = "compiles", .type = "syntax-error" };
  g_autofree char *message = NULL;

  if (!fields->syntax_known)
    {
      test.outcome = MEIREI_JUNIT_SKIPPED;
      test.message = fields->unscored_reason;
    }
  else if (!fields->syntax_ok)
    {
      message = g_strdup_printf ("%d: %s", fields->syntax_line,
                                 fields->syntax_message != NULL ? fields->syntax_message : "");
      test.outcome = MEIREI_JUNIT_FAILED;
      test.message = message;
    }
  meirei_junit_add_case (self, &test);
}

static MeireiJunitOutcome
translate_outcome (MeireiTestOutcome outcome)
{
  switch (outcome)
    {
    case MEIREI_TEST_OUTCOME_PASSED:
      return MEIREI_JUNIT_PASSED;
    case MEIREI_TEST_OUTCOME_FAILED:
      return MEIREI_JUNIT_FAILED;
    case MEIREI_TEST_OUTCOME_NOT_RUN:
      return MEIREI_JUNIT_SKIPPED;
    case MEIREI_TEST_OUTCOME_ERROR:
    case MEIREI_TEST_OUTCOME_TIMEOUT:
    case MEIREI_TEST_OUTCOME_REFUSED:
    default:
      return MEIREI_JUNIT_ERROR;
    }
}

static void
add_tests (MeireiJunit      *self,
           MeireiTestReport *tests)
{
  const MeireiTestReportFields *fields = meirei_test_report_get_fields (tests);
  MeireiJunitCase none = { .name = "acceptance tests", .outcome = MEIREI_JUNIT_SKIPPED,
                           .message = fields->reason };

  if (fields->obstacle == MEIREI_TEST_OBSTACLE_NO_TESTS)
    return;
  if (!meirei_test_report_has_run (tests))
    meirei_junit_add_case (self, &none);
  for (guint i = 0; i < fields->n_cases; i++)
    {
      const MeireiTestCase *test = &fields->cases[i];
      MeireiJunitCase out = {
        .name = test->name, .seconds = test->seconds,
        .outcome = translate_outcome (test->outcome), .type = test->cause,
        .message = test->message,
        .text = test->traceback != NULL ? test->traceback : test->output,
      };

      meirei_junit_add_case (self, &out);
    }
}

/**
 * meirei_junit_add_version:
 * @self: a document with a suite
 * @subject: an instruction with its version
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Adds the cases of a version; none if there is no version.
 */
void
meirei_junit_add_version (MeireiJunit         *self,
                          MeireiReportSubject *subject,
                          MeireiScoreTable    *table,
                          const char          *language)
{
  if (subject->version == NULL)
    return;

  add_properties (self, subject);
  if (subject->tests != NULL)
    add_tests (self, subject->tests);
  if (subject->report == NULL)
    return;

  add_syntax (self, subject->report);
  add_gate (self, subject, table, language);
}
