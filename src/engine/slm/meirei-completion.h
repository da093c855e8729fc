/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-chat-limits.h"
#include "meirei-chat-request.h"
#include "meirei-completion-phase.h"
#include "meirei-enums.h"
#include "meirei-finish-rules.h"
#include "meirei-server.h"
#include "meirei-usage.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_COMPLETION (meirei_completion_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCompletion, meirei_completion, MEIREI, COMPLETION, GObject)

MeireiCompletion        *meirei_completion_new                   (MeireiServer           *server,
                                                                  MeireiChatRequest      *request,
                                                                  const MeireiChatLimits *limits);

/* What was asked. */
MeireiServer            *meirei_completion_get_server            (MeireiCompletion       *self);
MeireiChatRequest       *meirei_completion_get_request           (MeireiCompletion       *self);
const MeireiChatLimits  *meirei_completion_get_limits            (MeireiCompletion       *self);

/* How far it is. */
MeireiCompletionPhase    meirei_completion_get_phase             (MeireiCompletion       *self);
double                   meirei_completion_get_progress          (MeireiCompletion       *self);
guint                    meirei_completion_get_n_tries           (MeireiCompletion       *self);
void                     meirei_completion_hint_phase            (MeireiCompletion       *self,
                                                                  MeireiCompletionPhase   phase,
                                                                  double                  progress);

/* What has arrived. */
const char              *meirei_completion_get_text              (MeireiCompletion       *self,
                                                                  gsize                  *length);
const char              *meirei_completion_get_reasoning         (MeireiCompletion       *self,
                                                                  gsize                  *length);
const char              *meirei_completion_get_raw               (MeireiCompletion       *self,
                                                                  gsize                  *length);
guint                    meirei_completion_get_epoch             (MeireiCompletion       *self);

/* Numbers. */
gint64                   meirei_completion_get_n_tokens          (MeireiCompletion       *self);
double                   meirei_completion_get_tokens_per_second (MeireiCompletion       *self);
double                   meirei_completion_get_ttft              (MeireiCompletion       *self);
double                   meirei_completion_get_elapsed           (MeireiCompletion       *self);
double                   meirei_completion_get_load_time         (MeireiCompletion       *self);
MeireiUsage              meirei_completion_get_usage             (MeireiCompletion       *self);

/* How it ended. */
gboolean                 meirei_completion_is_finished           (MeireiCompletion       *self);
MeireiFinish             meirei_completion_get_finish            (MeireiCompletion       *self);
MeireiCompletionWarning  meirei_completion_get_warnings          (MeireiCompletion       *self);
const char              *meirei_completion_get_finish_reason     (MeireiCompletion       *self);
const char              *meirei_completion_get_reply_model       (MeireiCompletion       *self);
const GError            *meirei_completion_get_error             (MeireiCompletion       *self);

G_END_DECLS
