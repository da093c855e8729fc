/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-lines.h"

G_BEGIN_DECLS

/**
 * MeireiAnswerTurn:
 * @first: index of its first line
 * @end: index behind its last line
 * @user: whether it is a turn of the user (or of the system) that the model
 *   echoed or invented
 * @ended: whether a token said that the turn is over
 *
 * A turn in an answer.  There ought to be one; small models go on talking to
 * themselves.
 */
typedef struct {
  guint    first;
  guint    end;
  gboolean user;
  gboolean ended;
} MeireiAnswerTurn;

GArray *meirei_answer_turns_read (MeireiAnswerLines *lines,
                                  gboolean          *reasoning_open);

G_END_DECLS
