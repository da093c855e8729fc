/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiSpecialToken:
 * @MEIREI_SPECIAL_TOKEN_NONE: ordinary text
 * @MEIREI_SPECIAL_TOKEN_PLAIN: to be removed, without further meaning
 * @MEIREI_SPECIAL_TOKEN_END: the model's turn is over
 * @MEIREI_SPECIAL_TOKEN_USER: a turn of the user or of the system begins
 * @MEIREI_SPECIAL_TOKEN_ASSISTANT: a turn of the model begins
 * @MEIREI_SPECIAL_TOKEN_THINK: reasoning begins
 * @MEIREI_SPECIAL_TOKEN_THINK_END: reasoning ends
 *
 * What a marker means that a chat template puts between the turns and that
 * a server should have kept for itself.
 */
typedef enum {
  MEIREI_SPECIAL_TOKEN_NONE,
  MEIREI_SPECIAL_TOKEN_PLAIN,
  MEIREI_SPECIAL_TOKEN_END,
  MEIREI_SPECIAL_TOKEN_USER,
  MEIREI_SPECIAL_TOKEN_ASSISTANT,
  MEIREI_SPECIAL_TOKEN_THINK,
  MEIREI_SPECIAL_TOKEN_THINK_END,
} MeireiSpecialToken;

MeireiSpecialToken meirei_special_token_match         (const char *text,
                                                       gsize       length,
                                                       gsize      *token_length);
MeireiSpecialToken meirei_special_token_match_heading (const char *text,
                                                       gsize       length,
                                                       gboolean    in_fence,
                                                       gsize      *token_length);

G_END_DECLS
