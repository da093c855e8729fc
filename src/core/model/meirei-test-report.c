/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-gate.h"
#include "meirei-string.h"
#include "meirei-test-report.h"

/**
 * MeireiTestReport:
 *
 * How the acceptance tests of a sheet went with one version of the code:
 * every test with its outcome, what the sandbox refused, or why nothing ran.
 * Immutable; stored as `tests` in the version's record.
 */
struct _MeireiTestReport
{
  GObject parent_instance;

  MeireiTestReportFields fields;
  GArray       *cases;     /* of MeireiTestCase */
  GArray       *refusals;  /* of MeireiTestRefusal */
  GStringChunk *strings;   /* all of their texts */
};

G_DEFINE_FINAL_TYPE (MeireiTestReport, meirei_test_report, G_TYPE_OBJECT)

static void
meirei_test_report_finalize (GObject *object)
{
  MeireiTestReport *self = MEIREI_TEST_REPORT (object);

  g_array_unref (self->cases);
  g_array_unref (self->refusals);
  g_string_chunk_free (self->strings);

  G_OBJECT_CLASS (meirei_test_report_parent_class)->finalize (object);
}

static void
meirei_test_report_class_init (MeireiTestReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_test_report_finalize;
}

static void
meirei_test_report_init (MeireiTestReport *self)
{
  self->cases = g_array_new (FALSE, FALSE, sizeof (MeireiTestCase));
  self->refusals = g_array_new (FALSE, FALSE, sizeof (MeireiTestRefusal));
  self->strings = g_string_chunk_new (1024);
}

static void
keep (MeireiTestReport  *self,
      const char       **text)
{
  if (*text != NULL)
    *text = g_string_chunk_insert (self->strings, *text);
}

static void
add_case (MeireiTestReport *self,
          MeireiTestCase    added)
{
  keep (self, &added.name);
  keep (self, &added.cause);
  keep (self, &added.message);
  keep (self, &added.traceback);
  keep (self, &added.output);
  g_array_append_val (self->cases, added);
}

static void
add_refusal (MeireiTestReport  *self,
             MeireiTestRefusal  added)
{
  keep (self, &added.kind);
  keep (self, &added.what);
  keep (self, &added.test);
  g_array_append_val (self->refusals, added);
}

/**
 * meirei_test_report_new:
 * @fields: what it is made of, copied
 *
 * Returns: (transfer full): a new report
 */
MeireiTestReport *
meirei_test_report_new (const MeireiTestReportFields *fields)
{
  MeireiTestReport *self;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_TEST_REPORT, NULL);
  self->fields = *fields;
  keep (self, &self->fields.reason);
  keep (self, &self->fields.interpreter);
  keep (self, &self->fields.tests_sha256);
  keep (self, &self->fields.code_sha256);
  for (guint i = 0; i < fields->n_cases; i++)
    add_case (self, fields->cases[i]);
  for (guint i = 0; i < fields->n_refusals; i++)
    add_refusal (self, fields->refusals[i]);

  self->fields.cases = (const MeireiTestCase *) (gpointer) self->cases->data;
  self->fields.refusals = (const MeireiTestRefusal *) (gpointer) self->refusals->data;

  return self;
}

/**
 * meirei_test_report_get_fields:
 * @self: a report
 *
 * Returns: (transfer none): what it is made of, owned by @self
 */
const MeireiTestReportFields *
meirei_test_report_get_fields (MeireiTestReport *self)
{
  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), NULL);

  return &self->fields;
}

/**
 * meirei_test_report_get_n_cases:
 * @self: a report
 *
 * Returns: how many tests there are, with those that did not run
 */
guint
meirei_test_report_get_n_cases (MeireiTestReport *self)
{
  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), 0);

  return self->fields.n_cases;
}

/**
 * meirei_test_report_get_case:
 * @self: a report
 * @index_: which test, less than their number
 *
 * Returns: (transfer none): the test, owned by @self
 */
const MeireiTestCase *
meirei_test_report_get_case (MeireiTestReport *self,
                             guint             index_)
{
  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), NULL);
  g_return_val_if_fail (index_ < self->fields.n_cases, NULL);

  return &self->fields.cases[index_];
}

/**
 * meirei_test_report_count:
 * @self: a report
 * @outcome: an outcome
 *
 * Returns: how many tests ended like that
 */
guint
meirei_test_report_count (MeireiTestReport  *self,
                          MeireiTestOutcome  outcome)
{
  guint count = 0;

  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), 0);

  for (guint i = 0; i < self->fields.n_cases; i++)
    count += self->fields.cases[i].outcome == outcome;

  return count;
}

/**
 * meirei_test_report_has_run:
 * @self: a report
 *
 * Returns: whether the sandbox ran and the tests were tried
 */
gboolean
meirei_test_report_has_run (MeireiTestReport *self)
{
  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), FALSE);

  return self->fields.obstacle == MEIREI_TEST_OBSTACLE_NONE;
}

/* Somebody who wrote the tests may have said that one is to be skipped. */
static gboolean
is_in_order (const MeireiTestCase *test)
{
  return test->outcome == MEIREI_TEST_OUTCOME_PASSED
         || (test->outcome == MEIREI_TEST_OUTCOME_NOT_RUN
             && g_strcmp0 (test->cause, "skipped") == 0);
}

/**
 * meirei_test_report_get_gate_value:
 * @self: a report
 *
 * Returns: what [method@Meirei.Gate.evaluate] takes: how many tests did not
 *   pass, without those that the sheet itself skips, or %MEIREI_TESTS_NOT_RUN.
 *   A sheet without tests has none that failed
 */
int
meirei_test_report_get_gate_value (MeireiTestReport *self)
{
  int failed = 0;

  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), MEIREI_TESTS_NOT_RUN);

  if (self->fields.obstacle == MEIREI_TEST_OBSTACLE_NO_TESTS)
    return 0;
  if (self->fields.obstacle != MEIREI_TEST_OBSTACLE_NONE
      || meirei_test_report_count (self, MEIREI_TEST_OUTCOME_NOT_RUN) == self->fields.n_cases)
    return MEIREI_TESTS_NOT_RUN;

  for (guint i = 0; i < self->fields.n_cases; i++)
    failed += !is_in_order (&self->fields.cases[i]);

  return failed;
}

/**
 * meirei_test_report_has_passed:
 * @self: a report
 *
 * Returns: whether at least one test passed and none did anything else,
 *   except those that the sheet itself skips
 */
gboolean
meirei_test_report_has_passed (MeireiTestReport *self)
{
  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), FALSE);

  return meirei_test_report_has_run (self)
         && meirei_test_report_count (self, MEIREI_TEST_OUTCOME_PASSED) > 0
         && meirei_test_report_get_gate_value (self) == 0;
}

/**
 * meirei_test_report_is_about:
 * @self: a report
 * @tests: the tests that the sheet has now
 * @code_sha256: (nullable): the hash of the code as it is now; %NULL if it
 *   does not matter
 *
 * Returns: whether just these tests were run on just this code; otherwise the
 *   report is stale
 */
gboolean
meirei_test_report_is_about (MeireiTestReport *self,
                             const char       *tests,
                             const char       *code_sha256)
{
  g_autofree char *tests_sha256 = NULL;

  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), FALSE);
  g_return_val_if_fail (tests != NULL, FALSE);

  tests_sha256 = meirei_sha256 (tests, -1);

  return g_strcmp0 (self->fields.tests_sha256, tests_sha256) == 0
         && (code_sha256 == NULL || g_strcmp0 (self->fields.code_sha256, code_sha256) == 0);
}

static const MeireiTestCase *
find_case (MeireiTestReport     *self,
           const MeireiTestCase *like)
{
  for (guint i = 0; i < self->fields.n_cases; i++)
    if (g_str_equal (self->fields.cases[i].name, like->name)
        && self->fields.cases[i].line == like->line)
      return &self->fields.cases[i];

  return NULL;
}

/**
 * meirei_test_report_with_cases_of:
 * @self: a report about all tests
 * @later: a later one about some of them
 *
 * Takes the outcomes of tests that ran once more.  If @later is about other
 * tests or other code, or nothing ran, it stands for itself.
 *
 * Returns: (transfer full): a report about all tests
 */
MeireiTestReport *
meirei_test_report_with_cases_of (MeireiTestReport *self,
                                  MeireiTestReport *later)
{
  MeireiTestReportFields fields;
  g_autofree MeireiTestCase *cases = NULL;

  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), NULL);
  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (later), NULL);

  if (!meirei_test_report_has_run (self) || !meirei_test_report_has_run (later)
      || g_strcmp0 (self->fields.tests_sha256, later->fields.tests_sha256) != 0
      || g_strcmp0 (self->fields.code_sha256, later->fields.code_sha256) != 0)
    return g_object_ref (later);

  fields = self->fields;
  cases = g_memdup2 (fields.cases, fields.n_cases * sizeof (MeireiTestCase));
  for (guint i = 0; i < fields.n_cases; i++)
    {
      const MeireiTestCase *newer = find_case (later, &cases[i]);

      if (newer != NULL)
        cases[i] = *newer;
    }
  fields.cases = cases;
  fields.ran_at = later->fields.ran_at;

  return meirei_test_report_new (&fields);
}

static void
describe_case (GString              *text,
               const MeireiTestCase *test)
{
  g_string_append_printf (text, "%s: %s", test->name,
                          meirei_enum_to_nick (MEIREI_TYPE_TEST_OUTCOME, (int) test->outcome));
  if (test->message != NULL)
    g_string_append_printf (text, ": %s", test->message);
  g_string_append_c (text, '\n');
  if (test->traceback != NULL)
    g_string_append_printf (text, "%s\n", test->traceback);
}

/**
 * meirei_test_report_dup_failures:
 * @self: a report
 * @max_bytes: the most bytes to return
 *
 * Describes the tests that did not pass for a model that is to mend the code:
 * name, outcome, message and traceback of each, as many as fit.
 *
 * Returns: (transfer full): valid UTF-8; empty if there is nothing to mend
 */
char *
meirei_test_report_dup_failures (MeireiTestReport *self,
                                 gsize             max_bytes)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), NULL);

  for (guint i = 0; i < self->fields.n_cases; i++)
    {
      gsize length = text->len;

      if (is_in_order (&self->fields.cases[i]))
        continue;
      describe_case (text, &self->fields.cases[i]);
      if (text->len > max_bytes && length > 0)
        {
          g_string_truncate (text, length);
          break;
        }
    }
  if (text->len > max_bytes)
    g_string_truncate (text, (gsize) (g_utf8_find_prev_char (text->str, text->str + max_bytes + 1)
                                      - text->str));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
