/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-enums.h"

G_BEGIN_DECLS

/**
 * MeireiGateCheck:
 * @key: what was measured
 * @passed: whether the condition holds
 * @known: whether there is a value; an unknown value never passes
 * @value: the measured value
 * @limit: the condition's limit
 *
 * The outcome of one condition.
 */
typedef struct {
  MeireiGateKey key;
  gboolean      passed;
  gboolean      known;
  int           value;
  int           limit;
} MeireiGateCheck;

#define MEIREI_TYPE_GATE_RESULT (meirei_gate_result_get_type ())

G_DECLARE_FINAL_TYPE (MeireiGateResult, meirei_gate_result, MEIREI, GATE_RESULT, GObject)

MeireiGateResult      *meirei_gate_result_new           (const char            *name,
                                                         const MeireiGateCheck *checks,
                                                         guint                  n_checks);
MeireiGateResult      *meirei_gate_result_new_from_json (JsonObject            *object);
JsonObject            *meirei_gate_result_to_json       (MeireiGateResult      *self);
const char            *meirei_gate_result_get_name      (MeireiGateResult      *self);
gboolean               meirei_gate_result_get_passed    (MeireiGateResult      *self);
const MeireiGateCheck *meirei_gate_result_get_checks    (MeireiGateResult      *self,
                                                         guint                 *n_checks);

G_END_DECLS
