/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiChatParam:
 * @MEIREI_CHAT_PARAM_TEMPERATURE: `temperature`, 0 to 2
 * @MEIREI_CHAT_PARAM_TOP_P: `top_p`, 0 to 1
 * @MEIREI_CHAT_PARAM_TOP_K: `top_k`, a number of tokens; 0 is off
 * @MEIREI_CHAT_PARAM_MIN_P: `min_p`, 0 to 1
 * @MEIREI_CHAT_PARAM_REPEAT_PENALTY: `repeat_penalty`, 1 is off
 * @MEIREI_CHAT_PARAM_PRESENCE_PENALTY: `presence_penalty`, -2 to 2
 * @MEIREI_CHAT_PARAM_FREQUENCY_PENALTY: `frequency_penalty`, -2 to 2
 * @MEIREI_CHAT_PARAM_SEED: `seed`, a whole number
 * @MEIREI_CHAT_PARAM_MAX_TOKENS: `max_tokens`, the longest answer
 * @MEIREI_CHAT_PARAM_CONTEXT: `context`, tokens that the model should be
 *   loaded with where the client can say so
 * @MEIREI_CHAT_PARAM_KEEP_ALIVE: `keep_alive`, seconds that the model should
 *   stay loaded afterwards; negative is for ever
 *
 * A parameter of a request that is a number.
 */
typedef enum {
  MEIREI_CHAT_PARAM_TEMPERATURE,
  MEIREI_CHAT_PARAM_TOP_P,
  MEIREI_CHAT_PARAM_TOP_K,
  MEIREI_CHAT_PARAM_MIN_P,
  MEIREI_CHAT_PARAM_REPEAT_PENALTY,
  MEIREI_CHAT_PARAM_PRESENCE_PENALTY,
  MEIREI_CHAT_PARAM_FREQUENCY_PENALTY,
  MEIREI_CHAT_PARAM_SEED,
  MEIREI_CHAT_PARAM_MAX_TOKENS,
  MEIREI_CHAT_PARAM_CONTEXT,
  MEIREI_CHAT_PARAM_KEEP_ALIVE,
} MeireiChatParam;

#define MEIREI_N_CHAT_PARAMS (MEIREI_CHAT_PARAM_KEEP_ALIVE + 1)

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

const char         *meirei_chat_param_get_name       (MeireiChatParam      param);
gboolean            meirei_chat_param_is_integer     (MeireiChatParam      param);
void                meirei_chat_param_get_range      (MeireiChatParam      param,
                                                      double              *minimum,
                                                      double              *maximum);

G_END_DECLS
