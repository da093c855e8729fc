/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-repeat-watch.h"

static const char * const prose =
  "def parse(line):\n    parts = line.split(',')\n    return [int(part) for part in parts]\n\n";

typedef struct {
  const char *name;
  const char *unit;
  guint       times;
  gboolean    is_loop;
} Case;

static const Case cases[] = {
  { "spaces", " ", 3000, TRUE },
  { "words", "the ", 1000, TRUE },
  { "line", "    x = x + 1\n", 300, TRUE },
  { "function", "def add_numbers(a, b):\n    \"\"\"Adds two numbers and returns their sum.\"\"\"\n"
    "    if a is None or b is None:\n        raise ValueError(\"numbers expected\")\n    return a + b\n\n", 20, TRUE },
  { "japanese", "同じことを繰り返します。", 120, TRUE },
  { "ruler", "=", 200, FALSE },
  { "zeros", "0, ", 400, FALSE },
  { "matrix-row", "    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],\n", 20, FALSE },
  { "function-four-times", "def add_numbers(a, b):\n    \"\"\"Adds two numbers and returns their sum.\"\"\"\n"
    "    if a is None or b is None:\n        raise ValueError(\"numbers expected\")\n    return a + b\n\n", 4, FALSE },
};

/* Fed as it grows: noticed if it is a loop, and not after it is over by far. */
static void
test_case (gconstpointer data)
{
  const Case *sample = data;
  g_autoptr(MeireiRepeatWatch) watch = meirei_repeat_watch_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean noticed = FALSE;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "# %u\n%s", i * 7919, prose);
  for (guint i = 0; i < sample->times && !noticed; i++)
    {
      g_string_append (text, sample->unit);
      noticed = meirei_repeat_watch_check (watch, text->str, text->len);
    }
  g_assert_true (noticed == sample->is_loop);

  if (noticed)
    {
      g_assert_cmpuint (meirei_repeat_watch_get_unit (watch), ==, strlen (sample->unit));
      g_assert_cmpuint (meirei_repeat_watch_get_total (watch), >=, 2000);
      g_assert_cmpuint (meirei_repeat_watch_get_total (watch), <, 4000);
    }
}

/* What is new all the time is never a loop, however long it gets. */
static void
test_growing (void)
{
  g_autoptr(MeireiRepeatWatch) watch = meirei_repeat_watch_new ();
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_printf (text, "case %u:\n  return \"%u\";\n", i, i * 31);
      g_assert_false (meirei_repeat_watch_check (watch, text->str, text->len));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/repeat-watch/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/repeat-watch/growing", test_growing);

  return g_test_run ();
}
