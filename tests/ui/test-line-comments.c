/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-line-comments.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_edit (void)
{
  g_autoptr(MeireiLineComments) comments = meirei_line_comments_new ();
  g_autoptr(JsonArray) array = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  guint n_edited = 0;

  g_signal_connect_swapped (comments, "edited", G_CALLBACK (count_cb), &n_edited);

  /* Not without a version that awaits a decision. */
  meirei_line_comments_edit (comments, 1, "no");
  g_assert_cmpuint (meirei_line_comments_get_count (comments), ==, 0);

  meirei_line_comments_load (comments, NULL, TRUE);
  meirei_line_comments_edit (comments, 12, "  narrow this  ");
  meirei_line_comments_edit (comments, 3, "unused");
  meirei_line_comments_edit (comments, 3, "unused");
  meirei_line_comments_edit (comments, 4, "   ");
  g_assert_cmpuint (n_edited, ==, 2);
  g_assert_cmpstr (meirei_line_comments_get (comments, 12), ==, "narrow this");
  g_assert_null (meirei_line_comments_get (comments, 4));

  array = meirei_line_comments_to_json (comments);
  node = json_node_init_array (json_node_alloc (), array);
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==, "[{\"line\":3,\"text\":\"unused\"},"
                             "{\"line\":12,\"text\":\"narrow this\"}]");

  meirei_line_comments_edit (comments, 3, "");
  g_assert_cmpuint (n_edited, ==, 3);
  g_assert_cmpuint (meirei_line_comments_get_count (comments), ==, 1);
}

/* A draft is a file that anybody can write. */
static void
test_hostile (void)
{
  static const struct {
    const char *json;
    guint n_comments;
  } rows[] = {
    { "[]", 0 },
    { "[{\"line\":1,\"text\":\"a\"}]", 1 },
    { "[{\"line\":1,\"text\":\"a\"},{\"line\":1,\"text\":\"b\"}]", 1 },
    { "[{\"line\":0,\"text\":\"a\"},{\"line\":-3,\"text\":\"a\"}]", 0 },
    { "[{\"line\":99999999999,\"text\":\"a\"}]", 0 },
    { "[{\"line\":\"1\",\"text\":[]},{},null,7,\"x\",[1]]", 0 },
    { "[{\"line\":2,\"text\":\"   \"}]", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiLineComments) comments = meirei_line_comments_new ();
      g_autoptr(JsonNode) node = json_from_string (rows[i].json, NULL);

      meirei_line_comments_load (comments, json_node_get_array (node), FALSE);
      g_test_message ("%s", rows[i].json);
      g_assert_cmpuint (meirei_line_comments_get_count (comments), ==, rows[i].n_comments);
      g_assert_false (meirei_line_comments_get_editable (comments));
    }
}

static void
test_bounded (void)
{
  g_autoptr(MeireiLineComments) comments = meirei_line_comments_new ();
  g_autofree char *text = g_strnfill (100000, 'x');

  meirei_line_comments_load (comments, NULL, TRUE);
  for (int i = 1; i <= 1500; i++)
    meirei_line_comments_edit (comments, i, "x");
  g_assert_cmpuint (meirei_line_comments_get_count (comments), ==, 1000);
  meirei_line_comments_edit (comments, 1, text);
  g_assert_cmpuint (strlen (meirei_line_comments_get (comments, 1)), ==, 4000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/line-comments/edit", test_edit);
  g_test_add_func ("/ui/line-comments/hostile", test_hostile);
  g_test_add_func ("/ui/line-comments/bounded", test_bounded);

  return g_test_run ();
}
