/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-request.h"
#include "meirei-context.h"
#include "meirei-execution-options.h"
#include "meirei-instruction.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiExecutionPlan:
 * @instruction: the instruction as it is stored
 * @target: the server and the model
 * @template: the prompt template
 * @preset: how the model is best used
 * @options: how to execute, with what the preset says
 * @prompt: what the model is asked
 * @request: the request, not yet fitted to the model's context
 * @repair_rounds: how many repair rounds there may be
 * @base: (nullable): for a change: `version`, `note`, `file_sha256` and the
 *   number of `comments` of the version that is changed
 *
 * What is going to be asked, and of whom.
 */
typedef struct {
  MeireiInstruction    *instruction;
  MeireiTarget         *target;
  MeireiPromptTemplate *template;
  MeireiPreset         *preset;
  MeireiExecutionOptions *options;
  MeireiPrompt         *prompt;
  MeireiChatRequest    *request;
  guint                 repair_rounds;
  JsonObject           *base;
} MeireiExecutionPlan;

void                 meirei_execution_plan_make_async   (MeireiContext           *context,
                                                         MeireiWorkspace         *workspace,
                                                         const char              *id,
                                                         MeireiExecutionOptions  *options,
                                                         MeireiTarget            *target,
                                                         GCancellable            *cancellable,
                                                         GAsyncReadyCallback      callback,
                                                         gpointer                 user_data);
MeireiExecutionPlan *meirei_execution_plan_make_finish  (GAsyncResult            *result,
                                                         GError                 **error);
MeireiPrompt        *meirei_execution_plan_make_repair  (MeireiExecutionPlan     *self,
                                                         const char              *code,
                                                         const char              *reason,
                                                         MeireiChatRequest      **request);
MeireiPreset        *meirei_execution_plan_find_preset  (MeireiContext           *context,
                                                         MeireiWorkspace         *workspace,
                                                         MeireiTarget            *target,
                                                         GError                 **error);
void                 meirei_execution_plan_find_template_async
                                                        (MeireiContext           *context,
                                                         MeireiWorkspace         *workspace,
                                                         GCancellable            *cancellable,
                                                         GAsyncReadyCallback      callback,
                                                         gpointer                 user_data);
MeireiChatRequest   *meirei_execution_plan_make_request (MeireiTarget            *target,
                                                         MeireiPreset            *preset,
                                                         MeireiSheet             *sheet,
                                                         MeireiExecutionOptions  *options,
                                                         MeireiPrompt           **prompt,
                                                         GError                 **error);
void                 meirei_execution_plan_free         (MeireiExecutionPlan     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiExecutionPlan, meirei_execution_plan_free)

G_END_DECLS
