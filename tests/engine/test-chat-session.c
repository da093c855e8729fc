/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chat-session.h"

static void
test_near (void)
{
  static const char * const near_urls[] = {
    "http://127.0.0.1:1234", "http://localhost:8080", "http://[::1]:1", "http://192.168.1.20:11434",
    "http://10.0.0.5", "http://172.16.3.4", "http://169.254.1.1", "http://buildbox:8000", "http://mac.local",
  };
  static const char * const far_urls[] = { "https://api.example.com", "http://8.8.8.8", "http://[2001:db8::1]" };

  for (gsize i = 0; i < G_N_ELEMENTS (near_urls); i++)
    {
      g_autoptr(GUri) uri = g_uri_parse (near_urls[i], SOUP_HTTP_URI_FLAGS, NULL);

      g_assert_true (meirei_chat_session_is_near (uri));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (far_urls); i++)
    {
      g_autoptr(GUri) uri = g_uri_parse (far_urls[i], SOUP_HTTP_URI_FLAGS, NULL);

      g_assert_false (meirei_chat_session_is_near (uri));
    }
}

/* libsoup's own limits would kill every long prompt. */
static void
test_limits (gconstpointer data)
{
  gboolean use_proxy = data != NULL;
  g_autoptr(SoupSession) session = meirei_chat_session_new (use_proxy);

  g_assert_cmpuint (soup_session_get_timeout (session), ==, 0);
  g_assert_cmpuint (soup_session_get_idle_timeout (session), ==, 0);
  g_assert_cmpuint (soup_session_get_max_conns (session), >=, 256);
  g_assert_cmpuint (soup_session_get_max_conns_per_host (session), >=, 256);
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_CONTENT_DECODER));
  g_assert_true ((soup_session_get_proxy_resolver (session) != NULL) == use_proxy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chat-session/near", test_near);
  g_test_add_data_func ("/chat-session/limits/near", NULL, test_limits);
  g_test_add_data_func ("/chat-session/limits/far", "far", test_limits);

  return g_test_run ();
}
