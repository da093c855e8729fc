/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-url.h"

static const struct {
  const char *text;
  const char *expected; /* NULL: refused */
} addresses[] = {
  { "http://127.0.0.1:1234", "http://127.0.0.1:1234" },
  { "http://127.0.0.1:1234/", "http://127.0.0.1:1234" },
  { "  http://host:1234/v1 \n", "http://host:1234" },
  { "http://host:1234/v1/", "http://host:1234" },
  { "http://host:1234/v1//", "http://host:1234" },
  { "http://host:1234/v1/chat/completions", "http://host:1234" },
  { "http://host:1234/v1/models?x=1#y", "http://host:1234" },
  { "HTTP://Host:1234/V1", "http://host:1234/V1" },
  { "host:1234", "http://host:1234" },
  { "host", "http://host" },
  { "192.168.1.24:1234/v1", "http://192.168.1.24:1234" },
  { "[::1]:8080", "http://[::1]:8080" },
  { "localhost:11434/api/chat", "http://localhost:11434" },
  { "http://localhost:1234/api/v1/models", "http://localhost:1234" },
  { "http://localhost:1234/api/v1", "http://localhost:1234" },
  { "https://gateway.example/api/v1", "https://gateway.example/api" },
  { "https://gateway.example/llm/v1", "https://gateway.example/llm" },
  { "http://proxy/llm", "http://proxy/llm" },
  { "", NULL },
  { "   ", NULL },
  { "ftp://host:21", NULL },
  { "file:///etc/passwd", NULL },
  { "http://", NULL },
  { "http://:1234", NULL },
  { "http://user:pass@host:1", NULL },
  { "http://host:99999", NULL },
  { "http://host:0", NULL },
  { "http://ho st:1", NULL },
  { "http://user:pass@host:99999", NULL },
  { "ftp://user:pass@host:1", NULL },
};

static void
test_normalize (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *url = meirei_server_url_normalize (addresses[i].text, &error);

      g_test_message ("%s", addresses[i].text);
      g_assert_cmpstr (url, ==, addresses[i].expected);
      if (addresses[i].expected == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      else
        g_assert_no_error (error);
      g_assert_true (error == NULL || strstr (error->message, "pass@") == NULL);
    }
}

static void
test_equal (void)
{
  g_assert_true (meirei_server_url_equal ("http://localhost:1234", "http://127.0.0.1:1234"));
  g_assert_true (meirei_server_url_equal ("http://[::1]:1", "http://127.0.0.1:1"));
  g_assert_true (meirei_server_url_equal ("http://h", "http://h:80"));
  g_assert_true (meirei_server_url_equal ("https://h", "https://h:443"));
  g_assert_false (meirei_server_url_equal ("http://h:1", "http://h:2"));
  g_assert_false (meirei_server_url_equal ("http://h:1", "https://h:1"));
  g_assert_false (meirei_server_url_equal ("http://h:1/a", "http://h:1/b"));
  g_assert_false (meirei_server_url_equal ("http://localhost:1", "http://192.168.0.1:1"));
}

static void
test_private (void)
{
  g_assert_true (meirei_server_url_is_loopback ("http://127.9.9.9:1"));
  g_assert_true (meirei_server_url_is_loopback ("http://[::1]:1"));
  g_assert_true (meirei_server_url_is_loopback ("http://a.localhost:1"));
  g_assert_false (meirei_server_url_is_loopback ("http://127.0.0.1.example:1"));
  g_assert_false (meirei_server_url_is_loopback ("http://localhost.example:1"));
  g_assert_true (meirei_server_url_is_private ("https://h"));
  g_assert_false (meirei_server_url_is_private ("http://192.168.1.2:1"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/server-url/normalize", test_normalize);
  g_test_add_func ("/server-url/equal", test_equal);
  g_test_add_func ("/server-url/private", test_private);

  return g_test_run ();
}
