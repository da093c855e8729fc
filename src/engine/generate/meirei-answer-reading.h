/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-lines.h"
#include "meirei-answer-turns.h"
#include "meirei-code-draft.h"

G_BEGIN_DECLS

/**
 * MeireiAnswerReading:
 * @lines: (owned): the answer
 * @turns: (owned) (element-type MeireiAnswerTurn): its turns
 * @blocks: (owned) (element-type MeireiCodeBlock): the blocks of the turn
 *   that holds the answer
 * @drafts: (owned) (element-type MeireiCodeDraft): what the code may be, the
 *   best choice first
 * @turn: index of the turn that holds the answer
 * @reasoning_open: whether the answer ends inside reasoning
 * @from_reasoning: whether the code comes out of the reasoning
 * @repetition: whether the answer ends in a loop
 *
 * An answer taken apart.
 */
typedef struct {
  MeireiAnswerLines *lines;
  GArray            *turns;
  GPtrArray         *blocks;
  GPtrArray         *drafts;
  guint              turn;
  gboolean           reasoning_open;
  gboolean           from_reasoning;
  gboolean           repetition;
} MeireiAnswerReading;

void meirei_answer_reading_init  (MeireiAnswerReading *self,
                                  const char          *answer,
                                  gsize                length,
                                  const char          *language,
                                  const char * const  *declared);
void meirei_answer_reading_clear (MeireiAnswerReading *self);

G_END_DECLS
