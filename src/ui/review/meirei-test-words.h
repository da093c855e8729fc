/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-test-report.h"
#include "meirei-tone.h"

G_BEGIN_DECLS

const char *meirei_test_outcome_get_icon_name (MeireiTestOutcome   outcome);
MeireiTone  meirei_test_outcome_get_tone      (MeireiTestOutcome   outcome);
const char *meirei_test_cause_get_label       (const char         *cause);
const char *meirei_test_refusal_get_label     (const char         *kind);
char       *meirei_test_obstacle_dup_text     (MeireiTestReport   *report);

G_END_DECLS
