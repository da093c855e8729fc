/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-batch-row.h"
#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_MESSAGE_CELL (meirei_batch_message_cell_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchMessageCell, meirei_batch_message_cell, MEIREI, BATCH_MESSAGE_CELL, GtkWidget)

GtkWidget *meirei_batch_message_cell_new     (void);
void       meirei_batch_message_cell_set_row (MeireiBatchMessageCell *self,
                                              MeireiBatchRow         *row,
                                              MeireiServerRegistry   *registry);

G_END_DECLS
