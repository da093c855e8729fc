/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-server.h"

G_BEGIN_DECLS

void      meirei_model_unloader_unload_async  (SoupSession          *session,
                                               MeireiModel          *model,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean  meirei_model_unloader_unload_finish (GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
