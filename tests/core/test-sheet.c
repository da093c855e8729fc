/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-check.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-sheet.h"

static MeireiSheet *
parse_sheet (const char  *text,
             GError     **error)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) parse_error = NULL;

  object = meirei_json_parse_object (text, -1, &parse_error);
  g_assert_no_error (parse_error);

  return meirei_sheet_new_from_json (object, error);
}

static void
test_defaults (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiSheet) sheet = parse_sheet ("{}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (meirei_sheet_get_title (sheet), ==, "");
  g_assert_cmpstr (meirei_sheet_get_language (sheet), ==, "python");
  g_assert_cmpint (meirei_sheet_get_phase (sheet), ==, 0);
  g_assert_null (meirei_sheet_get_model (sheet));
  g_assert_cmpuint (g_strv_length ((char **) meirei_sheet_get_tags (sheet)), ==, 0);
  g_assert_false (meirei_sheet_get_docstrings (sheet));
}

static void
test_wrong_types (void)
{
  static const char * const texts[] = {
    "{\"title\": 5}", "{\"title\": null}", "{\"feature\": []}", "{\"phase\": \"1\"}",
    "{\"phase\": -1}", "{\"phase\": 1000}", "{\"phase\": 1.5}", "{\"tags\": \"a\"}",
    "{\"tags\": [1]}", "{\"functions\": {}}", "{\"docstrings\": 1}", "{\"params\": []}",
    "{\"model\": 1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiSheet) sheet = parse_sheet (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (sheet);
      g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA);
    }
}

static void
test_too_long (void)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *text = g_strnfill (MEIREI_SHEET_MAX_TEXT + 1, 'x');
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiSheet) sheet = NULL;

  json_object_set_string_member (object, "spec", text);
  sheet = meirei_sheet_new_from_json (object, &error);
  g_assert_null (sheet);
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "1048577"));
  g_assert_nonnull (strstr (error->message, "1048576"));
}

/* The approval is bound to the content alone. */
static void
test_content (void)
{
  static const struct {
    const char *member;
    const char *value;
    gboolean content;
  } rows[] = {
    { "title", "\"other\"", TRUE }, { "feature", "\"other\"", TRUE },
    { "spec", "\"other\"", TRUE }, { "functions", "[\"f(a)\"]", TRUE },
    { "tests", "\"assert 1\"", TRUE }, { "raises", "[\"E\"]", TRUE },
    { "modules_allowed", "[\"numpy\"]", TRUE }, { "docstrings", "true", TRUE },
    { "language", "\"rust\"", TRUE }, { "phase", "7", FALSE }, { "tags", "[\"a\"]", FALSE },
    { "model", "\"m\"", FALSE }, { "params", "{\"seed\": 1}", FALSE },
    { "depends_on", "[\"x\"]", FALSE },
  };
  g_autoptr(MeireiSheet) sheet = parse_sheet ("{\"title\": \"T\", \"spec\": \"S\"}", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) value = json_from_string (rows[i].value, &error);
      g_autoptr(MeireiSheet) other = meirei_sheet_with_member (sheet, rows[i].member, value,
                                                               &error);

      g_test_message ("%s", rows[i].member);
      g_assert_no_error (error);
      g_assert_false (meirei_sheet_equal (sheet, other));
      g_assert_cmpint (g_str_equal (meirei_sheet_get_content_sha256 (sheet),
                                    meirei_sheet_get_content_sha256 (other)), ==,
                       !rows[i].content);
    }
}

static void
test_unknown_member (void)
{
  g_autoptr(MeireiSheet) sheet = parse_sheet ("{}", NULL);
  g_autoptr(JsonNode) value = json_from_string ("1", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (meirei_sheet_with_member (sheet, "status", value, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA);
  g_assert_false (meirei_sheet_is_member ("id"));
  g_assert_true (meirei_sheet_is_member ("spec"));
}

static gboolean
passes (MeireiSheet     *sheet,
        MeireiCheckKind  kind)
{
  g_autoptr(GPtrArray) checks = meirei_sheet_check (sheet);

  for (guint i = 0; i < checks->len; i++)
    if (meirei_check_get_kind (checks->pdata[i]) == kind)
      {
        g_assert_cmpint (meirei_check_get_problem (checks->pdata[i]) == NULL, ==,
                         meirei_check_get_passed (checks->pdata[i]));
        return meirei_check_get_passed (checks->pdata[i]);
      }
  g_assert_not_reached ();
}

static void
check_list (const char      *member,
            const char      *text,
            MeireiCheckKind  kind,
            gboolean         expected)
{
  const char *texts[] = { text, NULL };
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(MeireiSheet) sheet = NULL;

  meirei_json_set_strv (object, member, texts);
  sheet = meirei_sheet_new_from_json (object, NULL);
  g_test_message ("%s: “%s”", member, text);
  g_assert_cmpint (passes (sheet, kind), ==, expected);
}

static void
test_signatures (void)
{
  static const char * const good[] = {
    "run()", "run(a, b)", "run_batch(items, handler, workers=4)", "async def fetch(url: str):",
    "def f(a: list[int] = [1, 2]) -> dict[str, int]", "f(a=\")\", b='(')", "f(*args, **kwargs)",
    "Stack.push(self, value)", "class Stack", "class Stack(Base, metaclass=M):",
    "足す(甲, 乙)", "計算する(値: int) -> int", "_private(x)", "f(a, /, b, *, c)",
    "  f(a)  ", "f(s='\\'')", "def 関数() -> None:",
  };
  static const char * const bad[] = {
    "", " ", "f", "f(", "f(a))", "1f(a)", "f a", "f(a) b", "f(a) ->", "def", "f(a) -> :",
    "f(a); import os", "数 える()", "(a)", ".f()", "a..b()", "f(a) =",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    check_list ("functions", good[i], MEIREI_CHECK_FUNCTIONS, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    check_list ("functions", bad[i], MEIREI_CHECK_FUNCTIONS, FALSE);
}

static void
test_exceptions (void)
{
  check_list ("raises", "ValueError", MEIREI_CHECK_RAISES, TRUE);
  check_list ("raises", "json.JSONDecodeError", MEIREI_CHECK_RAISES, TRUE);
  check_list ("raises", "処理エラー", MEIREI_CHECK_RAISES, TRUE);
  check_list ("raises", "Value Error", MEIREI_CHECK_RAISES, FALSE);
  check_list ("raises", "ValueError()", MEIREI_CHECK_RAISES, FALSE);
  check_list ("raises", "", MEIREI_CHECK_RAISES, FALSE);
}

static void
test_texts (void)
{
  static const struct {
    const char *member;
    const char *text;
    MeireiCheckKind kind;
    gboolean expected;
  } rows[] = {
    { "title", "", MEIREI_CHECK_TITLE, FALSE },
    { "title", " \t\n", MEIREI_CHECK_TITLE, FALSE },
    { "title", "\xe3\x80\x80", MEIREI_CHECK_TITLE, FALSE },
    { "title", "足し算", MEIREI_CHECK_TITLE, TRUE },
    { "spec", "\n\n", MEIREI_CHECK_SPEC, FALSE },
    { "spec", "x", MEIREI_CHECK_SPEC, TRUE },
    { "feature", "add_2", MEIREI_CHECK_FEATURE, TRUE },
    { "feature", "", MEIREI_CHECK_FEATURE, FALSE },
    { "feature", "2add", MEIREI_CHECK_FEATURE, FALSE },
    { "feature", "../etc", MEIREI_CHECK_FEATURE, FALSE },
    { "feature", "a b", MEIREI_CHECK_FEATURE, FALSE },
    { "feature", "足す", MEIREI_CHECK_FEATURE, FALSE },
    { "tests", "", MEIREI_CHECK_TESTS, TRUE },
    { "tests", "def test_a():\n    pass\n", MEIREI_CHECK_TESTS, TRUE },
    { "tests", "    assert add(1, 2) == 3\n", MEIREI_CHECK_TESTS, TRUE },
    { "tests", "def check(candidate):\n    assert True\n", MEIREI_CHECK_TESTS, TRUE },
    { "tests", "# later\n", MEIREI_CHECK_TESTS, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonObject) object = json_object_new ();
      g_autoptr(MeireiSheet) sheet = NULL;

      json_object_set_string_member (object, rows[i].member, rows[i].text);
      sheet = meirei_sheet_new_from_json (object, NULL);
      g_test_message ("%s: “%s”", rows[i].member, rows[i].text);
      g_assert_cmpint (passes (sheet, rows[i].kind), ==, rows[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/sheet/defaults", test_defaults);
  g_test_add_func ("/core/sheet/wrong-types", test_wrong_types);
  g_test_add_func ("/core/sheet/too-long", test_too_long);
  g_test_add_func ("/core/sheet/content", test_content);
  g_test_add_func ("/core/sheet/unknown-member", test_unknown_member);
  g_test_add_func ("/core/sheet/signatures", test_signatures);
  g_test_add_func ("/core/sheet/exceptions", test_exceptions);
  g_test_add_func ("/core/sheet/texts", test_texts);

  return g_test_run ();
}
