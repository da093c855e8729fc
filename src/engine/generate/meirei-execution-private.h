/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-request.h"
#include "meirei-execution.h"
#include "meirei-extraction.h"
#include "meirei-prompt-template.h"

G_BEGIN_DECLS

/* What is asked. */
MeireiPrompt      *_meirei_execution_make_prompt     (MeireiContext           *context,
                                                      MeireiWorkspace         *workspace,
                                                      MeireiSheet             *sheet,
                                                      GError                 **error);
MeireiPreset      *_meirei_execution_find_preset     (MeireiContext           *context,
                                                      MeireiWorkspace         *workspace,
                                                      MeireiTarget            *target,
                                                      GError                 **error);
void               _meirei_execution_apply_preset    (MeireiPreset            *preset,
                                                      MeireiPrompt           **prompt,
                                                      MeireiExecutionOptions **options);
MeireiChatRequest *_meirei_execution_make_request    (MeireiTarget            *target,
                                                      MeireiPreset            *preset,
                                                      MeireiSheet             *sheet,
                                                      MeireiPrompt            *prompt,
                                                      MeireiExecutionOptions  *options,
                                                      GError                 **error);

/* The records of what came of it. */
JsonObject        *_meirei_execution_make_attempt (MeireiCompletion        *completion,
                                                   gint64                   started_at,
                                                   const GError            *error);
JsonObject        *_meirei_execution_make_extraction (MeireiExtraction     *extraction);
MeireiFinish       _meirei_execution_judge        (MeireiFinish             finish,
                                                   MeireiExtraction        *extraction);
GError            *_meirei_execution_make_error   (MeireiFinish             finish,
                                                   MeireiCompletion        *completion,
                                                   MeireiExtraction        *extraction);

G_END_DECLS
