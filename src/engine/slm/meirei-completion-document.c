/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* An answer that did not come over a connection of ours. */

#include "config.h"

#include "meirei-answer-reader.h"
#include "meirei-completion-document.h"
#include "meirei-completion-private.h"

static MeireiFinish
read_all (MeireiAnswerReader  *reader,
          GBytes              *document,
          GError             **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (document, &length);

  if (meirei_answer_reader_push (reader, bytes, length, error) == MEIREI_ANSWER_FAILED
      || meirei_answer_reader_end (reader, error) == MEIREI_ANSWER_FAILED)
    {
      meirei_answer_reader_flush (reader);
      return MEIREI_FINISH_BROKEN;
    }

  meirei_answer_reader_flush (reader);

  return meirei_answer_reader_conclude (reader, error);
}

/**
 * meirei_completion_read_document:
 * @self: a completion that was not sent
 * @document: the JSON object of an OpenAI chat completion, not streamed
 * @error: return location for an error
 *
 * Takes an answer that somebody else has asked for, as from a batch file, with
 * the same rules for how it ended as one that was sent from here.  There are no
 * times for it: nobody here saw when it came.
 *
 * Returns: whether it is an answer; %FALSE with an error of the domain
 *   %MEIREI_SLM_ERROR, as [method@Completion.get_error] has it, too
 */
gboolean
meirei_completion_read_document (MeireiCompletion  *self,
                                 GBytes            *document,
                                 GError           **error)
{
  g_autoptr(MeireiAnswerReader) reader = NULL;
  g_autoptr(GError) local_error = NULL;
  MeireiFinish finish;

  g_return_val_if_fail (MEIREI_IS_COMPLETION (self), FALSE);
  g_return_val_if_fail (!meirei_completion_is_finished (self), FALSE);
  g_return_val_if_fail (document != NULL, FALSE);

  reader = meirei_answer_reader_new (self, MEIREI_DIALECT_OPENAI, "application/json", NULL);
  finish = read_all (reader, document, &local_error);
  _meirei_completion_finish (self, finish, local_error);
  self->start_us = self->first_us = self->last_us = self->end_us = 0;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
