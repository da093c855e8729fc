/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-batch-rows.h"
#include "meirei-batch-table.h"
#include "meirei-run-center.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_VIEW (meirei_batch_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchView, meirei_batch_view, MEIREI, BATCH_VIEW, AdwBin)

void              meirei_batch_view_set_sources (MeireiBatchView *self,
                                                 MeireiWorkspace *workspace,
                                                 MeireiContext   *context,
                                                 MeireiRunCenter *center);
MeireiBatch      *meirei_batch_view_get_batch   (MeireiBatchView *self);
void              meirei_batch_view_set_batch   (MeireiBatchView *self,
                                                 MeireiBatch     *batch);
MeireiBatchRows  *meirei_batch_view_get_rows    (MeireiBatchView *self);
MeireiBatchTable *meirei_batch_view_get_table   (MeireiBatchView *self);
void              meirei_batch_view_set_filter  (MeireiBatchView *self,
                                                 int              group);
void              meirei_batch_view_refresh     (MeireiBatchView *self);

G_END_DECLS
