/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-completion.h"

G_BEGIN_DECLS

/**
 * MeireiRateSample:
 * @elapsed: seconds since the request began
 * @n_tokens: tokens until then
 * @rate: tokens per second, over about a second
 *
 * How fast an answer came at one moment.
 */
typedef struct {
  double elapsed;
  gint64 n_tokens;
  double rate;
} MeireiRateSample;

const MeireiRateSample *meirei_answer_rate_sample (MeireiCompletion *completion,
                                                        guint            *n_samples);

G_END_DECLS
