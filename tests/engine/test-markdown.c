/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-markdown.h"

typedef void (*AppendFunc) (GString    *markdown,
                            const char *text);

static void
check (AppendFunc  append,
       const char *text,
       const char *expected)
{
  g_autoptr(GString) markdown = g_string_new (NULL);

  append (markdown, text);
  g_assert_cmpstr (markdown->str, ==, expected);
}

static void
test_text (void)
{
  static const char * const rows[][2] = {
    { "plain 日本語", "plain 日本語" },
    { "snake_case __init__", "snake_case \\_\\_init\\_\\_" },
    { "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;" },
    { "[a](http://x)", "\\[a\\](http\\://x)" },
    { "www.example.org", "www\\.example.org" },
    { "a | b", "a \\| b" },
    { "`x` *y* ~z~ &amp; $m$ \\n", "\\`x\\` \\*y\\* \\~z\\~ &amp;amp; \\$m\\$ \\\\n" },
    { "# no heading", "\\# no heading" },
    { "1. no list", "1\\. no list" },
    { "12) no list", "12\\) no list" },
    { "6.0 s", "6.0 s" },
    { "- no list", "\\- no list" },
    { "-1", "-1" },
    { "---", "\\---" },
    { "===", "\\===" },
    { "two\nlines\r\nor three", "two lines or three" },
    { "  \t around ", "around" },
    { "bell\a\033[31m", "bell\357\277\275\357\277\275\\[31m" },
    { "turn\342\200\256around", "turn⟨U+202E⟩around" },
    { "\377 not UTF-8", "\357\277\275 not UTF-8" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check (meirei_markdown_append_text, rows[i][0], rows[i][1]);
}

static void
test_code (void)
{
  static const char * const rows[][2] = {
    { "a_b.py", "`a_b.py`" },
    { "a`b", "``a`b``" },
    { "``", "``` `` ```" },
    { "a\nb", "`a b`" },
    { "a|b", "a\\|b" },
    { "", "" },
    { "`", "`` ` ``" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check (meirei_markdown_append_code, rows[i][0], rows[i][1]);
}

static void
test_fence (void)
{
  static const char * const rows[][2] = {
    { "x = 1\n", "```python\nx = 1\n```\n\n" },
    { "x = 1", "```python\nx = 1\n```\n\n" },
    { "", "```python\n```\n\n" },
    { "```\n<script>\n````\n", "`````python\n```\n<script>\n````\n`````\n\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) markdown = g_string_new (NULL);

      meirei_markdown_append_fence (markdown, "python", rows[i][0]);
      g_assert_cmpstr (markdown->str, ==, rows[i][1]);
    }
}

static void
test_lines (void)
{
  g_autoptr(GString) markdown = g_string_new (NULL);

  meirei_markdown_append_heading (markdown, 2, "a\n# b");
  meirei_markdown_append_cell (markdown, "a|b\n|c|");
  meirei_markdown_append_cell (markdown, NULL);
  g_string_append_c (markdown, '\n');
  meirei_markdown_append_fact (markdown, "Name", "- x");
  meirei_markdown_append_fact (markdown, "Nothing", NULL);
  g_assert_cmpstr (markdown->str, ==,
                   "## a \\# b\n\n a\\|b \\|c\\| |  |\n- **Name:** \\- x\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown/text", test_text);
  g_test_add_func ("/markdown/code", test_code);
  g_test_add_func ("/markdown/fence", test_fence);
  g_test_add_func ("/markdown/lines", test_lines);

  return g_test_run ();
}
