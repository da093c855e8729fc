/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

MeireiReport *meirei_score_bill_settle (MeireiScoreTable   *table,
                                        GPtrArray          *findings,
                                        MeireiReportFields *fields);

G_END_DECLS
