/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-params.h"

G_BEGIN_DECLS

/**
 * MeireiChatRole:
 * @MEIREI_CHAT_ROLE_SYSTEM: general instructions
 * @MEIREI_CHAT_ROLE_USER: what is asked
 * @MEIREI_CHAT_ROLE_ASSISTANT: what the model answered before
 *
 * Who says a message.
 */
typedef enum {
  MEIREI_CHAT_ROLE_SYSTEM,
  MEIREI_CHAT_ROLE_USER,
  MEIREI_CHAT_ROLE_ASSISTANT,
} MeireiChatRole;

#define MEIREI_TYPE_CHAT_ROLE (meirei_chat_role_get_type ())
GType meirei_chat_role_get_type (void);

/**
 * MeireiChatMessage:
 * @role: who says it
 * @content: the text
 *
 * A message of a conversation.
 */
typedef struct {
  MeireiChatRole  role;
  const char     *content;
} MeireiChatMessage;

#define MEIREI_TYPE_CHAT_REQUEST (meirei_chat_request_get_type ())
G_DECLARE_FINAL_TYPE (MeireiChatRequest, meirei_chat_request, MEIREI, CHAT_REQUEST, GObject)

MeireiChatRequest       *meirei_chat_request_new               (const char              *model,
                                                                const MeireiChatMessage *messages,
                                                                guint                    n_messages,
                                                                MeireiChatParams        *params);
MeireiChatRequest       *meirei_chat_request_new_from_json     (JsonObject              *object,
                                                                GError                 **error);
JsonObject              *meirei_chat_request_to_json           (MeireiChatRequest       *self);

const char              *meirei_chat_request_get_model         (MeireiChatRequest       *self);
MeireiChatParams        *meirei_chat_request_get_params        (MeireiChatRequest       *self);
guint                    meirei_chat_request_get_n_messages    (MeireiChatRequest       *self);
const MeireiChatMessage *meirei_chat_request_get_message       (MeireiChatRequest       *self,
                                                                guint                    position);
gint64                   meirei_chat_request_get_prompt_tokens (MeireiChatRequest       *self);
gint64                   meirei_chat_request_get_context       (MeireiChatRequest       *self);
gboolean                 meirei_chat_request_get_native        (MeireiChatRequest       *self);

MeireiChatRequest       *meirei_chat_request_with_model        (MeireiChatRequest       *self,
                                                                const char              *model);
MeireiChatRequest       *meirei_chat_request_with_params       (MeireiChatRequest       *self,
                                                                MeireiChatParams        *params);
MeireiChatRequest       *meirei_chat_request_with_fit          (MeireiChatRequest       *self,
                                                                gint64                   prompt_tokens,
                                                                gint64                   context);
MeireiChatRequest       *meirei_chat_request_with_native       (MeireiChatRequest       *self,
                                                                gboolean                 native);
gboolean                 meirei_chat_request_get_fresh         (MeireiChatRequest       *self);
MeireiChatRequest       *meirei_chat_request_with_fresh        (MeireiChatRequest       *self,
                                                                gboolean                 fresh);

G_END_DECLS
