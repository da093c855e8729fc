/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "answer-rows.h"

/* Returns: (transfer full): the rows of fixtures/answers.json */
JsonArray *
answer_rows_load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "answers.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_array_ref (json_node_get_array (json_parser_get_root (parser)));
}

static void
append_line (GString    *text,
             const char *line,
             gboolean   *first)
{
  if (!*first)
    g_string_append_c (text, '\n');
  *first = FALSE;
  g_string_append (text, line);
}

static void
append_repeated (GString    *text,
                 JsonObject *object,
                 gboolean   *first)
{
  JsonArray *lines = meirei_json_get_array (object, "lines");
  gint64 n = meirei_json_get_int (object, "repeat", 0);

  if (lines == NULL)
    {
      append_line (text, meirei_json_get_string (object, "before", ""), first);
      for (gint64 i = 0; i < meirei_json_get_int (object, "times", 0); i++)
        g_string_append (text, meirei_json_get_string (object, "text", ""));
      return;
    }

  for (gint64 i = 0; i < n; i++)
    {
      for (guint k = 0; k < json_array_get_length (lines); k++)
        append_line (text, json_array_get_string_element (lines, k), first);
    }
}

/* Lines are strings, { "repeat", "lines" } for many of them, and { "before",
 * "text", "times" } for a long one. */
char *
answer_rows_dup_text (JsonArray *lines)
{
  GString *text = g_string_new (NULL);
  gboolean first = TRUE;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        append_repeated (text, json_node_get_object (node), &first);
      else
        append_line (text, json_node_get_string (node), &first);
    }

  return g_string_free (text, FALSE);
}
