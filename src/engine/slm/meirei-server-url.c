/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-server-url.h"

/* What people paste behind the address, longest first.  Only one is removed:
 * behind https, `/api` alone often belongs to the address of a gateway. */
static const char * const openai_suffixes[] = {
  "/v1/chat/completions",
  "/v1/completions",
  "/v1/responses",
  "/v1/models",
  "/v1",
};
static const char * const native_suffixes[] = {
  "/api/v1/models",
  "/api/v1/chat",
  "/api/v0/models",
  "/api/version",
  "/api/tags",
  "/api/chat",
  "/api/v1",
  "/api/v0",
  "/api",
};

static gboolean
cut_suffix (char               *path,
            const char * const *suffixes,
            gsize               n_suffixes)
{
  for (gsize i = 0; i < n_suffixes; i++)
    if (g_str_has_suffix (path, suffixes[i]))
      {
        path[strlen (path) - strlen (suffixes[i])] = '\0';
        return TRUE;
      }

  return FALSE;
}

static void
cut_slashes (char *path)
{
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';
}

static GUri *
parse (const char  *text,
       GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *full = NULL;

  /* Without this, g_uri_parse() takes the host of `host:1234` for a scheme. */
  if (*stripped != '\0' && strstr (stripped, "://") == NULL)
    full = g_strconcat ("http://", stripped, NULL);
  else
    full = g_steal_pointer (&stripped);

  return g_uri_parse (full, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED, error);
}

static gboolean
check (GUri        *uri,
       const char  *text,
       GError     **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (g_uri_get_userinfo (uri) != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "The address contains a user name or a password; leave them "
                         "out and give the API key separately");
  else if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "“%s” starts with %s://; a model server's address starts with "
                 "http:// or https://", text, scheme);
  else if (host == NULL || *host == '\0' || strpbrk (host, " %<>\"\\^`{|}") != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "“%s” names no valid host; write an address such as http://127.0.0.1:1234",
                 text);
  else if (g_uri_get_port (uri) == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "“%s” has port 0; ports go from 1 to 65535", text);
  else
    return TRUE;

  return FALSE;
}

/**
 * meirei_server_url_normalize:
 * @text: what a person typed or pasted
 * @error: return location for an error
 *
 * Makes a server's address of anything that is one: a missing scheme becomes
 * http, and a known path behind it, such as `/v1/chat/completions`, goes.
 *
 * Returns: (transfer full) (nullable): the address without `/v1` and without a
 *   slash at the end, or %NULL with %G_IO_ERROR_INVALID_ARGUMENT
 */
char *
meirei_server_url_normalize (const char  *text,
                             GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GUri) clean = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  const char *scheme;

  g_return_val_if_fail (text != NULL, NULL);

  uri = parse (text, &local_error);
  if (uri == NULL)
    {
      /* Not repeated: what is no address may still contain a password. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "This is not an address (%s); write one such as http://127.0.0.1:1234",
                   local_error->message);
      return NULL;
    }

  if (!check (uri, text, error))
    return NULL;

  scheme = g_uri_get_scheme (uri);
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  path = g_strdup (g_uri_get_path (uri));
  cut_slashes (path);
  if (g_strcmp0 (scheme, "https") == 0
      || !cut_suffix (path, native_suffixes, G_N_ELEMENTS (native_suffixes)))
    cut_suffix (path, openai_suffixes, G_N_ELEMENTS (openai_suffixes));
  cut_slashes (path);

  clean = g_uri_build (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri),
                       path, NULL, NULL);

  return g_uri_to_string (clean);
}

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || g_str_has_suffix (host, ".localhost");
}

static GUri *
parse_normal (const char *url)
{
  return url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
}

/**
 * meirei_server_url_dup_host:
 * @url: a normalized address
 *
 * Returns: (transfer full) (nullable): the host's name or number, without
 *   brackets, or %NULL if @url is no address
 */
char *
meirei_server_url_dup_host (const char *url)
{
  g_autoptr(GUri) uri = parse_normal (url);

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

/**
 * meirei_server_url_get_port:
 * @url: a normalized address
 *
 * Returns: the port, the scheme's own if none is written, or -1 if @url is no
 *   address
 */
int
meirei_server_url_get_port (const char *url)
{
  g_autoptr(GUri) uri = parse_normal (url);

  if (uri == NULL)
    return -1;

  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);

  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

/**
 * meirei_server_url_equal:
 * @a: a normalized address
 * @b: another
 *
 * All names of this machine are the same one: `localhost` and `127.0.0.1`.
 *
 * Returns: %TRUE if both lead to the same server
 */
gboolean
meirei_server_url_equal (const char *a,
                         const char *b)
{
  g_autofree char *identity_a = NULL;
  g_autofree char *identity_b = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  identity_a = meirei_server_url_dup_identity (a);
  identity_b = meirei_server_url_dup_identity (b);

  return strcmp (identity_a, identity_b) == 0;
}

/**
 * meirei_server_url_dup_identity:
 * @url: a normalized address
 *
 * Returns: (transfer full): one spelling for all addresses that are equal
 */
char *
meirei_server_url_dup_identity (const char *url)
{
  g_autoptr(GUri) uri = parse_normal (url);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL)
    return g_strdup (url);

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL,
                     is_loopback_host (host) ? "127.0.0.1" : host,
                     meirei_server_url_get_port (url), g_uri_get_path (uri), NULL, NULL);
}

/**
 * meirei_server_url_is_loopback:
 * @url: a normalized address
 *
 * Returns: %TRUE if what is sent there does not leave this machine
 */
gboolean
meirei_server_url_is_loopback (const char *url)
{
  g_autofree char *host = meirei_server_url_dup_host (url);

  return host != NULL && is_loopback_host (host);
}

/**
 * meirei_server_url_is_private:
 * @url: a normalized address
 *
 * Returns: %TRUE if nobody on the way can read along: the connection is
 *   encrypted or does not leave this machine.  Otherwise ask before an API key
 *   is sent.
 */
gboolean
meirei_server_url_is_private (const char *url)
{
  return g_str_has_prefix (url, "https://") || meirei_server_url_is_loopback (url);
}
