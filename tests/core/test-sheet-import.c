/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-sheet-import.h"
#include "meirei-sheet-markdown.h"

static GPtrArray *
parse (const char  *name,
       const char  *text,
       GError     **error)
{
  return meirei_sheet_import_parse (name, text, strlen (text), error);
}

static MeireiSheet *
parse_one (const char *name,
           const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) instructions = parse (name, text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (instructions->len, ==, 1);

  return g_object_ref (meirei_instruction_get_sheet (instructions->pdata[0]));
}

static void
test_json (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) instructions =
    parse ("a.json",
           "{\"schema\":1,\"id\":\"9ea46229-d0bf-49ca-907a-352aac7c7339\",\"status\":\"accepted\","
           "\"title\":\"加算\",\"feature\":\"add\",\"spec\":\"x\",\"versions\":[\"v1\"]}", &error);
  MeireiInstruction *instruction;

  g_assert_no_error (error);
  instruction = instructions->pdata[0];
  g_assert_cmpstr (meirei_instruction_get_id (instruction), ==,
                   "9ea46229-d0bf-49ca-907a-352aac7c7339");
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_DRAFT);
  g_assert_null (meirei_instruction_get_latest_version (instruction));
  g_assert_cmpstr (meirei_sheet_get_title (meirei_instruction_get_sheet (instruction)), ==, "加算");
}

static void
test_lists (void)
{
  const struct {
    const char *name;
    const char *text;
    guint n;
  } rows[] = {
    { "l.json", "[{\"title\":\"a\"},{\"title\":\"b\"}]", 2 },
    { "l.json", "{\"instructions\":[{\"title\":\"a\"}]}", 1 },
    { "l.jsonl", "{\"title\":\"a\"}\n\n{\"title\":\"b\"}\n{\"title\":\"c\"}", 3 },
    { "l.jsonl", "{\"title\":\"a\"}\r\n{\"title\":\"b\"}\r\n", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) instructions = parse (rows[i].name, rows[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (instructions->len, ==, rows[i].n);
    }
}

static void
test_humaneval (void)
{
  g_autoptr(MeireiSheet) sheet = parse_one (
    "h.jsonl",
    "{\"task_id\":\"HumanEval/0\",\"prompt\":\"from typing import List\\n\\n\\n"
    "def has_close(numbers: List[float], t: float) -> bool:\\n    \\\"\\\"\\\"Check.\\\"\\\"\\\"\\n\","
    "\"entry_point\":\"has_close\",\"canonical_solution\":\"    return True\\n\","
    "\"test\":\"def check(candidate):\\n    assert candidate([1.0], 0.3) == False\\n\"}");

  g_assert_cmpstr (meirei_sheet_get_title (sheet), ==, "HumanEval/0");
  g_assert_cmpstr (meirei_sheet_get_feature (sheet), ==, "has_close");
  g_assert_cmpstr (meirei_sheet_get_functions (sheet)[0], ==,
                   "has_close(numbers: List[float], t: float) -> bool:");
  g_assert_true (g_str_has_suffix (meirei_sheet_get_tests (sheet), "check(has_close)\n"));
  g_assert_true (strstr (meirei_sheet_get_spec (sheet), "canonical") == NULL);
}

static void
test_mbpp (void)
{
  g_autoptr(MeireiSheet) sheet = parse_one (
    "m.jsonl",
    "{\"task_id\":2,\"text\":\"Find the shared elements.\",\"code\":\"secret\","
    "\"test_list\":[\"assert set(similar_elements((3, 4), (5, 4))) == set((4,))\"]}");

  g_assert_cmpstr (meirei_sheet_get_title (sheet), ==, "task 2");
  g_assert_cmpstr (meirei_sheet_get_feature (sheet), ==, "similar_elements");
  g_assert_true (g_str_has_prefix (meirei_sheet_get_spec (sheet), "Find the shared elements."));
  g_assert_true (strstr (meirei_sheet_get_spec (sheet), "secret") == NULL);
}

static void
test_markdown (void)
{
  g_autoptr(MeireiSheet) sheet = parse_one (
    "s.md",
    "# 単語を数える\n\nfeature: word_count\nphase: 2\ntags: text, 日本語\ndocstrings: true\n\n"
    "## 仕様\n\n空白で分ける。\n\n```\n# not a heading\n## Tests\n```\n\n"
    "## 関数\n\n- `word_count(text) -> dict`\n* plain(a)\n\n## 例外\n- `ValueError`\n\n"
    "## テスト\n\nprose is left out\n\n```python\ndef test_a():\n    assert word_count('') == {}\n```\n");

  g_assert_cmpstr (meirei_sheet_get_title (sheet), ==, "単語を数える");
  g_assert_cmpstr (meirei_sheet_get_feature (sheet), ==, "word_count");
  g_assert_cmpint (meirei_sheet_get_phase (sheet), ==, 2);
  g_assert_cmpstr (meirei_sheet_get_tags (sheet)[1], ==, "日本語");
  g_assert_true (meirei_sheet_get_docstrings (sheet));
  g_assert_cmpstr (meirei_sheet_get_functions (sheet)[0], ==, "word_count(text) -> dict");
  g_assert_cmpstr (meirei_sheet_get_functions (sheet)[1], ==, "plain(a)");
  g_assert_cmpstr (meirei_sheet_get_raises (sheet)[0], ==, "ValueError");
  g_assert_cmpstr (meirei_sheet_get_tests (sheet), ==,
                   "def test_a():\n    assert word_count('') == {}\n");
  g_assert_nonnull (strstr (meirei_sheet_get_spec (sheet), "## Tests"));
}

static void
test_markdown_round_trip (void)
{
  g_autoptr(MeireiSheet) sheet = parse_one (
    "a.json",
    "{\"title\":\"T\",\"feature\":\"t\",\"phase\":3,\"spec\":\"Write `x`.\\n\\n```\\ncode\\n```\","
    "\"functions\":[\"t(a)\"],\"raises\":[\"E\"],\"tags\":[\"a\",\"b\"],"
    "\"tests\":\"def test_x():\\n    s = '''\\n````\\n'''\\n    assert s\\n\"}");
  g_autofree char *text = meirei_sheet_markdown_format (sheet);
  g_autoptr(MeireiSheet) again = parse_one ("a.md", text);

  g_assert_true (meirei_sheet_equal (sheet, again));
}

static void
test_bad (void)
{
  const struct {
    const char *name;
    const char *text;
    const char *in_message;
  } rows[] = {
    { "a.json", "", "a.json" },
    { "a.json", "{", "a.json" },
    { "a.json", "[]", "no sheet" },
    { "a.json", "7", "no sheet" },
    { "a.json", "[1]", "entry 1" },
    { "a.json", "{\"x\":1}", "neither a sheet" },
    { "a.json", "{\"title\":7}", "title" },
    { "a.jsonl", "{\"title\":\"a\"}\nnot json\n", "line 2" },
    { "a.jsonl", "\n\n", "no sheet" },
    { "a.jsonl", "{\"title\":\"\xff\"}\n", "line 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) instructions = parse (rows[i].name, rows[i].text, &error);

      g_assert_null (instructions);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].in_message));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sheet-import/json", test_json);
  g_test_add_func ("/sheet-import/lists", test_lists);
  g_test_add_func ("/sheet-import/humaneval", test_humaneval);
  g_test_add_func ("/sheet-import/mbpp", test_mbpp);
  g_test_add_func ("/sheet-import/markdown", test_markdown);
  g_test_add_func ("/sheet-import/markdown/round-trip", test_markdown_round_trip);
  g_test_add_func ("/sheet-import/bad", test_bad);

  return g_test_run ();
}
