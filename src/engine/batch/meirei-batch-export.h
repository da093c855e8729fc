/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-context.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

void    meirei_batch_export_run_async  (MeireiContext        *context,
                                        MeireiWorkspace      *workspace,
                                        MeireiBatch          *batch,
                                        const char           *path,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
char  **meirei_batch_export_run_finish (MeireiContext        *context,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
