/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-html.h"

static char *
paint (const char *text,
       const char *language,
       GPtrArray  *notes)
{
  GString *html = g_string_new (NULL);

  meirei_code_html_append (html, text, language, notes);

  return g_string_free (html, FALSE);
}

/* What a reader sees of the lines. */
static char *
read_back (const char *html)
{
  g_auto(GStrv) parts = g_strsplit (html, "<code>", -1);
  GString *text = g_string_new (NULL);

  for (gsize i = 1; parts[i] != NULL; i++)
    {
      g_autoptr(GRegex) tags = g_regex_new ("</?span[^>]*>", 0, 0, NULL);
      char *end = strstr (parts[i], "</code>");
      g_autofree char *plain = NULL;

      g_assert_nonnull (end);
      *end = '\0';
      plain = g_regex_replace_literal (tags, parts[i], -1, 0, "", 0, NULL);
      g_assert_null (strpbrk (plain, "<>\"'"));
      g_string_append_printf (text, "%s\n", plain);
    }
  g_string_replace (text, "&lt;", "<", 0);
  g_string_replace (text, "&gt;", ">", 0);
  g_string_replace (text, "&quot;", "\"", 0);
  g_string_replace (text, "&apos;", "'", 0);
  g_string_replace (text, "&amp;", "&", 0);

  return g_string_free (text, FALSE);
}

/* Whatever the colors: every sign is there, and none is markup. */
static void
test_nothing_is_lost (void)
{
  static const char * const texts[] = {
    "def f(x):\n    return x  # comment <b>\n",
    "s = 'it''s' + \"a\\\"b\" + r'\\d' + rb\"x\" + f'{x!r}'\n",
    "\"\"\"doc\n\nstring with 'quotes' and \"\" two\n\"\"\"\nclass A: pass\n",
    "'''never closed\n</code><script>alert(1)</script>\n",
    "x = 'not closed\ny = 1\n",
    "x = \"ends with a backslash\\\ny = 1\n",
    "\"\n'\n\"\"\"\n'''\n#\n\\\n",
    "関数 = 1; print('日本語')\n",
    "&amp; &lt; <!-- --> ]]>\n",
    "@decorator\nasync def 名前(self): ...\n",
    "Ru'x' brf\"y\" uu'z' \"\"\"a\"\"\"b\"\"\"c\n",
    "\n\n\n",
  };
  static const char * const languages[] = { "python", "text", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (languages); j++)
      {
        g_autofree char *html = paint (texts[i], languages[j], NULL);
        g_autofree char *text = read_back (html);

        g_assert_cmpstr (text, ==, texts[i]);
        g_assert_null (strstr (html, "<script"));
      }
}

static void
test_colors (void)
{
  static const char * const rows[][2] = {
    { "def f(): pass", "<span class=\"k\">def</span> <span class=\"d\">f</span>" },
    { "class A(B):", "<span class=\"d\">A</span>(B)" },
    { "x = rb'a\\'b' + c", "<span class=\"s\">rb&apos;a\\&apos;b&apos;</span> + c" },
    { "x = 'a' # 'b'", "<span class=\"o\"># &apos;b&apos;</span>" },
    { "x = '#'", "<span class=\"s\">&apos;#&apos;</span>" },
    { "'''a\nb''' + c", "<code><span class=\"s\">b&apos;&apos;&apos;</span> + c" },
    { "x = 'open\ny = 1", "<code>y = 1</code>" },
    { "xdef = 1", "<code>xdef = 1</code>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *html = paint (rows[i][0], "python", NULL);

      g_assert_nonnull (strstr (html, rows[i][1]));
    }
}

static void
test_notes (void)
{
  g_autoptr(GPtrArray) notes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_code_note_free);
  g_autofree char *html = NULL;
  const char *order[] = { "about the file", "data-n=\"1\"", "l hit\" data-n=\"2\"", "first &lt;",
                          "second", "data-n=\"3\"", "beyond" };
  const char *place;

  g_ptr_array_add (notes, meirei_code_note_new (2, g_strdup ("second")));
  g_ptr_array_add (notes, meirei_code_note_new (99, g_strdup ("beyond")));
  g_ptr_array_add (notes, meirei_code_note_new (2, g_strdup ("first <")));
  g_ptr_array_add (notes, meirei_code_note_new (0, g_strdup ("about the file")));
  g_ptr_array_sort (notes, meirei_code_note_compare);
  html = paint ("a\nb\nc\n", "python", notes);
  place = html;
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      place = strstr (place, order[i]);
      g_assert_nonnull (place);
    }
}

static void
test_many_lines (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *html = NULL;

  for (guint i = 0; i < 20001; i++)
    g_string_append (text, "x\n");
  html = paint (text->str, "python", NULL);
  g_assert_nonnull (strstr (html, "data-n=\"20000\""));
  g_assert_null (strstr (html, "data-n=\"20001\""));
  g_assert_nonnull (strstr (html, "first 20000 lines"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/code-html/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/code-html/colors", test_colors);
  g_test_add_func ("/code-html/notes", test_notes);
  g_test_add_func ("/code-html/many-lines", test_many_lines);

  return g_test_run ();
}
