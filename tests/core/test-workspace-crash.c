/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Ends a process before every single step that the store does to the disk, by
 * a kill and by a power failure, and looks at what the next one finds. */

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-test-crash.h"
#include "meirei-test-workspace.h"

#define CODE "def add(a, b):\n    return a + b\n"
#define ANSWER "Here it is.\n```python\n" CODE "```\n足し算です。\n"

#define WORSE_CODE "def add(a, b):\n    return a - b\n"
#define WORSE_ANSWER "```python\n" WORSE_CODE "```\n"

static const char *program;

typedef struct {
  const char *name;
  /* In this process, before; the ids are given to the other ones. */
  char **(*set_up) (MeireiWorkspace *workspace);
  /* In the process that crashes. */
  void (*act) (MeireiWorkspace *workspace,
               char           **ids);
  /* After it; @done: it had finished. */
  void (*check) (MeireiWorkspace *workspace,
                 char           **ids,
                 gboolean         done);
} Scenario;

static char **
set_up_approved (MeireiWorkspace *workspace)
{
  char **ids = g_new0 (char *, 3);

  ids[0] = meirei_test_add_approved (workspace, "add");
  ids[1] = meirei_test_add_approved (workspace, "other");

  return ids;
}

static char **
set_up_executed (MeireiWorkspace *workspace)
{
  char **ids = g_new0 (char *, 3);

  ids[0] = meirei_test_add_executed (workspace, "add", CODE);
  ids[1] = meirei_test_add_executed (workspace, "other", CODE);

  return ids;
}

static char **
set_up_decided (MeireiWorkspace *workspace)
{
  char **ids = set_up_executed (workspace);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) errors = NULL;

  errors = meirei_workspace_decide_many (workspace, (const char * const *) ids,
                                         MEIREI_DECISION_REJECTED, "no", NULL, &error);
  g_assert_no_error (error);

  return ids;
}

static char **
set_up_draft (MeireiWorkspace *workspace)
{
  char **ids = g_new0 (char *, 2);

  ids[0] = meirei_test_add_instruction (workspace, "add", "add");

  return ids;
}

static MeireiVersion *
begin (MeireiWorkspace *workspace,
       const char      *id)
{
  g_autoptr(GError) error = NULL;
  MeireiVersion *version = meirei_workspace_begin_execution (workspace, id, -1, NULL, NULL,
                                                             &error);

  g_assert_no_error (error);
  meirei_version_set_server (version, "llama.cpp", "http://127.0.0.1:8080", NULL);
  meirei_workspace_append_part (workspace, id, ANSWER, -1);

  return version;
}

static void
commit (MeireiWorkspace *workspace,
        const char      *id,
        MeireiFinish     finish,
        const char      *code)
{
  g_autoptr(MeireiVersion) version = begin (workspace, id);
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GBytes) bytes = code != NULL ? g_bytes_new (code, strlen (code)) : NULL;
  g_autoptr(GBytes) raw = g_bytes_new (ANSWER, strlen (ANSWER));
  g_autoptr(GError) error = NULL;

  meirei_version_set_finish (version, finish);
  instruction = meirei_workspace_commit_execution (workspace, id, version, bytes, raw, "why",
                                                   &error);
  g_assert_no_error (error);
}

static void
act_complete (MeireiWorkspace  *workspace,
              char            **ids)
{
  commit (workspace, ids[0], MEIREI_FINISH_COMPLETE, CODE);
}

/* That a checkpoint has said the answer is safe. */
static char *
build_safe_path (MeireiWorkspace *workspace)
{
  return g_build_filename (meirei_workspace_get_dir (workspace), "safe", NULL);
}

static void
note_safe (MeireiWorkspace *workspace)
{
  g_autofree char *path = build_safe_path (workspace);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

/* An answer is brought to the disk, analysed and committed. */
static void
act_checkpoint (MeireiWorkspace  *workspace,
                char            **ids)
{
  g_autoptr(MeireiVersion) version = begin (workspace, ids[0]);
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GBytes) code = g_bytes_new (CODE, strlen (CODE));
  g_autoptr(GBytes) raw = g_bytes_new (ANSWER, strlen (ANSWER));
  g_autoptr(JsonObject) report = json_object_new ();
  g_autoptr(GError) error = NULL;

  meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);
  meirei_workspace_checkpoint_execution (workspace, ids[0], version, code, raw, &error);
  g_assert_no_error (error);
  note_safe (workspace);
  json_object_set_int_member (report, "score", 100);
  meirei_version_set_section (version, "report", report);
  instruction = meirei_workspace_commit_execution (workspace, ids[0], version, code, raw, NULL,
                                                   &error);
  g_assert_no_error (error);
}

/* The same, but a second attempt is better. */
static void
act_better (MeireiWorkspace  *workspace,
            char            **ids)
{
  g_autoptr(MeireiVersion) version = begin (workspace, ids[0]);
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GBytes) worse_code = g_bytes_new (WORSE_CODE, strlen (WORSE_CODE));
  g_autoptr(GBytes) worse = g_bytes_new (WORSE_ANSWER, strlen (WORSE_ANSWER));
  g_autoptr(GBytes) code = g_bytes_new (CODE, strlen (CODE));
  g_autoptr(GBytes) raw = g_bytes_new (ANSWER, strlen (ANSWER));
  g_autoptr(GError) error = NULL;

  meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);
  meirei_workspace_checkpoint_execution (workspace, ids[0], version, worse_code, worse, &error);
  g_assert_no_error (error);
  note_safe (workspace);
  meirei_workspace_keep_attempt (workspace, ids[0], "v1", 1, worse, worse_code, &error);
  g_assert_no_error (error);
  instruction = meirei_workspace_commit_execution (workspace, ids[0], version, code, raw, NULL,
                                                   &error);
  g_assert_no_error (error);
}

static void
act_truncated (MeireiWorkspace  *workspace,
               char            **ids)
{
  commit (workspace, ids[0], MEIREI_FINISH_TRUNCATED, CODE);
}

static void
act_stopped (MeireiWorkspace  *workspace,
             char            **ids)
{
  commit (workspace, ids[0], MEIREI_FINISH_STOPPED, NULL);
}

static void
act_fail (MeireiWorkspace  *workspace,
          char            **ids)
{
  G_GNUC_UNUSED g_autoptr(MeireiVersion) version = begin (workspace, ids[0]);
  g_autoptr(GError) error = NULL;

  meirei_workspace_restart_part (workspace, ids[0]);
  meirei_workspace_fail_execution (workspace, ids[0], "no server", &error);
  g_assert_no_error (error);
}

static void
act_accept (MeireiWorkspace  *workspace,
            char            **ids)
{
  g_autoptr(GError) error = NULL;

  meirei_workspace_decide (workspace, ids[0], NULL, MEIREI_DECISION_ACCEPTED, "good", NULL,
                           &error);
  g_assert_no_error (error);
}

static void
act_reject_all (MeireiWorkspace  *workspace,
                char            **ids)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) errors = NULL;

  errors = meirei_workspace_decide_many (workspace, (const char * const *) ids,
                                         MEIREI_DECISION_REJECTED, "no", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (errors->pdata[0]);
}

static void
act_undo (MeireiWorkspace  *workspace,
          char            **ids)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) undone = meirei_workspace_undo_decision (workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (undone), ==, 2);
}

static void
act_approve (MeireiWorkspace  *workspace,
             char            **ids)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;

  instruction = meirei_workspace_update_instruction (workspace, ids[0], -1,
                                                     meirei_test_approve, NULL, &error);
  g_assert_no_error (error);
}

static void
act_delete (MeireiWorkspace  *workspace,
            char            **ids)
{
  g_autoptr(GError) error = NULL;

  meirei_workspace_delete_instruction (workspace, ids[0], &error);
  g_assert_no_error (error);
  meirei_workspace_restore_instruction (workspace, ids[0], &error);
  g_assert_no_error (error);
}

/* What must hold after every crash. */
static void
check_version (MeireiWorkspace *workspace,
               const char      *id,
               const char      *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (workspace, id, name, &error);
  g_autoptr(GBytes) code = NULL;
  g_autoptr(GBytes) raw = NULL;
  gboolean unchanged = FALSE;
  gboolean complete;

  g_assert_no_error (error);
  g_assert_true (meirei_version_is_finished (version));
  complete = meirei_version_get_finish (version) == MEIREI_FINISH_COMPLETE;
  raw = meirei_workspace_read_raw (workspace, id, name, &unchanged, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged);
  code = meirei_workspace_read_code (workspace, id, name, &unchanged, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged);
  g_assert_true (g_str_has_suffix (meirei_version_get_file (version),
                                   complete ? ".py" : ".py.part"));
  if (complete && g_bytes_get_size (raw) == strlen (WORSE_ANSWER))
    g_assert_cmpmem (g_bytes_get_data (code, NULL), g_bytes_get_size (code),
                     WORSE_CODE, strlen (WORSE_CODE));
  else if (complete)
    g_assert_cmpmem (g_bytes_get_data (code, NULL), g_bytes_get_size (code),
                     CODE, strlen (CODE));
}

static void
check_no_leftovers (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (name, ".new"))
        g_error ("Left over: %s", child);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        check_no_leftovers (child);
    }
}

static void
check_instruction (MeireiWorkspace *workspace,
                   const char      *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  const char * const *versions;
  MeireiStatus status;

  instruction = meirei_workspace_load_instruction (workspace, id, &error);
  g_assert_no_error (error);
  status = meirei_instruction_get_status (instruction);
  g_assert_cmpint (status, !=, MEIREI_STATUS_EXECUTING);
  g_assert_null (meirei_instruction_get_execution (instruction));
  versions = meirei_instruction_get_versions (instruction);
  for (gsize i = 0; versions[i] != NULL; i++)
    check_version (workspace, id, versions[i]);

  if (status == MEIREI_STATUS_EXECUTED || status == MEIREI_STATUS_ACCEPTED
      || status == MEIREI_STATUS_REJECTED)
    {
      g_autoptr(MeireiVersion) version = meirei_workspace_load_version (workspace, id, NULL, NULL);
      g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);

      g_assert_cmpint (meirei_version_get_finish (version), ==, MEIREI_FINISH_COMPLETE);
      g_assert_cmpint (verdict != NULL ? meirei_verdict_get_decision (verdict)
                                       : MEIREI_DECISION_NONE, ==,
                       status == MEIREI_STATUS_ACCEPTED ? MEIREI_DECISION_ACCEPTED
                       : status == MEIREI_STATUS_REJECTED ? MEIREI_DECISION_REJECTED
                       : MEIREI_DECISION_NONE);
    }
}

/* The beginning of the answer, as far as it had come; a crash before anything
 * came leaves no version, or the one before. */
static void
check_arrived (MeireiWorkspace *workspace,
               const char      *id)
{
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (workspace, id, NULL, NULL);
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(GError) error = NULL;

  if (version == NULL || meirei_version_get_finish (version) == MEIREI_FINISH_COMPLETE)
    return;
  raw = meirei_workspace_read_raw (workspace, id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (raw), >, 0);
  /* A checkpoint of which only the answer came to the disk. */
  if (memcmp (g_bytes_get_data (raw, NULL), WORSE_ANSWER,
              MIN (g_bytes_get_size (raw), strlen (WORSE_ANSWER))) == 0)
    return;
  g_assert_cmpmem (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw),
                   ANSWER, g_bytes_get_size (raw));
}

static void
check_executed (MeireiWorkspace  *workspace,
                char            **ids,
                gboolean          done)
{
  MeireiStatus status = meirei_test_get_status (workspace, ids[0]);

  if (done)
    g_assert_cmpint (status, ==, MEIREI_STATUS_EXECUTED);
  else
    g_assert_true (status == MEIREI_STATUS_APPROVED || status == MEIREI_STATUS_EXECUTED
                   || status == MEIREI_STATUS_FAILED);
  if (status == MEIREI_STATUS_FAILED)
    check_arrived (workspace, ids[0]);
}

/* An answer that is safe is a version, whatever comes after. */
static void
check_safe (MeireiWorkspace  *workspace,
            char            **ids,
            gboolean          done)
{
  g_autofree char *path = build_safe_path (workspace);

  check_executed (workspace, ids, done || g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
check_failed (MeireiWorkspace  *workspace,
              char            **ids,
              gboolean          done)
{
  MeireiStatus status = meirei_test_get_status (workspace, ids[0]);

  if (done)
    {
      g_autoptr(GBytes) raw = meirei_workspace_read_raw (workspace, ids[0], NULL, NULL, NULL);

      g_assert_cmpint (status, ==, MEIREI_STATUS_FAILED);
      g_assert_cmpmem (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw),
                       ANSWER, strlen (ANSWER));
    }
  else
    g_assert_true (status == MEIREI_STATUS_APPROVED || status == MEIREI_STATUS_FAILED);
  if (status == MEIREI_STATUS_FAILED)
    check_arrived (workspace, ids[0]);
}

static void
check_gave_up (MeireiWorkspace  *workspace,
               char            **ids,
               gboolean          done)
{
  MeireiStatus status = meirei_test_get_status (workspace, ids[0]);

  if (done)
    {
      g_autoptr(MeireiInstruction) instruction =
        meirei_workspace_load_instruction (workspace, ids[0], NULL);

      g_assert_cmpint (status, ==, MEIREI_STATUS_FAILED);
      g_assert_null (meirei_instruction_get_latest_version (instruction));
    }
  else
    g_assert_true (status == MEIREI_STATUS_APPROVED || status == MEIREI_STATUS_FAILED);
}

static void
check_accepted (MeireiWorkspace  *workspace,
                char            **ids,
                gboolean          done)
{
  if (done)
    g_assert_cmpint (meirei_test_get_status (workspace, ids[0]), ==, MEIREI_STATUS_ACCEPTED);
  g_assert_cmpint (meirei_test_get_status (workspace, ids[1]), ==, MEIREI_STATUS_EXECUTED);
}

/* Both or neither, and what one undo takes back. */
static void
check_rejected (MeireiWorkspace  *workspace,
                char            **ids,
                gboolean          done)
{
  MeireiStatus first = meirei_test_get_status (workspace, ids[0]);

  g_assert_cmpint (meirei_test_get_status (workspace, ids[1]), ==, first);
  if (done)
    g_assert_cmpint (first, ==, MEIREI_STATUS_REJECTED);
  if (first == MEIREI_STATUS_REJECTED)
    act_undo (workspace, ids);
}

static void
check_undone (MeireiWorkspace  *workspace,
              char            **ids,
              gboolean          done)
{
  MeireiStatus first = meirei_test_get_status (workspace, ids[0]);

  g_assert_cmpint (meirei_test_get_status (workspace, ids[1]), ==, first);
  if (done)
    g_assert_cmpint (first, ==, MEIREI_STATUS_EXECUTED);
}

static void
check_approved (MeireiWorkspace  *workspace,
                char            **ids,
                gboolean          done)
{
  MeireiStatus status = meirei_test_get_status (workspace, ids[0]);

  if (done)
    g_assert_cmpint (status, ==, MEIREI_STATUS_APPROVED);
  else
    g_assert_true (status == MEIREI_STATUS_DRAFT || status == MEIREI_STATUS_APPROVED);
}

static void
check_deleted (MeireiWorkspace  *workspace,
               char            **ids,
               gboolean          done)
{
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (workspace, ids[0], NULL);

  if (instruction == NULL)
    g_assert_true (meirei_workspace_restore_instruction (workspace, ids[0], NULL));
}

static const Scenario scenarios[] = {
  { "complete", set_up_approved, act_complete, check_executed },
  { "again", set_up_executed, act_complete, check_executed },
  { "truncated", set_up_approved, act_truncated, check_failed },
  { "stopped", set_up_approved, act_stopped, check_failed },
  { "fail", set_up_approved, act_fail, check_gave_up },
  { "accept", set_up_executed, act_accept, check_accepted },
  { "reject-all", set_up_executed, act_reject_all, check_rejected },
  { "undo", set_up_decided, act_undo, check_undone },
  { "approve", set_up_draft, act_approve, check_approved },
  { "delete", set_up_executed, act_delete, check_deleted },
  { "checkpoint", set_up_approved, act_checkpoint, check_safe },
  { "better", set_up_approved, act_better, check_safe },
};

/* The process that crashes: program --child SCENARIO DIR CRASH STEP IDS */
static int
run_child (char **arguments)
{
  const Scenario *scenario = &scenarios[atoi (arguments[0])];
  g_auto(GStrv) ids = g_strsplit (arguments[4], ",", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) workspace = NULL;
  gboolean recover = g_str_equal (arguments[4], "recover");

  if (recover)
    meirei_test_crash_arm (atoi (arguments[2]), atoi (arguments[3]));
  workspace = meirei_workspace_open (arguments[1], NULL, &error);
  g_assert_no_error (error);
  if (recover)
    return 0;

  meirei_test_crash_arm (atoi (arguments[2]), atoi (arguments[3]));
  scenario->act (workspace, ids);

  return 0;
}

/* Whether it finished before the step. */
static gboolean
spawn_child (gsize            scenario,
             const char      *dir,
             MeireiTestCrash  crash,
             guint            step,
             const char      *ids)
{
  g_autofree char *scenario_text = g_strdup_printf ("%" G_GSIZE_FORMAT, scenario);
  g_autofree char *crash_text = g_strdup_printf ("%d", crash);
  g_autofree char *step_text = g_strdup_printf ("%u", step);
  const char *argv[] = { program, "--child", scenario_text, dir, crash_text, step_text, ids,
                         NULL };
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  if (WIFEXITED (status))
    {
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
      return TRUE;
    }
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);

  return FALSE;
}

static void
check_workspace (const Scenario  *scenario,
                 const char      *dir,
                 char           **ids,
                 gboolean         done)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) workspace = meirei_workspace_open (dir, NULL, &error);
  g_autoptr(GListModel) problems = NULL;
  g_autofree char *data = g_build_filename (dir, "data", NULL);

  g_assert_no_error (error);
  g_assert_false (meirei_workspace_is_read_only (workspace));
  problems = meirei_workspace_list_problems (workspace);
  g_assert_cmpuint (g_list_model_get_n_items (problems), ==, 0);
  scenario->check (workspace, ids, done);
  for (gsize i = 0; ids[i] != NULL; i++)
    check_instruction (workspace, ids[i]);
  check_no_leftovers (data);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Returns whether the process finished before @step. */
static gboolean
crash_once (gsize           number,
            MeireiTestCrash crash,
            guint           step,
            guint           recovery_step)
{
  const Scenario *scenario = &scenarios[number];
  g_autofree char *dir = meirei_test_make_dir ();
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) workspace = meirei_workspace_create (dir, "Crash", &error);
  g_auto(GStrv) ids = NULL;
  g_autofree char *joined = NULL;
  gboolean done;

  g_assert_no_error (error);
  ids = scenario->set_up (workspace);
  joined = g_strjoinv (",", ids);
  meirei_test_drop_workspace (&workspace);

  done = spawn_child (number, dir, crash, step, joined);
  if (!done && recovery_step > 0)
    spawn_child (number, dir, crash, recovery_step, "recover");
  g_test_message ("%s, crash %d before step %u, recovery %u", scenario->name, crash, step,
                  recovery_step);
  check_workspace (scenario, dir, ids, done);
  meirei_test_remove_dir (dir);

  return done;
}

static void
test_every_step (gconstpointer data)
{
  gsize number = GPOINTER_TO_SIZE (data);

  for (int crash = 0; crash < MEIREI_TEST_N_CRASHES; crash++)
    {
      guint stride = crash == MEIREI_TEST_CRASH_KILL || g_test_thorough () ? 1 : 5;
      guint step = stride > 1 ? (guint) crash : 1;

      while (!crash_once (number, crash, step, 0))
        step += stride;
      g_assert_cmpuint (step, >, 4);
      g_test_message ("%s: %u steps", scenarios[number].name, step - 1);
    }
}

/* Crashes while the crash is being repaired. */
static void
test_recovery (gconstpointer data)
{
  gsize number = GPOINTER_TO_SIZE (data);

  guint stride = g_test_thorough () ? 1 : 5;

  for (guint step = 8; step < 32; step += stride)
    for (guint recovery_step = 1; recovery_step < 24; recovery_step += stride)
      for (int crash = 0; crash < MEIREI_TEST_N_CRASHES; crash++)
        if (g_test_thorough () || (step + recovery_step) % MEIREI_TEST_N_CRASHES == (guint) crash)
          crash_once (number, crash, step, recovery_step);
}

int
main (int    argc,
      char **argv)
{
  program = argv[0];
  if (argc > 6 && g_str_equal (argv[1], "--child"))
    return run_child (argv + 2);

  /* What a disk would do is imitated, so memory is good enough, and faster. */
  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/workspace-crash/%s", scenarios[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_every_step);
    }
  g_test_add_data_func ("/core/workspace-crash/recovery/complete", GSIZE_TO_POINTER (0),
                        test_recovery);
  g_test_add_data_func ("/core/workspace-crash/recovery/stopped", GSIZE_TO_POINTER (3),
                        test_recovery);
  g_test_add_data_func ("/core/workspace-crash/recovery/reject-all", GSIZE_TO_POINTER (6),
                        test_recovery);

  g_test_add_data_func ("/core/workspace-crash/recovery/better", GSIZE_TO_POINTER (11),
                        test_recovery);

  return g_test_run ();
}
