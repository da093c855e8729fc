/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-instruction.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"

#define ID "9ea46229-d0bf-49ca-907a-352aac7c7339"

static MeireiInstruction *
parse (const char  *text,
       GError     **error)
{
  g_autoptr(GError) parse_error = NULL;
  g_autoptr(JsonObject) object = meirei_json_parse_object (text, -1, &parse_error);

  g_assert_no_error (parse_error);

  return meirei_instruction_new_from_json (object, error);
}

static char *
print (MeireiInstruction *instruction)
{
  g_autoptr(JsonObject) object = meirei_instruction_to_json (instruction);

  return meirei_json_to_line (object, NULL);
}

/* The example of the architecture, with members of a later version. */
static const char example[] =
  "{\"schema\": 1, \"id\": \"" ID "\", \"revision\": 7, \"title\": \"Batch processor\","
  " \"feature\": \"batch_processor\", \"phase\": 4, \"language\": \"python\", \"tags\": [\"一\"],"
  " \"spec\": \"…\", \"functions\": [\"run_batch(items)\"], \"tests\": \"def test_a(): …\","
  " \"raises\": [\"BatchProcessingError\"], \"modules_allowed\": [], \"docstrings\": false,"
  " \"depends_on\": [], \"model\": null, \"params\": {\"seed\": 3},"
  " \"status\": \"executed\", \"created_at\": \"2025-09-06T16:12:03.120004+09:00\","
  " \"updated_at\": \"2025-09-06T16:17:39.254151+09:00\","
  " \"approval\": {\"at\": \"2025-09-06T16:13:00.000000+09:00\", \"content_sha256\": \"ab\"},"
  " \"versions\": [\"v1\", \"v2\"],"
  " \"history\": [{\"at\": \"2025-09-06T16:12:03.120004+09:00\", \"event\": \"approve\","
  " \"from\": \"validated\", \"to\": \"approved\", \"note\": \"\"}],"
  " \"colour\": {\"red\": [1, 2, {\"deep\": true}]}, \"later\": null}";

static void
test_round_trip (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) first = parse (example, &error);
  g_autoptr(MeireiInstruction) second = NULL;
  g_autoptr(MeireiInstruction) copy = NULL;
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;
  g_autofree char *copy_text = NULL;

  g_assert_no_error (error);
  first_text = print (first);
  second = parse (first_text, &error);
  g_assert_no_error (error);
  second_text = print (second);
  copy = meirei_instruction_copy (first);
  copy_text = print (copy);
  g_assert_cmpstr (first_text, ==, second_text);
  g_assert_cmpstr (first_text, ==, copy_text);
  g_assert_nonnull (strstr (first_text, "\"colour\":{\"red\":[1,2,{\"deep\":true}]}"));
  g_assert_nonnull (strstr (first_text, "\"later\":null"));
  g_assert_true (g_str_has_prefix (first_text, "{\"schema\":1,\"id\":\"" ID "\",\"revision\":7,"));
}

static void
test_getters (void)
{
  g_autoptr(MeireiInstruction) instruction = parse (example, NULL);
  g_autofree char *next = meirei_instruction_dup_next_version (instruction);

  g_assert_cmpstr (meirei_instruction_get_id (instruction), ==, ID);
  g_assert_cmpstr (meirei_instruction_get_short_id (instruction), ==, "9ea46229");
  g_assert_cmpint (meirei_instruction_get_revision (instruction), ==, 7);
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_EXECUTED);
  g_assert_cmpint (meirei_instruction_get_created_at (instruction), ==,
                   G_GINT64_CONSTANT (1757142723120004));
  g_assert_cmpstr (meirei_instruction_get_latest_version (instruction), ==, "v2");
  g_assert_cmpstr (next, ==, "v3");
  g_assert_true (meirei_instruction_is_approval_stale (instruction));
  g_assert_false (meirei_instruction_is_approved (instruction));
  g_assert_cmpuint (meirei_instruction_get_history (instruction)->len, ==, 1);
}

static void
test_invalid (void)
{
  static const struct {
    const char *text;
    MeireiInstructionError code;
  } rows[] = {
    { "{}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"id\": \"../../etc/passwd\"}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"id\": 5}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"id\": \"" ID "\", \"status\": \"happy\"}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"id\": \"" ID "\", \"title\": 5}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"id\": \"" ID "\", \"versions\": [\"../v1\"]}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"id\": \"" ID "\", \"versions\": [\"v0\"]}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"id\": \"" ID "\", \"versions\": [\"v1234567890\"]}",
      MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"schema\": 2, \"id\": \"" ID "\"}", MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiInstruction) instruction = parse (rows[i].text, &error);

      g_test_message ("%s", rows[i].text);
      g_assert_null (instruction);
      g_assert_error (error, MEIREI_INSTRUCTION_ERROR, (int) rows[i].code);
    }
}

/* What is odd but harmless is no reason to refuse a file. */
static void
test_lenient (void)
{
  static const char * const texts[] = {
    "{\"id\": \"" ID "\"}",
    "{\"id\": \"" ID "\", \"history\": 5, \"approval\": [], \"execution\": \"x\"}",
    "{\"id\": \"" ID "\", \"history\": [5, {}, null]}",
    "{\"id\": \"" ID "\", \"revision\": \"many\", \"created_at\": \"yesterday\"}",
    "{\"id\": \"" ID "\", \"versions\": [1, \"v1\", \"v1\"]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiInstruction) instruction = parse (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_no_error (error);
      g_assert_nonnull (instruction);
    }
}

static void
test_new (void)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(MeireiSheet) sheet = meirei_sheet_new_from_json (object, NULL);
  g_autoptr(MeireiInstruction) first = meirei_instruction_new (sheet);
  g_autoptr(MeireiInstruction) second = meirei_instruction_new (sheet);
  g_autofree char *next = meirei_instruction_dup_next_version (first);

  g_assert_cmpstr (meirei_instruction_get_id (first), !=, meirei_instruction_get_id (second));
  g_assert_true (g_uuid_string_is_valid (meirei_instruction_get_id (first)));
  g_assert_cmpint (meirei_instruction_get_status (first), ==, MEIREI_STATUS_DRAFT);
  g_assert_cmpint (meirei_instruction_get_revision (first), ==, 0);
  g_assert_null (meirei_instruction_get_latest_version (first));
  g_assert_null (meirei_instruction_get_execution (first));
  g_assert_cmpstr (next, ==, "v1");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/instruction/round-trip", test_round_trip);
  g_test_add_func ("/core/instruction/getters", test_getters);
  g_test_add_func ("/core/instruction/invalid", test_invalid);
  g_test_add_func ("/core/instruction/lenient", test_lenient);
  g_test_add_func ("/core/instruction/new", test_new);

  return g_test_run ();
}
