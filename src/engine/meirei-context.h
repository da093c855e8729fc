/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analyser.h"
#include "meirei-chat-client.h"
#include "meirei-context-fitter.h"
#include "meirei-context-pool.h"
#include "meirei-parse-check.h"
#include "meirei-preset-store.h"
#include "meirei-prompt-template.h"
#include "meirei-server-registry.h"
#include "meirei-template-store.h"
#include "meirei-test-runner.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CONTEXT (meirei_context_get_type ())
G_DECLARE_FINAL_TYPE (MeireiContext, meirei_context, MEIREI, CONTEXT, GObject)

MeireiContext        *meirei_context_new             (GError        **error);
const char           *meirei_context_get_data_dir    (MeireiContext  *self);
MeireiAnalyser       *meirei_context_get_analyser    (MeireiContext  *self);
MeireiChatClient     *meirei_context_get_chat_client (MeireiContext  *self);
MeireiServerRegistry *meirei_context_get_registry    (MeireiContext  *self);
MeireiPresetStore    *meirei_context_get_presets     (MeireiContext  *self);
MeireiContextFitter  *meirei_context_get_fitter      (MeireiContext  *self);
MeireiContextPool    *meirei_context_get_pool        (MeireiContext  *self);
MeireiTestRunner     *meirei_context_get_test_runner (MeireiContext  *self);
MeireiTemplateStore  *meirei_context_get_templates   (MeireiContext  *self);
MeireiParseCheck     *meirei_context_get_parse_check (MeireiContext  *self);

G_END_DECLS
