/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Several processes, and several objects in one, on the same workspace. */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-test-workspace.h"

#define N_CHANGES 40
#define ANSWER "def add(a, b):\n    # 途中まで\n"

static const char *program;

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Trial", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static GPid
spawn (const char *mode,
       const char *dir,
       const char *id,
       int        *output)
{
  const char *argv[] = { program, mode, dir, id, NULL };
  g_autoptr(GError) error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &pid, NULL, output, NULL, &error);
  g_assert_no_error (error);

  return pid;
}

/* Counts in the title, which loses a step if two changes meet. */
static gboolean
count_up (MeireiInstruction  *instruction,
          gpointer            user_data,
          GError            **error)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (instruction);
  g_autofree char *title = g_strdup_printf ("%d", atoi (meirei_sheet_get_title (sheet)) + 1);
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), title);
  g_autoptr(MeireiSheet) changed = meirei_sheet_with_member (sheet, "title", value, error);

  return changed != NULL && meirei_lifecycle_edit (instruction, changed, error);
}

static int
run_counter (const char *dir,
             const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) workspace = meirei_workspace_open (dir, NULL, &error);

  g_assert_no_error (error);
  for (int i = 0; i < N_CHANGES; i++)
    {
      G_GNUC_UNUSED g_autoptr(MeireiInstruction) changed =
        meirei_workspace_update_instruction (workspace, id, -1, count_up, NULL, &error);

      g_assert_no_error (error);
    }

  return 0;
}

/* Begins, lets some text arrive and waits to be killed. */
static int
run_executor (const char *dir,
              const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) workspace = meirei_workspace_open (dir, NULL, &error);
  g_autoptr(MeireiVersion) version = NULL;

  g_assert_no_error (error);
  version = meirei_workspace_begin_execution (workspace, id, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  meirei_workspace_append_part (workspace, id, ANSWER, -1);
  g_usleep (G_USEC_PER_SEC / 2);
  puts ("ready");
  fflush (stdout);
  pause ();

  return 0;
}

static gpointer
counter_thread (gpointer data)
{
  char **arguments = data;

  run_counter (arguments[0], arguments[1]);

  return NULL;
}

static void
test_counting (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "0", "add");
  char *arguments[] = { fixture->dir, id };
  GPid pids[2];
  GThread *thread;
  g_autoptr(MeireiInstruction) instruction = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    pids[i] = spawn ("--count", fixture->dir, id, NULL);
  thread = g_thread_new ("counter", counter_thread, arguments);
  for (int i = 0; i < N_CHANGES; i++)
    {
      g_autoptr(GError) error = NULL;
      G_GNUC_UNUSED g_autoptr(MeireiInstruction) changed =
        meirei_workspace_update_instruction (fixture->workspace, id, -1, count_up, NULL, &error);

      g_assert_no_error (error);
    }
  g_thread_join (thread);
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      int status;

      waitpid (pids[i], &status, 0);
      g_assert_cmpint (status, ==, 0);
    }

  instruction = meirei_workspace_load_instruction (fixture->workspace, id, NULL);
  g_assert_cmpstr (meirei_sheet_get_title (meirei_instruction_get_sheet (instruction)), ==,
                   "160");
  g_assert_cmpint (meirei_instruction_get_revision (instruction), ==, 161);
}

/* A running execution is left alone; one whose process was killed is not. */
static void
test_owner (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autoptr(MeireiWorkspace) other = NULL;
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GError) error = NULL;
  char line[16] = "";
  int output;
  guint n_recovered = 0;
  GPid pid = spawn ("--execute", fixture->dir, id, &output);

  g_assert_cmpint (read (output, line, sizeof line - 1), >, 0);
  g_assert_cmpstr (line, ==, "ready\n");
  close (output);

  g_assert_true (meirei_workspace_refresh (fixture->workspace, NULL, &error));
  g_assert_true (meirei_workspace_recover (fixture->workspace, &n_recovered, &error));
  g_assert_cmpuint (n_recovered, ==, 0);
  other = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_cmpint (meirei_test_get_status (other, id), ==, MEIREI_STATUS_EXECUTING);

  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  g_assert_true (meirei_workspace_recover (fixture->workspace, &n_recovered, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_recovered, ==, 1);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_FAILED);
  version = meirei_workspace_load_version (fixture->workspace, id, NULL, &error);
  g_assert_cmpint (meirei_version_get_finish (version), ==, MEIREI_FINISH_BROKEN);
  raw = meirei_workspace_read_raw (fixture->workspace, id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw), ANSWER, strlen (ANSWER));
}

/* Two windows in one program: the other one's execution is alive. */
static void
test_same_process (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiWorkspace) other = NULL;
  g_autoptr(GError) error = NULL;

  version = meirei_workspace_begin_execution (fixture->workspace, id, -1, NULL, NULL, &error);
  other = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_cmpint (meirei_test_get_status (other, id), ==, MEIREI_STATUS_EXECUTING);
  g_assert_true (meirei_workspace_fail_execution (fixture->workspace, id, "enough", &error));
  g_assert_no_error (error);
}

/* Notes that other programs, other machines or earlier boots left. */
static void
test_foreign_notes (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const executions[] = {
    "{}", "null", "5",
    "{\"version\": \"v1\"}",
    "{\"version\": \"../v1\", \"file\": \"../x.part\"}",
    ("{\"version\": \"v1\", \"file\": \"add.py.part\", \"pid\": 1, \"process_start\": 0,"
     " \"boot_id\": \"elsewhere\", \"owner\": 77}"),
    "{\"version\": \"v1\", \"pid\": 1, \"boot_id\": \"\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (executions); i++)
    {
      g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
      g_autofree char *path = g_strdup_printf ("data/instructions/%s.json", id);
      g_autofree char *text = meirei_test_read_file (fixture->dir, path);
      g_autoptr(JsonObject) parsed = meirei_json_parse_object (text, -1, NULL);
      g_autoptr(MeireiInstruction) instruction = meirei_instruction_new_from_json (parsed, NULL);
      g_autoptr(JsonObject) object = meirei_instruction_to_json (instruction);
      g_autofree char *changed = NULL;
      g_autoptr(MeireiWorkspace) other = NULL;
      g_autoptr(GError) error = NULL;

      json_object_set_string_member (object, "status", "executing");
      json_object_set_member (object, "execution", json_from_string (executions[i], NULL));
      changed = meirei_json_to_text (object, NULL);
      meirei_test_write_file (fixture->dir, path, changed);
      g_test_message ("%s", executions[i]);
      other = meirei_workspace_open (fixture->dir, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (meirei_test_get_status (other, id), ==, MEIREI_STATUS_FAILED);
    }
}

int
main (int    argc,
      char **argv)
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--count"))
    return run_counter (argv[2], argv[3]);
  if (argc == 4 && g_str_equal (argv[1], "--execute"))
    return run_executor (argv[2], argv[3]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add ("/core/workspace-processes/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("counting", test_counting);
  ADD ("owner", test_owner);
  ADD ("same-process", test_same_process);
  ADD ("foreign-notes", test_foreign_notes);

  return g_test_run ();
}
