/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-completion-phase.h"
#include "meirei-dialect.h"
#include "meirei-slm-failure.h"
#include "meirei-usage.h"

G_BEGIN_DECLS

/**
 * MeireiChunk:
 * @root: (owned): the document that the texts belong to
 * @content: (nullable): a piece of the answer
 * @reasoning: (nullable): a piece of the model's reasoning
 * @finish_reason: (nullable): why the server stopped
 * @model: (nullable): the model that answers
 * @failure: (owned) (nullable): an error
 * @done: whether this is the last piece
 * @phase: what the server is doing, if @progress is not negative
 * @progress: how far it is, 0 to 1, or -1
 * @usage: what the request cost
 * @tokens_per_second: speed by the server's clock, or -1
 * @load_seconds: how long loading took, or -1
 *
 * What one piece of an answer says, in whatever dialect it was.
 */
typedef struct {
  JsonObject            *root;
  const char            *content;
  const char            *reasoning;
  const char            *finish_reason;
  const char            *model;
  MeireiSlmFailure      *failure;
  gboolean               done;
  MeireiCompletionPhase  phase;
  double                 progress;
  MeireiUsage            usage;
  double                 tokens_per_second;
  double                 load_seconds;
} MeireiChunk;

gboolean  meirei_chunk_parse (MeireiChunk    *self,
                              MeireiDialect   dialect,
                              const char     *data,
                              gsize           length,
                              gboolean        is_error,
                              const char     *secret,
                              GError        **error);
void      meirei_chunk_clear (MeireiChunk    *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MeireiChunk, meirei_chunk_clear)

G_END_DECLS
