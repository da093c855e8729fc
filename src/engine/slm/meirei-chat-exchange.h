/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-completion.h"

G_BEGIN_DECLS

/* For MeireiChatClient only: the way of one completion, as the data of a task. */
typedef struct _MeireiChatExchange MeireiChatExchange;

MeireiChatExchange *meirei_chat_exchange_new  (MeireiCompletion   *completion);
void                meirei_chat_exchange_free (MeireiChatExchange *self);
void                meirei_chat_exchange_run  (GTask              *task,
                                               SoupSession        *session);

G_END_DECLS
