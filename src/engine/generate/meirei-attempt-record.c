/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What came of an attempt, in the words of the version's record. */

#include "config.h"

#include "meirei-attempt-private.h"
#include "meirei-batch-error.h"
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

static void
describe_completion (MeireiCompletion *completion,
                     JsonObject       *attempt)
{
  MeireiUsage usage = meirei_completion_get_usage (completion);

  set_seconds (attempt, "ttft_s", meirei_completion_get_ttft (completion));
  /* Of an answer that came in a file nobody here knows how long it took. */
  set_seconds (attempt, "duration_s", meirei_completion_get_n_tries (completion) > 0
                                      ? meirei_completion_get_elapsed (completion) : -1.0);
  set_count (attempt, "prompt_tokens", usage.prompt_tokens);
  set_count (attempt, "completion_tokens", usage.completion_tokens >= 0
                                           ? usage.completion_tokens
                                           : meirei_completion_get_n_tokens (completion));
  set_seconds (attempt, "tokens_per_s", meirei_completion_get_tokens_per_second (completion));
  meirei_json_set_string (attempt, "finish_reason",
                          meirei_completion_get_finish_reason (completion));
  json_object_set_int_member (attempt, "tries", meirei_completion_get_n_tries (completion));
  meirei_json_set_string (attempt, "reply_model", meirei_completion_get_reply_model (completion));
  json_object_set_boolean_member (attempt, "other_model",
                                  (meirei_completion_get_warnings (completion)
                                   & MEIREI_COMPLETION_WARNING_OTHER_MODEL) != 0);
}

/* The numbers are those of the request that was really sent. */
static void
copy_reused (JsonObject *record,
             JsonObject *attempt)
{
  static const char * const members[] = {
    "ttft_s", "duration_s", "prompt_tokens", "completion_tokens", "tokens_per_s",
    "finish_reason", "tries", "reply_model", "other_model",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (record, members[i]))
      json_object_set_member (attempt, members[i], json_object_dup_member (record, members[i]));
  json_object_set_boolean_member (attempt, "cached", TRUE);
}

/* One request's record: `started_at`, `ttft_s`, `duration_s`,
 * `prompt_tokens`, `completion_tokens`, `finish`, `error`, … */
JsonObject *
_meirei_attempt_describe_request (MeireiAttempt *self)
{
  JsonObject *attempt = json_object_new ();

  json_object_set_int_member (attempt, "number", self->number);
  meirei_json_set_time (attempt, "started_at", self->started_at);
  if (self->completion != NULL)
    describe_completion (self->completion, attempt);
  else if (self->record != NULL)
    copy_reused (self->record, attempt);
  json_object_set_string_member (attempt, "finish",
                                 meirei_enum_to_nick (MEIREI_TYPE_FINISH, (int) self->finish));
  meirei_json_set_string (attempt, "prompt_sha256", meirei_prompt_get_sha256 (self->prompt));
  meirei_json_set_string (attempt, "request_sha256", self->key);
  if (self->error != NULL)
    json_object_set_object_member (attempt, "error", meirei_error_to_json (self->error));
  else
    json_object_set_null_member (attempt, "error");

  return attempt;
}

static void
set_file (JsonObject *attempt,
          const char *member,
          GBytes     *content)
{
  g_autofree char *name = g_strconcat (member, "_sha256", NULL);
  g_autofree char *sha256 = content != NULL
                            ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content) : NULL;

  meirei_json_set_string (attempt, name, sha256);
}

/**
 * meirei_attempt_to_json:
 * @self: an attempt
 * @whole: whether to say everything that is known about its answer, because it
 *   is one of several
 *
 * Returns: (transfer full): the attempt as a version's record has it
 */
JsonObject *
meirei_attempt_to_json (MeireiAttempt *self,
                        gboolean       whole)
{
  JsonObject *attempt;

  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);

  attempt = _meirei_attempt_describe_request (self);
  json_object_set_string_member (attempt, "kind", self->number > 1 ? "repair" : "first");
  if (!whole)
    return attempt;

  set_file (attempt, "raw", self->raw);
  set_file (attempt, "code", self->code);
  if (self->extraction != NULL)
    json_object_set_object_member (attempt, "extraction",
                                   meirei_attempt_describe_extraction (self));
  if (self->report != NULL)
    json_object_set_object_member (attempt, "report", meirei_report_to_json (self->report));
  if (self->tests != NULL)
    json_object_set_object_member (attempt, "tests", json_object_ref (self->tests));

  return attempt;
}

/**
 * meirei_attempt_describe_extraction:
 * @self: an attempt whose answer has been read
 *
 * Returns: (transfer full): what the extractor found and left out
 */
JsonObject *
meirei_attempt_describe_extraction (MeireiAttempt *self)
{
  g_auto(GStrv) marks = NULL;
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_ATTEMPT (self), NULL);
  g_return_val_if_fail (self->extraction != NULL, NULL);

  marks = meirei_extraction_dup_mark_nicks (self->extraction);
  object = json_object_new ();
  json_object_set_string_member (object, "problem",
                                 meirei_enum_to_nick (MEIREI_TYPE_EXTRACTION_PROBLEM,
                                                      meirei_extraction_get_problem (self->extraction)));
  meirei_json_set_strv (object, "marks", (const char * const *) marks);
  json_object_set_int_member (object, "blocks",
                              meirei_extraction_get_n_blocks (self->extraction));
  json_object_set_boolean_member (object, "checked",
                                  meirei_extraction_is_checked (self->extraction));

  return object;
}

/* A server can say that an answer is complete although there is no code in it,
 * or its last fence is still open. */
MeireiFinish
_meirei_attempt_judge (MeireiFinish      finish,
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

  if ((warnings & MEIREI_COMPLETION_WARNING_CONTEXT_FULL) != 0
      && meirei_chat_request_get_context (request) <= 0)
    return g_strdup ("prompt and answer filled the model's context; load the model with a larger "
                     "one or shorten the sheet");
  if ((warnings & MEIREI_COMPLETION_WARNING_CONTEXT_FULL) != 0)
    return g_strdup_printf ("prompt and answer filled the context of %" G_GINT64_FORMAT
                            " tokens; load the model with a larger one or shorten the sheet",
                            meirei_chat_request_get_context (request));
  /* The limit was not met: the model stopped by itself in the middle of its code. */
  if (limit > 0 && meirei_completion_get_n_tokens (completion) < limit
      && g_strcmp0 (meirei_completion_get_finish_reason (completion), "length") != 0)
    return g_strdup_printf ("the model stopped by itself after %" G_GINT64_FORMAT " tokens, in the "
                            "middle of its code; execute it again or choose a larger model",
                            meirei_completion_get_n_tokens (completion));
  if (limit > 0)
    return g_strdup_printf ("it has %" G_GINT64_FORMAT " tokens, the limit is %" G_GINT64_FORMAT
                            "; raise --max-tokens",
                            meirei_completion_get_n_tokens (completion), limit);

  return g_strdup ("raise the limit of tokens or load the model with a larger context");
}

/* Why an attempt is a failure although the server answered. */
GError *
_meirei_attempt_make_error (MeireiFinish      finish,
                            MeireiCompletion *completion,
                            MeireiExtraction *extraction)
{
  g_autofree char *limit = NULL;
  g_autofree char *description = NULL;

  if (completion == NULL && finish != MEIREI_FINISH_COMPLETE)
    return g_error_new (MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE,
                        "The stored answer to this request is not whole any more; "
                        "execute it again with --no-cache");

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
