/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How a test report stands in a version's record. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-test-report.h"

#define SCHEMA 1
/* A record from a stranger must not become a list without end. */
#define MAX_CASES 10000
#define MAX_REFUSALS 1000

static JsonArray *
write_cases (const MeireiTestReportFields *fields)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < fields->n_cases; i++)
    {
      const MeireiTestCase *test = &fields->cases[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", test->name);
      json_object_set_int_member (object, "line", test->line);
      json_object_set_string_member (object, "outcome",
                                     meirei_enum_to_nick (MEIREI_TYPE_TEST_OUTCOME,
                                                          (int) test->outcome));
      meirei_json_set_string (object, "cause", test->cause);
      json_object_set_double_member (object, "seconds", test->seconds);
      meirei_json_set_string (object, "message", test->message);
      meirei_json_set_string (object, "traceback", test->traceback);
      meirei_json_set_string (object, "output", test->output);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
write_refusals (const MeireiTestReportFields *fields)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < fields->n_refusals; i++)
    {
      const MeireiTestRefusal *refusal = &fields->refusals[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", refusal->kind);
      json_object_set_string_member (object, "what", refusal->what);
      meirei_json_set_string (object, "test", refusal->test);
      json_object_set_int_member (object, "count", refusal->count);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
write_counts (MeireiTestReport *self)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < MEIREI_N_TEST_OUTCOMES; i++)
    json_object_set_int_member (object, meirei_enum_to_nick (MEIREI_TYPE_TEST_OUTCOME, i),
                                meirei_test_report_count (self, (MeireiTestOutcome) i));

  return object;
}

/**
 * meirei_test_report_to_json:
 * @self: a report
 *
 * Returns: (transfer full): the report as it stands in a version's record
 */
JsonObject *
meirei_test_report_to_json (MeireiTestReport *self)
{
  const MeireiTestReportFields *fields;
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_TEST_REPORT (self), NULL);

  fields = meirei_test_report_get_fields (self);
  object = json_object_new ();
  json_object_set_int_member (object, "schema", SCHEMA);
  meirei_json_set_time (object, "ran_at", fields->ran_at);
  json_object_set_boolean_member (object, "passed", meirei_test_report_has_passed (self));
  json_object_set_string_member (object, "obstacle",
                                 meirei_enum_to_nick (MEIREI_TYPE_TEST_OBSTACLE,
                                                      (int) fields->obstacle));
  meirei_json_set_string (object, "reason", fields->reason);
  json_object_set_object_member (object, "counts", write_counts (self));
  json_object_set_string_member (object, "sandbox",
                                 meirei_enum_to_nick (MEIREI_TYPE_SANDBOX_KIND,
                                                      (int) fields->sandbox));
  meirei_json_set_string (object, "interpreter", fields->interpreter);
  meirei_json_set_string (object, "tests_sha256", fields->tests_sha256);
  meirei_json_set_string (object, "code_sha256", fields->code_sha256);
  json_object_set_double_member (object, "seconds", fields->seconds);
  json_object_set_object_member (object, "limits", meirei_test_limits_to_json (&fields->limits));
  json_object_set_array_member (object, "cases", write_cases (fields));
  json_object_set_array_member (object, "refused", write_refusals (fields));

  return object;
}

static GArray *
read_cases (JsonArray *array)
{
  GArray *cases = g_array_new (FALSE, FALSE, sizeof (MeireiTestCase));
  guint length = array != NULL ? MIN (json_array_get_length (array), MAX_CASES) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      int outcome = MEIREI_TEST_OUTCOME_ERROR;
      MeireiTestCase test = { 0 };

      /* An outcome that this version does not know is no pass. */
      meirei_enum_from_nick (MEIREI_TYPE_TEST_OUTCOME,
                             meirei_json_get_string (object, "outcome", NULL), &outcome);
      test.outcome = (MeireiTestOutcome) outcome;
      test.name = meirei_json_get_string (object, "name", "");
      test.line = (int) CLAMP (meirei_json_get_int (object, "line", 0), 0, G_MAXINT);
      test.cause = meirei_json_get_string (object, "cause", NULL);
      test.seconds = MAX (0, meirei_json_get_double (object, "seconds", 0));
      test.message = meirei_json_get_string (object, "message", NULL);
      test.traceback = meirei_json_get_string (object, "traceback", NULL);
      test.output = meirei_json_get_string (object, "output", NULL);
      g_array_append_val (cases, test);
    }

  return cases;
}

static GArray *
read_refusals (JsonArray *array)
{
  GArray *refusals = g_array_new (FALSE, FALSE, sizeof (MeireiTestRefusal));
  guint length = array != NULL ? MIN (json_array_get_length (array), MAX_REFUSALS) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      MeireiTestRefusal refusal = { 0 };

      refusal.kind = meirei_json_get_string (object, "kind", "system");
      refusal.what = meirei_json_get_string (object, "what", "");
      refusal.test = meirei_json_get_string (object, "test", NULL);
      refusal.count = (guint) CLAMP (meirei_json_get_int (object, "count", 1), 1, G_MAXINT);
      g_array_append_val (refusals, refusal);
    }

  return refusals;
}

/**
 * meirei_test_report_new_from_json:
 * @object: (nullable): what [method@Meirei.TestReport.to_json] wrote, or
 *   anything
 *
 * Returns: (transfer full) (nullable): the report, or %NULL if @object is
 *   none
 */
MeireiTestReport *
meirei_test_report_new_from_json (JsonObject *object)
{
  g_autoptr(GArray) cases = NULL;
  g_autoptr(GArray) refusals = NULL;
  MeireiTestReportFields fields = { 0 };
  int obstacle;
  int sandbox = MEIREI_SANDBOX_KIND_NONE;

  if (!meirei_enum_from_nick (MEIREI_TYPE_TEST_OBSTACLE,
                              meirei_json_get_string (object, "obstacle", NULL), &obstacle))
    return NULL;

  meirei_enum_from_nick (MEIREI_TYPE_SANDBOX_KIND,
                         meirei_json_get_string (object, "sandbox", NULL), &sandbox);
  cases = read_cases (meirei_json_get_array (object, "cases"));
  refusals = read_refusals (meirei_json_get_array (object, "refused"));
  fields.obstacle = (MeireiTestObstacle) obstacle;
  fields.reason = meirei_json_get_string (object, "reason", NULL);
  fields.sandbox = (MeireiSandboxKind) sandbox;
  fields.interpreter = meirei_json_get_string (object, "interpreter", NULL);
  fields.tests_sha256 = meirei_json_get_string (object, "tests_sha256", NULL);
  fields.code_sha256 = meirei_json_get_string (object, "code_sha256", NULL);
  fields.ran_at = meirei_json_get_time (object, "ran_at");
  fields.seconds = MAX (0, meirei_json_get_double (object, "seconds", 0));
  meirei_test_limits_init_from_json (&fields.limits, meirei_json_get_object (object, "limits"));
  fields.cases = (const MeireiTestCase *) (gpointer) cases->data;
  fields.n_cases = cases->len;
  fields.refusals = (const MeireiTestRefusal *) (gpointer) refusals->data;
  fields.n_refusals = refusals->len;

  return meirei_test_report_new (&fields);
}
