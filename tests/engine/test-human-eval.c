/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The tasks of HumanEval, when the folder with test data is there: the right
 * solution of each passes in the sandbox, one that returns a wrong constant
 * does not.  All of them with “-m slow”, else every sixteenth. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-test-sandbox.h"

#define FILE_NAME "HumanEval.jsonl.gz"
#define STRIDE 16

typedef struct {
  guint n_started;
  guint n_done;
  guint n_passed;
  double seconds;  /* of all runs */
  GPtrArray *failed;
} Count;

static char *
find_data (void)
{
  static const char * const places[] = { "../../shared/data", "../../../shared/data" };
  const char *named = g_getenv ("MEIREI_TEST_DATA");

  if (named != NULL)
    return g_build_filename (named, FILE_NAME, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char *path = g_test_build_filename (G_TEST_DIST, places[i], FILE_NAME, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return path;
      g_free (path);
    }

  return NULL;
}

static GPtrArray *
load_tasks (const char *path)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) raw = g_file_read (file, NULL, NULL);
  g_autoptr(GConverter) unzip =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr(GInputStream) text = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  char *line;

  g_assert_nonnull (raw);
  text = g_converter_input_stream_new (G_INPUT_STREAM (raw), unzip);
  lines = g_data_input_stream_new (text);
  while ((line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL)) != NULL)
    {
      JsonObject *task = meirei_json_parse_object (line, -1, NULL);

      if (task != NULL)
        g_ptr_array_add (tasks, task);
      g_free (line);
    }

  return tasks;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Count *count = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiTestReport) report =
    meirei_test_runner_run_finish (MEIREI_TEST_RUNNER (source), result, &error);

  g_assert_no_error (error);
  g_assert_true (meirei_test_report_has_run (report));
  count->n_done++;
  count->seconds += meirei_test_report_get_fields (report)->seconds;
  if (meirei_test_report_has_passed (report))
    count->n_passed++;
  else
    g_ptr_array_add (count->failed, meirei_test_report_dup_failures (report, 400));
}

static void
start_task (MeireiTestRunner *runner,
            JsonObject       *task,
            gboolean          wrong,
            Count            *count)
{
  const char *entry_point = meirei_json_get_string (task, "entry_point", "");
  g_autofree char *signature = g_strdup_printf ("%s(*arguments)", entry_point);
  g_autofree char *tests = g_strdup_printf ("%s\n\ncheck(%s)\n",
                                            meirei_json_get_string (task, "test", ""),
                                            entry_point);
  g_autofree char *code =
    g_strconcat (meirei_json_get_string (task, "prompt", ""),
                 wrong ? "    return 'a constant that is wrong'\n"
                       : meirei_json_get_string (task, "canonical_solution", ""), NULL);
  g_autoptr(MeireiSheet) sheet = meirei_test_sandbox_sheet (signature, tests);

  count->n_started++;
  meirei_test_runner_run_async (runner, sheet, code, -1, NULL, ran_cb, count);
}

static void
run_tasks (MeireiTestRunner *runner,
           GPtrArray        *tasks,
           gboolean          wrong,
           Count            *count)
{
  gint64 began = g_get_monotonic_time ();

  count->failed = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tasks->len; i += g_test_slow () ? 1 : STRIDE)
    start_task (runner, tasks->pdata[i], wrong, count);
  while (count->n_done < count->n_started)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%s: %u of %u passed, %.1f ms each, %.1f s in all",
                  wrong ? "wrong constant" : "canonical solution", count->n_passed,
                  count->n_started, 1000 * count->seconds / count->n_done,
                  (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
}

static void
test_human_eval (void)
{
  g_autofree char *path = find_data ();
  g_autoptr(MeireiSandbox) sandbox = meirei_sandbox_new ();
  g_autoptr(MeireiTestRunner) runner =
    meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);
  g_autoptr(GPtrArray) tasks = NULL;
  Count right = { 0 }, wrong = { 0 };

  if (path == NULL)
    {
      g_test_skip ("the folder with test data is not there");
      return;
    }
  if (!meirei_test_has_sandbox ())
    return;

  tasks = load_tasks (path);
  g_assert_cmpuint (tasks->len, ==, 164);
  run_tasks (runner, tasks, FALSE, &right);
  for (guint i = 0; i < right.failed->len; i++)
    g_test_message ("%s", (char *) right.failed->pdata[i]);
  run_tasks (runner, tasks, TRUE, &wrong);
  g_assert_cmpuint (right.n_passed, ==, right.n_started);
  g_assert_cmpuint (wrong.n_passed, ==, 0);
  g_ptr_array_unref (right.failed);
  g_ptr_array_unref (wrong.failed);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/human-eval/solutions", test_human_eval);

  return g_test_run ();
}
