/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

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

const char *meirei_chat_param_get_name   (MeireiChatParam  param);
gboolean    meirei_chat_param_is_integer (MeireiChatParam  param);
void        meirei_chat_param_get_range  (MeireiChatParam  param,
                                          double          *minimum,
                                          double          *maximum);

G_END_DECLS
