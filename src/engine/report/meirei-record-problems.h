/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-report.h"

G_BEGIN_DECLS

/**
 * MeireiRecordProblem:
 * @problem: what went wrong, and in which version
 * @solution: (nullable): what came next; %NULL if nothing did
 *
 * Something that went wrong on the way, told from the records of attempts and
 * verdicts.
 */
typedef struct {
  char *problem;
  char *solution;
} MeireiRecordProblem;

GPtrArray *_meirei_record_list_problems (MeireiInstructionReport *report);

G_END_DECLS
