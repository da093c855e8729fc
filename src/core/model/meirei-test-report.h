/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-enums.h"
#include "meirei-test-limits.h"

G_BEGIN_DECLS

/**
 * MeireiTestCase:
 * @name: its name, such as `test_order` or `TestQueue.test_empty`
 * @line: its line in the sheet's tests, from 1; 0 if unknown
 * @outcome: how it ended
 * @cause: (nullable): why it did not pass, one word: `assertion`, `exception`,
 *   `import`, `compile`, `exit`, `signal`, `time`, `memory`, `output`,
 *   `processes`, `files`, `disk`, `forged`, `tampered`, `missing`, `skipped`,
 *   `unreached`, `runner`
 * @seconds: how long it took
 * @message: (nullable): what happened, in one English sentence
 * @traceback: (nullable): Python's traceback
 * @output: (nullable): the beginning of what it printed
 *
 * One acceptance test of a [class@Meirei.TestReport].
 */
typedef struct {
  const char        *name;
  int                line;
  MeireiTestOutcome  outcome;
  const char        *cause;
  double             seconds;
  const char        *message;
  const char        *traceback;
  const char        *output;
} MeireiTestCase;

/**
 * MeireiTestRefusal:
 * @kind: what it tried, one word: `network`, `file`, `process`, `ptrace`,
 *   `mount`, `memory`, `signal`, `introspection`, `native`, `system`
 * @what: the thing it tried it with, such as an address or a path
 * @test: (nullable): during which test
 * @count: how often
 *
 * Something that the tested code tried and the sandbox did not allow.
 */
typedef struct {
  const char *kind;
  const char *what;
  const char *test;
  guint       count;
} MeireiTestRefusal;

/**
 * MeireiTestReportFields:
 * @obstacle: why nothing ran
 * @reason: (nullable): the same in one English sentence, with what to do
 * @sandbox: what kept the code in
 * @interpreter: (nullable): what ran it, such as `Python 3.11.2`
 * @tests_sha256: (nullable): the hash of the tests that were run
 * @code_sha256: (nullable): the hash of the code that was tested
 * @ran_at: when, in microseconds since the epoch
 * @seconds: how long it took, with the sandbox
 * @limits: what the tests could use
 * @cases: (array length=n_cases) (nullable): the tests
 * @n_cases: how many there are
 * @refusals: (array length=n_refusals) (nullable): what was refused
 * @n_refusals: how many there are
 *
 * What a [class@Meirei.TestReport] is made of.
 */
typedef struct {
  MeireiTestObstacle       obstacle;
  const char              *reason;
  MeireiSandboxKind        sandbox;
  const char              *interpreter;
  const char              *tests_sha256;
  const char              *code_sha256;
  gint64                   ran_at;
  double                   seconds;
  MeireiTestLimits         limits;
  const MeireiTestCase    *cases;
  guint                    n_cases;
  const MeireiTestRefusal *refusals;
  guint                    n_refusals;
} MeireiTestReportFields;

#define MEIREI_TYPE_TEST_REPORT (meirei_test_report_get_type ())

G_DECLARE_FINAL_TYPE (MeireiTestReport, meirei_test_report, MEIREI, TEST_REPORT, GObject)

MeireiTestReport             *meirei_test_report_new            (const MeireiTestReportFields *fields);
MeireiTestReport             *meirei_test_report_new_from_json  (JsonObject                   *object);
JsonObject                   *meirei_test_report_to_json        (MeireiTestReport             *self);
const MeireiTestReportFields *meirei_test_report_get_fields     (MeireiTestReport             *self);
guint                         meirei_test_report_get_n_cases    (MeireiTestReport             *self);
const MeireiTestCase         *meirei_test_report_get_case       (MeireiTestReport             *self,
                                                                 guint                         index_);
guint                         meirei_test_report_count          (MeireiTestReport             *self,
                                                                 MeireiTestOutcome             outcome);
gboolean                      meirei_test_report_has_run        (MeireiTestReport             *self);
gboolean                      meirei_test_report_has_passed     (MeireiTestReport             *self);
int                           meirei_test_report_get_gate_value (MeireiTestReport             *self);
gboolean                      meirei_test_report_is_about       (MeireiTestReport             *self,
                                                                 const char                   *tests,
                                                                 const char                   *code_sha256);
MeireiTestReport             *meirei_test_report_with_cases_of  (MeireiTestReport             *self,
                                                                 MeireiTestReport             *later);
char                         *meirei_test_report_dup_failures   (MeireiTestReport             *self,
                                                                 gsize                         max_bytes);

G_END_DECLS
