/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "meirei-lifecycle.h"
#include "meirei-seccomp-filter.h"
#include "meirei-test-sandbox.h"
#include "meirei-test-workspace.h"
#include "meirei-version-tests.h"
#include "meirei-workspace-versions.h"

#define ADD "def add(a, b):\n    return a + b\n"

static MeireiTestRunner *
make_runner (void)
{
  g_autoptr(MeireiSandbox) sandbox = meirei_sandbox_new ();

  return meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);
}

/* --- Without a sandbox ------------------------------------------------------------- */

static void
check_obstacle (MeireiSandbox      *sandbox,
                const char         *code,
                const char         *tests,
                MeireiTestObstacle  obstacle)
{
  g_autoptr(MeireiTestRunner) runner =
    meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);
  g_autoptr(MeireiTestReport) report = meirei_test_sandbox_run (runner, NULL, code, tests, NULL);

  g_assert_cmpint (meirei_test_report_get_fields (report)->obstacle, ==, obstacle);
  g_assert_nonnull (meirei_test_report_get_fields (report)->reason);
  g_assert_false (meirei_test_report_has_run (report));
  g_assert_false (meirei_test_report_has_passed (report));
  g_assert_cmpint (meirei_test_report_get_gate_value (report), ==,
                   obstacle == MEIREI_TEST_OBSTACLE_NO_TESTS ? 0 : -1);
}

static void
test_obstacles (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autofree char *refusing = g_build_filename (dir, "bwrap", NULL);
  g_autoptr(MeireiSandbox) none =
    meirei_sandbox_new_for_programs (MEIREI_SANDBOX_KIND_BUBBLEWRAP, NULL, "/usr/bin/python3");
  g_autoptr(MeireiSandbox) gone =
    meirei_sandbox_new_for_programs (MEIREI_SANDBOX_KIND_BUBBLEWRAP, "/no/bwrap",
                                     "/usr/bin/python3");
  g_autoptr(MeireiSandbox) no_python =
    meirei_sandbox_new_for_programs (MEIREI_SANDBOX_KIND_BUBBLEWRAP, "/no/bwrap", NULL);
  g_autoptr(MeireiSandbox) refused =
    meirei_sandbox_new_for_programs (MEIREI_SANDBOX_KIND_BUBBLEWRAP, refusing,
                                     "/usr/bin/python3");

  meirei_test_write_file (dir, "bwrap",
                          "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\n"
                          "exit 1\n");
  g_assert_cmpint (g_chmod (refusing, 0755), ==, 0);
  g_assert_cmpint (g_chmod (dir, 0755), ==, 0);
  check_obstacle (none, ADD, "assert add(1, 2) == 3\n", MEIREI_TEST_OBSTACLE_NO_SANDBOX);
  check_obstacle (gone, ADD, "assert add(1, 2) == 3\n", MEIREI_TEST_OBSTACLE_NO_SANDBOX);
  check_obstacle (no_python, ADD, "assert add(1, 2) == 3\n", MEIREI_TEST_OBSTACLE_NO_PYTHON);
  check_obstacle (refused, ADD, "assert add(1, 2) == 3\n", MEIREI_TEST_OBSTACLE_SANDBOX_REFUSED);
  check_obstacle (none, ADD, " \n", MEIREI_TEST_OBSTACLE_NO_TESTS);
  check_obstacle (none, "", "assert True\n", MEIREI_TEST_OBSTACLE_NO_CODE);
  meirei_test_remove_dir (dir);
}

/* A runner that says what it likes is believed nothing. */
static void
test_no_valid_report (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autofree char *program = g_build_filename (dir, "bwrap", NULL);
  g_autoptr(MeireiSandbox) sandbox =
    meirei_sandbox_new_for_programs (MEIREI_SANDBOX_KIND_BUBBLEWRAP, program, "/usr/bin/python3");
  g_autoptr(MeireiTestRunner) runner =
    meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);
  static const char * const reports[] = {
    "", "nonsense", "{}", "{\"obstacle\":\"none\",\"cases\":[]}",
    "{\"secret\":\"\",\"obstacle\":\"none\",\"cases\":[{\"name\":\"x\",\"outcome\":\"passed\"}]}",
    "{\"secret\":\"0000000000000000000000000000000000000000000000000000000000000000\","
    "\"obstacle\":\"none\",\"cases\":[{\"name\":\"x\",\"outcome\":\"passed\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autofree char *script =
        g_strdup_printf ("#!/bin/sh\ncat > /dev/null\necho '%s' >&3\n", reports[i]);
      g_autoptr(MeireiTestReport) report = NULL;
      g_autofree char *outcomes = NULL;

      meirei_test_write_file (dir, "bwrap", script);
      g_assert_cmpint (g_chmod (program, 0755), ==, 0);
      g_assert_cmpint (g_chmod (dir, 0755), ==, 0);
      report = meirei_test_sandbox_run (runner, NULL, ADD, "assert add(1, 2) == 3\n", NULL);
      outcomes = meirei_test_outcomes (report);
      g_assert_cmpstr (outcomes, ==, "error/runner");
    }
  meirei_test_remove_dir (dir);
}

/* --- Running several, and stopping ---------------------------------------------------- */

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiTestReport) report =
    meirei_test_runner_run_finish (MEIREI_TEST_RUNNER (source), result, &error);

  if (report != NULL)
    g_assert_true (meirei_test_report_has_passed (report));
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ++*(guint *) user_data;
}

static void
test_many (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();
  g_autoptr(MeireiSheet) sheet = meirei_test_sandbox_sheet (NULL, "assert add(1, 2) == 3\n");
  guint done = 0;

  if (!meirei_test_has_sandbox ())
    return;

  for (guint i = 0; i < 10; i++)
    meirei_test_runner_run_async (runner, sheet, ADD, -1, NULL, count_cb, &done);
  while (done < 10)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (g_steal_pointer (&runner));
}

/* How many processes have a word in their arguments. */
static guint
count_processes (const char *word)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *arguments = NULL;
      gsize length;

      if (g_ascii_isdigit (name[0]) && g_file_get_contents (path, &arguments, &length, NULL))
        count += g_strstr_len (arguments, (gssize) length, word) != NULL
                 || memmem (arguments, length, word, strlen (word)) != NULL;
    }

  return count;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* What it started in sessions of their own is gone with it. */
static void
test_cancel (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *seconds = g_strdup_printf ("9%06u", g_random_int_range (0, 1000000));
  g_autofree char *code =
    g_strdup_printf ("import subprocess\nsubprocess.Popen(['sh', '-c', "
                     "'setsid sleep %s & setsid sleep %s'])\n"
                     "def add(a, b):\n    while True:\n        pass\n", seconds, seconds);
  g_autoptr(MeireiSheet) sheet = meirei_test_sandbox_sheet (NULL, "assert add(1, 2) == 3\n");
  guint done = 0;
  gint64 began = g_get_monotonic_time ();

  if (!meirei_test_has_sandbox ())
    return;

  for (guint i = 0; i < 4; i++)
    meirei_test_runner_run_async (runner, sheet, code, -1, cancellable, count_cb, &done);
  g_timeout_add (700, cancel_cb, cancellable);
  while (done < 4)
    {
      g_main_context_iteration (NULL, TRUE);
      if (done == 0 && count_processes (seconds) > 2)
        began = g_get_monotonic_time ();
    }
  g_assert_cmpint (g_get_monotonic_time () - began, <, 3 * G_USEC_PER_SEC);
  for (guint i = 0; i < 100 && count_processes (seconds) > 0; i++)
    g_usleep (10000);
  g_assert_cmpuint (count_processes (seconds), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&runner));
}

static void
test_nothing_stays (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();
  g_autofree char *seconds = g_strdup_printf ("8%06u", g_random_int_range (0, 1000000));
  g_autofree char *code =
    g_strdup_printf ("import subprocess\ndef add(a, b):\n    subprocess.Popen(['sh', '-c', "
                     "'setsid sleep %s & setsid sleep %s'])\n    return a + b\n", seconds,
                     seconds);
  g_autoptr(MeireiTestReport) report = NULL;

  if (!meirei_test_has_sandbox ())
    return;

  report = meirei_test_sandbox_run (runner, NULL, code, "assert add(1, 2) == 3\n", NULL);
  g_assert_true (meirei_test_report_has_passed (report));
  g_assert_cmpuint (count_processes (seconds), ==, 0);
}

static void
test_total_time (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();
  g_autoptr(MeireiTestReport) report = NULL;
  g_autofree char *outcomes = NULL;
  MeireiTestLimits limits;

  if (!meirei_test_has_sandbox ())
    return;

  meirei_test_limits_init (&limits);
  limits.case_s = 2;
  limits.total_s = 3;
  report = meirei_test_sandbox_run (runner, NULL, "def add(a, b):\n    while True:\n"
                                    "        pass\n",
                                    "assert add(1, 2) == 3\nassert add(1, 3) == 4\n"
                                    "assert add(1, 4) == 5\n", &limits);
  outcomes = meirei_test_outcomes (report);
  g_assert_cmpstr (outcomes, ==, "timeout/time timeout/time not_run/time");
}

/* --- Stored versions ----------------------------------------------------------------- */

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
set_tests (MeireiInstruction  *instruction,
           gpointer            user_data,
           GError            **error)
{
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), user_data);
  g_autoptr(MeireiSheet) sheet =
    meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), "tests", value, error);

  return sheet != NULL && meirei_lifecycle_edit (instruction, sheet, error);
}

static void
test_stored_version (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autoptr(GError) error = NULL;
  MeireiWorkspace *workspace = meirei_workspace_create (dir, "Tested", &error);
  g_autofree char *id = meirei_test_add_executed (workspace, "feature", ADD);
  g_autoptr(MeireiTestRunner) runner = make_runner ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(MeireiTestReport) report = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  char *tests = (char *) "assert add(1, 2) == 3\n";

  g_assert_no_error (error);
  g_assert_true (meirei_workspace_update_instruction (workspace, id, -1, set_tests, tests,
                                                      &error));
  g_assert_no_error (error);
  meirei_version_tests_run_async (runner, workspace, id, NULL, NULL, NULL, keep_result_cb,
                                  &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  report = meirei_version_tests_run_finish (runner, result, &error);
  g_assert_no_error (error);
  version = meirei_workspace_load_version (workspace, id, NULL, &error);
  g_assert_no_error (error);
  if (meirei_test_has_sandbox ())
    {
      g_assert_true (meirei_test_report_has_passed (report));
      g_assert_cmpint (meirei_version_get_failed_tests (version, tests), ==, 0);
      g_assert_cmpint (meirei_version_get_failed_tests (version, "assert False"), ==, -1);
      g_assert_cmpint (meirei_version_get_failed_tests (version, "  "), ==, 0);
    }
  g_clear_object (&result);
  meirei_test_drop_workspace (&workspace);
  meirei_test_remove_dir (dir);
}

static void
test_seccomp_filter (void)
{
  g_autoptr(GBytes) filter = meirei_seccomp_filter_new ();

  if (filter == NULL)
    {
      g_test_skip ("no filter for this processor");
      return;
    }
  g_assert_cmpuint (g_bytes_get_size (filter) % 8, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (filter) / 8, <, 4096);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/test-runner/obstacles", test_obstacles);
  g_test_add_func ("/test-runner/no-valid-report", test_no_valid_report);
  g_test_add_func ("/test-runner/many", test_many);
  g_test_add_func ("/test-runner/cancel", test_cancel);
  g_test_add_func ("/test-runner/nothing-stays", test_nothing_stays);
  g_test_add_func ("/test-runner/total-time", test_total_time);
  g_test_add_func ("/test-runner/stored-version", test_stored_version);
  g_test_add_func ("/test-runner/seccomp-filter", test_seccomp_filter);

  return g_test_run ();
}
