/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-phase.h"

static MeireiPhase *
parse (const char  *text,
       GError     **error)
{
  g_autoptr(JsonObject) object = meirei_json_parse_object (text, -1, NULL);

  g_assert_nonnull (object);

  return meirei_phase_new_from_json (object, error);
}

static void
test_round_trip (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiPhase) phase = parse (
    "{\"number\": 4, \"name\": \"バッチ\", \"goal\": \"many at once\", \"start\": \"2025-09-01\","
    " \"end\": \"2026-02-28\", \"criterion\": \"n-accepted\", \"n_required\": 3,"
    " \"achieved_at\": null}", &error);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(MeireiPhase) again = NULL;

  g_assert_no_error (error);
  object = meirei_phase_to_json (phase);
  again = meirei_phase_new_from_json (object, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_phase_get_number (again), ==, 4);
  g_assert_cmpstr (meirei_phase_get_name (again), ==, "バッチ");
  g_assert_cmpstr (meirei_phase_get_goal (again), ==, "many at once");
  g_assert_cmpstr (meirei_phase_get_start (again), ==, "2025-09-01");
  g_assert_cmpstr (meirei_phase_get_end (again), ==, "2026-02-28");
  g_assert_cmpint (meirei_phase_get_criterion (again), ==, MEIREI_PHASE_CRITERION_N_ACCEPTED);
  g_assert_cmpuint (meirei_phase_get_n_required (again), ==, 3);
  g_assert_cmpint (meirei_phase_get_achieved_at (again), ==, 0);
}

static void
test_invalid (void)
{
  static const char * const texts[] = {
    "{}", "{\"number\": -1}", "{\"number\": 1000}", "{\"number\": \"1\"}",
    "{\"number\": 1, \"start\": \"soon\"}", "{\"number\": 1, \"end\": \"2025-02-30\"}",
    "{\"number\": 1, \"end\": \"2025-2-3\"}", "{\"number\": 1, \"criterion\": \"never\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (parse (texts[i], &error));
      g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA);
    }
}

static void
test_with_member (void)
{
  g_autoptr(MeireiPhase) phase = meirei_phase_new (2, "Two");
  g_autoptr(JsonNode) name = json_from_string ("\"Second\"", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiPhase) other = meirei_phase_with_member (phase, "name", name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (meirei_phase_get_name (phase), ==, "Two");
  g_assert_cmpstr (meirei_phase_get_name (other), ==, "Second");
  g_assert_null (meirei_phase_with_member (phase, "colour", name, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA);
}

static void
test_achieved (void)
{
  static const struct {
    const char *text;
    guint n_accepted;
    guint n_instructions;
    gboolean expected;
  } rows[] = {
    { "{\"number\": 1}", 0, 0, FALSE },
    { "{\"number\": 1}", 2, 3, FALSE },
    { "{\"number\": 1}", 3, 3, TRUE },
    { "{\"number\": 1, \"criterion\": \"n-accepted\", \"n_required\": 2}", 1, 3, FALSE },
    { "{\"number\": 1, \"criterion\": \"n-accepted\", \"n_required\": 2}", 2, 3, TRUE },
    { "{\"number\": 1, \"criterion\": \"n-accepted\"}", 3, 3, FALSE },
    { "{\"number\": 1, \"criterion\": \"by-hand\"}", 3, 3, FALSE },
    { "{\"number\": 1, \"achieved_at\": \"2025-09-06T16:12:03Z\"}", 0, 3, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiPhase) phase = parse (rows[i].text, NULL);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (meirei_phase_is_achieved (phase, rows[i].n_accepted,
                                                 rows[i].n_instructions), ==, rows[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/phase/round-trip", test_round_trip);
  g_test_add_func ("/core/phase/invalid", test_invalid);
  g_test_add_func ("/core/phase/with-member", test_with_member);
  g_test_add_func ("/core/phase/achieved", test_achieved);

  return g_test_run ();
}
