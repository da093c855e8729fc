/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void      meirei_lmstudio_greeting_async  (SoupSession          *session,
                                           const guint16        *ports,
                                           gsize                 n_ports,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  meirei_lmstudio_greeting_finish (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
