/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiChatLimits:
 * @connect_ms: how long connecting may take
 * @first_token_ms: how long the first piece of the answer may take, from when
 *   the request is first sent; 0 is for ever
 * @idle_ms: how long the server may be silent between two pieces; 0 is for ever
 * @end_ms: how long the stream may stay open after the server said that the
 *   answer is finished; it is complete then; 0 is for ever
 * @max_tries: how often the request may be sent in all; waiting for a server
 *   that is loading does not count
 * @backoff_ms: the first pause before sending again; it doubles each time
 * @loading_ms: the pause before asking a server again that is loading
 * @max_bytes: the longest answer, in bytes of text
 * @watch_repeats: whether to stop a model that repeats itself
 *
 * How long to wait and how much to take.  Loading a model and reading a prompt
 * may take many minutes in which a server sends nothing, so there is no limit
 * to the silence unless the user sets one.  What follows a finished answer is
 * only its numbers.
 */
typedef struct {
  guint     connect_ms;
  guint     first_token_ms;
  guint     idle_ms;
  guint     end_ms;
  guint     max_tries;
  guint     backoff_ms;
  guint     loading_ms;
  gsize     max_bytes;
  gboolean  watch_repeats;
} MeireiChatLimits;

#define MEIREI_CHAT_LIMITS_DEFAULT     \
  ((MeireiChatLimits) {                \
    .connect_ms = 5000,                \
    .end_ms = 10000,                   \
    .max_tries = 4,                    \
    .backoff_ms = 1000,                \
    .loading_ms = 1500,                \
    .max_bytes = 16 * 1024 * 1024,     \
    .watch_repeats = TRUE,             \
  })

G_END_DECLS
