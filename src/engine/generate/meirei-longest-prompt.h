/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-context.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

void   meirei_longest_prompt_find_async  (MeireiContext        *context,
                                          MeireiWorkspace      *workspace,
                                          MeireiTarget         *target,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gint64 meirei_longest_prompt_find_finish (GAsyncResult         *result,
                                          char                **title,
                                          GError              **error);

G_END_DECLS
