/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finding-range.h"
#include "ui-test.h"

static void
test_ranges (void)
{
  static const struct {
    int line;
    int column;
    int end_line;
    int end_column;
    const char *text;
  } rows[] = {
    { 1, 8, 1, 15, "logging" },
    { 1, 8, 0, 0, "logging  # 記録" },
    { 1, 1, 1, 900, "import logging  # 記録" },
    { 1, 900, 1, 950, "録" },
    { 1, 20, 1, 21, "録" },
    { 2, 0, 0, 0, "return None" },
    { 2, 5, 4, 2, "return None" },
    { 2, 12, 2, 11, "None" },
    { 3, 1, 3, 1, NULL },
    { 3, 0, 0, 0, NULL },
    { 4, 1, 4, 2, "x" },
    { 5, 1, 5, 2, NULL },
    { 99, 1, 99, 2, NULL },
    { 0, 0, 0, 0, NULL },
  };
  g_autoptr(GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);

  gtk_text_buffer_set_text (buffer, "import logging  # 記録\n    return None\n\nx", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MeireiFindingFields fields = {
        .rule = "T1", .tool = "test", .message = "test",
        .line = rows[i].line, .column = rows[i].column,
        .end_line = rows[i].end_line, .end_column = rows[i].end_column,
      };
      g_autoptr(MeireiFinding) finding = meirei_finding_new (&fields);
      g_autofree char *text = NULL;
      GtkTextIter start;
      GtkTextIter end;

      if (meirei_finding_get_range (finding, buffer, &start, &end))
        text = gtk_text_iter_get_text (&start, &end);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/finding-range/ranges", test_ranges);

  return g_test_run ();
}
