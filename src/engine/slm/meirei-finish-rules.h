/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-enums.h"
#include "meirei-usage.h"

G_BEGIN_DECLS

/**
 * MeireiCompletionWarning:
 * @MEIREI_COMPLETION_WARNING_NONE: nothing to remark
 * @MEIREI_COMPLETION_WARNING_PROMPT_CUT: the server seems to have cut the
 *   prompt without saying so
 * @MEIREI_COMPLETION_WARNING_PROMPT_TOO_LONG: no answer at all, probably
 *   because the prompt is longer than the loaded context
 * @MEIREI_COMPLETION_WARNING_TOKEN_LIMIT: the answer reached the limit of
 *   tokens that was asked for
 * @MEIREI_COMPLETION_WARNING_CONTEXT_FULL: prompt and answer filled the context
 * @MEIREI_COMPLETION_WARNING_OTHER_MODEL: the server names another model than
 *   the one that was asked
 *
 * What else is to be said about an answer, beside how it ended.
 */
typedef enum {
  MEIREI_COMPLETION_WARNING_NONE = 0,
  MEIREI_COMPLETION_WARNING_PROMPT_CUT = 1 << 0,
  MEIREI_COMPLETION_WARNING_PROMPT_TOO_LONG = 1 << 1,
  MEIREI_COMPLETION_WARNING_TOKEN_LIMIT = 1 << 2,
  MEIREI_COMPLETION_WARNING_CONTEXT_FULL = 1 << 3,
  MEIREI_COMPLETION_WARNING_OTHER_MODEL = 1 << 4,
} MeireiCompletionWarning;

#define MEIREI_TYPE_COMPLETION_WARNING (meirei_completion_warning_get_type ())
GType meirei_completion_warning_get_type (void);

/**
 * MeireiFinishFacts:
 * @reason: (nullable): the server's finish reason
 * @has_answer: whether the answer has anything but white space
 * @has_reasoning: whether there was reasoning
 * @saw_end: whether the stream was ended properly, by its last marker
 * @usage: what the request cost
 * @max_tokens: the limit asked for, or 0
 * @context: the loaded context, or 0
 * @prompt_estimate: the prompt's tokens by our own count, or 0
 * @asked_model: (nullable): the model that was asked
 * @reply_model: (nullable): the model that answered, as the server says
 *
 * What is known about an answer when its stream is over.
 */
typedef struct {
  const char  *reason;
  gboolean     has_answer;
  gboolean     has_reasoning;
  gboolean     saw_end;
  MeireiUsage  usage;
  gint64       max_tokens;
  gint64       context;
  gint64       prompt_estimate;
  const char  *asked_model;
  const char  *reply_model;
} MeireiFinishFacts;

MeireiFinish  meirei_finish_classify (const MeireiFinishFacts *facts,
                                      MeireiCompletionWarning *warnings);

G_END_DECLS
