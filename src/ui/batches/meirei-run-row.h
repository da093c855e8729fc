/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-batch.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_RUN_ROW (meirei_run_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiRunRow, meirei_run_row, MEIREI, RUN_ROW, GtkWidget)

GtkWidget *meirei_run_row_new     (void);
void       meirei_run_row_set_run (MeireiRunRow *self,
                                   MeireiBatch  *batch,
                                   const char   *title);
void       meirei_run_row_update  (MeireiRunRow *self);

G_END_DECLS
