/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-context.h"
#include "meirei-prompt.h"
#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

void          meirei_version_prompt_make_async  (MeireiContext        *context,
                                                 MeireiWorkspace      *workspace,
                                                 MeireiInstruction    *instruction,
                                                 MeireiVersion        *version,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
MeireiPrompt *meirei_version_prompt_make_finish (GAsyncResult         *result,
                                                 gboolean             *exact,
                                                 GError              **error);

G_END_DECLS
