/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-document.h"
#include "meirei-report-subject.h"

G_BEGIN_DECLS

/**
 * MeireiInstructionReport:
 * @subject: the instruction, with the version that is looked at and its code
 * @versions: (element-type MeireiVersion): all versions that can be read, in
 *   the order in which they were made
 *
 * What a document tells about an instruction: the data, in no format yet.
 */
typedef struct {
  MeireiReportSubject *subject;
  GPtrArray           *versions;
} MeireiInstructionReport;

MeireiInstructionReport *meirei_instruction_report_load     (MeireiWorkspace          *workspace,
                                                             const char               *id,
                                                             const char               *version,
                                                             GError                  **error);
void                     meirei_instruction_report_free     (MeireiInstructionReport  *self);

char                    *meirei_instruction_report_json     (MeireiInstructionReport  *self);
char                    *meirei_instruction_report_document (MeireiInstructionReport  *self,
                                                             MeireiDocumentFormat      format,
                                                             MeireiScoreTable         *table,
                                                             const char               *language);
char                    *meirei_instruction_report_sarif    (MeireiInstructionReport  *self,
                                                             MeireiScoreTable         *table,
                                                             const char               *language);
char                    *meirei_instruction_report_junit    (MeireiInstructionReport  *self,
                                                             MeireiScoreTable         *table,
                                                             const char               *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiInstructionReport, meirei_instruction_report_free)

G_END_DECLS
