/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-chat-limits.h"

G_BEGIN_DECLS

/**
 * MeireiChatExpiry:
 * @MEIREI_CHAT_EXPIRY_NONE: no limit is over
 * @MEIREI_CHAT_EXPIRY_CONNECT: connecting took too long
 * @MEIREI_CHAT_EXPIRY_FIRST_TOKEN: the first piece took too long
 * @MEIREI_CHAT_EXPIRY_IDLE: the server was silent for too long
 * @MEIREI_CHAT_EXPIRY_END: the answer is finished, but its stream did not end
 *
 * Which limit of time is over.
 */
typedef enum {
  MEIREI_CHAT_EXPIRY_NONE,
  MEIREI_CHAT_EXPIRY_CONNECT,
  MEIREI_CHAT_EXPIRY_FIRST_TOKEN,
  MEIREI_CHAT_EXPIRY_IDLE,
  MEIREI_CHAT_EXPIRY_END,
} MeireiChatExpiry;

typedef struct _MeireiChatWatchdog MeireiChatWatchdog;

MeireiChatWatchdog *meirei_chat_watchdog_new        (GMainContext       *context,
                                                     GCancellable       *cancellable);
void                meirei_chat_watchdog_free       (MeireiChatWatchdog *self);
void                meirei_chat_watchdog_arm        (MeireiChatWatchdog *self,
                                                     MeireiChatExpiry    expiry,
                                                     guint               limit_ms);
void                meirei_chat_watchdog_disarm     (MeireiChatWatchdog *self,
                                                     MeireiChatExpiry    expiry);
void                meirei_chat_watchdog_feed       (MeireiChatWatchdog *self);
MeireiChatExpiry    meirei_chat_watchdog_get_expiry (MeireiChatWatchdog *self);

G_END_DECLS
