/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction.h"
#include "meirei-prompt-template.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

char         *meirei_change_request_dup_text    (MeireiVersion         *base,
                                                 const char            *code,
                                                 const char            *note);
void          meirei_change_request_make_async  (MeireiWorkspace       *workspace,
                                                 MeireiInstruction     *instruction,
                                                 MeireiPromptTemplate  *template,
                                                 const char            *base_version,
                                                 const char            *note,
                                                 GCancellable          *cancellable,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
MeireiPrompt *meirei_change_request_make_finish (GAsyncResult          *result,
                                                 JsonObject           **base,
                                                 GError               **error);

G_END_DECLS
