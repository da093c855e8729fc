/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"

G_BEGIN_DECLS

/**
 * MeireiGateCondition:
 * @key: what to measure
 * @limit: the least score, or the most of anything else
 *
 * One condition of a quality gate.
 */
typedef struct {
  MeireiGateKey key;
  int           limit;
} MeireiGateCondition;

/**
 * MEIREI_TESTS_NOT_RUN:
 *
 * Passed to [method@Meirei.Gate.evaluate] when the sheet has tests that did
 * not run.
 */
#define MEIREI_TESTS_NOT_RUN (-1)

#define MEIREI_TYPE_GATE (meirei_gate_get_type ())

G_DECLARE_FINAL_TYPE (MeireiGate, meirei_gate, MEIREI, GATE, GObject)

MeireiGate                *meirei_gate_new            (const char                *name,
                                                       const MeireiGateCondition *conditions,
                                                       guint                      n_conditions);
MeireiGate                *meirei_gate_new_default    (void);
MeireiGate                *meirei_gate_new_from_json  (JsonObject                *object,
                                                       GError                   **error);
JsonObject                *meirei_gate_to_json        (MeireiGate                *self);
const char                *meirei_gate_get_name       (MeireiGate                *self);
const MeireiGateCondition *meirei_gate_get_conditions (MeireiGate                *self,
                                                       guint                     *n_conditions);
MeireiGateResult          *meirei_gate_evaluate       (MeireiGate                *self,
                                                       MeireiReport              *report,
                                                       int                        failed_tests);

G_END_DECLS
