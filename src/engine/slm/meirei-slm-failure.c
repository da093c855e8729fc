/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiSlmFailure:
 *
 * What went wrong between Meirei and a model server, with its numbers.
 * Immutable, and safe to show: its texts are bounded, one line, valid UTF-8.
 */

#include "config.h"

#include "meirei-slm-failure.h"

/* The server's words are shown beside ours; a page of HTML is not. */
#define MAX_SERVER_TEXT 400

struct _MeireiSlmFailure
{
  GObject         parent_instance;

  MeireiSlmError  code;
  char           *message;      /* (owned) */
  char           *parameter;    /* (owned) (nullable) */
  char           *server_text;  /* (owned) (nullable) */
  guint           http_status;
  gint64          needed_tokens;
  gint64          available_tokens;
  gint64          retry_after_ms;
};

G_DEFINE_FINAL_TYPE (MeireiSlmFailure, meirei_slm_failure, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (MeireiSlmError, meirei_slm_error,
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_UNREACHABLE, "unreachable"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_UNAUTHORIZED, "unauthorized"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_RATE_LIMITED, "rate-limited"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_MODEL_NOT_FOUND, "model-not-found"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_NO_MODEL, "no-model"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_LOAD_FAILED, "load-failed"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, "context-overflow"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_TIMED_OUT, "timed-out"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_CUT_SHORT, "cut-short"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_BAD_RESPONSE, "bad-response"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_NO_ENDPOINT, "no-endpoint"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_REDIRECTED, "redirected"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_BAD_PARAMETER, "bad-parameter"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_TOO_LARGE, "too-large"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_OVERLOADED, "overloaded"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_CRASHED, "crashed"),
  G_DEFINE_ENUM_VALUE (MEIREI_SLM_ERROR_SERVER, "server"))

/* What happened, and what to do about it. */
typedef struct {
  const char *what;
  const char *remedy;
} Wording;

static const Wording wordings[] = {
  [MEIREI_SLM_ERROR_UNREACHABLE] = { "No model server could be reached", "start the server or correct its address" },
  [MEIREI_SLM_ERROR_UNAUTHORIZED] = { "The server refuses the API key", "set the key that the server expects" },
  [MEIREI_SLM_ERROR_RATE_LIMITED] = { "The server limits the number of requests", "try again later or run fewer at a time" },
  [MEIREI_SLM_ERROR_MODEL_NOT_FOUND] = { "The server does not have this model", "choose one of the models it lists" },
  [MEIREI_SLM_ERROR_NO_MODEL] = { "The server has no model loaded", "load a model and try again" },
  [MEIREI_SLM_ERROR_LOAD_FAILED] = { "The server could not load the model", "choose a smaller model or context" },
  [MEIREI_SLM_ERROR_CONTEXT_OVERFLOW] = { "The prompt does not fit the loaded context", "load the model with a larger context or shorten the sheet" },
  [MEIREI_SLM_ERROR_TIMED_OUT] = { "The server did not answer in time", "wait for the server or raise the limit" },
  [MEIREI_SLM_ERROR_CUT_SHORT] = { "The answer was cut off before its end", "try again" },
  [MEIREI_SLM_ERROR_BAD_RESPONSE] = { "What came back is not an answer of a model server", "check the server's address" },
  [MEIREI_SLM_ERROR_NO_ENDPOINT] = { "The server does not know this request", "check the server's address and kind" },
  [MEIREI_SLM_ERROR_REDIRECTED] = { "The server points to another address", "enter that address if you trust it" },
  [MEIREI_SLM_ERROR_BAD_PARAMETER] = { "The server refuses the request", "change the model's parameters" },
  [MEIREI_SLM_ERROR_TOO_LARGE] = { "A limit of size was passed", "shorten the request" },
  [MEIREI_SLM_ERROR_LOADING] = { "The server is still loading its model", "try again in a moment" },
  [MEIREI_SLM_ERROR_OVERLOADED] = { "The server is busy", "try again later or run fewer at a time" },
  [MEIREI_SLM_ERROR_CRASHED] = { "The model stopped working", "load the model again" },
  [MEIREI_SLM_ERROR_SERVER] = { "The server reports an error", "look at the server's log" },
};

static void
meirei_slm_failure_finalize (GObject *object)
{
  MeireiSlmFailure *self = MEIREI_SLM_FAILURE (object);

  g_free (self->message);
  g_free (self->parameter);
  g_free (self->server_text);

  G_OBJECT_CLASS (meirei_slm_failure_parent_class)->finalize (object);
}

static void
meirei_slm_failure_class_init (MeireiSlmFailureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_slm_failure_finalize;
}

static void
meirei_slm_failure_init (MeireiSlmFailure *self)
{
}

/* One line, valid, without control characters, of bounded length. */
static char *
clean_text (const char *text)
{
  g_autofree char *valid = NULL;
  GString *clean;
  glong n_chars = 0;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  clean = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || g_unichar_isspace (c))
        c = ' ';
      if (c == ' ' && (clean->len == 0 || clean->str[clean->len - 1] == ' '))
        continue;
      if (++n_chars > MAX_SERVER_TEXT)
        {
          g_string_append (clean, "…");
          break;
        }
      g_string_append_unichar (clean, c);
    }
  while (clean->len > 0 && clean->str[clean->len - 1] == ' ')
    g_string_truncate (clean, clean->len - 1);

  return g_string_free (clean, clean->len == 0);
}

static void
append_numbers (MeireiSlmFailure *self,
                GString          *text)
{
  if (self->needed_tokens > 0 && self->available_tokens > 0)
    g_string_append_printf (text, ": it needs %" G_GINT64_FORMAT
                            " tokens, loaded are %" G_GINT64_FORMAT,
                            self->needed_tokens, self->available_tokens);
  else if (self->available_tokens > 0)
    g_string_append_printf (text, " of %" G_GINT64_FORMAT " tokens",
                            self->available_tokens);
  else if (self->needed_tokens > 0)
    g_string_append_printf (text, ": it needs %" G_GINT64_FORMAT " tokens",
                            self->needed_tokens);
  else if (self->retry_after_ms > 0)
    g_string_append_printf (text, ": it asks to wait %g s",
                            (double) self->retry_after_ms / 1000.0);
  else if (self->parameter != NULL)
    g_string_append_printf (text, " because of “%s”", self->parameter);
}

static char *
compose_message (MeireiSlmFailure *self)
{
  const Wording *wording = &wordings[self->code];
  GString *text = g_string_new (wording->what);

  append_numbers (self, text);
  if (self->http_status >= 300)
    g_string_append_printf (text, " (HTTP %u)", self->http_status);
  if (self->server_text != NULL)
    g_string_append_printf (text, ": “%s”", self->server_text);
  g_string_append_printf (text, "; %s", wording->remedy);

  return g_string_free (text, FALSE);
}

/**
 * meirei_slm_failure_new:
 * @code: what kind of failure
 * @message: (nullable): a sentence for people, or %NULL to make one out of
 *   @code and @details
 * @details: (nullable): the numbers
 *
 * Returns: (transfer full): a new failure
 */
MeireiSlmFailure *
meirei_slm_failure_new (MeireiSlmError          code,
                        const char             *message,
                        const MeireiSlmDetails *details)
{
  MeireiSlmFailure *self;

  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (wordings), NULL);

  self = g_object_new (MEIREI_TYPE_SLM_FAILURE, NULL);
  self->code = code;
  if (details != NULL)
    {
      self->http_status = details->http_status;
      self->needed_tokens = MAX (details->needed_tokens, 0);
      self->available_tokens = MAX (details->available_tokens, 0);
      self->retry_after_ms = MAX (details->retry_after_ms, 0);
      self->parameter = clean_text (details->parameter);
      self->server_text = clean_text (details->server_text);
    }
  self->message = clean_text (message);
  if (self->message == NULL)
    self->message = compose_message (self);

  return self;
}

/**
 * meirei_slm_failure_get_code:
 * @self: a failure
 *
 * Returns: what kind of failure it is
 */
MeireiSlmError
meirei_slm_failure_get_code (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), MEIREI_SLM_ERROR_SERVER);

  return self->code;
}

/**
 * meirei_slm_failure_get_message:
 * @self: a failure
 *
 * Returns: one line of English: what happened, the numbers, what to do
 */
const char *
meirei_slm_failure_get_message (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), NULL);

  return self->message;
}

/**
 * meirei_slm_failure_get_http_status:
 * @self: a failure
 *
 * Returns: the response's HTTP status, or 0 if there was no response
 */
guint
meirei_slm_failure_get_http_status (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), 0);

  return self->http_status;
}

/**
 * meirei_slm_failure_get_needed_tokens:
 * @self: a failure
 *
 * Returns: tokens that the request needs, or 0 if not known
 */
gint64
meirei_slm_failure_get_needed_tokens (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), 0);

  return self->needed_tokens;
}

/**
 * meirei_slm_failure_get_available_tokens:
 * @self: a failure
 *
 * Returns: tokens that the loaded context has, or 0 if not known
 */
gint64
meirei_slm_failure_get_available_tokens (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), 0);

  return self->available_tokens;
}

/**
 * meirei_slm_failure_get_retry_after_ms:
 * @self: a failure
 *
 * Returns: milliseconds that the server wants us to wait, or 0
 */
gint64
meirei_slm_failure_get_retry_after_ms (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), 0);

  return self->retry_after_ms;
}

/**
 * meirei_slm_failure_get_parameter:
 * @self: a failure
 *
 * Returns: (nullable): the name of the parameter that the server refuses
 */
const char *
meirei_slm_failure_get_parameter (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), NULL);

  return self->parameter;
}

/**
 * meirei_slm_failure_get_server_text:
 * @self: a failure
 *
 * Returns: (nullable): the server's own words, in one line
 */
const char *
meirei_slm_failure_get_server_text (MeireiSlmFailure *self)
{
  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (self), NULL);

  return self->server_text;
}
