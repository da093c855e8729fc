/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-context.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/* So many are looked at at once; the analyser takes what waits as one group. */
#define MEIREI_BATCH_CHECK_MAX_ANALYSES 64

void        meirei_batch_check_run_async  (MeireiContext        *context,
                                           MeireiWorkspace      *workspace,
                                           MeireiOperation       operation,
                                           const char           *id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
JsonObject *meirei_batch_check_run_finish (MeireiContext        *context,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
