/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-report.h"

G_BEGIN_DECLS

/* What several documents say about an instruction, in the same words. */
void _meirei_instruction_add_attempts   (MeireiDocument          *document,
                                         MeireiInstructionReport *report);
void _meirei_instruction_add_versions   (MeireiDocument          *document,
                                         MeireiInstructionReport *report);
void _meirei_instruction_add_history    (MeireiDocument          *document,
                                         MeireiInstruction       *instruction);
void _meirei_instruction_add_provenance (MeireiDocument          *document,
                                         MeireiVersion           *version);
void _meirei_instruction_add_tests      (MeireiDocument          *document,
                                         MeireiReportSubject     *subject);
void _meirei_instruction_add_file       (MeireiDocument          *document,
                                         MeireiReportSubject     *subject);

G_END_DECLS
