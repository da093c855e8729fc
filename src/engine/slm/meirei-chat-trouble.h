/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-chat-limits.h"
#include "meirei-chat-watchdog.h"
#include "meirei-slm-failure.h"

G_BEGIN_DECLS

char             *meirei_chat_trouble_dup_origin  (GUri                   *uri,
                                                   const char             *url);
MeireiSlmFailure *meirei_chat_trouble_bad_address (const char             *origin);
MeireiSlmFailure *meirei_chat_trouble_expired     (const char             *origin,
                                                   MeireiChatExpiry        expiry,
                                                   const MeireiChatLimits *limits);
MeireiSlmFailure *meirei_chat_trouble_redirected  (const char             *origin,
                                                   SoupMessage            *message);
MeireiSlmFailure *meirei_chat_trouble_transport   (const char             *origin,
                                                   const GError           *error,
                                                   guint                   n_tries);

G_END_DECLS
