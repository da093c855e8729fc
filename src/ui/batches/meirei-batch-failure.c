/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Why an item of a run failed, with the numbers, and the one thing to do about
 * it.  A journal has the cause as a word; the sentences are those of
 * meirei-error-presenter.c, except where there are numbers to tell. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-error.h"
#include "meirei-batch-failure.h"
#include "meirei-batch-words.h"
#include "meirei-context-fit.h"
#include "meirei-error-presenter.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-slm-error.h"
#include "meirei-workspace-error.h"

/* A cut answer is tried with this much more room. */
#define RAISE_FACTOR 2

/* The error that a journal's word stands for. */
static GError *
find_error (const char *code,
            const char *message)
{
  const struct {
    GQuark domain;
    int last;
  } domains[] = {
    { MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_SERVER },
    { MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA },
    { MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int j = 0; j <= domains[i].last; j++)
      {
        g_autoptr(GError) error = g_error_new_literal (domains[i].domain, j, message);
        g_autofree char *word = meirei_error_dup_code (error);

        if (g_strcmp0 (word, code) == 0)
          return g_steal_pointer (&error);
      }

  return NULL;
}

static MeireiBatchRemedy
choose_remedy (const GError *error)
{
  static const int models[] = {
    MEIREI_SLM_ERROR_UNAUTHORIZED, MEIREI_SLM_ERROR_MODEL_NOT_FOUND, MEIREI_SLM_ERROR_NO_MODEL,
    MEIREI_SLM_ERROR_LOAD_FAILED, MEIREI_SLM_ERROR_BAD_RESPONSE, MEIREI_SLM_ERROR_NO_ENDPOINT,
    MEIREI_SLM_ERROR_REDIRECTED, MEIREI_SLM_ERROR_BAD_PARAMETER,
  };

  if (error == NULL)
    return MEIREI_BATCH_REMEDY_RETRY;
  if (error->domain == MEIREI_INSTRUCTION_ERROR)
    return MEIREI_BATCH_REMEDY_OPEN_SHEET;
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_error_matches (error, MEIREI_SLM_ERROR, models[i]))
      return MEIREI_BATCH_REMEDY_MODELS;

  return MEIREI_BATCH_REMEDY_RETRY;
}

/* The most that the model can have, or 0 if nobody knows. */
static guint
find_max_context (MeireiServerRegistry *registry,
                  const char           *model_id)
{
  g_autoptr(GPtrArray) targets = NULL;

  if (registry == NULL || model_id == NULL)
    return 0;

  targets = meirei_server_registry_list_targets (registry, model_id);

  return targets != NULL && targets->len > 0
         ? meirei_model_get_max_context (meirei_target_get_model (targets->pdata[0])) : 0;
}

static void
describe_overflow (MeireiBatchFailure   *self,
                   JsonObject           *result,
                   MeireiServerRegistry *registry)
{
  JsonObject *error = meirei_json_get_object (result, "error");
  gint64 needed = meirei_json_get_int (error, "needed_tokens", 0);
  gint64 available = meirei_json_get_int (error, "available_tokens", 0);
  guint max_context = find_max_context (registry, meirei_json_get_string (result, "model", NULL));
  g_autofree char *needed_text = meirei_batch_words_dup_number (needed);
  g_autofree char *available_text = meirei_batch_words_dup_number (available);
  g_autofree char *max_text = meirei_batch_words_dup_number (max_context);

  self->remedy = MEIREI_BATCH_REMEDY_OPEN_SHEET;
  if (needed <= 0 || available <= 0)
    return;

  g_clear_pointer (&self->details, g_free);
  g_free (self->text);
  if (max_context > 0 && needed > max_context)
    {
      /* Translators: three numbers of tokens */
      self->text = g_strdup_printf (_("Prompt and answer need %s tokens, the loaded context is %s "
                                      "and the model can have at most %s. Shorten the sheet."),
                                    needed_text, available_text, max_text);
      return;
    }

  /* Translators: two numbers of tokens */
  self->text = g_strdup_printf (_("Prompt and answer need %s tokens, the loaded context is %s."),
                                needed_text, available_text);
  self->remedy = MEIREI_BATCH_REMEDY_RELOAD;
  self->value = meirei_context_fit_round_up (needed, max_context);
}

static void
describe_cut (MeireiBatchFailure *self,
              JsonObject         *result)
{
  gint64 limit = meirei_json_get_int (result, "max_tokens", 0);
  gint64 tokens = meirei_json_get_int (result, "tokens", limit);
  g_autofree char *limit_text = meirei_batch_words_dup_number (limit);
  g_autofree char *tokens_text = meirei_batch_words_dup_number (tokens);

  g_free (self->heading);
  /* The error says why an answer ended before the limit; a larger one would not
   * help. */
  if (limit <= 0 || tokens < limit)
    {
      self->heading = g_strdup (_("Output cut off"));
      return;
    }

  /* Translators: %s is the limit of tokens */
  self->heading = g_strdup_printf (_("Output cut off at max tokens (%s)"), limit_text);
  g_clear_pointer (&self->details, g_free);
  g_free (self->text);
  /* Translators: two numbers of tokens */
  self->text = g_strdup_printf (_("The answer has %s tokens, the limit is %s. What was written is "
                                  "kept as a version that cannot be accepted."),
                                tokens_text, limit_text);
  self->remedy = MEIREI_BATCH_REMEDY_RAISE_LIMIT;
  self->value = MIN (limit, G_MAXINT / RAISE_FACTOR) * RAISE_FACTOR;
}

static void
describe_incomplete (MeireiBatchFailure *self,
                     JsonObject         *result)
{
  int finish = MEIREI_FINISH_COMPLETE;

  meirei_enum_from_nick (MEIREI_TYPE_FINISH, meirei_json_get_string (result, "finish", NULL),
                         &finish);
  switch ((MeireiFinish) finish)
    {
    case MEIREI_FINISH_TRUNCATED:
      describe_cut (self, result);
      break;
    case MEIREI_FINISH_EMPTY:
    case MEIREI_FINISH_REFUSED:
      g_free (self->heading);
      self->heading = g_strdup (_("There is no code in the answer"));
      g_free (self->text);
      self->text = g_strdup (_("Look at what the model wrote; often the specification can be "
                               "said more clearly."));
      self->remedy = MEIREI_BATCH_REMEDY_OPEN_ATTEMPT;
      break;
    case MEIREI_FINISH_REPEATING:
      g_free (self->heading);
      self->heading = g_strdup (_("The model repeated itself"));
      g_free (self->text);
      self->text = g_strdup (_("It was stopped. Try again with another seed, or set a repeat "
                               "penalty of 1.05 to 1.1 on the page Models."));
      break;
    case MEIREI_FINISH_BROKEN:
      g_free (self->heading);
      self->heading = g_strdup (_("The connection ended in the middle of the answer"));
      break;
    case MEIREI_FINISH_COMPLETE:
    case MEIREI_FINISH_STOPPED:
    default:
      break;
    }
}

/**
 * meirei_batch_failure_new:
 * @item: an item that failed
 * @registry: (nullable): where the models are, to know how large a context can
 *   be
 *
 * Returns: (transfer full): why it failed and what to do
 */
MeireiBatchFailure *
meirei_batch_failure_new (MeireiBatchItem      *item,
                          MeireiServerRegistry *registry)
{
  MeireiBatchFailure *self = g_new0 (MeireiBatchFailure, 1);
  JsonObject *result = meirei_batch_item_get_result (item);
  JsonObject *failure = meirei_json_get_object (result, "error");
  const char *message = meirei_json_get_string (failure, "message", "");
  g_autoptr(GError) error = find_error (meirei_json_get_string (failure, "code", NULL), message);

  self->details = *message != '\0' ? g_strdup (message) : NULL;
  self->remedy = choose_remedy (error);
  if (error != NULL)
    {
      self->heading = meirei_error_presenter_dup_sentence (error);
      self->text = meirei_error_presenter_dup_advice (error);
    }

  if (g_error_matches (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW))
    describe_overflow (self, result, registry);
  else if (g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE))
    describe_incomplete (self, result);
  self->timed_out = g_error_matches (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TIMED_OUT);

  if (self->heading == NULL)
    self->heading = g_strdup (*message != '\0' ? message : _("Something went wrong"));
  if (self->text == NULL)
    self->text = g_strdup ("");

  return self;
}

/**
 * meirei_batch_failure_free:
 * @self: a failure
 */
void
meirei_batch_failure_free (MeireiBatchFailure *self)
{
  g_free (self->heading);
  g_free (self->text);
  g_free (self->details);
  g_free (self);
}

/**
 * meirei_batch_failure_dup_label:
 * @self: a failure
 *
 * Returns: (transfer full): what the button for the remedy says
 */
char *
meirei_batch_failure_dup_label (MeireiBatchFailure *self)
{
  g_autofree char *value = meirei_batch_words_dup_number (self->value);

  switch (self->remedy)
    {
    case MEIREI_BATCH_REMEDY_RELOAD:
      /* Translators: a button; %s is a number of tokens */
      return g_strdup_printf (_("Reload with %s"), value);
    case MEIREI_BATCH_REMEDY_RAISE_LIMIT:
      /* Translators: a button; %s is a number of tokens */
      return g_strdup_printf (_("Raise limit to %s"), value);
    case MEIREI_BATCH_REMEDY_OPEN_ATTEMPT:
      return g_strdup (_("Open attempt"));
    case MEIREI_BATCH_REMEDY_OPEN_SHEET:
      return g_strdup (_("Open sheet"));
    case MEIREI_BATCH_REMEDY_MODELS:
      return g_strdup (_("Models…"));
    case MEIREI_BATCH_REMEDY_RETRY:
    default:
      return g_strdup (_("Try again"));
    }
}
