/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-execution.h"

G_BEGIN_DECLS

char   *meirei_execution_dup_phase_label (MeireiExecution  *execution);
gint64  meirei_completion_get_limit      (MeireiCompletion *completion);

G_END_DECLS
