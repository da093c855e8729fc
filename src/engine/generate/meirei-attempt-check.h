/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analyser.h"
#include "meirei-attempt.h"
#include "meirei-sheet.h"
#include "meirei-test-runner.h"

G_BEGIN_DECLS

void     meirei_attempt_analyse_async  (MeireiAttempt           *self,
                                        MeireiAnalyser          *analyser,
                                        MeireiAnalysisSettings  *settings,
                                        MeireiSheet             *sheet,
                                        const char              *file,
                                        GAsyncReadyCallback      callback,
                                        gpointer                 user_data);
gboolean meirei_attempt_analyse_finish (MeireiAttempt           *self,
                                        GAsyncResult            *result,
                                        GError                 **error);
void     meirei_attempt_test_async     (MeireiAttempt           *self,
                                        MeireiTestRunner        *runner,
                                        JsonObject              *settings,
                                        MeireiSheet             *sheet,
                                        GCancellable            *cancellable,
                                        GAsyncReadyCallback      callback,
                                        gpointer                 user_data);
gboolean meirei_attempt_test_finish    (MeireiAttempt           *self,
                                        GAsyncResult            *result,
                                        GError                 **error);
gboolean meirei_attempt_can_be_tested  (MeireiAttempt           *self);
void     meirei_attempt_judge          (MeireiAttempt           *self,
                                        MeireiAnalysisSettings  *settings);

G_END_DECLS
