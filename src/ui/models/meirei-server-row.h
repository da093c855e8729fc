/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-server.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_ROW (meirei_server_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerRow, meirei_server_row, MEIREI, SERVER_ROW, AdwBin)

GtkWidget *meirei_server_row_new      (void);
void       meirei_server_row_set_item (MeireiServerRow *self,
                                       gpointer         item);
char      *meirei_model_dup_summary   (MeireiModel     *model);

G_END_DECLS
