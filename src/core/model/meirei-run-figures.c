/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the figures of a project take from a version's record. */

#include "config.h"

#include <math.h>

#include "meirei-gate.h"
#include "meirei-json.h"
#include "meirei-run-figures.h"
#include "meirei-test-report.h"

/* A record may hold anything; larger numbers would only spoil the sums. */
#define MAX_SECONDS (30. * 24. * 3600.)
#define MAX_TOKENS G_GINT64_CONSTANT (100000000)

/* Returns −1 for what is missing or cannot be. */
static double
read_seconds (JsonObject *attempt,
              const char *member)
{
  double seconds = meirei_json_get_double (attempt, member, -1.);

  return isfinite (seconds) && seconds >= 0. && seconds <= MAX_SECONDS ? seconds : -1.;
}

/* The rate is without the time to the first token. */
static double
read_write_seconds (JsonObject *attempt,
                    gint64      n_tokens,
                    double      seconds,
                    double      first_token)
{
  double rate = meirei_json_get_double (attempt, "tokens_per_s", -1.);

  if (isfinite (rate) && rate > 0.)
    return MIN ((double) n_tokens / rate, MAX_SECONDS);

  return seconds > 0. ? MAX (seconds - MAX (first_token, 0.), 0.) : 0.;
}

static void
add_attempt (MeireiRunFigures *run,
             JsonObject       *attempt)
{
  double seconds = read_seconds (attempt, "duration_s");
  double first_token = read_seconds (attempt, "ttft_s");
  gint64 n_tokens = CLAMP (meirei_json_get_int (attempt, "completion_tokens", 0), 0, MAX_TOKENS);

  if (seconds >= 0.)
    run->seconds = MAX (run->seconds, 0.) + seconds;
  if (run->first_token < 0.)
    run->first_token = first_token;
  if (n_tokens > 0)
    {
      run->n_tokens += n_tokens;
      run->write_seconds += read_write_seconds (attempt, n_tokens, seconds, first_token);
    }
}

static void
read_attempts (MeireiRunFigures *run,
               JsonArray        *attempts)
{
  guint n_attempts = attempts != NULL ? json_array_get_length (attempts) : 0;
  gboolean answered = FALSE;

  for (guint i = 0; i < n_attempts; i++)
    {
      JsonObject *attempt = meirei_json_array_object (attempts, i);

      if (attempt == NULL)
        continue;
      if (answered)
        run->n_repairs++;
      if (g_str_equal (meirei_json_get_string (attempt, "finish", ""), "complete"))
        answered = TRUE;
      add_attempt (run, attempt);
    }
}

static int
read_failed_tests (JsonObject *tests)
{
  g_autoptr(MeireiTestReport) report = meirei_test_report_new_from_json (tests);
  int n_failed = report != NULL ? meirei_test_report_get_gate_value (report)
                                : MEIREI_TESTS_NOT_RUN;

  /* A sheet without tests has none that failed, but none that passed either. */
  return n_failed > 0 || (n_failed == 0 && meirei_test_report_has_passed (report)) ? n_failed : -1;
}

static void
read_verdict (MeireiRunFigures *run,
              JsonObject       *verdict)
{
  int decision = MEIREI_DECISION_NONE;

  if (verdict == NULL)
    return;
  meirei_enum_from_nick (MEIREI_TYPE_DECISION,
                         meirei_json_get_string (verdict, "decision", "none"), &decision);
  run->decision = (MeireiDecision) decision;
  run->decided_at = meirei_json_get_time (verdict, "at");
}

/**
 * meirei_run_figures_read:
 * @run: (out caller-allocates): the figures; their texts are @version's
 * @version: a version's record
 *
 * Reads the figures of a version.
 *
 * Returns: whether it is a run, which is finished and has a name
 */
gboolean
meirei_run_figures_read (MeireiRunFigures *run,
                         JsonObject       *version)
{
  int finish = MEIREI_FINISH_BROKEN;

  g_return_val_if_fail (run != NULL, FALSE);
  g_return_val_if_fail (version != NULL, FALSE);

  *run = (MeireiRunFigures) {
    .version = meirei_json_get_string (version, "version", ""),
    .model = meirei_json_get_string (meirei_json_get_object (version, "model"), "id", ""),
    .at = meirei_json_get_time (version, "created_at"),
    .score = (int) CLAMP (meirei_json_get_int (meirei_json_get_object (version, "report"),
                                               "score", -1), -1, 100),
    .n_failed_tests = read_failed_tests (meirei_json_get_object (version, "tests")),
    .seconds = -1.,
    .first_token = -1.,
  };
  meirei_enum_from_nick (MEIREI_TYPE_FINISH, meirei_json_get_string (version, "finish", "broken"),
                         &finish);
  run->finish = (MeireiFinish) finish;
  read_attempts (run, meirei_json_get_array (version, "attempts"));
  read_verdict (run, meirei_json_get_object (version, "verdict"));

  return run->version[0] != '\0' && meirei_json_get_string (version, "finish", NULL) != NULL;
}

/**
 * meirei_run_figures_copy:
 * @run: figures
 *
 * Returns: (transfer full): the same, with texts of its own
 */
MeireiRunFigures *
meirei_run_figures_copy (const MeireiRunFigures *run)
{
  MeireiRunFigures *copy;

  g_return_val_if_fail (run != NULL, NULL);

  copy = g_memdup2 (run, sizeof *run);
  copy->version = g_strdup (run->version);
  copy->model = g_strdup (run->model);

  return copy;
}

/**
 * meirei_run_figures_free:
 * @run: (transfer full): figures that were copied
 */
void
meirei_run_figures_free (MeireiRunFigures *run)
{
  g_free ((char *) run->version);
  g_free ((char *) run->model);
  g_free (run);
}

/**
 * meirei_run_figures_is_passed:
 * @run: figures
 * @gate_score: the least score that the gate lets through
 *
 * Returns: whether the score is at or above the gate and no acceptance test
 *   failed
 */
gboolean
meirei_run_figures_is_passed (const MeireiRunFigures *run,
                              int                     gate_score)
{
  g_return_val_if_fail (run != NULL, FALSE);

  return run->score >= 0 && run->score >= gate_score && run->n_failed_tests <= 0;
}
