/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the servers' own words mean.  Statuses and types disagree between
 * products and versions; the sentences are what they have in common. */

#include "config.h"

#include <string.h>

#include "meirei-slm-error-text.h"

typedef struct {
  const char     *fragment;  /* lower case */
  MeireiSlmError  code;
} Fragment;

/* The first hit wins, so the particular ones stand before the general. */
static const Fragment fragments[] = {
  { "failed to load model", MEIREI_SLM_ERROR_LOAD_FAILED },
  { "error loading model", MEIREI_SLM_ERROR_LOAD_FAILED },
  { "unable to load model", MEIREI_SLM_ERROR_LOAD_FAILED },
  { "model_load_failed", MEIREI_SLM_ERROR_LOAD_FAILED },
  { "insufficient system resources", MEIREI_SLM_ERROR_LOAD_FAILED },
  { "requires more system memory", MEIREI_SLM_ERROR_LOAD_FAILED },
  { "exceed_context_size", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "context length", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "context size", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "context window", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "contextwindowexceeded", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "context_length_exceeded", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "when context the overflows", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "n_keep", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "maximum context", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "longer than the model", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "prompt is longer", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "tokens to keep", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "input_tokens", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "max_tokens must be at least", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "no models loaded", MEIREI_SLM_ERROR_NO_MODEL },
  { "no model loaded", MEIREI_SLM_ERROR_NO_MODEL },
  { "model is not loaded", MEIREI_SLM_ERROR_NO_MODEL },
  { "model name is missing", MEIREI_SLM_ERROR_NO_MODEL },
  { "model is required", MEIREI_SLM_ERROR_NO_MODEL },
  { "model_not_found", MEIREI_SLM_ERROR_MODEL_NOT_FOUND },
  { "model is not found", MEIREI_SLM_ERROR_MODEL_NOT_FOUND },
  { "invalid model name", MEIREI_SLM_ERROR_MODEL_NOT_FOUND },
  { "try pulling it first", MEIREI_SLM_ERROR_MODEL_NOT_FOUND },
  { "loading model", MEIREI_SLM_ERROR_LOADING },
  { "model is loading", MEIREI_SLM_ERROR_LOADING },
  { "server busy", MEIREI_SLM_ERROR_OVERLOADED },
  { "maximum pending requests", MEIREI_SLM_ERROR_OVERLOADED },
  { "model has crashed", MEIREI_SLM_ERROR_CRASHED },
  { "unexpectedly stopped", MEIREI_SLM_ERROR_CRASHED },
  { "channel error", MEIREI_SLM_ERROR_CRASHED },
  { "model unloaded", MEIREI_SLM_ERROR_CRASHED },
  { "unexpected endpoint or method", MEIREI_SLM_ERROR_NO_ENDPOINT },
  { "invalid_api_key", MEIREI_SLM_ERROR_UNAUTHORIZED },
  { "invalid api key", MEIREI_SLM_ERROR_UNAUTHORIZED },
  { "api token is required", MEIREI_SLM_ERROR_UNAUTHORIZED },
  { "authentication_error", MEIREI_SLM_ERROR_UNAUTHORIZED },
  { "unsupportedparamserror", MEIREI_SLM_ERROR_BAD_PARAMETER },
  { "does not support thinking", MEIREI_SLM_ERROR_BAD_PARAMETER },
};

/* How the servers write the two numbers.  Groups are named, because their
 * order differs; `extra` is added to what is needed. */
static const char * const token_patterns[] = {
  "request \\((?<needed>[\\d,]+) tokens\\) exceeds the available context size \\((?<available>[\\d,]+)",
  "keep the first (?<needed>[\\d,]+) tokens.*context length of only (?<available>[\\d,]+)",
  "n_keep \\((?<needed>[\\d,]+)\\) >= n_ctx \\((?<available>[\\d,]+)",
  "passed (?<needed>[\\d,]+) input tokens and requested (?<extra>[\\d,]+) output tokens.*context length is only (?<available>[\\d,]+)",
  "(?:max_tokens|max_completion_tokens)' is too large: (?<extra>[\\d,]+).*context length is (?<available>[\\d,]+) tokens and your request has (?<needed>[\\d,]+)",
  "input \\((?<needed>[\\d,]+) tokens\\) is longer than the model.s context length \\((?<available>[\\d,]+)",
  "maximum context length is (?<available>[\\d,]+) tokens.*(?:requested|resulted in) (?:about )?(?<needed>[\\d,]+) tokens",
  "prompt (?:length|is) \\(?(?<needed>[\\d,]+)\\)?.*context (?:length|size|window)[^\\d]*(?<available>[\\d,]+)",
};

/**
 * meirei_slm_error_text_find_code:
 * @text: an error message, type or code
 * @code: (out): what it means; untouched if that is not known
 *
 * Returns: %TRUE if one of the known fragments occurs in @text
 */
gboolean
meirei_slm_error_text_find_code (const char     *text,
                                 MeireiSlmError *code)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  lower = g_ascii_strdown (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (fragments); i++)
    if (strstr (lower, fragments[i].fragment) != NULL)
      {
        *code = fragments[i].code;
        return TRUE;
      }

  /* "model 'x' not found", "The model `x` does not exist." */
  if (strstr (lower, "model") != NULL
      && (strstr (lower, "not found") != NULL || strstr (lower, "does not exist") != NULL))
    {
      *code = MEIREI_SLM_ERROR_MODEL_NOT_FOUND;
      return TRUE;
    }

  return FALSE;
}

static gint64
fetch_number (GMatchInfo *match,
              const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);
  g_auto(GStrv) parts = NULL;
  g_autofree char *digits = NULL;

  if (text == NULL)
    return 0;

  parts = g_strsplit (text, ",", -1);
  digits = g_strjoinv ("", parts);

  /* Out of range saturates; no context is that large. */
  return MIN (g_ascii_strtoll (digits, NULL, 10), G_MAXINT32);
}

/**
 * meirei_slm_error_text_find_tokens:
 * @text: an error message about the context, valid UTF-8
 * @needed: (out): tokens that the request needs
 * @available: (out): tokens that the context has
 *
 * Returns: %TRUE if both numbers were found; else they are untouched
 */
gboolean
meirei_slm_error_text_find_tokens (const char *text,
                                   gint64     *needed,
                                   gint64     *available)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (token_patterns); i++)
    {
      g_autoptr(GRegex) regex = g_regex_new (token_patterns[i],
                                             G_REGEX_CASELESS | G_REGEX_DOTALL,
                                             0, NULL);
      g_autoptr(GMatchInfo) match = NULL;

      g_assert (regex != NULL);
      if (g_regex_match (regex, text, 0, &match))
        {
          *needed = fetch_number (match, "needed") + fetch_number (match, "extra");
          *available = fetch_number (match, "available");
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * meirei_slm_error_text_find_parameter:
 * @text: a message that refuses a parameter, valid UTF-8
 *
 * Looks for a quoted name that can be a parameter's, as in
 * `'response_format.type' must be …` or `parameters: ['seed']`.
 *
 * Returns: (transfer full) (nullable): the name up to its first dot
 */
char *
meirei_slm_error_text_find_parameter (const char *text)
{
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GMatchInfo) match = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strstr (text, "does not support thinking") != NULL)
    return g_strdup ("think");

  regex = g_regex_new ("['`\"]([a-z][a-z_]{1,40})[.'`\"]", 0, 0, NULL);
  g_assert (regex != NULL);

  return g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}
