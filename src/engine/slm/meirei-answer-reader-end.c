/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The end of an answer: what is known about it, and what it means. */

#include "config.h"

#include "meirei-answer-reader-private.h"
#include "meirei-completion-private.h"

/* Ollama ends the stream without a word after this many equal tokens. */
#define OLLAMA_REPEAT_GUARD 30

static gboolean
has_text (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text != '\0';
}

static void
gather_facts (MeireiAnswerReader *self,
              MeireiFinishFacts  *facts)
{
  MeireiCompletion *completion = self->completion;
  MeireiChatParams *params = meirei_chat_request_get_params (completion->request);

  *facts = (MeireiFinishFacts) {
    .reason = completion->finish_reason,
    .has_answer = has_text (completion->text->str),
    .has_reasoning = has_text (completion->reasoning->str),
    .saw_end = self->saw_end,
    .usage = completion->usage,
    .max_tokens = meirei_chat_params_get_int (params, MEIREI_CHAT_PARAM_MAX_TOKENS, 0),
    .context = meirei_chat_request_get_context (completion->request),
    .prompt_estimate = meirei_chat_request_get_prompt_tokens (completion->request),
  };

  /* LM Studio's own route gives no reason; what cut an answer shows in the
   * numbers. */
  if (self->dialect == MEIREI_DIALECT_LMSTUDIO && self->saw_end && facts->reason == NULL)
    facts->reason = "stop";
  /* A proxy gives models names of its own. */
  if (meirei_server_get_kind (self->completion->server) != MEIREI_SERVER_KIND_LITELLM)
    facts->asked_model = meirei_chat_request_get_model (self->completion->request);
  facts->reply_model = self->completion->reply_model;
}

static void
explain_broken (MeireiAnswerReader  *self,
                GError             **error)
{
  const char *reason = self->completion->finish_reason;
  g_autofree char *message = NULL;

  if (reason == NULL || g_str_equal (reason, "abort"))
    {
      message = g_strdup_printf ("The answer broke off after %" G_GSIZE_FORMAT
                                 " bytes, the server did not say that it is finished; try again",
                                 self->completion->raw->len);
      _meirei_answer_reader_fail (MEIREI_SLM_ERROR_CUT_SHORT, message, error);
    }
  else if (g_str_equal (reason, "error"))
    _meirei_answer_reader_fail (MEIREI_SLM_ERROR_SERVER, NULL, error);
  else
    {
      message = g_strdup_printf ("The model stopped for the reason “%.80s” instead of finishing "
                                 "its answer; try again or choose another model", reason);
      _meirei_answer_reader_fail (MEIREI_SLM_ERROR_BAD_RESPONSE, message, error);
    }
}

/**
 * meirei_answer_reader_conclude:
 * @self: a reader whose stream ended without an error
 * @error: return location for an error
 *
 * Decides how the answer ended and tells the completion what else is to be
 * remarked.
 *
 * Returns: the finish; with %MEIREI_FINISH_BROKEN @error is set to an error of
 *   the domain %MEIREI_SLM_ERROR
 */
MeireiFinish
meirei_answer_reader_conclude (MeireiAnswerReader  *self,
                               GError             **error)
{
  MeireiFinishFacts facts;
  MeireiFinish finish;

  g_return_val_if_fail (self != NULL, MEIREI_FINISH_BROKEN);

  gather_facts (self, &facts);
  finish = meirei_finish_classify (&facts, &self->completion->warnings);

  if (finish != MEIREI_FINISH_BROKEN)
    return finish;

  if (facts.reason == NULL && self->n_same_words >= OLLAMA_REPEAT_GUARD)
    return MEIREI_FINISH_REPEATING;

  explain_broken (self, error);

  return MEIREI_FINISH_BROKEN;
}
