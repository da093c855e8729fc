/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <gio/gio.h>

#include "meirei-gate-set.h"
#include "meirei-json.h"

static const MeireiGateCondition strict[] = { { MEIREI_GATE_KEY_SCORE, 95 } };

static void
test_default (void)
{
  g_autoptr(MeireiGateSet) set = meirei_gate_set_new_from_json (NULL, NULL);

  g_assert_nonnull (set);
  g_assert_cmpstr (meirei_gate_get_name (meirei_gate_set_get_current (set)), ==, "default");
  g_assert_false (meirei_gate_set_remove (set, "default"));
  g_assert_false (meirei_gate_set_set_current (set, "none"));
  g_assert_null (meirei_gate_set_find (set, "none"));
}

static void
test_change (void)
{
  g_autoptr(MeireiGateSet) set = meirei_gate_set_new ();
  g_autoptr(MeireiGate) gate = meirei_gate_new ("厳格", strict, 1);
  g_autoptr(MeireiGate) other = meirei_gate_new ("厳格", strict, 0);
  guint n_conditions;

  meirei_gate_set_put (set, gate);
  g_assert_true (meirei_gate_set_set_current (set, "厳格"));
  meirei_gate_set_put (set, other);
  g_assert_cmpuint (meirei_gate_set_get_n_gates (set), ==, 2);
  meirei_gate_get_conditions (meirei_gate_set_get_current (set), &n_conditions);
  g_assert_cmpuint (n_conditions, ==, 0);
  g_assert_true (meirei_gate_set_remove (set, "厳格"));
  g_assert_cmpstr (meirei_gate_get_name (meirei_gate_set_get_current (set)), ==, "default");
}

static void
test_round_trip (void)
{
  g_autoptr(MeireiGateSet) set = meirei_gate_set_new ();
  g_autoptr(MeireiGate) gate = meirei_gate_new ("release", strict, 1);
  g_autoptr(JsonObject) settings = json_object_new ();
  g_autoptr(MeireiGateSet) again = NULL;

  meirei_gate_set_put (set, gate);
  meirei_gate_set_set_current (set, "release");
  meirei_gate_set_add_to_json (set, settings);
  again = meirei_gate_set_new_from_json (settings, NULL);
  g_assert_cmpuint (meirei_gate_set_get_n_gates (again), ==, 2);
  g_assert_cmpstr (meirei_gate_get_name (meirei_gate_set_get_gate (again, 1)), ==, "release");
  g_assert_cmpstr (meirei_gate_get_name (meirei_gate_set_get_current (again)), ==, "release");
}

static void
test_gate_itself (void)
{
  g_autoptr(JsonObject) settings =
    meirei_json_parse_object ("{\"gate\":{\"name\":\"mine\",\"conditions\":"
                              "[{\"key\":\"score\",\"limit\":50}]}}", -1, NULL);
  g_autoptr(MeireiGateSet) set = meirei_gate_set_new_from_json (settings, NULL);

  g_assert_cmpstr (meirei_gate_get_name (meirei_gate_set_get_current (set)), ==, "mine");
}

static void
test_errors (void)
{
  static const char * const texts[] = {
    "{\"gate\":\"nowhere\"}",
    "{\"gates\":[3]}",
    "{\"gates\":[{\"name\":\"a\",\"conditions\":[{\"key\":\"beauty\",\"limit\":1}]}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(JsonObject) settings = meirei_json_parse_object (texts[i], -1, NULL);
      g_autoptr(GError) error = NULL;

      g_assert_null (meirei_gate_set_new_from_json (settings, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/gate-set/default", test_default);
  g_test_add_func ("/gate-set/change", test_change);
  g_test_add_func ("/gate-set/round-trip", test_round_trip);
  g_test_add_func ("/gate-set/itself", test_gate_itself);
  g_test_add_func ("/gate-set/errors", test_errors);

  return g_test_run ();
}
