/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-compare-pair.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_COMPARE_PANEL (meirei_compare_panel_get_type ())
G_DECLARE_FINAL_TYPE (MeireiComparePanel, meirei_compare_panel, MEIREI, COMPARE_PANEL, AdwBin)

GtkWidget *meirei_compare_panel_new       (MeireiComparePair  *pair);
void       meirei_compare_panel_set_table (MeireiComparePanel *self,
                                           MeireiScoreTable   *table);

G_END_DECLS
