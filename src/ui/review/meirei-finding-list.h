/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-report.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_FINDING_LIST (meirei_finding_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFindingList, meirei_finding_list, MEIREI, FINDING_LIST, AdwBin)

GtkWidget *meirei_finding_list_new        (void);
void       meirei_finding_list_set_table  (MeireiFindingList *self,
                                           MeireiScoreTable  *table);
void       meirei_finding_list_set_report (MeireiFindingList *self,
                                           MeireiReport      *report);

G_END_DECLS
