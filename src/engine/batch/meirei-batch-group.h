/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/* So many go together, synced once. */
#define MEIREI_BATCH_GROUP_SIZE 256

gboolean   meirei_batch_group_handles    (MeireiOperation       operation);
void       meirei_batch_group_run_async  (MeireiWorkspace      *workspace,
                                          MeireiOperation       operation,
                                          JsonObject           *options,
                                          GPtrArray            *items,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *meirei_batch_group_run_finish (MeireiWorkspace      *workspace,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
