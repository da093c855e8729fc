/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-finding.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_FINDING_ROW (meirei_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFindingRow, meirei_finding_row, MEIREI, FINDING_ROW, AdwActionRow)

GtkWidget     *meirei_finding_row_new         (MeireiFinding    *finding,
                                               MeireiScoreTable *table);
MeireiFinding *meirei_finding_row_get_finding (MeireiFindingRow *self);

G_END_DECLS
