/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From what came out of a sandbox to a report.  Whatever does not carry the
 * run's secret is no report. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-test-reading.h"

/* The whole is one test that did not pass: what it was stopped the runner. */
static MeireiTestReport *
make_broken (const MeireiTestReportFields *known,
             const MeireiTestAnswer       *answer)
{
  MeireiTestReportFields fields = *known;
  g_autofree char *last = g_strstrip (g_strdup (answer->messages));
  g_autofree char *message = NULL;
  const char *line = strrchr (last, '\n');
  MeireiTestCase test = { 0 };

  if (answer->timed_out)
    message = g_strdup_printf ("The test runner gave no report within %d s and was ended",
                               known->limits.total_s);
  else
    message = g_strdup_printf ("The test runner ended without a valid report (exit status %d)%s%s",
                               answer->exit_status, *last != '\0' ? ": " : "",
                               line != NULL ? line + 1 : last);
  test.name = "tests";
  test.outcome = answer->timed_out ? MEIREI_TEST_OUTCOME_TIMEOUT : MEIREI_TEST_OUTCOME_ERROR;
  test.cause = answer->timed_out ? "time" : "runner";
  test.seconds = known->seconds;
  test.message = message;
  fields.cases = &test;
  fields.n_cases = 1;

  return meirei_test_report_new (&fields);
}

/* Only bubblewrap and Meirei's own supervisor write to this pipe. */
static MeireiTestReport *
make_refused (const MeireiTestReportFields *known,
              const MeireiTestAnswer       *answer)
{
  MeireiTestReportFields fields = *known;
  g_autofree char *said = g_strstrip (g_strdup (answer->messages));
  g_autofree char *reason = NULL;

  if (answer->exit_status == 126 && *said == '\0')
    reason = g_strdup ("The tests were not run: root could not become another user, and as root "
                       "the number of processes has no limit; run Meirei as a normal user");
  else
    reason = g_strdup_printf ("The tests were not run: the system refuses the sandbox (%s); "
                              "allow user name spaces or install bubblewrap from your "
                              "distribution", said);
  fields.obstacle = MEIREI_TEST_OBSTACLE_SANDBOX_REFUSED;
  fields.sandbox = MEIREI_SANDBOX_KIND_NONE;
  fields.reason = reason;

  return meirei_test_report_new (&fields);
}

static gboolean
is_refused (const MeireiTestAnswer *answer)
{
  return !answer->timed_out
         && (g_str_has_prefix (answer->messages, "bwrap: ")
             || g_str_has_prefix (answer->messages, "flatpak-spawn: ")
             || strstr (answer->messages, "org.freedesktop.portal") != NULL
             || answer->exit_status == 126);
}

/* Compares without telling by its time where the first difference is. */
static gboolean
is_secret (const char *given,
           const char *secret)
{
  int difference = 0;

  if (given == NULL || strlen (given) != strlen (secret))
    return FALSE;
  for (gsize i = 0; secret[i] != '\0'; i++)
    difference |= given[i] ^ secret[i];

  return difference == 0;
}

/**
 * meirei_test_reading_new:
 * @known: what is known without the sandbox's help
 * @answer: what came out of it
 * @secret: the secret of this run
 *
 * Returns: (transfer full): the report
 */
MeireiTestReport *
meirei_test_reading_new (const MeireiTestReportFields *known,
                         const MeireiTestAnswer       *answer,
                         const char                   *secret)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(MeireiTestReport) read = NULL;
  MeireiTestReportFields fields = *known;
  gsize length;
  const char *data;

  g_return_val_if_fail (known != NULL && answer != NULL && secret != NULL, NULL);

  data = g_bytes_get_data (answer->report, &length);
  if (length == 0 && is_refused (answer))
    return make_refused (known, answer);

  object = length > 0 ? meirei_json_parse_object (data, (gssize) length, NULL) : NULL;
  if (object == NULL || !is_secret (meirei_json_get_string (object, "secret", NULL), secret))
    return make_broken (known, answer);

  read = meirei_test_report_new_from_json (object);
  if (read == NULL)
    return make_broken (known, answer);

  fields.interpreter = meirei_test_report_get_fields (read)->interpreter;
  fields.cases = meirei_test_report_get_fields (read)->cases;
  fields.n_cases = meirei_test_report_get_fields (read)->n_cases;
  fields.refusals = meirei_test_report_get_fields (read)->refusals;
  fields.n_refusals = meirei_test_report_get_fields (read)->n_refusals;

  return meirei_test_report_new (&fields);
}
