/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-line-diff.h"

static void
test_diff (void)
{
  static const struct {
    const char *old_text;
    const char *new_text;
    const char *removed; /* one letter for each line */
    const char *added;
  } rows[] = {
    { "", "", "", "" },
    { "", "a", "", "+" },
    { "a\nb\nc", "a\nb\nc", "...", "..." },
    { "a\nb\nc", "a\nx\nc", ".-.", ".+." },
    { "a\nc", "a\nb\nc", "..", ".+." },
    { "a\nb\nc\nd", "b\nd\na", "-.-.", "..+" },
    { "x\ny", "一\n二\n三", "--", "+++" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiLineDiff) diff = meirei_line_diff_new (rows[i].old_text, rows[i].new_text);

      g_assert_cmpuint (diff->n_old, ==, strlen (rows[i].removed));
      g_assert_cmpuint (diff->n_new, ==, strlen (rows[i].added));
      for (guint j = 0; j < diff->n_old; j++)
        g_assert_cmpint (diff->removed[j], ==, rows[i].removed[j] == '-');
      for (guint j = 0; j < diff->n_new; j++)
        g_assert_cmpint (diff->added[j], ==, rows[i].added[j] == '+');
    }
}

/* Texts that are too large for the table still give an answer at once. */
static void
test_large (void)
{
  g_autoptr(GString) old_text = g_string_new ("same\n");
  g_autoptr(GString) new_text = g_string_new ("same\n");
  g_autoptr(MeireiLineDiff) diff = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_printf (old_text, "old %u\n", i);
      g_string_append_printf (new_text, "new %u\n", i);
    }
  diff = meirei_line_diff_new (old_text->str, new_text->str);
  g_assert_cmpuint (diff->n_removed, ==, 5000);
  g_assert_cmpuint (diff->n_added, ==, 5000);
  g_assert_false (diff->removed[0]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/line-diff/diff", test_diff);
  g_test_add_func ("/ui/line-diff/large", test_large);

  return g_test_run ();
}
