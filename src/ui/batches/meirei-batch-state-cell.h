/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-batch-row.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_STATE_CELL (meirei_batch_state_cell_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchStateCell, meirei_batch_state_cell, MEIREI, BATCH_STATE_CELL, GtkWidget)

GtkWidget *meirei_batch_state_cell_new     (void);
void       meirei_batch_state_cell_set_row (MeireiBatchStateCell *self,
                                            MeireiBatchRow       *row);

G_END_DECLS
