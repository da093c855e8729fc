/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-model.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_STATISTICS_GROUP (meirei_statistics_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiStatisticsGroup, meirei_statistics_group, MEIREI, STATISTICS_GROUP, AdwPreferencesGroup)

GtkWidget *meirei_statistics_group_new       (void);
void       meirei_statistics_group_set_model (MeireiStatisticsGroup *self,
                                              MeireiWorkspace       *workspace,
                                              MeireiModel           *model);

G_END_DECLS
