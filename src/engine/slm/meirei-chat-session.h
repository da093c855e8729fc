/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

SoupSession *meirei_chat_session_new         (gboolean      use_proxy);
gboolean     meirei_chat_session_is_near     (GUri         *uri);
SoupMessage *meirei_chat_session_new_message (GUri         *uri,
                                              const char   *api_key,
                                              GBytes       *body,
                                              GError      **error);

G_END_DECLS
