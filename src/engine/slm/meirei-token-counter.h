/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-chat-request.h"
#include "meirei-server.h"

G_BEGIN_DECLS

gboolean  meirei_token_counter_can_count    (MeireiServerKind      kind);
void      meirei_token_counter_count_async  (SoupSession          *session,
                                             MeireiServer         *server,
                                             MeireiChatRequest    *request,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gint64    meirei_token_counter_count_finish (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
