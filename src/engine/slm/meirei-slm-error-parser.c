/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Servers put their errors into six shapes of body: OpenAI's object, a plain
 * string, a flat object, JSON inside a string, FastAPI's "detail", and text
 * that is not JSON at all.  Any of them may come with any status, also 200. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-slm-error-parser.h"
#include "meirei-slm-error-text.h"
#include "meirei-string.h"

#define MAX_NESTING 3
#define MAX_BODY (64 * 1024)

/* What a body says, whatever its shape. */
typedef struct {
  char   *message;    /* (owned) (nullable) */
  char   *type;       /* (owned) (nullable) */
  char   *code;       /* (owned) (nullable): a word, if not a number */
  char   *parameter;  /* (owned) (nullable) */
  gint64  status;
  gint64  needed;
  gint64  available;
} Report;

static void
report_clear (Report *report)
{
  g_free (report->message);
  g_free (report->type);
  g_free (report->code);
  g_free (report->parameter);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

static gboolean read_object (JsonObject *object,
                             Report     *report,
                             guint       nesting);

/* The text itself, or what is in it when it is JSON again. */
static void
read_message (const char *text,
              Report     *report,
              guint       nesting)
{
  const char *brace;

  if (text == NULL)
    return;

  brace = strchr (text, '{');
  if (brace != NULL && nesting < MAX_NESTING)
    {
      g_autoptr(JsonObject) inner = meirei_json_parse_object (brace, -1, NULL);

      if (inner != NULL && read_object (inner, report, nesting + 1))
        return;
    }

  g_free (report->message);
  report->message = g_strdup (text);
}

static void
read_code (JsonObject *object,
           Report     *report)
{
  const char *word = meirei_json_get_string (object, "code", NULL);
  gint64 number = meirei_json_get_int (object, "code", 0);

  if (number == 0 && word != NULL)
    number = g_ascii_strtoll (word, NULL, 10);

  if (number >= 100 && number < 600)
    report->status = number;
  else if (word != NULL)
    meirei_set_str (&report->code, word);
}

/* The members of OpenAI's error object, which the flat form has too. */
static void
read_members (JsonObject *object,
              Report     *report,
              guint       nesting)
{
  const char *type = meirei_json_get_string (object, "type", NULL);
  const char *parameter = meirei_json_get_string (object, "param", NULL);

  if (type != NULL)
    meirei_set_str (&report->type, type);
  if (parameter != NULL)
    meirei_set_str (&report->parameter, parameter);
  read_code (object, report);
  report->needed = meirei_json_get_int (object, "n_prompt_tokens", report->needed);
  report->available = meirei_json_get_int (object, "n_ctx", report->available);
  read_message (meirei_json_get_string (object, "message", NULL), report, nesting);
}

/* FastAPI: "detail" is a sentence, or a list of what is wrong where. */
static gboolean
read_detail (JsonObject *object,
             Report     *report,
             guint       nesting)
{
  const char *text = meirei_json_get_string (object, "detail", NULL);
  JsonObject *first = meirei_json_array_object (meirei_json_get_array (object, "detail"), 0);
  JsonObject *inner = meirei_json_get_object (object, "detail");

  if (text != NULL)
    read_message (text, report, nesting);
  else if (inner != NULL)
    return read_object (inner, report, nesting + 1);
  else if (first != NULL)
    {
      JsonArray *place = meirei_json_get_array (first, "loc");
      guint length = place != NULL ? json_array_get_length (place) : 0;
      JsonNode *last = length > 0 ? json_array_get_element (place, length - 1) : NULL;

      if (last != NULL && JSON_NODE_HOLDS_VALUE (last)
          && json_node_get_value_type (last) == G_TYPE_STRING)
        meirei_set_str (&report->parameter, json_node_get_string (last));
      read_message (meirei_json_get_string (first, "msg", NULL), report, nesting);
    }
  else
    return FALSE;

  return TRUE;
}

static gboolean
read_object (JsonObject *object,
             Report     *report,
             guint       nesting)
{
  JsonNode *error;

  if (nesting > MAX_NESTING)
    return FALSE;

  error = json_object_get_member (object, "error");
  if (error != NULL && JSON_NODE_HOLDS_OBJECT (error))
    {
      read_members (json_node_get_object (error), report, nesting);
      if (report->message == NULL)
        read_message (meirei_json_get_string (object, "message", NULL), report, nesting);
      return TRUE;
    }

  if (meirei_json_get_string (object, "error", NULL) != NULL)
    {
      read_message (meirei_json_get_string (object, "error", NULL), report, nesting);
      return TRUE;
    }

  if (g_str_equal (meirei_json_get_string (object, "object", ""), "error"))
    {
      read_members (object, report, nesting);
      return TRUE;
    }

  return !json_object_has_member (object, "choices")
         && read_detail (object, report, nesting);
}

static gboolean
text_code (const char     *text,
           MeireiSlmError *code)
{
  return text != NULL && meirei_slm_error_text_find_code (text, code);
}

static MeireiSlmError
status_code (gint64 status)
{
  switch (status)
    {
    case 401:
    case 403:
    case 407:
      return MEIREI_SLM_ERROR_UNAUTHORIZED;
    case 404:
    case 405:
      return MEIREI_SLM_ERROR_NO_ENDPOINT;
    case 408:
    case 504:
      return MEIREI_SLM_ERROR_TIMED_OUT;
    case 413:
      return MEIREI_SLM_ERROR_TOO_LARGE;
    case 429:
      return MEIREI_SLM_ERROR_RATE_LIMITED;
    case 503:
      return MEIREI_SLM_ERROR_OVERLOADED;
    case 400:
    case 422:
    case 501:
      return MEIREI_SLM_ERROR_BAD_PARAMETER;
    default:
      return MEIREI_SLM_ERROR_SERVER;
    }
}

static MeireiSlmError
classify (Report *report)
{
  MeireiSlmError code;

  /* These two statuses are never used for anything else, while their texts
   * may speak of models and contexts. */
  if (report->status == 401 || report->status == 403)
    return MEIREI_SLM_ERROR_UNAUTHORIZED;
  if (report->status == 429)
    return MEIREI_SLM_ERROR_RATE_LIMITED;

  if (text_code (report->type, &code)
      || text_code (report->code, &code)
      || text_code (report->message, &code))
    return code;

  if (g_strcmp0 (report->parameter, "input_tokens") == 0
      || g_strcmp0 (report->parameter, "input_text") == 0)
    return MEIREI_SLM_ERROR_CONTEXT_OVERFLOW;

  return status_code (report->status);
}

/* Some gateways repeat the key in their refusal. */
static char *
hide_secret (const char *text,
             const char *secret)
{
  g_auto(GStrv) parts = NULL;

  if (text == NULL || secret == NULL || *secret == '\0')
    return g_strdup (text);

  parts = g_strsplit (text, secret, -1);

  return g_strjoinv ("•••", parts);
}

static MeireiSlmFailure *
make_failure (Report     *report,
              guint       http_status,
              gint64      retry_after_ms,
              const char *secret)
{
  g_autofree char *text = hide_secret (report->message != NULL ? report->message
                                                               : report->type,
                                       secret);
  g_autofree char *parameter = hide_secret (report->parameter, secret);
  MeireiSlmError code = classify (report);
  MeireiSlmDetails details = {
    .http_status = http_status,
    .retry_after_ms = retry_after_ms,
    .server_text = text,
  };

  if (code == MEIREI_SLM_ERROR_CONTEXT_OVERFLOW)
    {
      if (text == NULL
          || !meirei_slm_error_text_find_tokens (text, &details.needed_tokens,
                                                 &details.available_tokens)
          || report->needed > 0)
        {
          details.needed_tokens = report->needed;
          details.available_tokens = report->available;
        }
    }
  else if (code == MEIREI_SLM_ERROR_BAD_PARAMETER)
    {
      if (parameter == NULL && text != NULL)
        parameter = meirei_slm_error_text_find_parameter (text);
      details.parameter = parameter;
    }

  return meirei_slm_failure_new (code, NULL, &details);
}

/* A page made for a browser: its title says all there is to say. */
static void
read_html (const char *body,
           Report     *report)
{
  g_autoptr(GRegex) regex = g_regex_new ("<title>\\s*(.*?)\\s*</title>",
                                         G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  g_assert (regex != NULL);
  if (g_regex_match (regex, body, 0, &match))
    report->message = g_match_info_fetch (match, 1);
  else
    report->message = g_strdup ("a web page");
}

static void
read_plain (const char *body,
            Report     *report)
{
  g_autofree char *text = g_strstrip (g_strdup (body));

  if (*text == '<')
    read_html (text, report);
  else if (*text != '\0')
    report->message = g_steal_pointer (&text);
}

/**
 * meirei_slm_parse_error_json:
 * @root: a document from a server
 * @is_error: whether it is known to be an error, because of the HTTP status or
 *   of how it was framed
 * @secret: (nullable): the API key, which must not appear in any text
 *
 * Looks for an error in a document, also one inside a stream or under the
 * status 200.
 *
 * Returns: (transfer full) (nullable): the failure, or %NULL if @root is not an
 *   error
 */
MeireiSlmFailure *
meirei_slm_parse_error_json (JsonObject *root,
                             gboolean    is_error,
                             const char *secret)
{
  g_auto(Report) report = { NULL, };

  g_return_val_if_fail (root != NULL, NULL);

  if (!read_object (root, &report, 0))
    {
      if (!is_error)
        return NULL;
      read_members (root, &report, 0);
    }

  return make_failure (&report, (guint) report.status, 0, secret);
}

/**
 * meirei_slm_parse_error_response:
 * @http_status: the response's status
 * @body: (array length=length) (nullable): its body, at least the beginning
 * @length: the body's length in bytes
 * @retry_after_ms: what the header Retry-After said, or 0
 * @secret: (nullable): the API key, which must not appear in any text
 *
 * Understands the body of an unsuccessful response, or of a successful one
 * that is an error nevertheless.
 *
 * Returns: (transfer full) (nullable): the failure; %NULL only if @http_status
 *   is below 300 and the body is not an error
 */
MeireiSlmFailure *
meirei_slm_parse_error_response (guint       http_status,
                                 const char *body,
                                 gsize       length,
                                 gint64      retry_after_ms,
                                 const char *secret)
{
  g_auto(Report) report = { NULL, };
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) root = NULL;
  gboolean is_error = http_status >= 300;

  g_return_val_if_fail (body != NULL || length == 0, NULL);

  text = g_utf8_make_valid (length > 0 ? body : "", (gssize) MIN (length, MAX_BODY));
  root = meirei_json_parse_object (text, -1, NULL);

  if (root == NULL)
    {
      if (!is_error)
        return NULL;
      read_plain (text, &report);
    }
  else if (!read_object (root, &report, 0))
    {
      if (!is_error)
        return NULL;
      read_members (root, &report, 0);
    }

  if (is_error)
    report.status = http_status;

  return make_failure (&report, http_status, retry_after_ms, secret);
}
