/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-retry-policy.h"

/* Tue, 15 Nov 1994 08:12:31 GMT */
#define NOW (G_GINT64_CONSTANT (784887151) * G_USEC_PER_SEC)

static void
test_parse_after (void)
{
  g_assert_cmpint (meirei_retry_parse_after (NULL, NOW), ==, 0);
  g_assert_cmpint (meirei_retry_parse_after ("", NOW), ==, 0);
  g_assert_cmpint (meirei_retry_parse_after ("3", NOW), ==, 3000);
  g_assert_cmpint (meirei_retry_parse_after ("1.5", NOW), ==, 1500);
  g_assert_cmpint (meirei_retry_parse_after ("-3", NOW), ==, 0);
  g_assert_cmpint (meirei_retry_parse_after ("1e30", NOW), ==, 0);
  g_assert_cmpint (meirei_retry_parse_after ("soon", NOW), ==, 0);
  g_assert_cmpint (meirei_retry_parse_after ("Tue, 15 Nov 1994 08:12:51 GMT", NOW), ==, 20000);
  g_assert_cmpint (meirei_retry_parse_after ("Tue, 15 Nov 1994 08:12:01 GMT", NOW), ==, 0);
}

static gboolean
decide (MeireiSlmError  code,
        guint           status,
        gint64          after_ms,
        gboolean        is_refused,
        guint           n_tries,
        gint64         *pause_ms)
{
  MeireiChatLimits limits = MEIREI_CHAT_LIMITS_DEFAULT;
  MeireiSlmDetails details = { .http_status = status, .retry_after_ms = after_ms };
  g_autoptr(MeireiSlmFailure) failure = meirei_slm_failure_new (code, NULL, &details);

  return meirei_retry_decide (failure, is_refused, n_tries, &limits, pause_ms);
}

static void
test_what (void)
{
  static const guint yes[] = { 408, 429, 502, 503, 504 };
  static const guint no[] = { 0, 200, 301, 400, 401, 403, 404, 413, 422, 500, 501 };
  gint64 pause_ms;

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (decide (MEIREI_SLM_ERROR_SERVER, yes[i], 0, FALSE, 1, &pause_ms));
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (decide (MEIREI_SLM_ERROR_SERVER, no[i], 0, FALSE, 1, &pause_ms));
  g_assert_true (decide (MEIREI_SLM_ERROR_UNREACHABLE, 0, 0, TRUE, 1, &pause_ms));
  g_assert_false (decide (MEIREI_SLM_ERROR_UNREACHABLE, 0, 0, FALSE, 1, &pause_ms));
}

static void
test_how_long (void)
{
  gint64 expected = 1000;
  gint64 pause_ms;

  for (guint n_tries = 1; n_tries < 4; n_tries++, expected *= 2)
    for (guint i = 0; i < 100; i++)
      {
        g_assert_true (decide (MEIREI_SLM_ERROR_OVERLOADED, 503, 0, FALSE, n_tries, &pause_ms));
        g_assert_cmpint (pause_ms, >=, expected * 3 / 4);
        g_assert_cmpint (pause_ms, <=, expected * 5 / 4);
      }
  g_assert_false (decide (MEIREI_SLM_ERROR_OVERLOADED, 503, 0, FALSE, 4, &pause_ms));
}

static void
test_retry_after (void)
{
  gint64 pause_ms;

  g_assert_true (decide (MEIREI_SLM_ERROR_RATE_LIMITED, 429, 90000, FALSE, 1, &pause_ms));
  g_assert_cmpint (pause_ms, ==, 90000);
  g_assert_false (decide (MEIREI_SLM_ERROR_RATE_LIMITED, 429, 121000, FALSE, 1, &pause_ms));
}

static void
test_loading (void)
{
  gint64 pause_ms;

  g_assert_true (decide (MEIREI_SLM_ERROR_LOADING, 503, 0, FALSE, 1000, &pause_ms));
  g_assert_cmpint (pause_ms, ==, 1500);
  g_assert_false (decide (MEIREI_SLM_ERROR_LOADING, 500, 0, FALSE, 1, &pause_ms));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/retry-policy/parse-after", test_parse_after);
  g_test_add_func ("/retry-policy/what", test_what);
  g_test_add_func ("/retry-policy/how-long", test_how_long);
  g_test_add_func ("/retry-policy/retry-after", test_retry_after);
  g_test_add_func ("/retry-policy/loading", test_loading);

  return g_test_run ();
}
