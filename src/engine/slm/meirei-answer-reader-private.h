/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-reader.h"
#include "meirei-ndjson-decoder.h"
#include "meirei-repeat-watch.h"
#include "meirei-slm-failure.h"
#include "meirei-sse-decoder.h"
#include "meirei-think-filter.h"

G_BEGIN_DECLS

typedef enum {
  MEIREI_ANSWER_FORMAT_UNKNOWN,  /* to be seen from the first byte */
  MEIREI_ANSWER_FORMAT_SSE,
  MEIREI_ANSWER_FORMAT_NDJSON,
  MEIREI_ANSWER_FORMAT_WHOLE,    /* one document: the server does not stream */
} MeireiAnswerFormat;

struct _MeireiAnswerReader
{
  MeireiCompletion    *completion;     /* (owned) */
  MeireiDialect        dialect;
  char                *secret;         /* (owned) (nullable) */
  MeireiAnswerFormat               format;
  MeireiSseDecoder    *sse;            /* (owned) */
  MeireiNdjsonDecoder *ndjson;         /* (owned) */
  GString             *whole;          /* (owned) */
  MeireiThinkFilter   *filter;         /* (owned) */
  MeireiRepeatWatch   *text_watch;     /* (owned) (nullable) */
  MeireiRepeatWatch   *thought_watch;  /* (owned) (nullable) */
  gsize                max_document;
  gboolean             saw_end;
  gboolean             has_changed;
  char                *last_word;      /* (owned): of the last piece */
  guint                n_same_words;
};

MeireiAnswerState  _meirei_answer_reader_fail          (MeireiSlmError       code,
                                                        const char          *message,
                                                        GError             **error);
MeireiAnswerState  _meirei_answer_reader_take_document (MeireiAnswerReader  *self,
                                                        const char          *data,
                                                        gsize                length,
                                                        gboolean             is_error,
                                                        GError             **error);

G_END_DECLS
