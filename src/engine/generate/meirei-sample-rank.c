/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Which of several versions of an instruction is the best.
 *
 * They are ranked by: a whole answer, code that compiles, the gate, failed
 * tests, missing functions, the score, agreement, and at last which came first.
 * The agreement of a sample is how many of the samples, itself included, behave
 * the same: they passed and failed the same tests, or, where no tests ran, have
 * the same code apart from blank lines, comment lines and space at the ends of
 * lines. */

#include "config.h"

#include <string.h>

#include "meirei-gate.h"
#include "meirei-sample-rank.h"
#include "meirei-workspace-versions.h"

static void
sample_free (MeireiSample *sample)
{
  g_object_unref (sample->version);
  g_free (sample->behaviour);
  g_free (sample);
}

/* What the tests said, or what is left of the code. */
static char *
describe_tests (MeireiTestReport *report)
{
  GString *text = g_string_new ("tests");

  for (guint i = 0; i < meirei_test_report_get_n_cases (report); i++)
    {
      const MeireiTestCase *test = meirei_test_report_get_case (report, i);

      g_string_append_printf (text, "\n%s %d", test->name,
                              test->outcome == MEIREI_TEST_OUTCOME_PASSED);
    }

  return g_string_free (text, FALSE);
}

static char *
describe_code (MeireiWorkspace *workspace,
               const char      *id,
               const char      *name)
{
  g_autoptr(GBytes) bytes = meirei_workspace_read_code (workspace, id, name, NULL, NULL);
  g_autofree char *code = NULL;
  g_auto(GStrv) lines = NULL;
  GString *text = g_string_new ("code");

  if (bytes == NULL)
    return g_string_free (text, FALSE);

  code = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (code, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *start = lines[i] + strspn (lines[i], " \t");

      g_strchomp (lines[i]);
      if (*start != '\0' && *start != '#')
        g_string_append_printf (text, "\n%s", lines[i]);
    }

  return g_string_free (text, FALSE);
}

static void
read_quality (MeireiSample *sample)
{
  g_autoptr(MeireiReport) report =
    meirei_report_new_from_json (meirei_version_get_section (sample->version, "report"));
  const MeireiReportFields *fields;
  MeireiGateResult *gate;

  sample->score = -1;
  if (report == NULL)
    return;

  fields = meirei_report_get_fields (report);
  gate = meirei_report_get_gate (report);
  sample->compiles = !fields->syntax_known || fields->syntax_ok;
  sample->gate = gate != NULL && meirei_gate_result_get_passed (gate);
  if (fields->declared_known)
    sample->missing = fields->declared_total - fields->declared_found;
  if (meirei_report_is_scored (report))
    sample->score = meirei_report_get_score (report);
}

static MeireiSample *
make_sample (MeireiWorkspace *workspace,
             const char      *id,
             const char      *name,
             guint            position,
             const char      *tests)
{
  g_autoptr(MeireiVersion) version =
    meirei_workspace_load_version (workspace, id, name, NULL);
  g_autoptr(MeireiTestReport) report = NULL;
  MeireiSample *sample;
  int failed;

  if (version == NULL || !meirei_version_is_finished (version))
    return NULL;

  sample = g_new0 (MeireiSample, 1);
  sample->version = g_object_ref (version);
  sample->position = position;
  sample->complete = meirei_version_get_finish (version) == MEIREI_FINISH_COMPLETE;
  read_quality (sample);
  failed = meirei_version_get_failed_tests (version, tests);
  sample->tests = failed == MEIREI_TESTS_NOT_RUN ? G_MAXINT : failed;
  report = meirei_version_dup_tests (version);
  sample->behaviour = report != NULL && meirei_test_report_has_run (report)
                      ? describe_tests (report) : describe_code (workspace, id, name);

  return sample;
}

static int
compare_samples (gconstpointer a,
                 gconstpointer b)
{
  const MeireiSample *first = *(MeireiSample * const *) a;
  const MeireiSample *second = *(MeireiSample * const *) b;
  const int pairs[][2] = {
    { second->complete, first->complete }, { second->compiles, first->compiles },
    { second->gate, first->gate }, { first->tests, second->tests },
    { first->missing, second->missing }, { second->score, first->score },
    { (int) second->agreement, (int) first->agreement },
    { (int) first->position, (int) second->position },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][0] != pairs[i][1])
      return pairs[i][0] < pairs[i][1] ? -1 : 1;

  return 0;
}

/**
 * meirei_sample_rank_all:
 * @workspace: where the versions are
 * @id: the UUID of their instruction
 * @names: (element-type utf8): the names of the versions, in the order in which
 *   they were made
 * @tests: the sheet's tests
 *
 * Reads and ranks versions.  Blocks.
 *
 * Returns: (transfer full) (element-type MeireiSample): those that could be
 *   read, the best one first
 */
GPtrArray *
meirei_sample_rank_all (MeireiWorkspace *workspace,
                        const char      *id,
                        GPtrArray       *names,
                        const char      *tests)
{
  GPtrArray *samples = g_ptr_array_new_with_free_func ((GDestroyNotify) sample_free);

  for (guint i = 0; i < names->len; i++)
    {
      MeireiSample *sample = make_sample (workspace, id, names->pdata[i], i, tests);

      if (sample != NULL)
        g_ptr_array_add (samples, sample);
    }
  for (guint i = 0; i < samples->len; i++)
    for (guint j = 0; j < samples->len; j++)
      ((MeireiSample *) samples->pdata[i])->agreement +=
        g_str_equal (((MeireiSample *) samples->pdata[i])->behaviour,
                     ((MeireiSample *) samples->pdata[j])->behaviour);
  g_ptr_array_sort (samples, compare_samples);

  return samples;
}
