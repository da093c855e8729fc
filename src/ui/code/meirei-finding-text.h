/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-finding.h"
#include "meirei-score-table.h"
#include "meirei-tone.h"

G_BEGIN_DECLS

char       *meirei_finding_dup_text       (MeireiFinding    *finding);
char       *meirei_finding_dup_translated (MeireiFinding    *finding,
                                           MeireiScoreTable *table);
MeireiTone  meirei_severity_get_tone      (MeireiSeverity    severity);
const char *meirei_severity_get_icon      (MeireiSeverity    severity);

G_END_DECLS
