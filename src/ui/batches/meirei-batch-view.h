/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-batch.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_VIEW (meirei_batch_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchView, meirei_batch_view, MEIREI, BATCH_VIEW, AdwBin)

void meirei_batch_view_set_batch (MeireiBatchView *self,
                                  MeireiBatch     *batch);

G_END_DECLS
