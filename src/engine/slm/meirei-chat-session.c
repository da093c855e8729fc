/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How libsoup has to be set up for requests that may be silent for an hour. */

#include "config.h"

#include <string.h>

#include "meirei-chat-session.h"
#include "meirei-slm-error.h"

/* The batch runner decides how many requests run; a request must never wait
 * here for another one's connection. */
#define MAX_CONNECTIONS 512

/**
 * meirei_chat_session_new:
 * @use_proxy: whether to use the system's proxy
 *
 * Makes a session without any limit of time, which takes answers as they are:
 * a gateway that compresses would hold a stream back.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
meirei_chat_session_new (gboolean use_proxy)
{
  SoupSession *session;

  session = soup_session_new_with_options ("timeout", 0,
                                           "idle-timeout", 0,
                                           "max-conns", MAX_CONNECTIONS,
                                           "max-conns-per-host", MAX_CONNECTIONS,
                                           "user-agent", "meirei/" PACKAGE_VERSION,
                                           NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (!use_proxy)
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

/**
 * meirei_chat_session_is_near:
 * @uri: an address
 *
 * Whether an address is on this machine or its own network, where a proxy
 * would only be in the way.
 *
 * Returns: %TRUE for loopback, link-local and private addresses and for names
 *   without a dot or below `.local`
 */
gboolean
meirei_chat_session_is_near (GUri *uri)
{
  const char *host;
  g_autoptr(GInetAddress) address = NULL;

  g_return_val_if_fail (uri != NULL, FALSE);

  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0')
    return FALSE;

  address = g_inet_address_new_from_string (host);
  if (address != NULL)
    return g_inet_address_get_is_loopback (address)
           || g_inet_address_get_is_link_local (address)
           || g_inet_address_get_is_site_local (address);

  return strchr (host, '.') == NULL || g_str_has_suffix (host, ".local");
}

static gboolean
is_sendable (const char *api_key)
{
  for (const char *p = api_key; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  return TRUE;
}

/**
 * meirei_chat_session_new_message:
 * @uri: where to
 * @api_key: (nullable): the API key
 * @body: JSON
 * @error: return location for an error
 *
 * Makes a POST that is neither redirected nor sent again by itself.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with
 *   %MEIREI_SLM_ERROR_UNAUTHORIZED if the key cannot be sent
 */
SoupMessage *
meirei_chat_session_new_message (GUri        *uri,
                                 const char  *api_key,
                                 GBytes      *body,
                                 GError     **error)
{
  g_autoptr(SoupMessage) message = NULL;
  SoupMessageHeaders *headers;

  g_return_val_if_fail (uri != NULL && body != NULL, NULL);

  message = soup_message_new_from_uri ("POST", uri);
  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept",
                                "text/event-stream, application/x-ndjson, application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  /* libsoup opens a new connection for each POST anyway. */
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_set_request_body_from_bytes (message, "application/json", body);

  if (api_key != NULL && *api_key != '\0')
    {
      g_autofree char *value = NULL;

      if (!is_sendable (api_key))
        {
          g_set_error_literal (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNAUTHORIZED,
                               "The API key has characters that cannot be sent, such as a "
                               "space or a line end; enter it again");
          return NULL;
        }
      value = g_strconcat ("Bearer ", api_key, NULL);
      soup_message_headers_replace (headers, "Authorization", value);
      explicit_bzero (value, strlen (value));
    }

  return g_steal_pointer (&message);
}
