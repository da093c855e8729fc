/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Times, strings, and the form in which texts are searched. */

#include "config.h"

#include <string.h>

#include "meirei-search-text.h"
#include "meirei-string.h"
#include "meirei-time.h"

static void
test_time (void)
{
  static const struct {
    const char *text;
    gint64 usec;
  } rows[] = {
    { "2025-09-06T16:17:39.254151+09:00", G_GINT64_CONSTANT (1757143059254151) },
    { "2025-09-06T07:17:39.254151Z", G_GINT64_CONSTANT (1757143059254151) },
    { "2025-09-06T07:17:39Z", G_GINT64_CONSTANT (1757143059000000) },
    { "1970-01-01T00:00:01+00:00", 1000000 },
    { "yesterday", 0 }, { "", 0 }, { "2025-13-01T00:00:00Z", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (meirei_time_parse (rows[i].text), ==, rows[i].usec);
    }
  g_assert_cmpint (meirei_time_parse (NULL), ==, 0);
}

static void
test_time_round_trip (void)
{
  static const gint64 times[] = {
    1, G_GINT64_CONSTANT (1757143059254151), G_GINT64_CONSTANT (4102444800000001),
    G_GINT64_CONSTANT (1757143059000000),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = meirei_time_format (times[i]);

      g_test_message ("%s", text);
      g_assert_cmpint (meirei_time_parse (text), ==, times[i]);
      g_assert_cmpuint (strlen (text), ==, strlen ("2025-09-06T16:17:39.254151+09:00"));
    }
}

static void
test_time_out_of_range (void)
{
  g_autofree char *far = meirei_time_format (G_MAXINT64);
  g_autofree char *stamp = meirei_time_format_stamp (G_MININT64);

  g_assert_nonnull (far);
  g_assert_nonnull (stamp);
}

static void
test_stamp (void)
{
  g_autofree char *stamp = meirei_time_format_stamp (G_GINT64_CONSTANT (1757143059254151));

  g_assert_cmpuint (strlen (stamp), ==, strlen ("20250906_161738"));
  g_assert_cmpint (stamp[8], ==, '_');
}

static void
test_set_str (void)
{
  char *text = NULL;

  g_assert_false (meirei_set_str (&text, NULL));
  g_assert_true (meirei_set_str (&text, "abc"));
  g_assert_false (meirei_set_str (&text, "abc"));
  /* A part of itself. */
  g_assert_true (meirei_set_str (&text, text + 1));
  g_assert_cmpstr (text, ==, "bc");
  g_assert_true (meirei_set_str (&text, NULL));
  g_assert_null (text);
}

static void
test_make_valid (void)
{
  gboolean changed;
  g_autofree char *good = meirei_utf8_make_valid ("命令", -1, &changed);
  g_autofree char *bad = NULL;
  g_autofree char *empty = NULL;

  g_assert_false (changed);
  g_assert_cmpstr (good, ==, "命令");
  bad = meirei_utf8_make_valid ("a\xff\0b", 4, &changed);
  g_assert_true (changed);
  g_assert_cmpstr (bad, ==, "a\xef\xbf\xbd\xef\xbf\xbd" "b");
  empty = meirei_utf8_make_valid (NULL, 0, NULL);
  g_assert_cmpstr (empty, ==, "");
}

static void
test_sha256 (void)
{
  g_autofree char *empty = meirei_sha256 ("", -1);
  g_autofree char *abc = meirei_sha256 ("abcdef", 3);

  g_assert_cmpstr (empty, ==,
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_identifier (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');

  g_assert_true (meirei_is_identifier ("a"));
  g_assert_true (meirei_is_identifier ("_a1"));
  g_assert_true (meirei_is_identifier (longest));
  g_assert_false (meirei_is_identifier (too_long));
  g_assert_false (meirei_is_identifier (NULL));
  g_assert_false (meirei_is_identifier (""));
  g_assert_false (meirei_is_identifier ("1a"));
  g_assert_false (meirei_is_identifier ("a-b"));
  g_assert_false (meirei_is_identifier ("a/b"));
  g_assert_false (meirei_is_identifier ("足す"));
}

/* Each pair is found by the other. */
static void
test_fold (void)
{
  static const struct {
    const char *a;
    const char *b;
  } rows[] = {
    { "Batch", "bATCH" },
    { "ＡＢＣ１２３", "abc123" },
    { "ｶﾀｶﾅ", "カタカナ" },
    { "が", "か\xe3\x82\x99" },
    { "Straße", "STRASSE" },
    { "ÉCOLE", "e\xcc\x81" "cole" },
    { "㈱", "(株)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *a = meirei_search_text_fold (rows[i].a);
      g_autofree char *b = meirei_search_text_fold (rows[i].b);

      g_test_message ("%s, %s", rows[i].a, rows[i].b);
      g_assert_cmpstr (a, ==, b);
    }
}

/* The quick way gives what the slow one does. */
static void
test_fold_quickly (void)
{
  static const char * const texts[] = {
    "", "Plain ASCII, with “quotes”", "検索する。ひらがな、カタカナ！", "ーヽヾゝゞ",
    "数\nを\tA",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *quick = meirei_search_text_fold (texts[i]);
      g_autofree char *normal = g_utf8_normalize (texts[i], -1, G_NORMALIZE_NFKC);
      g_autofree char *slow = g_utf8_casefold (normal, -1);

      g_assert_cmpstr (quick, ==, slow);
    }
  for (gunichar c = 0x3000; c < 0xa000; c++)
    {
      char text[8] = "";
      g_autofree char *quick = NULL;
      g_autofree char *normal = NULL;
      g_autofree char *slow = NULL;

      text[g_unichar_to_utf8 (c, text)] = '\0';
      quick = meirei_search_text_fold (text);
      normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
      slow = g_utf8_casefold (normal, -1);
      g_assert_cmpstr (quick, ==, slow);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/text/time", test_time);
  g_test_add_func ("/core/text/time-round-trip", test_time_round_trip);
  g_test_add_func ("/core/text/time-out-of-range", test_time_out_of_range);
  g_test_add_func ("/core/text/stamp", test_stamp);
  g_test_add_func ("/core/text/set-str", test_set_str);
  g_test_add_func ("/core/text/make-valid", test_make_valid);
  g_test_add_func ("/core/text/sha256", test_sha256);
  g_test_add_func ("/core/text/identifier", test_identifier);
  g_test_add_func ("/core/text/fold", test_fold);
  g_test_add_func ("/core/text/fold-quickly", test_fold_quickly);

  return g_test_run ();
}
