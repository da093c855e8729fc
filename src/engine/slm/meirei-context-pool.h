/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-request.h"
#include "meirei-model.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CONTEXT_POOL (meirei_context_pool_get_type ())
G_DECLARE_FINAL_TYPE (MeireiContextPool, meirei_context_pool, MEIREI, CONTEXT_POOL, GObject)

MeireiContextPool *meirei_context_pool_new           (void);
void               meirei_context_pool_enter_async   (MeireiContextPool    *self,
                                                      MeireiModel          *model,
                                                      MeireiChatRequest    *request,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gint64             meirei_context_pool_enter_finish  (MeireiContextPool    *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void               meirei_context_pool_leave         (MeireiContextPool    *self,
                                                      MeireiModel          *model,
                                                      gint64                tokens);

G_END_DECLS
