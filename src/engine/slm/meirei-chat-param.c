/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chat-param.h"

typedef struct {
  const char *name;
  gboolean    is_integer;
  double      minimum;
  double      maximum;
} Spec;

/* Whole numbers beyond 2^53 do not survive JSON in every server. */
static const Spec specs[] = {
  [MEIREI_CHAT_PARAM_TEMPERATURE] = { "temperature", FALSE, 0, 2 },
  [MEIREI_CHAT_PARAM_TOP_P] = { "top_p", FALSE, 0, 1 },
  [MEIREI_CHAT_PARAM_TOP_K] = { "top_k", TRUE, 0, 1e6 },
  [MEIREI_CHAT_PARAM_MIN_P] = { "min_p", FALSE, 0, 1 },
  [MEIREI_CHAT_PARAM_REPEAT_PENALTY] = { "repeat_penalty", FALSE, 0.1, 10 },
  [MEIREI_CHAT_PARAM_PRESENCE_PENALTY] = { "presence_penalty", FALSE, -2, 2 },
  [MEIREI_CHAT_PARAM_FREQUENCY_PENALTY] = { "frequency_penalty", FALSE, -2, 2 },
  [MEIREI_CHAT_PARAM_SEED] = { "seed", TRUE, 0, 9007199254740991.0 },
  [MEIREI_CHAT_PARAM_MAX_TOKENS] = { "max_tokens", TRUE, 1, 1e8 },
  [MEIREI_CHAT_PARAM_CONTEXT] = { "context", TRUE, 1, 1e8 },
  [MEIREI_CHAT_PARAM_KEEP_ALIVE] = { "keep_alive", TRUE, -1, 1e8 },
};

/**
 * meirei_chat_param_get_name:
 * @param: a parameter
 *
 * Returns: its name in JSON files and on the command line
 */
const char *
meirei_chat_param_get_name (MeireiChatParam param)
{
  g_return_val_if_fail ((guint) param < MEIREI_N_CHAT_PARAMS, NULL);

  return specs[param].name;
}

/**
 * meirei_chat_param_is_integer:
 * @param: a parameter
 *
 * Returns: whether it takes whole numbers only
 */
gboolean
meirei_chat_param_is_integer (MeireiChatParam param)
{
  g_return_val_if_fail ((guint) param < MEIREI_N_CHAT_PARAMS, FALSE);

  return specs[param].is_integer;
}

/**
 * meirei_chat_param_get_range:
 * @param: a parameter
 * @minimum: (out): the smallest value
 * @maximum: (out): the largest value
 */
void
meirei_chat_param_get_range (MeireiChatParam  param,
                             double          *minimum,
                             double          *maximum)
{
  g_return_if_fail ((guint) param < MEIREI_N_CHAT_PARAMS);

  *minimum = specs[param].minimum;
  *maximum = specs[param].maximum;
}
