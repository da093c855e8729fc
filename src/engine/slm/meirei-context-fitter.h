/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-context-fit.h"
#include "meirei-fit.h"
#include "meirei-preset-store.h"
#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CONTEXT_FITTER (meirei_context_fitter_get_type ())
G_DECLARE_FINAL_TYPE (MeireiContextFitter, meirei_context_fitter, MEIREI, CONTEXT_FITTER, GObject)

MeireiContextFitter *meirei_context_fitter_new          (MeireiServerRegistry  *registry,
                                                         MeireiPresetStore     *presets);

MeireiContextFit    *meirei_context_fitter_estimate     (MeireiContextFitter   *self,
                                                         MeireiTarget          *target,
                                                         MeireiChatRequest     *request);
void                 meirei_context_fitter_check_async  (MeireiContextFitter   *self,
                                                         MeireiTarget          *target,
                                                         MeireiChatRequest     *request,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
MeireiContextFit    *meirei_context_fitter_check_finish (MeireiContextFitter   *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
void                 meirei_context_fitter_fit_async    (MeireiContextFitter   *self,
                                                         MeireiTarget          *target,
                                                         MeireiChatRequest     *request,
                                                         MeireiFit              fit,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data);
MeireiChatRequest   *meirei_context_fitter_fit_finish   (MeireiContextFitter   *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
void                 meirei_context_fitter_set_memory   (MeireiContextFitter   *self,
                                                         const char            *path);
void                 meirei_context_fitter_learn        (MeireiContextFitter   *self,
                                                         MeireiTarget          *target,
                                                         MeireiChatRequest     *request,
                                                         gint64                 prompt_tokens);

G_END_DECLS
