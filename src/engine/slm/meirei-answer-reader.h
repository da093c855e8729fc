/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-completion.h"
#include "meirei-dialect.h"

G_BEGIN_DECLS

/**
 * MeireiAnswerState:
 * @MEIREI_ANSWER_MORE: more may come
 * @MEIREI_ANSWER_DONE: the server said that this was all
 * @MEIREI_ANSWER_REPEATING: the model repeats itself
 * @MEIREI_ANSWER_FAILED: there was an error
 *
 * What is to be done after some bytes of an answer were read.
 */
typedef enum {
  MEIREI_ANSWER_MORE,
  MEIREI_ANSWER_DONE,
  MEIREI_ANSWER_REPEATING,
  MEIREI_ANSWER_FAILED,
} MeireiAnswerState;

typedef struct _MeireiAnswerReader MeireiAnswerReader;

MeireiAnswerReader *meirei_answer_reader_new      (MeireiCompletion    *completion,
                                                   MeireiDialect        dialect,
                                                   const char          *content_type,
                                                   const char          *secret);
void                meirei_answer_reader_free     (MeireiAnswerReader  *self);
MeireiAnswerState   meirei_answer_reader_push     (MeireiAnswerReader  *self,
                                                   const char          *bytes,
                                                   gsize                length,
                                                   GError             **error);
MeireiAnswerState   meirei_answer_reader_end      (MeireiAnswerReader  *self,
                                                   GError             **error);
void                meirei_answer_reader_flush    (MeireiAnswerReader  *self);
MeireiFinish        meirei_answer_reader_conclude (MeireiAnswerReader  *self,
                                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiAnswerReader, meirei_answer_reader_free)

G_END_DECLS
