/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What to say about trouble on the way to a server. */

#include "config.h"

#include <string.h>

#include "meirei-chat-trouble.h"

G_GNUC_PRINTF (3, 4)
static MeireiSlmFailure *
make_failure (MeireiSlmError          code,
              const MeireiSlmDetails *details,
              const char             *format,
              ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  return meirei_slm_failure_new (code, message, details);
}

/**
 * meirei_chat_trouble_dup_origin:
 * @uri: (nullable): a parsed address
 * @url: the address as it was written
 *
 * Returns: (transfer full): scheme, host and port of an address, without a
 *   password or anything else that must not be shown
 */
char *
meirei_chat_trouble_dup_origin (GUri       *uri,
                                const char *url)
{
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      const char *at = strrchr (url, '@');

      return g_strdup (at != NULL ? at + 1 : url);
    }

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL,
                     g_uri_get_host (uri), g_uri_get_port (uri), "", NULL, NULL);
}

/**
 * meirei_chat_trouble_bad_address:
 * @origin: the server's address
 *
 * Returns: (transfer full): the failure
 */
MeireiSlmFailure *
meirei_chat_trouble_bad_address (const char *origin)
{
  return make_failure (MEIREI_SLM_ERROR_UNREACHABLE, NULL,
                       "“%s” is not the address of a server; enter one such as "
                       "http://127.0.0.1:1234", origin);
}

/**
 * meirei_chat_trouble_expired:
 * @origin: the server's address
 * @expiry: which limit is over
 * @limits: the limits
 *
 * Returns: (transfer full): the failure
 */
MeireiSlmFailure *
meirei_chat_trouble_expired (const char             *origin,
                             MeireiChatExpiry        expiry,
                             const MeireiChatLimits *limits)
{
  if (expiry == MEIREI_CHAT_EXPIRY_FIRST_TOKEN)
    return make_failure (MEIREI_SLM_ERROR_TIMED_OUT, NULL,
                         "%s sent nothing of an answer within the limit of %g s; wait until "
                         "the model is loaded or raise the limit for the first token",
                         origin, limits->first_token_ms / 1000.0);

  if (expiry == MEIREI_CHAT_EXPIRY_IDLE)
    return make_failure (MEIREI_SLM_ERROR_TIMED_OUT, NULL,
                         "%s was silent for %g s in the middle of its answer; try again or "
                         "raise the limit for silence",
                         origin, limits->idle_ms > 0 ? limits->idle_ms / 1000.0 : 10.0);

  return make_failure (MEIREI_SLM_ERROR_UNREACHABLE, NULL,
                       "%s could not be reached within %g s; start the server or correct "
                       "its address", origin, limits->connect_ms / 1000.0);
}

/**
 * meirei_chat_trouble_redirected:
 * @origin: the server's address
 * @message: its answer
 *
 * Returns: (transfer full): the failure
 */
MeireiSlmFailure *
meirei_chat_trouble_redirected (const char  *origin,
                                SoupMessage *message)
{
  MeireiSlmDetails details = { .http_status = soup_message_get_status (message) };
  const char *location;
  g_autoptr(GUri) target = NULL;
  g_autofree char *target_origin = NULL;

  location = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                           "Location");
  if (location != NULL)
    target = g_uri_parse_relative (soup_message_get_uri (message), location,
                                   SOUP_HTTP_URI_FLAGS, NULL);
  if (target == NULL || g_uri_get_host (target) == NULL)
    return meirei_slm_failure_new (MEIREI_SLM_ERROR_REDIRECTED, NULL, &details);

  target_origin = meirei_chat_trouble_dup_origin (target, location);

  return make_failure (MEIREI_SLM_ERROR_REDIRECTED, &details,
                       "%s points to %s%s (HTTP %u), which was not followed; enter that "
                       "address if you trust it", origin, target_origin,
                       g_uri_get_path (target), details.http_status);
}

/**
 * meirei_chat_trouble_transport:
 * @origin: the server's address
 * @error: what libsoup says
 * @n_tries: how often it was tried
 *
 * Says why no answer came at all.
 *
 * Returns: (transfer full): the failure
 */
MeireiSlmFailure *
meirei_chat_trouble_transport (const char   *origin,
                               const GError *error,
                               guint         n_tries)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return make_failure (MEIREI_SLM_ERROR_UNREACHABLE, NULL,
                         "Nothing listens at %s: the connection was refused, tried %u×; "
                         "start the server or correct its address", origin, n_tries);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return make_failure (MEIREI_SLM_ERROR_CUT_SHORT, NULL,
                         "%s closed the connection without an answer; try again or look at "
                         "the server's log", origin);

  if (error->domain == SOUP_SESSION_ERROR)
    return make_failure (MEIREI_SLM_ERROR_BAD_RESPONSE, NULL,
                         "What listens at %s does not speak HTTP (%s); correct the server's "
                         "address", origin, error->message);

  return make_failure (MEIREI_SLM_ERROR_UNREACHABLE, NULL,
                       "%s cannot be reached: %s; start the server or correct its address",
                       origin, error->message);
}
