/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server-reply.h"
#include "meirei-server.h"

G_BEGIN_DECLS

/**
 * MeireiServerQuery:
 * @path: the endpoint's absolute path, with its query
 * @body: (nullable): what to send; %NULL makes it a GET, anything else a POST
 * @timeout_ms: when to give up, or 0 to wait for ever
 *
 * A small question to a server: no stream, a bounded answer.
 */
typedef struct {
  const char *path;
  JsonObject *body;
  guint       timeout_ms;
} MeireiServerQuery;

SoupSession       *meirei_server_query_session_new (void);
void               meirei_server_query_async       (SoupSession             *session,
                                                    MeireiServer            *server,
                                                    const MeireiServerQuery *query,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
MeireiServerReply *meirei_server_query_finish      (GAsyncResult            *result,
                                                    GError                 **error);

G_END_DECLS
