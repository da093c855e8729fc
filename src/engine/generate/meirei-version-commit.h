/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/* How often storing an answer is tried, and the pause after the first try; each
 * one is twice as long as the one before. */
#define MEIREI_VERSION_COMMIT_MAX_TRIES 5
#define MEIREI_VERSION_COMMIT_DELAY_MS 250

void               meirei_version_commit_run_async  (MeireiWorkspace      *workspace,
                                                     const char           *id,
                                                     MeireiVersion        *version,
                                                     GBytes               *code,
                                                     GBytes               *raw,
                                                     const char           *note,
                                                     const char           *kept_as,
                                                     guint                 first_delay_ms,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
MeireiInstruction *meirei_version_commit_run_finish (MeireiWorkspace      *workspace,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
