/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How an answer ended.  Servers say "stop" for answers that were cut, and
 * nothing for answers that broke off; the numbers know better. */

#include "config.h"

#include <string.h>

#include "meirei-finish-rules.h"

G_DEFINE_FLAGS_TYPE (MeireiCompletionWarning, meirei_completion_warning,
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_WARNING_NONE, "none"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_WARNING_PROMPT_CUT, "prompt-cut"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_WARNING_PROMPT_TOO_LONG, "prompt-too-long"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_WARNING_TOKEN_LIMIT, "token-limit"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_WARNING_CONTEXT_FULL, "context-full"))

static const struct {
  const char   *reason;
  MeireiFinish  finish;
} reasons[] = {
  { "stop", MEIREI_FINISH_COMPLETE },
  { "eos", MEIREI_FINISH_COMPLETE },
  { "eos_token", MEIREI_FINISH_COMPLETE },
  { "stop_sequence", MEIREI_FINISH_COMPLETE },
  { "end_turn", MEIREI_FINISH_COMPLETE },
  { "eosFound", MEIREI_FINISH_COMPLETE },
  { "stopStringFound", MEIREI_FINISH_COMPLETE },
  { "length", MEIREI_FINISH_TRUNCATED },
  { "max_tokens", MEIREI_FINISH_TRUNCATED },
  { "model_length", MEIREI_FINISH_TRUNCATED },
  { "maxPredictedTokensReached", MEIREI_FINISH_TRUNCATED },
  { "contextLengthReached", MEIREI_FINISH_TRUNCATED },
  { "content_filter", MEIREI_FINISH_REFUSED },
  { "refusal", MEIREI_FINISH_REFUSED },
  { "load", MEIREI_FINISH_EMPTY },
  { "unload", MEIREI_FINISH_EMPTY },
};

static MeireiFinish
finish_of_reason (const MeireiFinishFacts *facts)
{
  /* LM Studio answers a prompt that is too long with nothing at all. */
  if (facts->reason == NULL)
    return facts->saw_end && !facts->has_answer && !facts->has_reasoning
           ? MEIREI_FINISH_EMPTY
           : MEIREI_FINISH_BROKEN;

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (facts->reason, reasons[i].reason))
      return reasons[i].finish;

  return MEIREI_FINISH_BROKEN;
}

/* Counts are off by one at the limit in some servers. */
static gboolean
is_at_token_limit (const MeireiFinishFacts *facts)
{
  return facts->max_tokens > 0
         && facts->usage.completion_tokens > 0
         && facts->usage.completion_tokens >= facts->max_tokens - 1;
}

static gboolean
is_context_full (const MeireiFinishFacts *facts)
{
  return facts->context > 0
         && facts->usage.prompt_tokens > 0
         && facts->usage.completion_tokens > 0
         && facts->usage.prompt_tokens + facts->usage.completion_tokens >= facts->context - 1;
}

/* Ollama keeps about half of a context's worth of a prompt that is too long,
 * and the end of it. */
static gboolean
is_prompt_cut (const MeireiFinishFacts *facts)
{
  gint64 count = facts->usage.prompt_tokens;
  gint64 estimate = facts->prompt_estimate;

  if (count <= 0 || estimate <= 0 || facts->context <= 0)
    return FALSE;

  if (count < estimate * 6 / 10 && estimate > facts->context * 9 / 10)
    return TRUE;

  return ABS (count - facts->context / 2) <= 8 && estimate > count * 13 / 10;
}

/* “Org/Model-7B.gguf”, “model-7b:latest”, “org/model-7b:2” and “model-7b” are
 * one model: servers leave the publisher, the tag, the instance or the end of
 * the file's name out of one of the two names. */
static char *
dup_bare_name (const char *name)
{
  const char *slash = strrchr (name, '/');
  g_autofree char *bare = g_ascii_strdown (slash != NULL ? slash + 1 : name, -1);
  char *tag = strpbrk (bare, ":@");

  if (tag != NULL)
    *tag = '\0';
  if (g_str_has_suffix (bare, ".gguf"))
    bare[strlen (bare) - strlen (".gguf")] = '\0';

  return g_steal_pointer (&bare);
}

static gboolean
is_other_model (const MeireiFinishFacts *facts)
{
  g_autofree char *asked = NULL;
  g_autofree char *replied = NULL;

  if (facts->asked_model == NULL || facts->reply_model == NULL
      || *facts->asked_model == '\0' || *facts->reply_model == '\0')
    return FALSE;

  asked = dup_bare_name (facts->asked_model);
  replied = dup_bare_name (facts->reply_model);

  return strstr (asked, replied) == NULL && strstr (replied, asked) == NULL;
}

/**
 * meirei_finish_classify:
 * @facts: what is known
 * @warnings: (out): what else is to be said
 *
 * Decides how an answer ended, for streams that ended without an error, a stop
 * by the user or a loop.
 *
 * Returns: the finish
 */
MeireiFinish
meirei_finish_classify (const MeireiFinishFacts *facts,
                        MeireiCompletionWarning *warnings)
{
  MeireiFinish finish;

  g_return_val_if_fail (facts != NULL && warnings != NULL, MEIREI_FINISH_BROKEN);

  *warnings = MEIREI_COMPLETION_WARNING_NONE;
  finish = finish_of_reason (facts);

  if (is_prompt_cut (facts))
    *warnings |= MEIREI_COMPLETION_WARNING_PROMPT_CUT;
  if (is_other_model (facts))
    *warnings |= MEIREI_COMPLETION_WARNING_OTHER_MODEL;

  if (finish == MEIREI_FINISH_COMPLETE || finish == MEIREI_FINISH_TRUNCATED)
    {
      if (is_context_full (facts))
        *warnings |= MEIREI_COMPLETION_WARNING_CONTEXT_FULL;
      else if (is_at_token_limit (facts))
        *warnings |= MEIREI_COMPLETION_WARNING_TOKEN_LIMIT;
      else if (finish == MEIREI_FINISH_TRUNCATED
               && facts->max_tokens > 0 && facts->usage.completion_tokens > 0)
        *warnings |= MEIREI_COMPLETION_WARNING_CONTEXT_FULL;
      if (*warnings & (MEIREI_COMPLETION_WARNING_CONTEXT_FULL | MEIREI_COMPLETION_WARNING_TOKEN_LIMIT))
        finish = MEIREI_FINISH_TRUNCATED;
    }

  if (finish == MEIREI_FINISH_COMPLETE && !facts->has_answer)
    finish = MEIREI_FINISH_EMPTY;

  if (finish == MEIREI_FINISH_EMPTY
      && facts->context > 0 && facts->prompt_estimate > facts->context * 8 / 10)
    *warnings |= MEIREI_COMPLETION_WARNING_PROMPT_TOO_LONG;

  return finish;
}
