/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"

static void
test_wrong_types (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = meirei_json_parse_object (
    "{\"s\": \"text\", \"i\": 5, \"d\": 2.75, \"b\": true, \"n\": null, \"o\": {}, \"a\": [],"
    " \"big\": 1e300, \"huge\": 1e999, \"list\": [\"a\", 1, \"b\", null]}", -1, &error);
  g_auto(GStrv) list = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (meirei_json_get_string (object, "s", "x"), ==, "text");
  g_assert_cmpstr (meirei_json_get_string (object, "i", "x"), ==, "x");
  g_assert_cmpstr (meirei_json_get_string (object, "n", "x"), ==, "x");
  g_assert_cmpstr (meirei_json_get_string (object, "missing", NULL), ==, NULL);
  g_assert_cmpstr (meirei_json_get_string (NULL, "s", "x"), ==, "x");
  g_assert_cmpint (meirei_json_get_int (object, "i", -1), ==, 5);
  g_assert_cmpint (meirei_json_get_int (object, "d", -1), ==, 2);
  g_assert_cmpint (meirei_json_get_int (object, "s", -1), ==, -1);
  g_assert_cmpint (meirei_json_get_int (object, "big", -1), ==, -1);
  g_assert_cmpfloat (meirei_json_get_double (object, "i", 0), ==, 5);
  g_assert_cmpfloat (meirei_json_get_double (object, "o", 1.5), ==, 1.5);
  g_assert_cmpfloat (meirei_json_get_double (object, "big", 1.5), ==, 1e300);
  g_assert_cmpfloat (meirei_json_get_double (object, "huge", 1.5), ==, 1.5);
  g_assert_true (meirei_json_get_boolean (object, "b", FALSE));
  g_assert_true (meirei_json_get_boolean (object, "i", TRUE));
  g_assert_null (meirei_json_get_object (object, "a"));
  g_assert_null (meirei_json_get_array (object, "o"));
  g_assert_nonnull (meirei_json_get_object (object, "o"));
  g_assert_null (meirei_json_array_object (meirei_json_get_array (object, "list"), 0));
  g_assert_null (meirei_json_array_object (NULL, 0));
  list = meirei_json_dup_strv (object, "list");
  g_assert_cmpuint (g_strv_length (list), ==, 2);
  g_assert_cmpstr (list[1], ==, "b");
}

static void
test_not_objects (void)
{
  static const struct {
    const char *text;
    gssize length;
  } rows[] = {
    { "", -1 }, { " ", -1 }, { "[]", -1 }, { "5", -1 }, { "null", -1 }, { "{", -1 },
    { "{\"a\"", -1 }, { "{\"a\": }", -1 }, { "{\"a\": \"\xff\"}", -1 },
    { "{\"a\": 1}\0{", 10 }, { "\xef\xbb\xbf", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonObject) object = meirei_json_parse_object (rows[i].text, rows[i].length,
                                                               &error);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_null (object);
      g_assert_nonnull (error);
    }
}

static void
test_byte_order_mark (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = meirei_json_parse_object ("\xef\xbb\xbf{\"a\": 1}", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (meirei_json_get_int (object, "a", 0), ==, 1);
}

/* The parser recurses; a hostile document must not end the program. */
static void
test_deep (void)
{
  g_autofree char *open = g_strnfill (1000000, '[');
  g_autofree char *text = g_strconcat ("{\"a\": ", open, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (meirei_json_parse_object (text, -1, &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE);
}

static void
test_text (void)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  gsize length;

  json_object_set_string_member (object, "z", "命令\n\"");
  json_object_set_int_member (object, "a", 1);
  text = meirei_json_to_text (object, &length);
  g_assert_cmpstr (text, ==, "{\n  \"z\" : \"命令\\n\\\"\",\n  \"a\" : 1\n}\n");
  g_assert_cmpuint (length, ==, strlen (text));
  line = meirei_json_to_line (object, NULL);
  g_assert_cmpstr (line, ==, "{\"z\":\"命令\\n\\\"\",\"a\":1}\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/json/wrong-types", test_wrong_types);
  g_test_add_func ("/core/json/not-objects", test_not_objects);
  g_test_add_func ("/core/json/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/core/json/deep", test_deep);
  g_test_add_func ("/core/json/text", test_text);

  return g_test_run ();
}
