/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-prompt-template.h"

static const char *
get_data_dir (void)
{
  return g_getenv ("MEIREI_DATA_DIR");
}

static MeireiSheet *
make_sheet (const char *json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = meirei_json_parse_object (json, -1, &error);
  MeireiSheet *sheet;

  g_assert_no_error (error);
  sheet = meirei_sheet_new_from_json (object, &error);
  g_assert_no_error (error);

  return sheet;
}

static MeireiPromptTemplate *
make_template (const char  *json,
               GError     **error)
{
  g_autoptr(GError) parse_error = NULL;
  g_autoptr(JsonObject) object = meirei_json_parse_object (json, -1, &parse_error);

  g_assert_no_error (parse_error);

  return meirei_prompt_template_new_from_json (object, error);
}

/* The limit is a promise to users of small models. */
static void
test_shipped (void)
{
  static const char * const names[] = { "python-module", "python-module-ja" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiPromptTemplate) template =
        meirei_prompt_template_find (get_data_dir (), NULL, names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (meirei_prompt_template_get_name (template), ==, names[i]);
      g_assert_cmpuint (meirei_prompt_template_get_overhead (template), <=, 2048);
    }
}

static void
test_conditions (void)
{
  const struct {
    const char *sheet;
    const char *has;
    const char *has_not;
  } rows[] = {
    { "{\"feature\":\"f\",\"spec\":\"S\",\"functions\":[\"a(x)\"]}", "function `def a(x):`", "module" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"functions\":[\"async def a(x)\"]}",
      "function `async def a(x):`", "module" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"functions\":[\"def a(x) -> int:\"]}",
      "function `def a(x) -> int:`", "module" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"functions\":[\"class A(B)\"]}", "- `class A(B)`",
      "function `" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"functions\":[\"A.b(c=1.5)\"]}", "- `A.b(c=1.5)`",
      "function `" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"functions\":[\"a(x=1.5)\"]}",
      "function `def a(x=1.5):`", "module" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"functions\":[\"a(x)\",\"b()\"]}", "- `a(x)`\n- `b()`",
      "Write a Python function" },
    { "{\"feature\":\"f\",\"spec\":\"S\"}", "module `f`", "Functions" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"raises\":[\"E\"]}", "Exceptions to raise:\n- `E`",
      "import" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"modules_allowed\":[\"numpy\"]}", "import:\n- `numpy`",
      "Exceptions" },
    { "{\"feature\":\"f\",\"spec\":\"S\",\"docstrings\":true}", "docstring", "Exceptions" },
  };
  g_autoptr(MeireiPromptTemplate) template =
    meirei_prompt_template_find (get_data_dir (), NULL, "python-module", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiSheet) sheet = make_sheet (rows[i].sheet);
      g_autoptr(MeireiPrompt) prompt = meirei_prompt_template_render (template, sheet);

      g_test_message ("%s", meirei_prompt_get_user (prompt));
      g_assert_nonnull (strstr (meirei_prompt_get_user (prompt), rows[i].has));
      g_assert_null (strstr (meirei_prompt_get_user (prompt), rows[i].has_not));
      g_assert_cmpstr (meirei_prompt_get_system (prompt), !=, "");
    }
}

static void
test_no_injection (void)
{
  g_autoptr(MeireiPromptTemplate) template =
    make_template ("{\"name\":\"t\",\"system\":\"s\",\"user\":[{\"text\":\"{{spec}}|{{title}}|{{x}}|{{\"}]}",
                   NULL);
  g_autoptr(MeireiSheet) sheet = make_sheet ("{\"title\":\"T\",\"spec\":\"{{title}}{{spec}}\"}");
  g_autoptr(MeireiPrompt) prompt = meirei_prompt_template_render (template, sheet);

  g_assert_cmpstr (meirei_prompt_get_user (prompt), ==, "{{title}}{{spec}}|T|{{x}}|{{");
}

static void
test_hash (void)
{
  g_autoptr(MeireiPrompt) a = meirei_prompt_new ("ab", "c", "t", "1");
  g_autoptr(MeireiPrompt) b = meirei_prompt_new ("a", "bc", "t", "1");
  g_autoptr(MeireiPrompt) c = meirei_prompt_new ("ab", "c", "u", "2");

  g_assert_cmpstr (meirei_prompt_get_sha256 (a), !=, meirei_prompt_get_sha256 (b));
  g_assert_cmpstr (meirei_prompt_get_sha256 (a), ==, meirei_prompt_get_sha256 (c));
}

static void
test_bad (void)
{
  g_autofree char *filler = g_strnfill (2050, 'x');
  g_autofree char *too_long =
    g_strdup_printf ("{\"name\":\"t\",\"system\":\"s\",\"user\":[{\"text\":\"%s\"}]}", filler);
  g_autofree char *long_repair =
    g_strdup_printf ("{\"name\":\"t\",\"system\":\"s\",\"user\":[{\"text\":\"x\"}],\"repair\":\"%s\"}",
                     filler);
  const struct {
    const char *json;
    int code;
    const char *message;
  } rows[] = {
    { "{\"name\":\"t\",\"user\":[{\"text\":\"x\"}]}", MEIREI_TEMPLATE_ERROR_INVALID, "system" },
    { "{\"name\":\"t\",\"system\":\"s\"}", MEIREI_TEMPLATE_ERROR_INVALID, "user" },
    { "{\"name\":\"t\",\"system\":\"s\",\"user\":[{}]}", MEIREI_TEMPLATE_ERROR_INVALID, "Part 1" },
    { too_long, MEIREI_TEMPLATE_ERROR_TOO_LONG, "2051 bytes" },
    { long_repair, MEIREI_TEMPLATE_ERROR_TOO_LONG, "limit is 2048" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiPromptTemplate) template = make_template (rows[i].json, &error);

      g_assert_null (template);
      g_assert_error (error, MEIREI_TEMPLATE_ERROR, rows[i].code);
      g_assert_nonnull (strstr (error->message, rows[i].message));
    }
}

static void
test_not_found (void)
{
  static const char * const names[] = { "nothing", "../templates/python-module", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiPromptTemplate) template =
        meirei_prompt_template_find (get_data_dir (), NULL, names[i], &error);

      g_assert_null (template);
      g_assert_error (error, MEIREI_TEMPLATE_ERROR, MEIREI_TEMPLATE_ERROR_NOT_FOUND);
    }
}

static void
test_rounds (void)
{
  static const char * const names[] = { "python-module", "python-module-ja" };
  g_autoptr(MeireiSheet) sheet = make_sheet ("{\"spec\":\"Adds {{code}}.\"}");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(MeireiPromptTemplate) template =
        meirei_prompt_template_find (get_data_dir (), NULL, names[i], NULL);
      g_autoptr(MeireiPrompt) repair =
        meirei_prompt_template_render_repair (template, sheet, "x = {{error}}", "E1");
      g_autoptr(MeireiPrompt) change =
        meirei_prompt_template_render_change (template, sheet, "y = 1", "faster");

      g_assert_nonnull (strstr (meirei_prompt_get_user (repair), "```python\nx = {{error}}\n```"));
      g_assert_nonnull (strstr (meirei_prompt_get_user (repair), "E1"));
      g_assert_nonnull (strstr (meirei_prompt_get_user (repair), "Adds {{code}}."));
      g_assert_nonnull (strstr (meirei_prompt_get_user (change), "faster"));
      g_assert_nonnull (strstr (meirei_prompt_get_user (change), "Adds {{code}}."));
      g_assert_cmpstr (meirei_prompt_get_system (change), ==, meirei_prompt_get_system (repair));
    }
}

/* Of a long error the end is kept, cut between characters. */
static void
test_long_error (void)
{
  g_autoptr(MeireiSheet) sheet = make_sheet ("{\"spec\":\"S\"}");
  g_autoptr(MeireiPromptTemplate) template =
    meirei_prompt_template_find (get_data_dir (), NULL, "python-module", NULL);
  g_autoptr(GString) text = g_string_new ("first");
  g_autoptr(MeireiPrompt) prompt = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "誤");
  g_string_append (text, " last");

  prompt = meirei_prompt_template_render_repair (template, sheet, "x", text->str);
  g_assert_null (strstr (meirei_prompt_get_user (prompt), "first"));
  g_assert_nonnull (strstr (meirei_prompt_get_user (prompt), "…誤"));
  g_assert_nonnull (strstr (meirei_prompt_get_user (prompt), "誤 last"));
  g_assert_cmpuint (strlen (meirei_prompt_get_user (prompt)), <, 2000);
  g_assert_true (g_utf8_validate (meirei_prompt_get_user (prompt), -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/prompt-template/shipped", test_shipped);
  g_test_add_func ("/prompt-template/conditions", test_conditions);
  g_test_add_func ("/prompt-template/no-injection", test_no_injection);
  g_test_add_func ("/prompt-template/hash", test_hash);
  g_test_add_func ("/prompt-template/bad", test_bad);
  g_test_add_func ("/prompt-template/not-found", test_not_found);
  g_test_add_func ("/prompt-template/rounds", test_rounds);
  g_test_add_func ("/prompt-template/long-error", test_long_error);

  return g_test_run ();
}
