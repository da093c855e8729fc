/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "meirei-quality-fixture.h"
#include "meirei-ruff.h"

/* So many that they are cut into single files at once. */
#define N_FILES 12
#define BAD_FILE 7

/* Long enough for a good file on a machine with much else to do. */
#define HANG_MS 2500

static char *ruff_path;  /* (nullable) */

/* Without the rule engine most of this cannot be looked at. */
static gboolean
needs_ruff (void)
{
  if (ruff_path != NULL)
    return TRUE;

  g_test_skip ("ruff is not installed");

  return FALSE;
}

static MeireiSource *
make_source (const char *text)
{
  return meirei_quality_fixture_source (text, -1, NULL);
}

static GPtrArray *
make_sources (const char * const *texts)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (sources, make_source (texts[i]));

  return sources;
}

static const char *
get_notice (MeireiReport *report,
            const char   *name)
{
  guint n_tools;
  const MeireiToolInfo *tools = meirei_report_get_tools (report, &n_tools);

  for (guint i = 0; i < n_tools; i++)
    {
      if (g_str_equal (tools[i].name, name))
        return tools[i].notice;
    }
  g_assert_not_reached ();
}

static void
test_ninety_five (void)
{
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(MeireiReport) report = NULL;
  g_autoptr(MeireiReport) clean = NULL;
  MeireiFinding *finding;

  if (!needs_ruff ())
    return;

  report = meirei_quality_fixture_look (analyser, "import json\nimport logging\n\n\n"
                                                  "def f(a):\n    return json.dumps(a)\n");
  g_assert_cmpint (meirei_report_get_score (report), ==, 95);
  g_assert_cmpuint (meirei_report_get_n_deductions (report), ==, 1);
  g_assert_cmpint (meirei_report_get_category (report, MEIREI_CATEGORY_DEPENDENCIES).lost, ==, 5);
  finding = g_ptr_array_index (meirei_report_get_findings (report), 0);
  g_assert_cmpint (meirei_finding_get_points (finding), ==, 5);
  g_assert_cmpstr (meirei_finding_get_rule (finding), ==, "F401");
  g_assert_cmpint (meirei_finding_get_line (finding), ==, 2);
  g_assert_cmpint (meirei_finding_get_column (finding), ==, 8);
  g_assert_cmpint (meirei_finding_get_end_column (finding), ==, 15);
  g_assert_cmpstr (meirei_finding_get_argument (finding), ==, "logging");
  g_assert_cmpstr (meirei_finding_get_message (finding), ==,
                   "“logging” is imported but never used");
  g_assert_cmpstr (meirei_finding_get_fix (finding), ==,
                   "--- a/code.py\n+++ b/code.py\n@@ -2,1 +1,0 @@\n-import logging\n");
  g_assert_nonnull (meirei_finding_get_tool_version (finding));
  g_assert_null (get_notice (report, "ruff"));
  g_assert_null (get_notice (report, "python"));

  clean = meirei_quality_fixture_look (analyser, "def f(a):\n    return a\n");
  g_assert_cmpint (meirei_report_get_score (clean), ==, 100);
}

static void
test_nothing_hides_a_finding (void)
{
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(MeireiReport) report = NULL;

  if (!needs_ruff ())
    return;

  report = meirei_quality_fixture_look (analyser,
                                        "# ruff: noqa\n# flake8: noqa\n"
                                        "import logging  # noqa: F401\nX = 1\n");
  g_assert_cmpint (meirei_report_get_score (report), ==, 95);
}

static void
test_positions_are_characters (void)
{
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(MeireiReport) report = NULL;
  MeireiFinding *finding;

  if (!needs_ruff ())
    return;

  report = meirei_quality_fixture_look (analyser, "値 = '東京'; print(未定義)\n");
  finding = meirei_quality_fixture_find_item (report, "undefined-name");
  g_assert_cmpint (meirei_finding_get_column (finding), ==, 17);
  g_assert_cmpint (meirei_finding_get_end_column (finding), ==, 20);
  g_assert_cmpstr (meirei_finding_get_argument (finding), ==, "未定義");
}

static void
test_other_encodings (void)
{
  static const char latin[] = "# -*- coding: latin-1 -*-\nX = '\xe9'; print(undefined)\n";
  static const char bom[] = "\xef\xbb\xbfprint(undefined)\r\nX = 1\r\n";
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(MeireiReport) first = NULL;
  g_autoptr(MeireiReport) second = NULL;
  MeireiFinding *finding;

  if (!needs_ruff ())
    return;

  first = meirei_quality_fixture_look (analyser, latin);
  g_assert_true (meirei_report_get_fields (first)->syntax_ok);
  finding = meirei_quality_fixture_find_item (first, "undefined-name");
  g_assert_cmpint (meirei_finding_get_column (finding), ==, 16);

  second = meirei_quality_fixture_look (analyser, bom);
  g_assert_true (meirei_report_get_fields (second)->syntax_ok);
  finding = meirei_quality_fixture_find_item (second, "undefined-name");
  g_assert_cmpint (meirei_finding_get_column (finding), ==, 7);
  g_assert_cmpstr (meirei_finding_get_argument (finding), ==, "undefined");
}

static void
test_facts (void)
{
  static const char * const functions[] = { "f(a)", "G.h()", NULL };
  static const char * const allowed[] = { "requests", NULL };
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(MeireiSheetFacts) facts =
    meirei_sheet_facts_new (functions, NULL, allowed, NULL, TRUE);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;
  MeireiReport *report;

  if (!needs_ruff ())
    return;

  g_ptr_array_add (sources, meirei_quality_fixture_source (
    "import requests\nimport numpy\n\n\ndef f(a):\n    return requests, numpy, a\n", -1, facts));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  report = g_ptr_array_index (reports, 0);
  g_assert_cmpint (meirei_report_get_fields (report)->declared_total, ==, 2);
  g_assert_cmpint (meirei_report_get_fields (report)->declared_found, ==, 1);
  /* 10 for G.h, 10 for numpy, 1 for the docstring. */
  g_assert_cmpint (meirei_report_get_score (report), ==, 79);
}

static void
test_ruff_missing (void)
{
  static const char * const paths[] = { NULL, "/nowhere/ruff" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (paths[i]);
      g_autoptr(MeireiReport) report = meirei_quality_fixture_look (analyser, "X = 1\n");
      g_autoptr(MeireiReport) broken = meirei_quality_fixture_look (analyser, "X = = 1\n");

      g_assert_cmpint (meirei_report_get_score (report), ==, -1);
      g_assert_true (meirei_report_get_fields (report)->syntax_ok);
      g_assert_true (g_str_has_prefix (get_notice (report, "ruff"), "ruff "));
      g_assert_cmpstr (meirei_report_get_unscored_reason (report), ==,
                       get_notice (report, "ruff"));
      g_assert_cmpint (meirei_report_get_score (broken), ==, 40);
      g_assert_nonnull (get_notice (broken, "ruff"));
    }
}

/* Stands before the real program and fails on files with a certain word. */
static char *
make_bad_ruff (const char *folder,
               const char *what)
{
  g_autofree char *text =
    g_strdup_printf ("#!/bin/sh\nfor f in \"$@\"; do case $f in *.py) "
                     "if grep -q POISON \"$f\"; then %s; fi;; esac; done\n"
                     "exec '%s' \"$@\"\n", what, ruff_path);

  return meirei_quality_fixture_script (folder, "ruff", text);
}

static void
check_one_bad_file (const char *what,
                    const char *expected,
                    guint       deadline_ms)
{
  g_autofree char *folder = g_dir_make_tmp ("meirei-test-XXXXXX", NULL);
  g_autofree char *path = make_bad_ruff (folder, what);
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (path);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;

  if (deadline_ms > 0)
    meirei_analyser_set_deadline (analyser, deadline_ms);
  for (int i = 0; i < N_FILES; i++)
    g_ptr_array_add (sources, make_source (i == BAD_FILE ? "X = 'POISON'\n"
                                                   : "import logging\nX = 1\n"));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  for (int i = 0; i < N_FILES; i++)
    {
      MeireiReport *report = g_ptr_array_index (reports, i);

      if (i == BAD_FILE)
        {
          g_assert_cmpint (meirei_report_get_score (report), ==, -1);
          g_assert_nonnull (strstr (get_notice (report, "ruff"), expected));
        }
      else
        g_assert_cmpint (meirei_report_get_score (report), ==, 95);
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_ruff_crashes_on_one_file (void)
{
  if (!needs_ruff ())
    return;

  check_one_bad_file ("echo trouble >&2; exit 2", "status 2: trouble", 0);
  check_one_bad_file ("kill -SEGV $$", "signal 11", 0);
}

static void
test_ruff_hangs_on_one_file (void)
{
  if (!needs_ruff ())
    return;

  check_one_bad_file ("sleep 60 & sleep 60", "took longer than 2.5 s", HANG_MS);
}

static void
test_ruff_always_fails (void)
{
  g_autofree char *folder = g_dir_make_tmp ("meirei-test-XXXXXX", NULL);
  g_autofree char *path =
    meirei_quality_fixture_script (folder, "ruff",
                                   "#!/bin/sh\necho x >> \"$(dirname \"$0\")/runs\"\n"
                                   "echo broken >&2\nexit 2\n");
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  g_autofree char *count = NULL;
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (path);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;

  for (int i = 0; i < 200; i++)
    g_ptr_array_add (sources, make_source ("X = 1\n"));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  for (guint i = 0; i < 200; i++)
    g_assert_nonnull (strstr (get_notice (g_ptr_array_index (reports, i), "ruff"), "broken"));

  /* The check, the version, the probe and its version: not once per file. */
  g_assert_true (g_file_get_contents (runs, &count, NULL, NULL));
  g_assert_cmpuint (strlen (count), <=, 2 * 4);
  g_unlink (runs);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_ruff_talks_nonsense (void)
{
  g_autofree char *folder = g_dir_make_tmp ("meirei-test-XXXXXX", NULL);
  g_autofree char *path =
    meirei_quality_fixture_script (folder, "ruff",
                                   "#!/bin/sh\necho 'not json'\nprintf '\\377\\n{\n'\n"
                                   "echo '{\"filename\":\"/x/f000000.py\",\"code\":\"F401\"}'\n"
                                   "exit 1\n");
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (path);
  g_autoptr(MeireiReport) report = meirei_quality_fixture_look (analyser, "X = 1\n");

  g_assert_cmpint (meirei_report_get_score (report), ==, 95);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_worker_dies (void)
{
  static const char * const texts[] = { "X = 1\n", "X = = 1\n", NULL };
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  G_GNUC_UNUSED g_autoptr(MeireiReport) report = meirei_quality_fixture_look (analyser, "X = 1\n");
  int pid = meirei_analyser_get_worker_pid (analyser);
  g_autoptr(GPtrArray) sources = make_sources (texts);
  g_autoptr(GPtrArray) reports = NULL;

  /* Killed while nothing was asked of it: nobody's fault. */
  g_assert_cmpint (pid, >, 0);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  reports = meirei_quality_fixture_analyse (analyser, sources);
  g_assert_null (get_notice (g_ptr_array_index (reports, 0), "python"));
  g_assert_true (meirei_report_get_fields (g_ptr_array_index (reports, 0))->syntax_ok);
  g_assert_false (meirei_report_get_fields (g_ptr_array_index (reports, 1))->syntax_ok);
  g_assert_cmpint (meirei_analyser_get_worker_pid (analyser), !=, pid);
}

/* A worker that dies or hangs on files with a certain word. */
static char *
make_bad_data_dir (const char *action)
{
  char *folder = g_dir_make_tmp ("meirei-test-XXXXXX", NULL);
  g_autofree char *python = g_build_filename (folder, "python", NULL);
  g_autofree char *quality = g_build_filename (folder, "quality", NULL);
  g_autofree char *real = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "python", NULL);
  g_autofree char *real_quality = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "quality", NULL);
  g_autofree char *text =
    g_strdup_printf ("import os, signal, sys, time\nsys.path.insert(0, '%s')\n"
                     "from meirei_worker import service\nreal = service.analyse\n"
                     "def analyse(data, request, known):\n"
                     "    if b'POISON' in data:\n        %s\n"
                     "    return real(data, request, known)\n"
                     "service.analyse = analyse\nsys.exit(service.main(sys.argv[1:]))\n",
                     real, action);

  g_assert_cmpint (g_mkdir (python, 0700), ==, 0);
  g_free (meirei_quality_fixture_script (python, "worker.py", text));
  g_assert_cmpint (symlink (real_quality, quality), ==, 0);

  return folder;
}

static void
remove_data_dir (const char *folder)
{
  g_autofree char *script = g_build_filename (folder, "python", "worker.py", NULL);
  g_autofree char *python = g_build_filename (folder, "python", NULL);
  g_autofree char *quality = g_build_filename (folder, "quality", NULL);

  g_unlink (script);
  g_rmdir (python);
  g_unlink (quality);
  g_rmdir (folder);
}

static const struct {
  const char *action;
  const char *notice;
} worker_faults[] = {
  { "os.kill(os.getpid(), signal.SIGSEGV)", "The analysis worker was ended by signal 11" },
  { "os._exit(3)", "The analysis worker ended with status 3" },
  { "time.sleep(60)", "The analysis worker took longer than 2.5 s" },
  { "print('nonsense', flush=True); time.sleep(60)", "The analysis worker was ended" },
  { "raise RuntimeError('oops')", "The file RuntimeError: oops" },
};

static void
test_worker_fails_on_some_files (void)
{
  static const char * const texts[] = {
    "X = 1\n", "Y = 'POISON'\n", "X = 2\n", "X = = 3\n", NULL,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (worker_faults); i++)
    {
      g_autofree char *data_dir = make_bad_data_dir (worker_faults[i].action);
      g_autoptr(MeireiAnalyser) analyser = meirei_analyser_new (data_dir, ruff_path, NULL);
      g_autoptr(GPtrArray) sources = make_sources (texts);
      g_autoptr(GPtrArray) reports = NULL;

      g_test_message ("%s", worker_faults[i].action);
      if (strstr (worker_faults[i].notice, "took longer") != NULL)
        meirei_analyser_set_deadline (analyser, HANG_MS);
      reports = meirei_quality_fixture_analyse (analyser, sources);
      for (guint j = 0; j < reports->len; j++)
        {
          MeireiReport *report = g_ptr_array_index (reports, j);
          const char *notice = get_notice (report, "python");

          if (j == 1)
            {
              g_assert_cmpint (meirei_report_get_score (report), ==, -1);
              g_assert_true (g_str_has_prefix (notice, worker_faults[i].notice));
            }
          else
            {
              g_assert_null (notice);
              g_assert_cmpint (meirei_report_get_fields (report)->syntax_ok, ==, j != 3);
            }
        }
      remove_data_dir (data_dir);
    }
}

static void
test_worker_cannot_start (void)
{
  g_autofree char *folder = make_bad_data_dir ("pass");
  g_autofree char *python = g_build_filename (folder, "python", NULL);
  g_autoptr(MeireiAnalyser) analyser = meirei_analyser_new (folder, ruff_path, NULL);
  g_autoptr(MeireiReport) report = NULL;

  g_free (meirei_quality_fixture_script (python, "worker.py", "import nothing_of_that_name\n"));
  report = meirei_quality_fixture_look (analyser, "X = 1\n");
  g_assert_cmpint (meirei_report_get_score (report), ==, -1);
  g_assert_nonnull (strstr (get_notice (report, "python"), "cannot be started"));
  g_assert_false (meirei_report_get_fields (report)->syntax_known);
  remove_data_dir (folder);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_cancel (void)
{
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < 50; i++)
    g_ptr_array_add (sources, make_source ("X = 1\n"));

  /* Before, at the start, in the middle, late. */
  for (int step = 0; step < 20; step++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) reports = NULL;

      if (step == 0)
        g_cancellable_cancel (cancellable);
      meirei_analyser_analyse_async (analyser, sources, cancellable, result_cb, &result);
      for (int i = 0; i < step && result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (cancellable);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      reports = meirei_analyser_analyse_finish (analyser, result, &error);
      if (reports == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_cmpuint (reports->len, ==, 50);
    }

  /* It still works, and the worker that was stopped is replaced. */
  {
    g_autoptr(MeireiReport) report = meirei_quality_fixture_look (analyser, "X = 1\n");

    g_assert_true (meirei_report_get_fields (report)->syntax_ok);
  }
}

static void
test_cancel_one_of_two (void)
{
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (sources, make_source ("X = 1\n"));
  meirei_analyser_analyse_async (analyser, sources, cancellable, result_cb, &first);
  meirei_analyser_analyse_async (analyser, sources, NULL, result_cb, &second);
  g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  while (first == NULL || second == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (meirei_analyser_analyse_finish (analyser, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  reports = meirei_analyser_analyse_finish (analyser, second, NULL);
  g_assert_true (meirei_report_get_fields (g_ptr_array_index (reports, 0))->syntax_ok);
}

static void
test_dropped (void)
{
  MeireiAnalyser *analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GAsyncResult) result = NULL;

  g_ptr_array_add (sources, make_source ("X = 1\n"));
  meirei_analyser_analyse_async (analyser, sources, NULL, result_cb, &result);
  g_object_unref (analyser);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_nothing_to_do (void)
{
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(GPtrArray) sources = g_ptr_array_new ();
  g_autoptr(GPtrArray) reports = meirei_quality_fixture_analyse (analyser, sources);

  g_assert_cmpuint (reports->len, ==, 0);
}

static void
test_other_languages (void)
{
  static const char text[] = "// comment\nint main (void) { return 0; }\n";
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;
  MeireiReport *report;

  g_ptr_array_add (sources, meirei_source_new ("x.c", bytes, NULL, NULL, NULL,
                                               MEIREI_SOURCE_COMPLETE, NULL));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  report = g_ptr_array_index (reports, 0);
  g_assert_cmpint (meirei_report_get_score (report), ==, -1);
  g_assert_cmpstr (meirei_report_get_unscored_reason (report), ==,
                   "quality/1.0 scores Python only; this file is c");
  g_assert_cmpint (meirei_report_get_counts (report).code, ==, 1);
  g_assert_cmpint (meirei_report_get_counts (report).comment, ==, 1);
  g_assert_false (meirei_report_get_fields (report)->syntax_known);
}

static void
test_flags (void)
{
  g_autoptr(MeireiAnalyser) analyser = meirei_quality_fixture_new (ruff_path);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("X = 1\n", 6);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;

  if (!needs_ruff ())
    return;

  g_ptr_array_add (sources, meirei_source_new ("x.py", bytes, NULL, NULL, NULL,
                                               MEIREI_SOURCE_TRUNCATED, NULL));
  g_ptr_array_add (sources, meirei_source_new ("x.py", bytes, NULL, NULL, NULL,
                                               MEIREI_SOURCE_NO_CODE, NULL));
  reports = meirei_quality_fixture_analyse (analyser, sources);
  g_assert_cmpint (meirei_report_get_score (g_ptr_array_index (reports, 0)), ==, 60);
  g_assert_cmpint (meirei_report_get_score (g_ptr_array_index (reports, 1)), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  ruff_path = meirei_ruff_find ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/analyser/95", test_ninety_five);
  g_test_add_func ("/analyser/noqa", test_nothing_hides_a_finding);
  g_test_add_func ("/analyser/positions", test_positions_are_characters);
  g_test_add_func ("/analyser/encodings", test_other_encodings);
  g_test_add_func ("/analyser/facts", test_facts);
  g_test_add_func ("/analyser/flags", test_flags);
  g_test_add_func ("/analyser/languages", test_other_languages);
  g_test_add_func ("/analyser/nothing", test_nothing_to_do);
  g_test_add_func ("/analyser/ruff/missing", test_ruff_missing);
  g_test_add_func ("/analyser/ruff/crash", test_ruff_crashes_on_one_file);
  g_test_add_func ("/analyser/ruff/hang", test_ruff_hangs_on_one_file);
  g_test_add_func ("/analyser/ruff/broken", test_ruff_always_fails);
  g_test_add_func ("/analyser/ruff/nonsense", test_ruff_talks_nonsense);
  g_test_add_func ("/analyser/worker/dies", test_worker_dies);
  g_test_add_func ("/analyser/worker/faults", test_worker_fails_on_some_files);
  g_test_add_func ("/analyser/worker/no-start", test_worker_cannot_start);
  g_test_add_func ("/analyser/cancel/steps", test_cancel);
  g_test_add_func ("/analyser/cancel/one-of-two", test_cancel_one_of_two);
  g_test_add_func ("/analyser/cancel/dropped", test_dropped);

  return g_test_run ();
}
