/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiCompletionPhase:
 * @MEIREI_COMPLETION_PHASE_QUEUED: not sent yet, or waiting to be sent again
 * @MEIREI_COMPLETION_PHASE_CONNECTING: looking for the server
 * @MEIREI_COMPLETION_PHASE_LOADING: the server loads the model
 * @MEIREI_COMPLETION_PHASE_READING_PROMPT: sent; the server reads the prompt,
 *   or does something that it does not tell
 * @MEIREI_COMPLETION_PHASE_GENERATING: the answer is arriving
 * @MEIREI_COMPLETION_PHASE_FINISHED: over, in whatever way
 *
 * What a request is waiting for.
 */
typedef enum {
  MEIREI_COMPLETION_PHASE_QUEUED,
  MEIREI_COMPLETION_PHASE_CONNECTING,
  MEIREI_COMPLETION_PHASE_LOADING,
  MEIREI_COMPLETION_PHASE_READING_PROMPT,
  MEIREI_COMPLETION_PHASE_GENERATING,
  MEIREI_COMPLETION_PHASE_FINISHED,
} MeireiCompletionPhase;

#define MEIREI_TYPE_COMPLETION_PHASE (meirei_completion_phase_get_type ())
GType meirei_completion_phase_get_type (void);

G_END_DECLS
