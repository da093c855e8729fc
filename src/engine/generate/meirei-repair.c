/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What is wrong with an attempt so that another one is worth it, which of
 * several is the best, and what the rounds were good for.  Pure. */

#include "config.h"

#include "meirei-gate.h"
#include "meirei-repair.h"

#define MAX_NAMED 5

static const MeireiReportFields *
get_fields (MeireiAttempt *attempt)
{
  MeireiReport *report = meirei_attempt_get_report (attempt);

  return report != NULL ? meirei_report_get_fields (report) : NULL;
}

static char *
dup_line (MeireiAttempt *attempt,
          int            number)
{
  GBytes *code = meirei_attempt_get_code (attempt);
  g_autofree char *text = g_strndup (g_bytes_get_data (code, NULL), g_bytes_get_size (code));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  return number >= 1 && (guint) number <= g_strv_length (lines)
         ? g_strdup (g_strchomp (lines[number - 1])) : NULL;
}

static char *
describe_syntax (MeireiAttempt            *attempt,
                 const MeireiReportFields *fields)
{
  g_autofree char *line = dup_line (attempt, fields->syntax_line);
  const char *message = fields->syntax_message != NULL ? fields->syntax_message
                                                       : "the code does not compile";

  if (line == NULL)
    return g_strdup_printf ("SyntaxError: %s", message);

  return g_strdup_printf ("Line %d: %s\nSyntaxError: %s", fields->syntax_line, line, message);
}

static char *
describe_missing (const MeireiReportFields *fields)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_named = 0;

  for (guint i = 0; i < fields->findings->len && n_named < MAX_NAMED; i++)
    {
      MeireiFinding *finding = fields->findings->pdata[i];

      if (g_strcmp0 (meirei_finding_get_item (finding), MEIREI_ITEM_MISSING_DECLARATION) != 0)
        continue;
      g_string_append_printf (text, "%s%s", n_named++ > 0 ? "\n" : "",
                              meirei_finding_get_message (finding));
    }
  if (text->len == 0)
    g_string_append_printf (text, "%d of %d declared functions are missing",
                            fields->declared_total - fields->declared_found,
                            fields->declared_total);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * meirei_repair_dup_reason:
 * @attempt: a complete attempt that has been checked
 *
 * Returns: (transfer full) (nullable): what is wrong with its code, for the
 *   model: it does not compile, a declared function is missing, or a test
 *   failed; %NULL if there is nothing to repair
 */
char *
meirei_repair_dup_reason (MeireiAttempt *attempt)
{
  const MeireiReportFields *fields;

  g_return_val_if_fail (MEIREI_IS_ATTEMPT (attempt), NULL);

  if (!meirei_attempt_is_complete (attempt))
    return NULL;

  fields = get_fields (attempt);
  if (fields != NULL && fields->syntax_known && !fields->syntax_ok)
    return describe_syntax (attempt, fields);
  if (fields != NULL && fields->declared_known && fields->declared_found < fields->declared_total)
    return describe_missing (fields);

  return g_strdup (meirei_attempt_get_failures (attempt));
}

/* The better the higher. */
typedef struct {
  gint64 complete;
  gint64 compiles;
  gint64 tests;    /* failed ones, negative */
  gint64 declared; /* missing ones, negative */
  gint64 gate;
  gint64 score;
} Rank;

static Rank
rank (MeireiAttempt *attempt)
{
  MeireiReport *report = meirei_attempt_get_report (attempt);
  MeireiGateResult *gate = report != NULL ? meirei_report_get_gate (report) : NULL;
  const MeireiReportFields *fields = get_fields (attempt);
  Rank result = { meirei_attempt_is_complete (attempt), 1, 0, 0, 0, -1 };

  result.tests = meirei_attempt_get_failed_tests (attempt) == MEIREI_TESTS_NOT_RUN
                 ? -G_MAXINT : -meirei_attempt_get_failed_tests (attempt);
  if (fields == NULL)
    return result;

  result.compiles = !fields->syntax_known || fields->syntax_ok;
  if (fields->declared_known)
    result.declared = fields->declared_found - fields->declared_total;
  result.gate = gate != NULL && meirei_gate_result_get_passed (gate);
  if (meirei_report_is_scored (report))
    result.score = meirei_report_get_score (report);

  return result;
}

/**
 * meirei_repair_compare:
 * @a: an attempt
 * @b: another one
 *
 * A whole answer goes before one that is not, code that compiles before code
 * that does not.  Then fewer failed tests count, then declared functions that
 * are there, then the gate, then the score.  Tests that could not run are worse
 * than failed ones.
 *
 * Returns: more than 0 if @a is better, less if @b is, 0 if they are equal
 */
int
meirei_repair_compare (MeireiAttempt *a,
                       MeireiAttempt *b)
{
  const Rank first = rank (a);
  const Rank second = rank (b);
  const gint64 pairs[][2] = {
    { first.complete, second.complete }, { first.compiles, second.compiles },
    { first.tests, second.tests }, { first.declared, second.declared },
    { first.gate, second.gate }, { first.score, second.score },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][0] != pairs[i][1])
      return pairs[i][0] > pairs[i][1] ? 1 : -1;

  return 0;
}

static JsonObject *
describe_state (MeireiAttempt *attempt)
{
  MeireiReport *report = meirei_attempt_get_report (attempt);
  const MeireiReportFields *fields = get_fields (attempt);
  MeireiGateResult *gate = report != NULL ? meirei_report_get_gate (report) : NULL;
  JsonObject *state = json_object_new ();

  json_object_set_string_member (state, "finish",
                                 meirei_enum_to_nick (MEIREI_TYPE_FINISH,
                                                      (int) meirei_attempt_get_finish (attempt)));
  if (fields != NULL && fields->syntax_known)
    json_object_set_boolean_member (state, "compiles", fields->syntax_ok);
  if (report != NULL && meirei_report_is_scored (report))
    json_object_set_int_member (state, "score", meirei_report_get_score (report));
  if (gate != NULL)
    json_object_set_boolean_member (state, "gate", meirei_gate_result_get_passed (gate));
  if (meirei_attempt_get_tests (attempt) != NULL
      && meirei_attempt_get_failed_tests (attempt) != MEIREI_TESTS_NOT_RUN)
    json_object_set_int_member (state, "tests_failed", meirei_attempt_get_failed_tests (attempt));

  return state;
}

/**
 * meirei_repair_describe:
 * @attempts: (element-type MeireiAttempt): the attempts, at least two
 * @chosen: the best one
 *
 * Returns: (transfer full): the section `repair` of the version's record:
 *   `rounds`, `chosen` (the attempt's number), and for each round what was
 *   `before` and `after`: `finish`, `compiles`, `score`, `gate`,
 *   `tests_failed`
 */
JsonObject *
meirei_repair_describe (GPtrArray     *attempts,
                        MeireiAttempt *chosen)
{
  JsonObject *section = json_object_new ();
  JsonArray *gains = json_array_new ();
  MeireiAttempt *best = attempts->pdata[0];

  for (guint i = 1; i < attempts->len; i++)
    {
      MeireiAttempt *attempt = attempts->pdata[i];
      JsonObject *gain = json_object_new ();

      json_object_set_int_member (gain, "round", i);
      json_object_set_object_member (gain, "before", describe_state (best));
      json_object_set_object_member (gain, "after", describe_state (attempt));
      json_object_set_boolean_member (gain, "better", meirei_repair_compare (attempt, best) > 0);
      json_array_add_object_element (gains, gain);
      if (meirei_repair_compare (attempt, best) > 0)
        best = attempt;
    }
  json_object_set_int_member (section, "rounds", attempts->len - 1);
  json_object_set_int_member (section, "chosen", meirei_attempt_get_number (chosen));
  json_object_set_array_member (section, "gains", gains);

  return section;
}
