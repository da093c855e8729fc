/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-server.h"

G_BEGIN_DECLS

void      meirei_model_lister_refresh_async  (SoupSession          *session,
                                              MeireiServer         *server,
                                              guint                 timeout_ms,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean  meirei_model_lister_refresh_finish (MeireiServer         *server,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
