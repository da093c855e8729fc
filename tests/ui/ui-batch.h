/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"

G_BEGIN_DECLS

/* The id of an item of ui_batch_new(); a number of one digit. */
#define UI_BATCH_ID(position) ("00000000-0000-4000-8000-00000000000" #position)

/* Runs that nobody runs: a test says what becomes of their items. */
MeireiBatch *ui_batch_new       (MeireiOperation       operation,
                                 guint                 n_items);
void         ui_batch_set_state (MeireiBatch          *batch,
                                 guint                 position,
                                 MeireiBatchItemState  state);
void         ui_batch_settle    (MeireiBatch          *batch,
                                 guint                 position,
                                 const char           *result);

gint64       ui_batch_get_cpu_time (void);

G_END_DECLS
