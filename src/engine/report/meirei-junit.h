/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

#include "meirei-report-subject.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

/**
 * MeireiJunitOutcome:
 * @MEIREI_JUNIT_PASSED: it passed
 * @MEIREI_JUNIT_FAILED: it was tried and did not pass
 * @MEIREI_JUNIT_ERROR: it could not be tried as it should
 * @MEIREI_JUNIT_SKIPPED: it was not tried
 *
 * What came of a test case.
 */
typedef enum {
  MEIREI_JUNIT_PASSED,
  MEIREI_JUNIT_FAILED,
  MEIREI_JUNIT_ERROR,
  MEIREI_JUNIT_SKIPPED,
} MeireiJunitOutcome;

/**
 * MeireiJunitCase:
 * @name: the test's name, the same in every run and language
 * @seconds: how long it took
 * @outcome: what came of it
 * @type: (nullable): a word for the kind of failure
 * @message: (nullable): why it did not pass, one line
 * @text: (nullable): the same at length
 *
 * One test case.
 */
typedef struct {
  const char         *name;
  double              seconds;
  MeireiJunitOutcome  outcome;
  const char         *type;
  const char         *message;
  const char         *text;
} MeireiJunitCase;

typedef struct _MeireiJunit MeireiJunit;

MeireiJunit *meirei_junit_new          (const char            *name);
void         meirei_junit_begin_suite  (MeireiJunit           *self,
                                        const char            *name,
                                        const char            *class_name,
                                        gint64                 started_at);
void         meirei_junit_add_property (MeireiJunit           *self,
                                        const char            *name,
                                        const char            *value);
void         meirei_junit_add_case     (MeireiJunit           *self,
                                        const MeireiJunitCase *test);
void         meirei_junit_add_version  (MeireiJunit           *self,
                                        MeireiReportSubject   *subject,
                                        MeireiScoreTable      *table,
                                        const char            *language);
char        *meirei_junit_free_to_text (MeireiJunit           *self);

G_END_DECLS
