/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The first byte chooses the dialect, the content type and the size of the
 * pieces; the rest is what the server sends. */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "meirei-answer-reader.h"
#include "meirei-slm-error.h"

static MeireiCompletion *
new_completion (void)
{
  static MeireiServer *server = NULL;
  static MeireiChatRequest *request = NULL;

  if (server == NULL)
    {
      server = meirei_server_new ("http://127.0.0.1:1", MEIREI_SERVER_KIND_OPENAI);
      request = meirei_chat_request_new ("m", NULL, 0, NULL);
    }

  return meirei_completion_new (server, request, NULL);
}

static MeireiFinish
read_all (MeireiAnswerReader  *reader,
          const char          *bytes,
          gsize                length,
          gsize                step,
          GError             **error)
{
  MeireiAnswerState state = MEIREI_ANSWER_MORE;

  for (gsize i = 0; i < length && state == MEIREI_ANSWER_MORE; i += step)
    state = meirei_answer_reader_push (reader, bytes + i, MIN (step, length - i), error);
  if (state == MEIREI_ANSWER_MORE)
    state = meirei_answer_reader_end (reader, error);
  meirei_answer_reader_flush (reader);

  if (state == MEIREI_ANSWER_FAILED)
    return MEIREI_FINISH_BROKEN;
  if (state == MEIREI_ANSWER_REPEATING)
    return MEIREI_FINISH_REPEATING;

  return meirei_answer_reader_conclude (reader, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char * const types[] = { "text/event-stream", "application/json", NULL };
  g_autoptr(MeireiCompletion) completion = NULL;
  g_autoptr(MeireiAnswerReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  MeireiFinish finish;
  gsize length;

  if (size == 0)
    return 0;

  completion = new_completion ();
  reader = meirei_answer_reader_new (completion, (MeireiDialect) (data[0] % 3),
                                     types[data[0] / 3 % 3], "sk-5ecret");
  finish = read_all (reader, (const char *) data + 1, size - 1,
                     data[0] >= 128 ? size : 1u + data[0] / 9u, &error);

  g_assert_true ((finish == MEIREI_FINISH_BROKEN) == (error != NULL));
  g_assert_true (error == NULL || error->domain == MEIREI_SLM_ERROR);
  meirei_completion_get_text (completion, &length);
  g_assert_true (g_utf8_validate_len (meirei_completion_get_text (completion, NULL), length, NULL));
  meirei_completion_get_reasoning (completion, &length);
  g_assert_true (g_utf8_validate_len (meirei_completion_get_reasoning (completion, NULL), length, NULL));

  return 0;
}
