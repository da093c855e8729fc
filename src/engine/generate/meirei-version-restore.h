/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

void               meirei_version_restore_async  (MeireiWorkspace      *workspace,
                                                  MeireiVersion        *version,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
MeireiInstruction *meirei_version_restore_finish (MeireiWorkspace      *workspace,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
