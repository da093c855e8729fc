/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-enums.h"
#include "meirei-gate-result.h"

G_BEGIN_DECLS

const char *_meirei_quality_gate_key_words (MeireiGateKey          key);
char       *_meirei_quality_check_words    (const MeireiGateCheck *check);

G_END_DECLS
