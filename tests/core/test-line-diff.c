/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-line-diff.h"

/* One letter for each row: = unchanged, . unchanged on one side only, - and +
 * removed and added, ~ both. */
static char *
draw_rows (MeireiLineDiff *diff)
{
  guint n_rows;
  const MeireiDiffRow *rows = meirei_line_diff_get_rows (diff, &n_rows);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      const MeireiDiffRow *row = &rows[i];

      g_string_append_c (text, row->changed[0] && row->changed[1] ? '~'
                               : row->changed[0] ? '-' : row->changed[1] ? '+'
                               : row->line[0] >= 0 && row->line[1] >= 0 ? '=' : '.');
    }

  return g_string_free (text, FALSE);
}

/* Whatever the rows are, each line is there once and in order. */
static void
check_rows (MeireiLineDiff *diff)
{
  guint n_rows;
  guint n_changes;
  const MeireiDiffRow *rows = meirei_line_diff_get_rows (diff, &n_rows);
  const MeireiDiffChange *changes = meirei_line_diff_get_changes (diff, &n_changes);
  guint next[2] = { 0, 0 };
  guint n_changed[2] = { 0, 0 };
  guint end = 0;

  for (guint i = 0; i < n_rows; i++)
    for (guint side = 0; side < 2; side++)
      {
        n_changed[side] += rows[i].changed[side];
        if (rows[i].line[side] >= 0)
          g_assert_cmpint (rows[i].line[side], ==, next[side]++);
        else
          g_assert_false (rows[i].changed[side]);
      }
  for (guint side = 0; side < 2; side++)
    {
      g_assert_cmpuint (next[side], ==, meirei_line_diff_get_n_lines (diff, side));
      g_assert_cmpuint (n_changed[side], ==, meirei_line_diff_get_n_changed (diff, side));
    }
  for (guint i = 0; i < n_changes; i++)
    {
      g_assert_true (i == 0 || changes[i].first_row > end);
      g_assert_cmpuint (changes[i].n_rows, >, 0);
      end = changes[i].first_row + changes[i].n_rows;
      g_assert_cmpuint (end, <=, n_rows);
    }
}

static void
test_rows (void)
{
  static const struct {
    const char *old_text;
    const char *new_text;
    MeireiLineDiffFlags flags;
    const char *rows;
  } rows[] = {
    { "", "", 0, "" },
    { "", "a", 0, "+" },
    { "a\n", "", 0, "-" },
    { "a\nb\nc", "a\nb\nc\n", 0, "===" },
    { "a\r\nb\r\n", "a\nb\n", 0, "==" },
    { "a\nb\nc", "a\nx\nc", 0, "=~=" },
    { "a\nc", "a\nb\nc", 0, "=+=" },
    { "a\nb\nc\nd", "b\nd\na", 0, "-=-=+" },
    { "x\ny", "一\n二\n三", 0, "~~+" },
    /* A moved line does not pull the rest with it. */
    { "m\na\nb\nc\n", "a\nb\nc\nm\n", 0, "-===+" },
    /* Similar lines stand beside each other, wherever they are. */
    { "rows = read (x)\n return [load (row) for row in rows]\nend\n",
      " return [load (row) for row in handle]\nend\n", 0, "-~=" },
    /* Quotes make no two lines similar; one word of few does. */
    { "\"\"\"\nreturn 1\n", "f (\"x\")\nreturn 2\n", 0, "~~" },
    { "a\n    except:\nb\n", "a\nx = 1\n    except (ValueError, OSError) as exc:\nb\n", 0, "=+~=" },
    /* A new function is the whole function, not the end of one and the
     * beginning of another. */
    { "def a():\n  return 1\n\ndef c():\n  return 1\n",
      "def a():\n  return 1\n\ndef b():\n  return 1\n\ndef c():\n  return 1\n", 0, "===+++==" },
    /* Nothing that is unique. */
    { "{\n}\n{\n}\n", "{\n}\n{\n{\n}\n}\n", 0, "===++=" },
    { "a\nb\na\nb\n", "b\na\nb\na\n", 0, "-===+" },
    /* What does not count. */
    { "a = 1\n", "a  =  1 \n", MEIREI_LINE_DIFF_IGNORE_SPACE, "=" },
    { "a = 1\n", "a  =  1 \n", 0, "~" },
    { "a\nb\n", "a\n\n\nb\n", MEIREI_LINE_DIFF_IGNORE_SPACE, "=..=" },
    { "a\nb\n", "a # one\n# two\nb\n", MEIREI_LINE_DIFF_IGNORE_COMMENTS, "=.=" },
    { "a\nb\n", "a # one\n# two\nb\n", 0, "~+=" },
    { "a = '#x'\n", "a = '#y'\n", MEIREI_LINE_DIFF_IGNORE_COMMENTS, "~" },
    { "a = 'it\\'s' # x\n", "a = 'it\\'s' # y\n", MEIREI_LINE_DIFF_IGNORE_COMMENTS, "=" },
    { "'''\n# x\n'''\n", "'''\n# y\n'''\n", MEIREI_LINE_DIFF_IGNORE_COMMENTS, "=~=" },
    { "a = '\nb # x\n", "a = '\nb # y\n", MEIREI_LINE_DIFF_IGNORE_COMMENTS, "==" },
    /* An empty line counts unless white space does not. */
    { "a\nb\n", "a\n\nb\n", MEIREI_LINE_DIFF_IGNORE_COMMENTS, "=+=" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiLineDiff) diff =
        meirei_line_diff_new (rows[i].old_text, rows[i].new_text, rows[i].flags);
      g_autofree char *drawn = draw_rows (diff);

      g_test_message ("row %" G_GSIZE_FORMAT ": %s", i, drawn);
      g_assert_cmpstr (drawn, ==, rows[i].rows);
      check_rows (diff);
    }
}

/* Brackets around the parts that differ. */
static char *
draw_words (MeireiLineDiff *diff,
            MeireiDiffSide  side)
{
  guint n_words;
  const MeireiDiffSpan *words = meirei_line_diff_get_words (diff, side, 0, &n_words);
  gsize length;
  const char *line = meirei_line_diff_get_line (diff, side, 0, &length);
  GString *text = g_string_new_len (line, (gssize) length);

  for (guint i = n_words; i-- > 0;)
    {
      g_string_insert_c (text, words[i].end, ']');
      g_string_insert_c (text, words[i].start, '[');
    }

  return g_string_free (text, FALSE);
}

static void
test_words (void)
{
  static const struct {
    const char *old_line;
    const char *new_line;
  } rows[] = {
    { "for attempt in range([3]):", "for attempt in range([1, MAX_RETRIES + 1]):" },
    { "@dataclass", "@dataclass[(frozen=True)]" },
    { "  return f([rows])", "  return f([handle])" },
    { "名[前]が違う。", "名[字]が違う。" },
    /* Nothing in common: the line as a whole. */
    { "import os", "x = [1, 2, 3]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *lines[] = { rows[i].old_line, rows[i].new_line };
      gboolean bracketed = i + 1 < G_N_ELEMENTS (rows);
      char *plain[2] = { NULL, NULL };
      g_autoptr(MeireiLineDiff) diff = NULL;

      for (guint side = 0; side < 2; side++)
        {
          plain[side] = g_strdup (lines[side]);
          for (char *p = plain[side]; bracketed && *p != '\0';)
            if (*p == '[' || *p == ']')
              memmove (p, p + 1, strlen (p));
            else
              p++;
        }
      diff = meirei_line_diff_new (plain[0], plain[1], MEIREI_LINE_DIFF_DEFAULT);
      for (guint side = 0; side < 2; side++)
        {
          g_autofree char *drawn = draw_words (diff, side);

          g_assert_cmpstr (drawn, ==, lines[side]);
          g_free (plain[side]);
        }
    }
}

static void
test_unified (void)
{
  g_autoptr(MeireiLineDiff) diff =
    meirei_line_diff_new ("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "0\n1\n2\n3\n4\n5\n6\nseven\n8\n9\n10\n",
                          MEIREI_LINE_DIFF_DEFAULT);
  g_autoptr(MeireiLineDiff) same = meirei_line_diff_new ("a\n", "a\n", MEIREI_LINE_DIFF_DEFAULT);
  g_autofree char *text = meirei_line_diff_to_unified (diff, "v1", "v2", 2);
  g_autofree char *empty = meirei_line_diff_to_unified (same, "v1", "v2", 3);

  g_assert_cmpstr (text, ==,
                   "--- v1\n+++ v2\n"
                   "@@ -1,2 +1,3 @@\n+0\n 1\n 2\n"
                   "@@ -5,5 +6,5 @@\n 5\n 6\n-7\n+seven\n 8\n 9\n");
  g_assert_cmpstr (empty, ==, "");
}

/* What the lines are like must not decide how long it takes. */
typedef void (*WriteFunc) (GString *text,
                           guint    side,
                           guint    i);

static void
write_different (GString *text,
                 guint    side,
                 guint    i)
{
  g_string_append_printf (text, "%s %u = value (%u)\n", side == 0 ? "old" : "new", i, i * 7);
}

static void
write_repeated (GString *text,
                guint    side,
                guint    i)
{
  g_string_append (text, (i * (side + 1)) % 3 == 0 ? "a\n" : (i * (side + 2)) % 5 == 0 ? "b\n" : "c\n");
}

/* Each unique line is only unique once the one before is taken out. */
static void
write_nested (GString *text,
              guint    side,
              guint    i)
{
  g_string_append_printf (text, "%u\n", side == 0 ? i : i % 2 == 0 ? i / 2 : i / 2 + 1);
}

static void
write_wide (GString *text,
            guint    side,
            guint    i)
{
  for (guint j = 0; j < 200; j++)
    g_string_append_printf (text, "w%u ", (i * 31 + j * (side + 3)) % 97);
  g_string_append_c (text, '\n');
}

static void
write_edited (GString *text,
              guint    side,
              guint    i)
{
  g_string_append_printf (text, "line %u%s\n", i, side == 1 && i % 50 == 0 ? " changed" : "");
}

static void
test_bounded (void)
{
  static const struct {
    const char *name;
    WriteFunc write;
    guint n_lines;
  } rows[] = {
    { "edited", write_edited, 20000 },
    { "different", write_different, 20000 },
    { "repeated", write_repeated, 20000 },
    { "nested", write_nested, 20000 },
    { "wide", write_wide, 4000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) old_text = g_string_new (NULL);
      g_autoptr(GString) new_text = g_string_new (NULL);
      g_autoptr(MeireiLineDiff) diff = NULL;
      gint64 start;
      double seconds;

      for (guint line = 0; line < rows[i].n_lines; line++)
        {
          rows[i].write (old_text, 0, line);
          rows[i].write (new_text, 1, line);
        }
      start = g_get_monotonic_time ();
      diff = meirei_line_diff_new (old_text->str, new_text->str, MEIREI_LINE_DIFF_DEFAULT);
      seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      g_test_message ("%s: %.3f s", rows[i].name, seconds);
      check_rows (diff);
      g_assert_cmpfloat (seconds, <, 5.);
    }
}

/* The same texts at random, against what must hold for all of them. */
static void
test_random (void)
{
  for (guint round = 0; round < 500; round++)
    {
      GString *texts[2] = { g_string_new (NULL), g_string_new (NULL) };
      g_autoptr(MeireiLineDiff) diff = NULL;
      guint n_rows;
      const MeireiDiffRow *rows;

      for (guint side = 0; side < 2; side++)
        for (int i = g_test_rand_int_range (0, 30); i > 0; i--)
          g_string_append_printf (texts[side], "%c\n", g_test_rand_int_range ('a', 'a' + (int) (round % 9) + 1));
      diff = meirei_line_diff_new (texts[0]->str, texts[1]->str, MEIREI_LINE_DIFF_DEFAULT);
      check_rows (diff);
      rows = meirei_line_diff_get_rows (diff, &n_rows);
      for (guint i = 0; i < n_rows; i++)
        if (!rows[i].changed[0] && !rows[i].changed[1])
          {
            gsize length;
            char old_char = *meirei_line_diff_get_line (diff, 0, (guint) rows[i].line[0], &length);
            char new_char = *meirei_line_diff_get_line (diff, 1, (guint) rows[i].line[1], &length);

            g_assert_cmpint (old_char, ==, new_char);
          }
      for (guint side = 0; side < 2; side++)
        g_string_free (texts[side], TRUE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/line-diff/rows", test_rows);
  g_test_add_func ("/core/line-diff/words", test_words);
  g_test_add_func ("/core/line-diff/unified", test_unified);
  g_test_add_func ("/core/line-diff/bounded", test_bounded);
  g_test_add_func ("/core/line-diff/random", test_random);

  return g_test_run ();
}
