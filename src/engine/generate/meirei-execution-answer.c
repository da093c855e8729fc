/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What came of a request, in the words of the version's record. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-execution-private.h"
#include "meirei-json.h"

static void
set_count (JsonObject *object,
           const char *member,
           gint64      count)
{
  if (count >= 0)
    json_object_set_int_member (object, member, count);
  else
    json_object_set_null_member (object, member);
}

static void
set_seconds (JsonObject *object,
             const char *member,
             double      seconds)
{
  if (seconds >= 0.0)
    json_object_set_double_member (object, member, seconds);
  else
    json_object_set_null_member (object, member);
}

/* One request's record: `started_at`, `ttft_s`, `duration_s`,
 * `prompt_tokens`, `completion_tokens`, `finish`, `error`, … */
JsonObject *
_meirei_execution_make_attempt (MeireiCompletion *completion,
                                gint64            started_at,
                                const GError     *error)
{
  MeireiUsage usage = meirei_completion_get_usage (completion);
  JsonObject *attempt = json_object_new ();

  meirei_json_set_time (attempt, "started_at", started_at);
  set_seconds (attempt, "ttft_s", meirei_completion_get_ttft (completion));
  set_seconds (attempt, "duration_s", meirei_completion_get_elapsed (completion));
  set_count (attempt, "prompt_tokens", usage.prompt_tokens);
  set_count (attempt, "completion_tokens", usage.completion_tokens >= 0
                                           ? usage.completion_tokens
                                           : meirei_completion_get_n_tokens (completion));
  set_seconds (attempt, "tokens_per_s", meirei_completion_get_tokens_per_second (completion));
  json_object_set_string_member (attempt, "finish",
                                 meirei_enum_to_nick (MEIREI_TYPE_FINISH,
                                                      meirei_completion_get_finish (completion)));
  meirei_json_set_string (attempt, "finish_reason",
                          meirei_completion_get_finish_reason (completion));
  json_object_set_int_member (attempt, "tries", meirei_completion_get_n_tries (completion));
  meirei_json_set_string (attempt, "reply_model", meirei_completion_get_reply_model (completion));
  json_object_set_boolean_member (attempt, "other_model",
                                  (meirei_completion_get_warnings (completion)
                                   & MEIREI_COMPLETION_WARNING_OTHER_MODEL) != 0);
  if (error != NULL)
    json_object_set_object_member (attempt, "error", meirei_error_to_json (error));
  else
    json_object_set_null_member (attempt, "error");

  return attempt;
}

/* What the extractor found and left out. */
JsonObject *
_meirei_execution_make_extraction (MeireiExtraction *extraction)
{
  g_auto(GStrv) marks = meirei_extraction_dup_mark_nicks (extraction);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "problem",
                                 meirei_enum_to_nick (MEIREI_TYPE_EXTRACTION_PROBLEM,
                                                      meirei_extraction_get_problem (extraction)));
  meirei_json_set_strv (object, "marks", (const char * const *) marks);
  json_object_set_int_member (object, "blocks", meirei_extraction_get_n_blocks (extraction));
  json_object_set_boolean_member (object, "checked", meirei_extraction_is_checked (extraction));

  return object;
}

/* A server can say that an answer is complete although there is no code in it,
 * or its last fence is still open. */
MeireiFinish
_meirei_execution_judge (MeireiFinish      finish,
                         MeireiExtraction *extraction)
{
  if (finish != MEIREI_FINISH_COMPLETE)
    return finish;

  switch (meirei_extraction_get_problem (extraction))
    {
    case MEIREI_EXTRACTION_PROBLEM_NONE:
    case MEIREI_EXTRACTION_PROBLEM_SYNTAX:
      return MEIREI_FINISH_COMPLETE;
    case MEIREI_EXTRACTION_PROBLEM_TRUNCATED:
      return MEIREI_FINISH_TRUNCATED;
    case MEIREI_EXTRACTION_PROBLEM_REFUSED:
      return MEIREI_FINISH_REFUSED;
    case MEIREI_EXTRACTION_PROBLEM_PROSE_ONLY:
    case MEIREI_EXTRACTION_PROBLEM_EMPTY:
    case MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE:
      return MEIREI_FINISH_EMPTY;
    default:
      g_return_val_if_reached (MEIREI_FINISH_EMPTY);
    }
}

static char *
describe_limit (MeireiCompletion *completion)
{
  MeireiChatRequest *request = meirei_completion_get_request (completion);
  MeireiCompletionWarning warnings = meirei_completion_get_warnings (completion);
  gint64 limit = meirei_chat_params_get_int (meirei_chat_request_get_params (request),
                                             MEIREI_CHAT_PARAM_MAX_TOKENS, 0);

  if ((warnings & MEIREI_COMPLETION_WARNING_CONTEXT_FULL) != 0)
    return g_strdup_printf ("prompt and answer filled the context of %" G_GINT64_FORMAT
                            " tokens; load the model with a larger one or shorten the sheet",
                            meirei_chat_request_get_context (request));
  if (limit > 0)
    return g_strdup_printf ("it has %" G_GINT64_FORMAT " tokens, the limit is %" G_GINT64_FORMAT
                            "; raise --max-tokens",
                            meirei_completion_get_n_tokens (completion), limit);

  return g_strdup ("raise the limit of tokens or load the model with a larger context");
}

/* Why an execution is a failure although the server answered. */
GError *
_meirei_execution_make_error (MeireiFinish      finish,
                              MeireiCompletion *completion,
                              MeireiExtraction *extraction)
{
  g_autofree char *limit = NULL;
  g_autofree char *description = NULL;

  switch (finish)
    {
    case MEIREI_FINISH_COMPLETE:
      return NULL;
    case MEIREI_FINISH_TRUNCATED:
      limit = describe_limit (completion);
      return g_error_new (MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE,
                          "The answer was cut off: %s", limit);
    case MEIREI_FINISH_EMPTY:
    case MEIREI_FINISH_REFUSED:
      if (extraction != NULL)
        description = meirei_extraction_dup_description (extraction);
      return g_error_new (MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE,
                          "There is no code in the answer: %s",
                          description != NULL ? description : "it is empty");
    case MEIREI_FINISH_REPEATING:
      return g_error_new (MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE,
                          "The model repeated itself and was stopped after %" G_GINT64_FORMAT
                          " tokens; try another seed or a repeat penalty of 1.05 to 1.1",
                          meirei_completion_get_n_tokens (completion));
    case MEIREI_FINISH_STOPPED:
      return g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped by the user");
    case MEIREI_FINISH_BROKEN:
    default:
      return g_error_new (MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE,
                          "The connection ended in the middle of the answer, after "
                          "%" G_GINT64_FORMAT " tokens; try again",
                          meirei_completion_get_n_tokens (completion));
    }
}
