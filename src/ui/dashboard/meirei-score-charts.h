/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chart.h"
#include "meirei-project-figures.h"

G_BEGIN_DECLS

void      meirei_score_charts_set_up      (MeireiChart          *distribution,
                                           MeireiChart          *trend);
void      meirei_score_charts_fill        (MeireiChart          *distribution,
                                           MeireiChart          *trend,
                                           MeireiProjectFigures *figures);
char     *meirei_score_charts_dup_scores  (MeireiProjectFigures *figures);
char     *meirei_score_charts_dup_trend   (MeireiProjectFigures *figures);
char     *meirei_score_charts_dup_range   (double                from);

G_END_DECLS
