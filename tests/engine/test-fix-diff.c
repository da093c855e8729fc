/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-fix-diff.h"
#include "meirei-json.h"
#include "meirei-python-text.h"

#define EDIT(text, line, column, end_line, end_column)                     "{\"content\":\"" text "\",\"location\":{\"row\":" #line ",\"column\":" #column "},"   "\"end_location\":{\"row\":" #end_line ",\"column\":" #end_column "}}"
#define FIX(edits) "{\"applicability\":\"safe\",\"edits\":[" edits "]}"

static const struct {
  const char *name;
  const char *text;
  const char *fix;
  const char *diff;
} cases[] = {
  { "delete a line", "import os\nimport sys\nprint(os)\n", FIX (EDIT ("", 2, 1, 3, 1)),
    "--- a/x.py\n+++ b/x.py\n@@ -2,1 +1,0 @@\n-import sys\n" },
  { "replace in a line", "import os, sys\n", FIX (EDIT ("import os", 1, 1, 1, 15)),
    "--- a/x.py\n+++ b/x.py\n@@ -1,1 +1,1 @@\n-import os, sys\n+import os\n" },
  { "insert", "値 = '\\d'\n", FIX (EDIT ("r", 1, 5, 1, 5)),
    "--- a/x.py\n+++ b/x.py\n@@ -1,1 +1,1 @@\n-値 = '\\d'\n+値 = r'\\d'\n" },
  { "two edits", "a is 'x'\n", FIX (EDIT ("c", 1, 6, 1, 9) "," EDIT ("b", 1, 1, 1, 2)),
    "--- a/x.py\n+++ b/x.py\n@@ -1,1 +1,1 @@\n-a is 'x'\n+b is c\n" },
  { "over lines", "a\nb\nc\n", FIX (EDIT ("X", 1, 2, 3, 1)),
    "--- a/x.py\n+++ b/x.py\n@@ -1,3 +1,1 @@\n-a\n-b\n-c\n+aXc\n" },
  { "unsafe", "a\n", "{\"applicability\":\"unsafe\",\"edits\":[" EDIT ("", 1, 1, 2, 1) "]}", NULL },
  { "no edits", "a\n", FIX (""), NULL },
  { "beyond the end", "a\n", FIX (EDIT ("", 9, 1, 10, 1)), NULL },
  { "nonsense", "a\n", FIX (EDIT ("", 0, 1, 1, 1)), NULL },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) fix = meirei_json_parse_object (cases[i].fix, -1, NULL);
      g_autoptr(GPtrArray) lines = meirei_python_text_split_lines (cases[i].text);
      g_autofree char *diff = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_nonnull (fix);
      diff = meirei_fix_diff ("x.py", lines, fix);
      g_assert_cmpstr (diff, ==, cases[i].diff);
    }
}

static void
test_no_fix (void)
{
  g_autoptr(GPtrArray) lines = meirei_python_text_split_lines ("a\n");

  g_assert_null (meirei_fix_diff ("x.py", lines, NULL));
}

static void
test_lines (void)
{
  g_autoptr(GPtrArray) lines = meirei_python_text_split_lines ("a\r\nb\rc\n\nd");

  g_assert_cmpuint (lines->len, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (lines, 1), ==, "b");
  g_assert_cmpstr (g_ptr_array_index (lines, 3), ==, "");
  g_assert_cmpstr (g_ptr_array_index (lines, 4), ==, "d");
}

static void
test_decode (void)
{
  static const struct {
    const char *bytes;
    gsize       length;
    const char *text;
    gboolean    is_utf8;
  } texts[] = {
    { "x", 1, "x", TRUE },
    { "\xef\xbb\xbfx", 4, "x", TRUE },
    { "# -*- coding: latin-1 -*-\n\xe9", 27, "# -*- coding: latin-1 -*-\né", FALSE },
    { "# coding: Latin_1\n\xe9", 19, "# coding: Latin_1\né", FALSE },
    { "#\n# vim: fileencoding=euc-jp\n\xc5\xec", 32, "#\n# vim: fileencoding=euc-jp\n東", FALSE },
    { "\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (texts[i].bytes, texts[i].length);
      gboolean is_utf8;
      g_autofree char *text = meirei_python_text_decode (bytes, &is_utf8);

      g_assert_cmpstr (text, ==, texts[i].text);
      g_assert_cmpint (is_utf8, ==, texts[i].is_utf8);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/fix-diff/cases", test_cases);
  g_test_add_func ("/fix-diff/none", test_no_fix);
  g_test_add_func ("/python-text/lines", test_lines);
  g_test_add_func ("/python-text/decode", test_decode);

  return g_test_run ();
}
