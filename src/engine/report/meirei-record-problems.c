/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What went wrong and what was done about it.  Nothing is guessed: a problem
 * is an attempt that gave no complete answer, code that does not compile, or a
 * rejection; its solution is what was tried next, and with which other
 * settings. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-document-words.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-record-problems.h"

static void
problem_free (MeireiRecordProblem *problem)
{
  g_free (problem->problem);
  g_free (problem->solution);
  g_free (problem);
}

/* What is different in the settings of the next version. */
static char *
describe_change (MeireiVersion *before,
                 MeireiVersion *after)
{
  JsonObject *old_params = meirei_version_get_params (before);
  JsonObject *new_params = meirei_version_get_params (after);
  g_autoptr(GList) names = new_params != NULL ? json_object_get_members (new_params) : NULL;
  g_autofree char *old_model = _meirei_words_model (before);
  g_autofree char *new_model = _meirei_words_model (after);
  GString *text = g_string_new (NULL);

  if (!g_str_equal (old_model, new_model))
    g_string_append_printf (text, "%s → %s", old_model, new_model);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *now = json_object_get_member (new_params, l->data);
      JsonNode *then = old_params != NULL ? json_object_get_member (old_params, l->data) : NULL;
      g_autofree char *now_text = NULL;
      g_autofree char *then_text = NULL;

      if (then != NULL && json_node_equal (now, then))
        continue;
      now_text = json_to_string (now, FALSE);
      then_text = then != NULL ? json_to_string (then, FALSE) : g_strdup ("–");
      g_string_append_printf (text, "%s%s %s → %s", text->len > 0 ? ", " : "",
                              (const char *) l->data, then_text, now_text);
    }
  if (g_strcmp0 (meirei_version_get_sheet_sha256 (before),
                 meirei_version_get_sheet_sha256 (after)) != 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _("another sheet"));

  return g_string_free (text, FALSE);
}

static char *
describe_result (MeireiVersion *version)
{
  JsonObject *report = meirei_version_get_section (version, "report");
  double score = meirei_json_get_double (report, "score", -1.0);
  const char *finish = meirei_finish_get_label (meirei_version_get_finish (version));

  if (score < 0.0)
    return g_strdup_printf ("%s: %s", meirei_version_get_name (version), finish);

  /* Translators: a version, how its answer ended, and its score. */
  return g_strdup_printf (_("%s: %s, score %.0f"), meirei_version_get_name (version), finish,
                          score);
}

static char *
describe_next (MeireiInstructionReport *report,
               guint                    i)
{
  MeireiVersion *after;
  g_autofree char *change = NULL;
  g_autofree char *result = NULL;

  if (i + 1 >= report->versions->len)
    return NULL;

  after = report->versions->pdata[i + 1];
  change = describe_change (report->versions->pdata[i], after);
  result = describe_result (after);

  return *change != '\0' ? g_strdup_printf ("%s (%s)", result, change)
                         : g_steal_pointer (&result);
}

static void
add_problem (GPtrArray  *problems,
             const char *version,
             const char *text,
             char       *solution)
{
  MeireiRecordProblem *problem = g_new0 (MeireiRecordProblem, 1);

  problem->problem = g_strdup_printf ("%s: %s", version, text);
  problem->solution = solution;
  g_ptr_array_add (problems, problem);
}

/* An attempt that another attempt of the same version followed was repaired by
 * that one. */
static void
add_attempts (GPtrArray               *problems,
              MeireiInstructionReport *report,
              guint                    i)
{
  MeireiVersion *version = report->versions->pdata[i];
  JsonArray *attempts = meirei_version_get_attempts (version);
  guint n_attempts = attempts != NULL ? json_array_get_length (attempts) : 0;

  for (guint j = 0; j < n_attempts; j++)
    {
      JsonObject *attempt = meirei_json_array_object (attempts, j);
      int finish = MEIREI_FINISH_COMPLETE;
      const char *message = meirei_json_get_string (meirei_json_get_object (attempt, "error"),
                                                    "message", NULL);
      char *solution;

      meirei_enum_from_nick (MEIREI_TYPE_FINISH, meirei_json_get_string (attempt, "finish", NULL),
                             &finish);
      if (message == NULL && finish == MEIREI_FINISH_COMPLETE)
        continue;
      solution = j + 1 < n_attempts
                 ? g_strdup_printf (_("attempt %u of the same version"), j + 2)
                 : describe_next (report, i);
      add_problem (problems, meirei_version_get_name (version),
                   message != NULL ? message : meirei_finish_get_label ((MeireiFinish) finish),
                   solution);
    }
}

static void
add_report (GPtrArray               *problems,
            MeireiInstructionReport *report,
            guint                    i)
{
  MeireiVersion *version = report->versions->pdata[i];
  JsonObject *section = meirei_version_get_section (version, "report");
  JsonObject *syntax = meirei_json_get_object (section, "syntax");
  g_autofree char *text = NULL;

  if (syntax == NULL || meirei_json_get_boolean (syntax, "ok", TRUE))
    return;

  /* Translators: a number of a line, and what Python says about it. */
  text = g_strdup_printf (_("does not compile, line %d: %s"),
                          (int) meirei_json_get_int (syntax, "line", 0),
                          meirei_json_get_string (syntax, "message", ""));
  add_problem (problems, meirei_version_get_name (version), text, describe_next (report, i));
}

static void
add_verdict (GPtrArray               *problems,
             MeireiInstructionReport *report,
             guint                    i)
{
  MeireiVersion *version = report->versions->pdata[i];
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);
  const char *note;
  g_autofree char *text = NULL;

  if (verdict == NULL || meirei_verdict_get_decision (verdict) != MEIREI_DECISION_REJECTED)
    return;

  note = meirei_verdict_get_note (verdict);
  text = note != NULL && *note != '\0'
         ? g_strdup_printf ("%s: %s", meirei_decision_get_label (MEIREI_DECISION_REJECTED), note)
         : g_strdup (meirei_decision_get_label (MEIREI_DECISION_REJECTED));
  add_problem (problems, meirei_version_get_name (version), text, describe_next (report, i));
}

/* All problems of an instruction, in the order of its versions. */
GPtrArray *
_meirei_record_list_problems (MeireiInstructionReport *report)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free);

  for (guint i = 0; i < report->versions->len; i++)
    {
      add_attempts (problems, report, i);
      add_report (problems, report, i);
      add_verdict (problems, report, i);
    }

  return problems;
}
