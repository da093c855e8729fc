/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"

G_BEGIN_DECLS

const char *meirei_status_get_label     (MeireiStatus    status);
const char *meirei_status_get_icon_name (MeireiStatus    status);
const char *meirei_operation_get_label  (MeireiOperation operation);
const char *meirei_event_get_label      (const char     *event);
const char *meirei_finish_get_label     (MeireiFinish    finish);
const char *meirei_severity_get_label   (MeireiSeverity  severity);
const char *meirei_category_get_label   (MeireiCategory  category);
const char *meirei_decision_get_label   (MeireiDecision  decision);
const char *meirei_batch_item_state_get_label (MeireiBatchItemState state);
const char *meirei_batch_state_get_label      (MeireiBatchState     state);
const char *meirei_test_outcome_get_label     (MeireiTestOutcome    outcome);

G_END_DECLS
