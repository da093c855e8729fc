/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-think-filter.h"

typedef struct {
  const char *name;
  const char *input;
  const char *answer;
  const char *reasoning;
} Case;

static const Case cases[] = {
  { "plain", "int main", "int main", "" },
  { "tags", "<think>hm</think>int", "int", "hm" },
  { "space-around", "\n <think>\nhm\n</think>\n\nint\n", "int\n", "\nhm\n" },
  { "twice", "<think>a</think>\n<think>b</think>int", "int", "ab" },
  { "empty", "<think>\n\n</think>\n\nint", "int", "\n\n" },
  { "never-closed", "<think>hm, what", "", "hm, what" },
  { "cut-in-close", "<think>hm</thi", "", "hm</thi" },
  { "cut-in-open", "<thi", "<thi", "" },
  { "thinking-tag", "<thinking>hm</thinking>int", "int", "hm" },
  { "seed-tag", "<seed:think>hm</seed:think>int", "int", "hm" },
  { "bracket-tag", "[THINK]hm[/THINK]int", "int", "hm" },
  { "wrong-close", "<think>a</thinking>b</think>int", "int", "a</thinking>b" },
  { "not-at-the-start", "x <think>y</think> z", "x <think>y</think> z", "" },
  { "lone-close", "hm\n</think>\n\nint", "int", "hm\n" },
  { "lone-close-at-start", "</think>\n\n```\nx", "```\nx", "" },
  { "lone-close-ends-line", "hm.</think>\nint", "int", "hm." },
  { "lone-close-at-end", "hm\n</think>", "", "hm\n" },
  { "lone-close-in-sentence", "the </think> tag", "the </think> tag", "" },
  { "lone-close-in-string", "s = \"</think>\"\n", "s = \"</think>\"\n", "" },
  { "lone-close-in-fence", "```\nx\n</think>\ny\n```\n", "```\nx\n</think>\ny\n```\n", "" },
  { "lone-close-after-fence", "```\nx\n```\n</think>\ny", "y", "```\nx\n```\n" },
  { "only-first-lone-close", "a\n</think>\nb\n</think>\nc", "b\n</think>\nc", "a\n" },
  { "close-after-tags", "<think>a</think>b\n</think>\nc", "b\n</think>\nc", "a" },
  { "less-than", "if a < b and c <d:\n    </thinner>", "if a < b and c <d:\n    </thinner>", "" },
  { "japanese", "<think>考える</think>答え", "答え", "考える" },
  { "white-space-only", " \n ", " \n ", "" },
};

static void
test_case (gconstpointer data)
{
  const Case *sample = data;

  for (gsize n = 1; n <= strlen (sample->input); n++)
    {
      g_autoptr(MeireiThinkFilter) filter = meirei_think_filter_new ();
      g_autoptr(GString) answer = g_string_new (NULL);
      g_autoptr(GString) reasoning = g_string_new (NULL);

      for (gsize i = 0; i < strlen (sample->input); i += n)
        meirei_think_filter_push (filter, sample->input + i,
                                  MIN (n, strlen (sample->input) - i), answer, reasoning);
      meirei_think_filter_end (filter, answer, reasoning);
      g_assert_cmpstr (answer->str, ==, sample->answer);
      g_assert_cmpstr (reasoning->str, ==, sample->reasoning);
    }
}

/* Whatever is written, nothing but tags and the space after them is lost. */
static void
test_random (void)
{
  static const char * const parts[] = { "<think>", "</think>", "\n", "a", "<", "</thi", " ", "```", "b c" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr(MeireiThinkFilter) filter = meirei_think_filter_new ();
      g_autoptr(GString) answer = g_string_new (NULL);
      g_autoptr(GString) reasoning = g_string_new (NULL);
      guint n_letters = 0;
      guint n_found = 0;

      for (guint i = 0; i < 12; i++)
        {
          const char *part = parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))];

          n_letters += g_str_equal (part, "a") + g_str_equal (part, "b c") * 2;
          meirei_think_filter_push (filter, part, strlen (part), answer, reasoning);
        }
      meirei_think_filter_end (filter, answer, reasoning);
      g_string_append (answer, reasoning->str);
      for (const char *p = answer->str; *p != '\0'; p++)
        n_found += strchr ("abc", *p) != NULL;
      g_assert_cmpuint (n_found, ==, n_letters);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/think-filter/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/think-filter/random", test_random);

  return g_test_run ();
}
