/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-report.h"
#include "meirei-project-figures.h"

G_BEGIN_DECLS

char *meirei_record_document_instruction (MeireiInstructionReport  *report,
                                          const MeireiPhaseFigures *phase,
                                          MeireiDocumentFormat      format,
                                          MeireiScoreTable         *table,
                                          const char               *language);
char *meirei_record_document_phase       (GPtrArray                *reports,
                                          const MeireiPhaseFigures *phase,
                                          MeireiDocumentFormat      format,
                                          MeireiScoreTable         *table,
                                          const char               *language);

G_END_DECLS
