/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-score-table.h"
#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

void           meirei_version_suppress_async  (MeireiWorkspace      *workspace,
                                               MeireiScoreTable     *table,
                                               MeireiVersion        *version,
                                               MeireiFinding        *finding,
                                               const char           *reason,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
MeireiVersion *meirei_version_suppress_finish (MeireiWorkspace      *workspace,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
