/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-markup.h"
#include "meirei-svg-chart.h"

static void
test_text (void)
{
  static const char * const rows[][2] = {
    { "plain 日本語\n\t", "plain 日本語\n\t" },
    { "<b a=\"1\" c='2'>&amp;", "&lt;b a=&quot;1&quot; c=&apos;2&apos;&gt;&amp;amp;" },
    { "]]>", "]]&gt;" },
    { "\001\033\177", "\357\277\275\357\277\275\357\277\275" },
    { "\302\205", "\357\277\275" },
    { "\357\277\276", "\357\277\275" },
    { "\342\201\246x", "⟨U+2066⟩x" },
    { "\300\200", "\357\277\275\357\277\275" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) markup = g_string_new (NULL);

      meirei_markup_append_text (markup, rows[i][0]);
      g_assert_cmpstr (markup->str, ==, rows[i][1]);
    }
}

static void
test_attributes (void)
{
  g_autoptr(GString) markup = g_string_new (NULL);

  meirei_markup_append_attribute (markup, "a", "\" onload=\"x\n\ty");
  meirei_markup_append_attribute (markup, "b", NULL);
  meirei_markup_append_number (markup, "c", 12.5);
  meirei_markup_append_number (markup, "d", 100.0);
  meirei_markup_append_number (markup, "e", 0.0);
  g_assert_cmpstr (markup->str, ==,
                   " a=\"&quot; onload=&quot;x&#10;&#9;y\" c=\"12.5\" d=\"100\" e=\"0\"");
}

static void
test_page (void)
{
  g_autoptr(GString) markup = g_string_new (NULL);

  meirei_markup_begin_page (markup, "</title><script>");
  meirei_markup_end_page (markup);
  g_assert_nonnull (strstr (markup->str, "<title>&lt;/title&gt;&lt;script&gt;</title>"));
  g_assert_nonnull (strstr (markup->str, "default-src 'none'"));
  g_assert_null (strstr (markup->str, "<script"));
}

static void
test_charts (void)
{
  static const MeireiSvgPart parts[] = {
    { "a<b", 1.0, NULL, 0 }, { "c", 3.0, "3 s", 1 }, { "none", 0.0, NULL, 2 },
  };
  static const MeireiSvgPart zero[] = { { "a", 0.0, NULL, 0 } };
  g_autoptr(GString) html = g_string_new (NULL);

  meirei_svg_append_segments (html, "t", zero, 1);
  meirei_svg_append_columns (html, "t", zero, 1);
  meirei_svg_append_bars (html, "t", zero, 1);
  meirei_svg_append_bars (html, "t", NULL, 0);
  g_assert_cmpstr (html->str, ==, "");

  meirei_svg_append_segments (html, "t", parts, 3);
  g_assert_nonnull (strstr (html->str, "a&lt;b 1<"));
  g_assert_nonnull (strstr (html->str, "c 3 s<"));
  /* A part of 0 has no place in a whole. */
  g_assert_null (strstr (html->str, "none"));
  g_assert_nonnull (strstr (html->str, "width=\"159\""));

  g_string_truncate (html, 0);
  meirei_svg_append_columns (html, "t", parts, 3);
  g_assert_nonnull (strstr (html->str, "none"));
  g_assert_nonnull (strstr (html->str, "height=\"130\""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markup/text", test_text);
  g_test_add_func ("/markup/attributes", test_attributes);
  g_test_add_func ("/markup/page", test_page);
  g_test_add_func ("/markup/charts", test_charts);

  return g_test_run ();
}
