/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-version.h"

#define ID "9ea46229-d0bf-49ca-907a-352aac7c7339"

static void
test_round_trip (void)
{
  g_autoptr(MeireiVersion) version = meirei_version_new (ID, "v3");
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(JsonObject) attempt = json_object_new ();
  g_autoptr(MeireiVersion) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr(JsonObject) second_object = NULL;

  g_assert_false (meirei_version_is_finished (version));
  g_assert_cmpint (meirei_version_get_finish (version), ==, MEIREI_FINISH_BROKEN);
  meirei_version_set_finish (version, MEIREI_FINISH_TRUNCATED);
  meirei_version_set_file (version, "add.py", "aa", 12);
  meirei_version_set_raw_sha256 (version, "bb");
  meirei_version_set_server (version, "ollama", "http://localhost:11434", NULL);
  meirei_version_set_model (version, "モデル", "Q4_K_M", 8192);
  json_object_set_string_member (attempt, "finish", "length");
  meirei_version_add_attempt (version, attempt);
  meirei_version_set_section (version, "later", attempt);

  object = meirei_version_to_json (version);
  first = meirei_json_to_line (object, NULL);
  again = meirei_version_new_from_json (object, &error);
  g_assert_no_error (error);
  second_object = meirei_version_to_json (again);
  second = meirei_json_to_line (second_object, NULL);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (meirei_version_get_name (again), ==, "v3");
  g_assert_cmpint (meirei_version_get_finish (again), ==, MEIREI_FINISH_TRUNCATED);
  g_assert_cmpstr (meirei_version_get_model_id (again), ==, "モデル");
  g_assert_cmpint (meirei_version_get_size (again), ==, 12);
  g_assert_cmpuint (json_array_get_length (meirei_version_get_attempts (again)), ==, 1);
  g_assert_nonnull (meirei_version_get_section (again, "later"));
}

/* A parsed record is immutable; the version must not be. */
static void
test_change_parsed (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) parsed = meirei_json_parse_object (
    "{\"schema\": 1, \"instruction\": \"" ID "\", \"version\": \"v1\", \"attempts\": [{}]}",
    -1, &error);
  g_autoptr(MeireiVersion) version = meirei_version_new_from_json (parsed, &error);
  g_autoptr(JsonObject) attempt = json_object_new ();

  g_assert_no_error (error);
  meirei_version_set_revision (version, 5);
  meirei_version_add_attempt (version, attempt);
  g_assert_cmpint (meirei_version_get_revision (version), ==, 5);
  g_assert_cmpuint (json_array_get_length (meirei_version_get_attempts (version)), ==, 2);
}

static void
test_verdict (void)
{
  g_autoptr(MeireiVersion) version = meirei_version_new (ID, "v1");
  g_autoptr(JsonArray) comments = json_array_new ();
  g_autoptr(MeireiVerdict) verdict = NULL;
  g_autoptr(MeireiVerdict) stored = NULL;

  g_assert_null (meirei_version_dup_verdict (version));
  json_array_add_object_element (comments, json_object_new ());
  verdict = meirei_verdict_new (MEIREI_DECISION_REJECTED, G_GINT64_CONSTANT (1757142723120004),
                                "遅い", comments, "cc");
  meirei_version_set_verdict (version, verdict);
  stored = meirei_version_dup_verdict (version);
  g_assert_cmpint (meirei_verdict_get_decision (stored), ==, MEIREI_DECISION_REJECTED);
  g_assert_cmpint (meirei_verdict_get_at (stored), ==, G_GINT64_CONSTANT (1757142723120004));
  g_assert_cmpstr (meirei_verdict_get_note (stored), ==, "遅い");
  g_assert_cmpstr (meirei_verdict_get_file_sha256 (stored), ==, "cc");
  g_assert_cmpuint (json_array_get_length (meirei_verdict_get_comments (stored)), ==, 1);
  meirei_version_set_verdict (version, NULL);
  g_assert_null (meirei_version_dup_verdict (version));
}

static void
test_invalid (void)
{
  static const struct {
    const char *text;
    MeireiInstructionError code;
  } rows[] = {
    { "{}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"version\": \"v1\"}", MEIREI_INSTRUCTION_ERROR_INVALID_DATA },
    { "{\"schema\": 9, \"version\": \"v1\", \"instruction\": \"" ID "\"}",
      MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonObject) object = meirei_json_parse_object (rows[i].text, -1, NULL);
      g_autoptr(GError) error = NULL;

      g_assert_null (meirei_version_new_from_json (object, &error));
      g_assert_error (error, MEIREI_INSTRUCTION_ERROR, (int) rows[i].code);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/version/round-trip", test_round_trip);
  g_test_add_func ("/core/version/change-parsed", test_change_parsed);
  g_test_add_func ("/core/version/verdict", test_verdict);
  g_test_add_func ("/core/version/invalid", test_invalid);

  return g_test_run ();
}
