/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "meirei-test-reading.h"
#include "meirei-test-request.h"
#include "meirei-test-runner.h"

/**
 * MeireiTestRunner:
 *
 * Runs the acceptance tests of sheets on code that a model wrote, in a sandbox
 * and nowhere else.  Where there is none, the report says so.
 *
 * Any number of runs can be asked for at once; as many as there are processors
 * go on at the same time.
 */
struct _MeireiTestRunner
{
  GObject parent_instance;

  MeireiSandbox *sandbox;
  char          *folder;   /* of the supervisor's modules */
  char          *script;   /* (nullable): what Python starts with */
  GHashTable    *sources;  /* (nullable): modules by name */
  GQueue         waiting;  /* of (owned) GTask */
  guint          n_running;
};

/* One run. */
typedef struct {
  /* Input */
  MeireiSheet      *sheet;
  GBytes           *code;
  char             *only;    /* (nullable) */
  MeireiTestLimits  limits;
  /* In progress */
  char             *secret;  /* (nullable) */
  gint64            began;
} RunState;

G_DEFINE_FINAL_TYPE (MeireiTestRunner, meirei_test_runner, G_TYPE_OBJECT)

static void start_waiting (MeireiTestRunner *self);

static void
run_state_free (RunState *state)
{
  g_object_unref (state->sheet);
  g_bytes_unref (state->code);
  g_free (state->only);
  g_free (state->secret);
  g_free (state);
}

static void
meirei_test_runner_finalize (GObject *object)
{
  MeireiTestRunner *self = MEIREI_TEST_RUNNER (object);

  g_assert (g_queue_is_empty (&self->waiting));
  g_object_unref (self->sandbox);
  g_free (self->folder);
  g_free (self->script);
  g_clear_pointer (&self->sources, g_hash_table_unref);

  G_OBJECT_CLASS (meirei_test_runner_parent_class)->finalize (object);
}

static void
meirei_test_runner_class_init (MeireiTestRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_test_runner_finalize;

  /* A request to a sandbox that could not be made must be no end of the
   * program.  GSocket does the same, for the same reason. */
  signal (SIGPIPE, SIG_IGN);
}

static void
meirei_test_runner_init (MeireiTestRunner *self)
{
  g_queue_init (&self->waiting);
}

/* A few small files, once. */
static gboolean
load_sources (MeireiTestRunner  *self,
              GError           **error)
{
  static const char * const names[] = {
    "boot", "guard", "inside", "outcome", "plan", "pytest_shim", "report", "rewrite",
    "supervisor", "watch", "wire",
  };
  g_autoptr(GHashTable) sources = NULL;

  if (self->sources != NULL)
    return TRUE;

  sources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.py", self->folder, names[i]);
      char *text = NULL;

      if (!g_file_get_contents (path, &text, NULL, error))
        return FALSE;
      g_hash_table_insert (sources, (gpointer) names[i], text);
    }
  self->script = g_strdup (g_hash_table_lookup (sources, "boot"));
  g_hash_table_remove (sources, "boot");
  self->sources = g_steal_pointer (&sources);

  return TRUE;
}

static void
fill_fields (MeireiTestRunner       *self,
             RunState               *state,
             MeireiTestReportFields *fields,
             char                  **tests_sha256,
             char                  **code_sha256)
{
  *tests_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                 meirei_sheet_get_tests (state->sheet), -1);
  *code_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, state->code);
  fields->sandbox = meirei_sandbox_get_kind (self->sandbox);
  fields->tests_sha256 = *tests_sha256;
  fields->code_sha256 = *code_sha256;
  fields->ran_at = g_get_real_time ();
  fields->seconds = (double) (g_get_monotonic_time () - state->began) / G_USEC_PER_SEC;
  fields->limits = state->limits;
}

/* What can be said without starting anything. */
static MeireiTestObstacle
find_obstacle (MeireiTestRunner  *self,
               RunState          *state,
               const char       **reason)
{
  const char *tests = meirei_sheet_get_tests (state->sheet);

  if (tests[strspn (tests, " \t\r\n\f\v")] == '\0')
    {
      *reason = "The sheet has no tests";
      return MEIREI_TEST_OBSTACLE_NO_TESTS;
    }
  if (g_ascii_strcasecmp (meirei_sheet_get_language (state->sheet), "python") != 0)
    {
      *reason = "The tests were not run: only Python can be tested";
      return MEIREI_TEST_OBSTACLE_LANGUAGE;
    }
  if (g_bytes_get_size (state->code) == 0)
    {
      *reason = "The tests were not run: there is no code to test";
      return MEIREI_TEST_OBSTACLE_NO_CODE;
    }

  return meirei_sandbox_get_obstacle (self->sandbox, reason);
}

static MeireiTestReport *
make_obstacle_report (MeireiTestRunner   *self,
                      RunState           *state,
                      MeireiTestObstacle  obstacle,
                      const char         *reason)
{
  MeireiTestReportFields fields = { 0 };
  g_autofree char *tests_sha256 = NULL;
  g_autofree char *code_sha256 = NULL;

  fill_fields (self, state, &fields, &tests_sha256, &code_sha256);
  fields.obstacle = obstacle;
  fields.reason = reason;

  return meirei_test_report_new (&fields);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiTestRunner *self = g_task_get_source_object (task);
  RunState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiTestAnswer) answer =
    meirei_test_run_finish (MEIREI_SANDBOX (object), result, &error);
  MeireiTestReportFields fields = { 0 };
  g_autofree char *tests_sha256 = NULL;
  g_autofree char *code_sha256 = NULL;
  g_autofree char *reason = NULL;

  self->n_running--;
  start_waiting (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (answer == NULL)
    {
      reason = g_strdup_printf ("The tests were not run: the sandbox cannot be started: %s",
                                error->message);
      g_task_return_pointer (task,
                             make_obstacle_report (self, state,
                                                   MEIREI_TEST_OBSTACLE_NO_SANDBOX, reason),
                             g_object_unref);
      return;
    }

  fill_fields (self, state, &fields, &tests_sha256, &code_sha256);
  g_task_return_pointer (task, meirei_test_reading_new (&fields, answer, state->secret),
                         g_object_unref);
}

static void
start (MeireiTestRunner *self,
       GTask            *task)
{
  RunState *state = g_task_get_task_data (task);
  MeireiTestRequest request = { state->sheet, state->code, state->only, &state->limits,
                                meirei_sandbox_get_folder (self->sandbox) };
  g_autoptr(GBytes) bytes = NULL;

  state->began = g_get_monotonic_time ();
  state->secret = meirei_test_request_make_secret ();
  bytes = meirei_test_request_to_bytes (&request, self->sources, state->secret);
  self->n_running++;
  meirei_test_run_async (self->sandbox, self->script, bytes, &state->limits,
                         g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

static void
start_waiting (MeireiTestRunner *self)
{
  while (self->n_running < g_get_num_processors () && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);

      if (!g_task_return_error_if_cancelled (task))
        start (self, task);
    }
}

/**
 * meirei_test_runner_new:
 * @data_dir: the folder of the program's data files
 * @sandbox: where to run
 *
 * Returns: (transfer full): a runner; nothing is started or read yet
 */
MeireiTestRunner *
meirei_test_runner_new (const char    *data_dir,
                        MeireiSandbox *sandbox)
{
  MeireiTestRunner *self;

  g_return_val_if_fail (data_dir != NULL, NULL);
  g_return_val_if_fail (MEIREI_IS_SANDBOX (sandbox), NULL);

  self = g_object_new (MEIREI_TYPE_TEST_RUNNER, NULL);
  self->folder = g_build_filename (data_dir, "python", "meirei_tests", NULL);
  self->sandbox = g_object_ref (sandbox);

  return self;
}

/**
 * meirei_test_runner_run_full_async:
 * @self: a runner
 * @sheet: whose tests to run
 * @code: the code to test
 * @limits: (nullable): what the tests may use; %NULL for the usual
 * @only: (nullable): the name of the only test to run; %NULL for all
 * @cancellable: (nullable): ends the tests
 * @callback: called when there is a report
 * @user_data: for @callback
 *
 * Like [method@TestRunner.run_async], with everything that can be chosen.
 */
void
meirei_test_runner_run_full_async (MeireiTestRunner       *self,
                                   MeireiSheet            *sheet,
                                   GBytes                 *code,
                                   const MeireiTestLimits *limits,
                                   const char             *only,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  RunState *state;
  MeireiTestObstacle obstacle;
  const char *reason = NULL;
  GError *error = NULL;

  g_return_if_fail (MEIREI_IS_TEST_RUNNER (self));
  g_return_if_fail (MEIREI_IS_SHEET (sheet) && code != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_test_runner_run_full_async);
  state = g_new0 (RunState, 1);
  state->sheet = g_object_ref (sheet);
  state->code = g_bytes_ref (code);
  state->only = g_strdup (only);
  state->began = g_get_monotonic_time ();
  if (limits != NULL)
    state->limits = *limits;
  else
    meirei_test_limits_init (&state->limits);
  g_task_set_task_data (task, state, (GDestroyNotify) run_state_free);

  obstacle = find_obstacle (self, state, &reason);
  if (obstacle != MEIREI_TEST_OBSTACLE_NONE)
    {
      g_task_return_pointer (task, make_obstacle_report (self, state, obstacle, reason),
                             g_object_unref);
      return;
    }
  if (!load_sources (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  start_waiting (self);
}

/**
 * meirei_test_runner_run_async:
 * @self: a runner
 * @sheet: whose tests to run
 * @code: the code to test
 * @length: its bytes, or -1 if it ends in a zero
 * @cancellable: (nullable): ends the tests
 * @callback: called when there is a report
 * @user_data: for @callback
 *
 * Runs the acceptance tests of a sheet in the sandbox, with the usual limits.
 * Tests that fail are a result and no error; so is that nothing could be run.
 */
void
meirei_test_runner_run_async (MeireiTestRunner    *self,
                              MeireiSheet         *sheet,
                              const char          *code,
                              gssize               length,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_if_fail (code != NULL);

  bytes = g_bytes_new (code, length < 0 ? strlen (code) : (gsize) length);
  meirei_test_runner_run_full_async (self, sheet, bytes, NULL, NULL, cancellable, callback,
                                     user_data);
}

/**
 * meirei_test_runner_run_finish:
 * @self: a runner
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error if
 *   the run was cancelled or the program's own files are missing
 */
MeireiTestReport *
meirei_test_runner_run_finish (MeireiTestRunner  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
