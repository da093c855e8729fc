/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-run-center.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_RUN_LIST (meirei_run_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiRunList, meirei_run_list, MEIREI, RUN_LIST, AdwBin)

void         meirei_run_list_set_sources  (MeireiRunList   *self,
                                           MeireiWorkspace *workspace,
                                           MeireiRunCenter *center);
void         meirei_run_list_refresh      (MeireiRunList   *self);
guint        meirei_run_list_get_n_runs   (MeireiRunList   *self);
MeireiBatch *meirei_run_list_get_selected (MeireiRunList   *self);
gboolean     meirei_run_list_select       (MeireiRunList   *self,
                                           const char      *batch_id);

G_END_DECLS
