/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-server.h"

G_BEGIN_DECLS

#define MEIREI_SERVER_PROBE_TIMEOUT_MS 2000

void      meirei_server_probe_async  (SoupSession          *session,
                                      MeireiServer         *server,
                                      guint                 timeout_ms,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean  meirei_server_probe_finish (MeireiServer         *server,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
