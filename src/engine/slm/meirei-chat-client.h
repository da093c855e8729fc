/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-completion.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CHAT_CLIENT (meirei_chat_client_get_type ())
G_DECLARE_FINAL_TYPE (MeireiChatClient, meirei_chat_client, MEIREI, CHAT_CLIENT, GObject)

MeireiChatClient *meirei_chat_client_new         (void);
void              meirei_chat_client_send_async  (MeireiChatClient     *self,
                                                  MeireiCompletion     *completion,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          meirei_chat_client_send_finish (MeireiChatClient     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
