/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-lines.h"

G_BEGIN_DECLS

/**
 * MeireiFenceEnd:
 * @MEIREI_FENCE_END_CLOSED: by a closing fence
 * @MEIREI_FENCE_END_IMPLIED: by the opening of the next block, or by the end
 *   of the quotation it stands in
 * @MEIREI_FENCE_END_OPEN: not at all
 *
 * How a fenced block ends.
 */
typedef enum {
  MEIREI_FENCE_END_CLOSED,
  MEIREI_FENCE_END_IMPLIED,
  MEIREI_FENCE_END_OPEN,
} MeireiFenceEnd;

/**
 * MeireiFence:
 * @first: index of the first line inside
 * @end: index behind the last line inside
 * @language: (nullable): the language that the info string names
 * @indent: columns of indentation before the opening fence
 * @quote_depth: how many `>` stand before it
 * @how: how the block ends
 *
 * A fenced block of code.
 */
typedef struct {
  guint           first;
  guint           end;
  const char     *language;
  guint           indent;
  guint           quote_depth;
  MeireiFenceEnd  how;
} MeireiFence;

GArray *meirei_markdown_fences_read (MeireiAnswerLines *lines,
                                     guint              first,
                                     guint              end);

G_END_DECLS
