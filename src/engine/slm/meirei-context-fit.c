/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-context-fit.h"
#include "meirei-load-dialect.h"
#include "meirei-slm-error.h"

/* What stays free for the tokens that no count sees. */
#define MIN_RESERVE 64
#define RESERVE_SHARE 64
/* The smallest context that is ever suggested. */
#define MIN_CONTEXT 4096

/**
 * MeireiContextFit:
 *
 * The arithmetic of a prompt, an answer and a context.  Immutable.
 */
struct _MeireiContextFit
{
  GObject  parent_instance;

  gint64   prompt_tokens;
  gboolean is_exact;
  guint    context;       /* 0: not known */
  gint64   wanted_tokens;
};

G_DEFINE_ENUM_TYPE (MeireiFitVerdict, meirei_fit_verdict,
  G_DEFINE_ENUM_VALUE (MEIREI_FIT_VERDICT_FITS, "fits"),
  G_DEFINE_ENUM_VALUE (MEIREI_FIT_VERDICT_SHORTENED, "shortened"),
  G_DEFINE_ENUM_VALUE (MEIREI_FIT_VERDICT_TOO_LONG, "too-long"),
  G_DEFINE_ENUM_VALUE (MEIREI_FIT_VERDICT_UNKNOWN, "unknown"))

G_DEFINE_FINAL_TYPE (MeireiContextFit, meirei_context_fit, G_TYPE_OBJECT)

static void
meirei_context_fit_class_init (MeireiContextFitClass *klass)
{
}

static void
meirei_context_fit_init (MeireiContextFit *self)
{
}

static gint64
compute_reserve (gint64 context)
{
  return MAX (MIN_RESERVE, context / RESERVE_SHARE);
}

/**
 * meirei_context_fit_round_up:
 * @tokens: tokens of prompt and answer
 * @max_context: the most that the model can have, or 0 if that is not known
 *
 * Rounds to a size that models are usually loaded with, so that not every
 * prompt wants another one, with something in reserve.
 *
 * Returns: the context to load the model with, never more than @max_context
 */
guint
meirei_context_fit_round_up (gint64 tokens,
                             guint  max_context)
{
  gint64 context = MIN_CONTEXT;

  while (context < tokens + compute_reserve (context) && context < G_MAXINT / 2)
    context *= 2;

  return max_context > 0 ? (guint) MIN (context, max_context) : (guint) context;
}

/**
 * meirei_context_fit_new:
 * @prompt_tokens: how many tokens the prompt has
 * @is_exact: whether they were counted, not estimated
 * @context: the loaded context, or 0 if it is not known
 * @wanted_tokens: how long the answer may become
 *
 * Returns: (transfer full): the result
 */
MeireiContextFit *
meirei_context_fit_new (gint64   prompt_tokens,
                        gboolean is_exact,
                        guint    context,
                        gint64   wanted_tokens)
{
  MeireiContextFit *self;

  g_return_val_if_fail (prompt_tokens >= 0, NULL);
  g_return_val_if_fail (wanted_tokens > 0, NULL);

  self = g_object_new (MEIREI_TYPE_CONTEXT_FIT, NULL);
  self->prompt_tokens = prompt_tokens;
  self->is_exact = is_exact;
  self->context = context;
  self->wanted_tokens = wanted_tokens;

  return self;
}

/**
 * meirei_context_fit_get_verdict:
 * @self: a result
 *
 * Returns: whether it fits
 */
MeireiFitVerdict
meirei_context_fit_get_verdict (MeireiContextFit *self)
{
  gint64 room;

  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), MEIREI_FIT_VERDICT_UNKNOWN);

  if (self->context == 0)
    return MEIREI_FIT_VERDICT_UNKNOWN;

  room = meirei_context_fit_get_room (self);
  if (room <= 0)
    return MEIREI_FIT_VERDICT_TOO_LONG;

  return room < self->wanted_tokens ? MEIREI_FIT_VERDICT_SHORTENED : MEIREI_FIT_VERDICT_FITS;
}

/**
 * meirei_context_fit_get_prompt_tokens:
 * @self: a result
 *
 * Returns: how many tokens the prompt has
 */
gint64
meirei_context_fit_get_prompt_tokens (MeireiContextFit *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  return self->prompt_tokens;
}

/**
 * meirei_context_fit_get_is_exact:
 * @self: a result
 *
 * Returns: %TRUE if the server counted, %FALSE if it is an estimate
 */
gboolean
meirei_context_fit_get_is_exact (MeireiContextFit *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), FALSE);

  return self->is_exact;
}

/**
 * meirei_context_fit_get_context:
 * @self: a result
 *
 * Returns: the loaded context, or 0 if it is not known
 */
guint
meirei_context_fit_get_context (MeireiContextFit *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  return self->context;
}

/**
 * meirei_context_fit_get_reserve:
 * @self: a result
 *
 * Returns: how many tokens stay free in any case
 */
gint64
meirei_context_fit_get_reserve (MeireiContextFit *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  return compute_reserve (self->context);
}

/**
 * meirei_context_fit_get_room:
 * @self: a result
 *
 * Returns: how many tokens are left for the answer; negative if the prompt
 *   alone is too long
 */
gint64
meirei_context_fit_get_room (MeireiContextFit *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  return (gint64) self->context - self->prompt_tokens - compute_reserve (self->context);
}

/**
 * meirei_context_fit_get_wanted_tokens:
 * @self: a result
 *
 * Returns: how long the answer was to be allowed to become
 */
gint64
meirei_context_fit_get_wanted_tokens (MeireiContextFit *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  return self->wanted_tokens;
}

/**
 * meirei_context_fit_get_max_tokens:
 * @self: a result
 *
 * Returns: how long the answer may become so that everything fits; some servers
 *   refuse a request that asks for more.  0 if there is no room at all
 */
gint64
meirei_context_fit_get_max_tokens (MeireiContextFit *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  if (self->context == 0)
    return self->wanted_tokens;

  return CLAMP (meirei_context_fit_get_room (self), 0, self->wanted_tokens);
}

/**
 * meirei_context_fit_get_needed_context:
 * @self: a result
 *
 * Returns: how many tokens of context prompt and answer need together
 */
gint64
meirei_context_fit_get_needed_context (MeireiContextFit *self)
{
  gint64 needed;

  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  needed = self->prompt_tokens + self->wanted_tokens;

  return needed + compute_reserve (needed);
}

/**
 * meirei_context_fit_suggest_context:
 * @self: a result
 * @model: the model
 *
 * Returns: the context to load the model with so that everything fits, or the
 *   model's maximum; 0 if that is no more than it has
 */
guint
meirei_context_fit_suggest_context (MeireiContextFit *self,
                                    MeireiModel      *model)
{
  guint suggestion;

  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), 0);

  suggestion = meirei_context_fit_round_up (self->prompt_tokens + self->wanted_tokens,
                                            meirei_model_get_max_context (model));

  return suggestion > self->context ? suggestion : 0;
}

static char *
dup_remedy (MeireiContextFit *self,
            MeireiModel      *model)
{
  g_autoptr(MeireiServer) server = meirei_model_ref_server (model);
  guint suggestion = meirei_context_fit_suggest_context (self, model);
  guint max_context = meirei_model_get_max_context (model);

  if (suggestion > 0 && server != NULL
      && (gint64) suggestion - compute_reserve (suggestion) > self->prompt_tokens)
    return meirei_load_dialect_dup_remedy (server, meirei_model_get_key (model), suggestion);

  if (max_context > 0)
    return g_strdup_printf ("The model has %u at most: make the sheet shorter, or take a "
                            "model with a larger context", max_context);

  return g_strdup ("Make the sheet shorter, or take a model with a larger context");
}

/**
 * meirei_context_fit_to_error:
 * @self: a result that does not fit
 * @model: the model
 *
 * Returns: (transfer full): %MEIREI_SLM_ERROR_CONTEXT_OVERFLOW with the numbers
 *   and what to do
 */
GError *
meirei_context_fit_to_error (MeireiContextFit *self,
                             MeireiModel      *model)
{
  g_autofree char *remedy = NULL;
  g_autofree char *message = NULL;
  g_autoptr(MeireiSlmFailure) failure = NULL;
  MeireiSlmDetails details = { 0, };

  g_return_val_if_fail (MEIREI_IS_CONTEXT_FIT (self), NULL);
  g_return_val_if_fail (MEIREI_IS_MODEL (model), NULL);

  remedy = dup_remedy (self, model);
  message = g_strdup_printf ("The prompt has %s%" G_GINT64_FORMAT " tokens and the answer may "
                             "have %" G_GINT64_FORMAT ", together %" G_GINT64_FORMAT
                             "; %s is loaded with %u. %s",
                             self->is_exact ? "" : "about ", self->prompt_tokens,
                             self->wanted_tokens, meirei_context_fit_get_needed_context (self),
                             meirei_model_get_display_name (model), self->context, remedy);
  details.needed_tokens = meirei_context_fit_get_needed_context (self);
  details.available_tokens = self->context;
  failure = meirei_slm_failure_new (MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, message, &details);

  return meirei_slm_error_new (failure);
}
