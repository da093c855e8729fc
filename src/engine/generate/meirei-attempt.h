/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-admission.h"
#include "meirei-completion.h"
#include "meirei-extraction.h"
#include "meirei-prompt.h"
#include "meirei-report.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_ATTEMPT (meirei_attempt_get_type ())
G_DECLARE_FINAL_TYPE (MeireiAttempt, meirei_attempt, MEIREI, ATTEMPT, GObject)

MeireiAttempt     *meirei_attempt_new            (guint                 number,
                                                  MeireiPrompt         *prompt,
                                                  MeireiChatRequest    *request);

/* What is asked. */
guint              meirei_attempt_get_number     (MeireiAttempt        *self);
MeireiPrompt      *meirei_attempt_get_prompt     (MeireiAttempt        *self);
MeireiChatRequest *meirei_attempt_get_request    (MeireiAttempt        *self);
MeireiTarget      *meirei_attempt_get_target     (MeireiAttempt        *self);
MeireiCompletion  *meirei_attempt_get_completion (MeireiAttempt        *self);
void               meirei_attempt_set_key        (MeireiAttempt        *self,
                                                  const char           *sha256);
const char        *meirei_attempt_get_key        (MeireiAttempt        *self);

/* What came. */
GBytes            *meirei_attempt_get_raw        (MeireiAttempt        *self);
GBytes            *meirei_attempt_get_code       (MeireiAttempt        *self);
gboolean           meirei_attempt_is_complete    (MeireiAttempt        *self);
MeireiFinish       meirei_attempt_get_finish     (MeireiAttempt        *self);
const GError      *meirei_attempt_get_error      (MeireiAttempt        *self);
MeireiExtraction  *meirei_attempt_get_extraction (MeireiAttempt        *self);
MeireiReport      *meirei_attempt_get_report     (MeireiAttempt        *self);
JsonObject        *meirei_attempt_get_tests      (MeireiAttempt        *self);
int                meirei_attempt_get_failed_tests
                                                 (MeireiAttempt        *self);
const char        *meirei_attempt_get_failures   (MeireiAttempt        *self);
void               meirei_attempt_set_report     (MeireiAttempt        *self,
                                                  MeireiReport         *report);
void               meirei_attempt_set_tests      (MeireiAttempt        *self,
                                                  JsonObject           *tests,
                                                  int                   failed_tests,
                                                  const char           *failures);
gboolean           meirei_attempt_is_cached      (MeireiAttempt        *self);
JsonObject        *meirei_attempt_to_json        (MeireiAttempt        *self,
                                                  gboolean              whole);
JsonObject        *meirei_attempt_describe_extraction
                                                 (MeireiAttempt        *self);

/* The steps, in their order. */
void               meirei_attempt_reuse          (MeireiAttempt        *self,
                                                  GBytes               *raw,
                                                  JsonObject           *record);
gboolean           meirei_attempt_take_document  (MeireiAttempt        *self,
                                                  MeireiTarget         *target,
                                                  const MeireiChatLimits *limits,
                                                  GBytes               *document);
void               meirei_attempt_admit_async    (MeireiAttempt        *self,
                                                  MeireiContext        *context,
                                                  MeireiTarget         *target,
                                                  MeireiFit             fit,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean           meirei_attempt_admit_finish   (MeireiAttempt        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
MeireiCompletion  *meirei_attempt_begin          (MeireiAttempt        *self,
                                                  const MeireiChatLimits *limits);
void               meirei_attempt_send_async     (MeireiAttempt        *self,
                                                  MeireiContext        *context,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean           meirei_attempt_send_finish    (MeireiAttempt        *self,
                                                  GAsyncResult         *result);
void               meirei_attempt_read_async     (MeireiAttempt        *self,
                                                  MeireiSheet          *sheet,
                                                  MeireiParseCheck     *check,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean           meirei_attempt_read_finish    (MeireiAttempt        *self,
                                                  GAsyncResult         *result);
void               meirei_attempt_leave          (MeireiAttempt        *self);

G_END_DECLS
