/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-chat-param.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CHAT_PARAMS (meirei_chat_params_get_type ())
G_DECLARE_FINAL_TYPE (MeireiChatParams, meirei_chat_params, MEIREI, CHAT_PARAMS, GObject)

MeireiChatParams   *meirei_chat_params_new           (void);
MeireiChatParams   *meirei_chat_params_new_from_json (JsonObject          *object,
                                                      GError             **error);
JsonObject         *meirei_chat_params_to_json       (MeireiChatParams    *self);

gboolean            meirei_chat_params_has           (MeireiChatParams    *self,
                                                      MeireiChatParam      param);
double              meirei_chat_params_get           (MeireiChatParams    *self,
                                                      MeireiChatParam      param,
                                                      double               fallback);
gint64              meirei_chat_params_get_int       (MeireiChatParams    *self,
                                                      MeireiChatParam      param,
                                                      gint64               fallback);
const char * const *meirei_chat_params_get_stop      (MeireiChatParams    *self);
const char         *meirei_chat_params_get_think     (MeireiChatParams    *self);

MeireiChatParams   *meirei_chat_params_with          (MeireiChatParams    *self,
                                                      MeireiChatParam      param,
                                                      double               value);
MeireiChatParams   *meirei_chat_params_without       (MeireiChatParams    *self,
                                                      MeireiChatParam      param);
MeireiChatParams   *meirei_chat_params_with_stop     (MeireiChatParams    *self,
                                                      const char * const  *stop);
MeireiChatParams   *meirei_chat_params_with_think    (MeireiChatParams    *self,
                                                      const char          *think);
MeireiChatParams   *meirei_chat_params_overlay       (MeireiChatParams    *self,
                                                      MeireiChatParams    *over);

G_END_DECLS
