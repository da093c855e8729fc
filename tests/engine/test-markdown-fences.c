/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-language.h"
#include "meirei-markdown-fences.h"

/* Blocks are written as "language:content|content/how;", how being c(losed),
 * i(mplied) or o(pen). */
static const struct {
  const char *text;
  const char *blocks;
} rows[] = {
  { "no fence\n", "" },
  { "```\na\nb\n```\n", ":a|b/c;" },
  { "~~~~ python\na\n~~~\n~~~~\n", "python:a|~~~/c;" },
  { "```` js\n```\na\n```\n````\n", "javascript:```|a|```/c;" },
  { "```\na\n", ":a/o;" },
  { "```python\na\n```json\nb\n```\n", "python:a/i;json:b/c;" },
  { "> ```sh\n> a\nout\n", "bash:> a/i;" },
  { "1. x\n   ```py\n   a\n   ```\n", "python:   a/c;" },
  { "see `a` and ``b``\n", "" },
  { "text ```python\na\n```\n", "python:a/c;" },
  { "```a b c`d`\n", "" },
  { "```python\nreturn x```\nb\n", "python:return x/c;" },
  { "```\na\n```\n```\nSome prose here.\n", ":a/c;" },
  { "```\na = 1\n```\n```\nb = 2\n```\n", ":a = 1/c;:b = 2/c;" },
  { "```python\ns = '''\n    ```\n'''\n```\n", "python:s = '''|    ```|'''/c;" },
};

static char *
describe (const char *text)
{
  static const char ends[] = "cio";
  g_autoptr(MeireiAnswerLines) lines = meirei_answer_lines_new (text, strlen (text));
  g_autoptr(GArray) fences = meirei_markdown_fences_read (lines, 0, lines->lines->len);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < fences->len; i++)
    {
      MeireiFence *fence = &g_array_index (fences, MeireiFence, i);

      g_string_append_printf (out, "%s:", fence->language != NULL ? fence->language : "");
      for (guint k = fence->first; k < fence->end; k++)
        {
          MeireiAnswerLine *line = meirei_answer_lines_get (lines, k);

          g_string_append_printf (out, "%s%.*s", k > fence->first ? "|" : "",
                                  (int) line->length, line->text);
        }
      g_string_append_printf (out, "/%c;", ends[fence->how]);
    }

  return g_string_free (out, FALSE);
}

static void
test_blocks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *blocks = describe (rows[i].text);

      g_test_message ("row %u", i);
      g_assert_cmpstr (blocks, ==, rows[i].blocks);
    }
}

static void
test_languages (void)
{
  static const struct {
    const char *info;
    const char *language;
  } infos[] = {
    { "python", "python" },
    { "Python3 title=\"x\"", "python" },
    { "{.py .numberLines}", "python" },
    { "src/main.py", "python" },
    { "c++", "cpp" },
    { "C#", "csharp" },
    { "shell-session", "bash" },
    { "klingon", NULL },
    { "", NULL },
    { "...", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      gsize end;

      g_assert_cmpstr (meirei_code_language_from_info (infos[i].info, strlen (infos[i].info), &end),
                       ==, infos[i].language);
      g_assert_cmpuint (end, <=, strlen (infos[i].info));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/markdown-fences/blocks", test_blocks);
  g_test_add_func ("/markdown-fences/languages", test_languages);

  return g_test_run ();
}
