/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-lines.h"

G_BEGIN_DECLS

/**
 * MeireiFenceLine:
 * @start: byte of the line at which the fence begins
 * @length: number of back-quotes or tildes
 * @character: which of the two
 * @indent: columns of indentation before it, inside its quotation
 * @quote_depth: how many `>` stand before it
 * @info: what stands behind the fence, without white space around it
 * @info_length: its length in bytes; 0 for a bare fence
 * @language: (nullable): the language that the info string names
 * @code: (nullable): code that stands on the fence's own line
 * @code_length: its length in bytes
 * @closes_itself: whether a fence at the end of the same line ends the block
 * @attached: whether text stands before the fence
 *
 * A line that may open or close a fenced block.
 */
typedef struct {
  gsize       start;
  gsize       length;
  char        character;
  guint       indent;
  guint       quote_depth;
  const char *info;
  gsize       info_length;
  const char *language;
  const char *code;
  gsize       code_length;
  gboolean    closes_itself;
  gboolean    attached;
} MeireiFenceLine;

gboolean meirei_fence_line_read          (const MeireiAnswerLine *line,
                                          MeireiFenceLine        *fence);
gboolean meirei_fence_line_read_attached (const MeireiAnswerLine *line,
                                          MeireiFenceLine        *fence);
gboolean meirei_fence_line_reopens       (const MeireiFenceLine  *fence);
gsize    meirei_fence_line_skip_quotes   (const MeireiAnswerLine *line,
                                          guint                   max_depth,
                                          guint                  *depth);

G_END_DECLS
