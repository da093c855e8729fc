/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-batch-rows.h"
#include "meirei-server-registry.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_TABLE (meirei_batch_table_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchTable, meirei_batch_table, MEIREI, BATCH_TABLE, GtkWidget)

void                  meirei_batch_table_set_rows      (MeireiBatchTable     *self,
                                                        MeireiBatchRows      *rows);
void                  meirei_batch_table_set_sources   (MeireiBatchTable     *self,
                                                        MeireiWorkspace      *workspace,
                                                        MeireiServerRegistry *registry);
void                  meirei_batch_table_update        (MeireiBatchTable     *self);
MeireiWorkspace      *meirei_batch_table_get_workspace (MeireiBatchTable     *self);
MeireiServerRegistry *meirei_batch_table_get_registry  (MeireiBatchTable     *self);
GtkColumnView        *meirei_batch_table_get_view      (MeireiBatchTable     *self);
gboolean              meirei_batch_table_shows_column  (MeireiBatchTable     *self,
                                                        const char           *name);

G_END_DECLS
