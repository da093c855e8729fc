/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-test-report.h"
#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

/**
 * MeireiReportSubject:
 * @id: the instruction's UUID
 * @title: its title
 * @instruction: (nullable): the instruction; %NULL if it cannot be read
 * @version: (nullable): the version that the document is about
 * @report: (nullable): that version's quality report
 * @tests: (nullable): what its acceptance tests said
 * @code: (nullable): its code
 * @code_unchanged: whether the code is what the model's answer gave
 * @problem: (nullable): what could not be read, and why
 *
 * What a document tells about one instruction.
 */
typedef struct {
  char              *id;
  char              *title;
  MeireiInstruction *instruction;
  MeireiVersion     *version;
  MeireiReport      *report;
  MeireiTestReport  *tests;
  GBytes            *code;
  gboolean           code_unchanged;
  char              *problem;
} MeireiReportSubject;

MeireiReportSubject *meirei_report_subject_load (MeireiWorkspace     *workspace,
                                                 const char          *id,
                                                 const char          *version,
                                                 gboolean             with_code);
void                 meirei_report_subject_free (MeireiReportSubject *self);

gint64               meirei_report_subject_sum_tokens  (MeireiReportSubject *self,
                                                        const char          *member);
double               meirei_report_subject_sum_seconds (MeireiReportSubject *self);
gboolean             meirei_report_subject_gate_passed (MeireiReportSubject *self);
char                *meirei_report_subject_dup_path    (MeireiReportSubject *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiReportSubject, meirei_report_subject_free)

G_END_DECLS
