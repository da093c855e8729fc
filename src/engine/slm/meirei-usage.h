/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiUsage:
 * @prompt_tokens: tokens of the prompt
 * @completion_tokens: tokens of the answer, with its reasoning
 * @cached_tokens: tokens of the prompt that the server had ready
 * @reasoning_tokens: tokens of the reasoning alone
 *
 * What a request cost by the server's count; -1 is not known.
 */
typedef struct {
  gint64 prompt_tokens;
  gint64 completion_tokens;
  gint64 cached_tokens;
  gint64 reasoning_tokens;
} MeireiUsage;

#define MEIREI_USAGE_UNKNOWN ((MeireiUsage) { -1, -1, -1, -1 })

G_END_DECLS
