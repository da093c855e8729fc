/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "answer-rows.h"
#include "meirei-code-extractor.h"
#include "meirei-enums.h"
#include "python-checker.h"

static MeireiExtraction *
extract_row (JsonObject     *row,
             PythonChecker  *checker,
             char          **answer)
{
  g_autoptr(MeireiCodeExtractor) extractor = NULL;
  g_auto(GStrv) functions = meirei_json_dup_strv (row, "functions");

  *answer = answer_rows_dup_text (meirei_json_get_array (row, "answer"));
  extractor = meirei_code_extractor_new (meirei_json_get_string (row, "language", NULL),
                                         (const char * const *) functions);

  return meirei_code_extractor_extract_with (extractor, *answer, -1,
                                             checker != NULL ? python_checker_parse : NULL, checker);
}

static void
assert_expected (MeireiExtraction *extraction,
                 JsonObject       *expected)
{
  JsonArray *lines = meirei_json_get_array (expected, "code");
  g_autofree char *code = lines != NULL ? answer_rows_dup_text (lines) : NULL;
  g_auto(GStrv) wanted = meirei_json_dup_strv (expected, "marks");
  g_auto(GStrv) marks = meirei_extraction_dup_mark_nicks (extraction);

  g_assert_cmpstr (meirei_extraction_get_code (extraction), ==, code);
  g_assert_cmpuint (meirei_extraction_get_code_length (extraction), ==, code ? strlen (code) : 0);
  g_assert_cmpstr (meirei_enum_to_nick (MEIREI_TYPE_EXTRACTION_PROBLEM,
                                        (int) meirei_extraction_get_problem (extraction)),
                   ==, meirei_json_get_string (expected, "problem", "none"));
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char * const *) marks, wanted[i]))
        g_error ("mark %s is missing", wanted[i]);
    }
}

/* The spans cover the answer without a gap, and every line of the code that
 * was not changed stands in the answer where it is said to. */
static void
assert_traceable (MeireiExtraction *extraction,
                  const char       *answer)
{
  const char *code = meirei_extraction_get_code (extraction);
  g_auto(GStrv) lines = g_strsplit (code != NULL ? code : "", "\n", -1);
  guint n_spans;
  const MeireiExtractionSpan *spans = meirei_extraction_get_spans (extraction, &n_spans);
  gsize end = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      g_assert_cmpuint (spans[i].start, ==, end);
      end += spans[i].length;
    }
  g_assert_cmpuint (end, ==, strlen (answer));

  g_assert_cmpuint (meirei_extraction_get_n_lines (extraction), ==,
                    code != NULL ? g_strv_length (lines) - 1 : 0);
  for (guint i = 1; i <= meirei_extraction_get_n_lines (extraction); i++)
    {
      gsize offset = meirei_extraction_get_source_offset (extraction, i);

      if (offset == MEIREI_EXTRACTION_NO_OFFSET)
        g_assert_cmpstr (lines[i - 1], ==, "");
      else if (!(meirei_extraction_get_marks (extraction)
                 & MEIREI_EXTRACTION_MARK_CHARACTERS_REPLACED))
        g_assert_true (g_str_has_prefix (answer + offset, lines[i - 1]));
    }
}

static void
test_row (gconstpointer data)
{
  JsonObject *row = (JsonObject *) data;
  g_autofree char *answer = NULL;
  g_autoptr(MeireiExtraction) extraction = extract_row (row, NULL, &answer);

  assert_expected (extraction, row);
  assert_traceable (extraction, answer);
  g_assert_false (meirei_extraction_is_checked (extraction));
}

static void
test_checked_rows (void)
{
  g_autoptr(JsonArray) rows = answer_rows_load ();
  g_autoptr(PythonChecker) checker = python_checker_new ();

  if (checker == NULL)
    {
      g_test_skip ("no Python");
      return;
    }

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonObject *expected = meirei_json_get_object (row, "checked");
      g_autofree char *answer = NULL;
      g_autoptr(MeireiExtraction) extraction = NULL;

      if (json_object_has_member (row, "language"))
        continue;
      g_test_message ("%s", meirei_json_get_string (row, "name", ""));
      extraction = extract_row (row, checker, &answer);
      assert_expected (extraction, expected != NULL ? expected : row);
      assert_traceable (extraction, answer);
    }
}

static void
test_bytes (void)
{
  g_autoptr(MeireiCodeExtractor) extractor = meirei_code_extractor_new (NULL, NULL);
  static const char with_nul[] = "```python\nx = \0\"1\"\n```\n";
  static const char invalid[] = "```python\nx = \"\xff\xfe\"\n```\n";
  static const char cut[] = "```python\nx = \"\xe3\x81";
  g_autoptr(MeireiExtraction) nul = NULL;
  g_autoptr(MeireiExtraction) bad = NULL;
  g_autoptr(MeireiExtraction) half = NULL;

  nul = meirei_code_extractor_extract (extractor, with_nul, sizeof with_nul - 1);
  g_assert_cmpstr (meirei_extraction_get_code (nul), ==, "x = \"1\"\n");
  bad = meirei_code_extractor_extract (extractor, invalid, -1);
  g_assert_cmpstr (meirei_extraction_get_code (bad), ==, "x = \"\xef\xbf\xbd\xef\xbf\xbd\"\n");
  half = meirei_code_extractor_extract (extractor, cut, -1);
  g_assert_cmpint (meirei_extraction_get_problem (half), ==, MEIREI_EXTRACTION_PROBLEM_TRUNCATED);
  g_assert_true (g_utf8_validate (meirei_extraction_get_code (half), -1, NULL));
}

static void
test_left_out (void)
{
  g_autoptr(MeireiCodeExtractor) extractor = meirei_code_extractor_new ("python", NULL);
  g_autoptr(MeireiExtraction) extraction = NULL;
  g_autofree char *left_out = NULL;
  g_autofree char *description = NULL;

  extraction = meirei_code_extractor_extract (extractor, "Hi.\n```python\nx = 1\n```\nBye.\n", -1);
  left_out = meirei_extraction_dup_left_out (extraction);
  g_assert_cmpstr (left_out, ==, "Hi.\n```python\n```\nBye.\n");
  description = meirei_extraction_dup_description (extraction);
  g_assert_null (description);
  g_assert_cmpuint (meirei_extraction_get_n_blocks (extraction), ==, 1);
  g_assert_cmpstr (meirei_extraction_get_language (extraction), ==, "python");
}

/* Every problem has a sentence that says what to do. */
static void
test_descriptions (void)
{
  g_autoptr(JsonArray) rows = answer_rows_load ();

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autofree char *answer = NULL;
      g_autoptr(MeireiExtraction) extraction =
        extract_row (json_array_get_object_element (rows, i), NULL, &answer);
      g_autofree char *description = meirei_extraction_dup_description (extraction);

      g_assert_cmpint (description != NULL, ==, meirei_extraction_get_problem (extraction)
                                                != MEIREI_EXTRACTION_PROBLEM_NONE);
    }
}

typedef struct {
  const char *name;
  const char *before;
  const char *unit;
  const char *after;
} Flood;

/* Each of them was, or could be, quadratic somewhere. */
static const Flood floods[] = {
  { "line-feeds", "", "\n", "" },
  { "carriage-returns", "", "\r", "" },
  { "one-line", "```python\nx = '", "a", "'\n```\n" },
  { "fences", "", "```\n", "" },
  { "labelled-fences", "", "```python\n", "" },
  { "blocks", "", "```python\nx = 1\n```\n", "" },
  { "definitions", "", "```python\ndef f():\n    pass\n```\nand\n", "" },
  { "attached-fences", "", "```python\nreturn x```\n", "" },
  { "angles", "", "<", "" },
  { "tokens", "", "<|im_end|>", "" },
  { "token-lines", "", "<|im_end|>\n", "" },
  { "turns", "", "### Instruction:\nx\n### Response:\ny\n", "" },
  { "thoughts", "", "<think>", "" },
  { "closed-thoughts", "", "a</think>\n", "" },
  { "quotes", "", "\"", "" },
  { "triple-quotes", "", "\"\"\"\n", "" },
  { "open-docstrings", "```python\n", "\"\"\"\n", "" },
  { "brackets", "x = ", "(", "" },
  { "back-quotes", "", "`", "" },
  { "quotations", "", "> ```python\n> x = 1\n", "" },
  { "functions", "```python\n", "def f(x):\n    return x + 1\n\n\n", "```\n" },
  { "prompts", "```\n", ">>> f(1)\n1\n", "```\n" },
  { "loop", "```python\n", "    print('and again')\n", "" },
  { "data", "```\n", "1,\n2,\n3,\n4,\n5,\n6,\n7,\n8,\n9,\n", "" },
  { "no-fence", "", "x = 1\nfoo bar baz\n", "" },
  { "japanese", "", "この関数は、リストを受け取ります。\n", "" },
  { "escapes", "", "\033[31m", "" },
};

static void
test_flood (gconstpointer data)
{
  const Flood *flood = data;
  const gsize size = 1024 * 1024;
  g_autoptr(GString) answer = g_string_sized_new (size + 256);
  g_autoptr(MeireiCodeExtractor) extractor = meirei_code_extractor_new (NULL, NULL);
  g_autoptr(MeireiExtraction) extraction = NULL;
  gint64 start = g_get_monotonic_time ();

  g_string_append (answer, flood->before);
  while (answer->len < size)
    g_string_append (answer, flood->unit);
  g_string_append (answer, flood->after);

  extraction = meirei_code_extractor_extract (extractor, answer->str, (gssize) answer->len);
  g_assert_nonnull (extraction);

  /* A tenth of a second as a rule; quadratic would take minutes. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* A name in letters, because what only counts is taken for a loop. */
static char *
make_name (guint number)
{
  char *name = g_strdup_printf ("%06u", number);

  for (char *p = name; *p != '\0'; p++)
    *p = (char) (*p - '0' + 'a');

  return name;
}

/* 100,000 blocks that all belong together. */
static void
test_many_blocks (void)
{
  g_autoptr(GString) answer = g_string_new (NULL);
  g_autoptr(MeireiCodeExtractor) extractor = meirei_code_extractor_new (NULL, NULL);
  g_autoptr(MeireiExtraction) extraction = NULL;

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *name = make_name (i);
      g_autofree char *used = make_name (i / 2);

      g_string_append_printf (answer, "```python\ndef %s():\n    return %s()\n```\nand\n",
                              name, used);
    }

  extraction = meirei_code_extractor_extract (extractor, answer->str, (gssize) answer->len);
  g_assert_cmpuint (meirei_extraction_get_n_blocks (extraction), ==, 100000);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(JsonArray) rows = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  rows = answer_rows_load ();
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autofree char *name = g_strdelimit (g_strdup (meirei_json_get_string (row, "name", "")),
                                            " /", '-');
      g_autofree char *path = g_strdup_printf ("/code-extractor/row/%03u-%s", i, name);

      g_test_add_data_func_full (path, json_object_ref (row), test_row,
                                 (GDestroyNotify) json_object_unref);
    }

  g_test_add_func ("/code-extractor/checked", test_checked_rows);
  g_test_add_func ("/code-extractor/bytes", test_bytes);
  g_test_add_func ("/code-extractor/left-out", test_left_out);
  g_test_add_func ("/code-extractor/descriptions", test_descriptions);
  for (guint i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autofree char *path = g_strdup_printf ("/code-extractor/flood/%s", floods[i].name);

      g_test_add_data_func (path, &floods[i], test_flood);
    }
  g_test_add_func ("/code-extractor/many-blocks", test_many_blocks);

  return g_test_run ();
}
