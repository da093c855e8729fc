/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Workspaces that are damaged, hostile, full or not writable. */

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "meirei-instruction-error.h"
#include "meirei-test-workspace.h"

#define ID "9ea46229-d0bf-49ca-907a-352aac7c7339"
#define FILE_OF_ID "data/instructions/" ID ".json"

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
} Fixture;

static void
open_workspace (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  meirei_test_drop_workspace (&fixture->workspace);
  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
}

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

static char *
list_problems (MeireiWorkspace *workspace)
{
  g_autoptr(GListModel) problems = meirei_workspace_list_problems (workspace);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr(MeireiStoreProblem) problem = g_list_model_get_item (problems, i);

      g_string_append_printf (text, "%s: %s\n", meirei_store_problem_get_path (problem),
                              meirei_store_problem_get_reason (problem));
    }

  return g_string_free (text, FALSE);
}

/* Set aside, listed, never touched. */
static void
test_bad_files (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct {
    const char *content;
    const char *reason;
  } rows[] = {
    { "", "it is empty" },
    { "garbage", "is damaged" },
    { "{\"id\": \"" ID "\"", "is damaged" },
    { "[]", "is damaged" },
    { "{\"id\": \"\xff\"}", "not valid UTF-8" },
    { "{\"schema\": 2, \"id\": \"" ID "\"}", "newer" },
    { "{\"id\": \"9ea46229-0000-49ca-907a-352aac7c7339\"}", "holds the instruction" },
    { "{\"id\": \"" ID "\", \"status\": \"happy\"}", "happy" },
  };
  G_GNUC_UNUSED g_autofree char *good = meirei_test_add_instruction (fixture->workspace, "Good", "good");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *problems = NULL;
      g_autofree char *after = NULL;
      g_autoptr(GError) error = NULL;

      meirei_test_write_file (fixture->dir, FILE_OF_ID, rows[i].content);
      open_workspace (fixture);
      problems = list_problems (fixture->workspace);
      g_test_message ("%s", problems);
      g_assert_true (g_str_has_prefix (problems, FILE_OF_ID));
      g_assert_nonnull (strstr (problems, rows[i].reason));
      g_assert_cmpuint (g_list_model_get_n_items (meirei_workspace_get_items (fixture->workspace)),
                        ==, 1);

      g_assert_null (meirei_workspace_update_instruction (fixture->workspace, ID, -1,
                                                          meirei_test_approve, NULL, &error));
      g_assert_nonnull (error);
      after = meirei_test_read_file (fixture->dir, FILE_OF_ID);
      g_assert_cmpstr (after, ==, rows[i].content);
    }
}

/* Once a person repaired it, it is in the list. */
static void
test_repaired (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *problems = NULL;
  g_autoptr(GError) error = NULL;

  meirei_test_write_file (fixture->dir, FILE_OF_ID, "garbage");
  open_workspace (fixture);
  meirei_test_write_file (fixture->dir, FILE_OF_ID, "{\"id\": \"" ID "\"}");
  g_assert_true (meirei_workspace_refresh (fixture->workspace, NULL, &error));
  g_assert_no_error (error);
  meirei_workspace_apply_changes (fixture->workspace);
  problems = list_problems (fixture->workspace);
  g_assert_cmpstr (problems, ==, "");
  g_assert_nonnull (meirei_workspace_get_item (fixture->workspace, ID));

  meirei_test_write_file (fixture->dir, FILE_OF_ID, "");
  g_assert_true (meirei_workspace_refresh (fixture->workspace, NULL, &error));
  meirei_workspace_apply_changes (fixture->workspace);
  g_assert_null (meirei_workspace_get_item (fixture->workspace, ID));
}

static void
test_stray_files (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *problems = NULL;
  g_autofree char *leftover = NULL;

  meirei_test_write_file (fixture->dir, "data/instructions/" ID " (conflicted copy).json", "{}");
  meirei_test_write_file (fixture->dir, "data/instructions/README.txt", "hello");
  meirei_test_write_file (fixture->dir, "data/instructions/.swp", "hello");
  meirei_test_write_file (fixture->dir, "data/instructions/." ID ".json.tmp", "{");
  open_workspace (fixture);
  problems = list_problems (fixture->workspace);
  g_assert_nonnull (strstr (problems, "(conflicted copy).json"));
  g_assert_null (strstr (problems, "README"));
  g_assert_null (strstr (problems, "swp"));
  leftover = meirei_test_read_file (fixture->dir, "data/instructions/." ID ".json.tmp");
  g_assert_null (leftover);
}

/* A version that cannot be read does not take its instruction with it. */
static void
test_bad_version (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *path = g_strdup_printf ("data/versions/%.8s/v1.json", id);
  g_autofree char *problems = NULL;
  g_autoptr(GError) error = NULL;

  meirei_test_write_file (fixture->dir, path, "{\"schema\": 1");
  open_workspace (fixture);
  problems = list_problems (fixture->workspace);
  g_assert_true (g_str_has_prefix (problems, path));
  g_assert_nonnull (meirei_workspace_get_item (fixture->workspace, id));
  g_assert_false (meirei_workspace_decide (fixture->workspace, id, NULL,
                                           MEIREI_DECISION_ACCEPTED, NULL, NULL, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_EXECUTED);
}

static void
make_link (Fixture    *fixture,
           const char *target,
           const char *path)
{
  g_autofree char *full = g_build_filename (fixture->dir, path, NULL);

  g_assert_cmpint (symlink (target, full), ==, 0);
}

static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *outside = meirei_test_make_dir ();
  g_autofree char *target = g_build_filename (outside, "target.json", NULL);
  g_autofree char *problems = NULL;
  g_autofree char *untouched = NULL;
  g_autoptr(GError) error = NULL;

  meirei_test_write_file (outside, "target.json", "{\"id\": \"" ID "\"}");
  make_link (fixture, target, FILE_OF_ID);
  open_workspace (fixture);
  problems = list_problems (fixture->workspace);
  g_assert_nonnull (strstr (problems, "symbolic link"));
  g_assert_null (meirei_workspace_load_instruction (fixture->workspace, ID, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_UNSAFE_PATH);
  untouched = meirei_test_read_file (outside, "target.json");
  g_assert_cmpstr (untouched, ==, "{\"id\": \"" ID "\"}");
  meirei_test_remove_dir (outside);
}

static void
test_linked_folder (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *outside = meirei_test_make_dir ();
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autofree char *versions = g_strdup_printf ("data/versions/%.8s", id);
  g_autofree char *code = g_build_filename (fixture->dir, "data", "generated_code", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = NULL;
  g_autoptr(MeireiWorkspace) other = NULL;

  make_link (fixture, outside, versions);
  g_assert_null (meirei_workspace_begin_execution (fixture->workspace, id, -1, NULL, NULL,
                                                   &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_UNSAFE_PATH);
  g_clear_error (&error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_APPROVED);

  g_rmdir (code);
  make_link (fixture, outside, "data/generated_code");
  other = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_null (other);
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_UNSAFE_PATH);
  dir = g_dir_open (outside, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  meirei_test_remove_dir (outside);
}

/* What files say is never trusted as a path. */
static void
test_hostile_names (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *path = g_strdup_printf ("data/versions/%.8s/v1.json", id);
  static const char * const files[] = {
    "../../meirei.json", "/etc/passwd", "..", ".hidden", "a/b", "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *record = NULL;
      g_autoptr(MeireiVersion) version = NULL;
      g_autoptr(GError) error = NULL;

      record = g_strdup_printf ("{\"schema\": 1, \"instruction\": \"%s\", \"version\": \"v1\","
                                " \"finish\": \"complete\", \"file\": \"%s\"}", id, files[i]);
      meirei_test_write_file (fixture->dir, path, record);
      version = meirei_workspace_load_version (fixture->workspace, id, "v1", &error);
      g_assert_no_error (error);
      g_assert_null (meirei_workspace_dup_code_path (fixture->workspace, version));
      g_assert_null (meirei_workspace_read_code (fixture->workspace, id, "v1", NULL, &error));
      g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE);
      g_clear_error (&error);
      g_assert_false (meirei_workspace_decide (fixture->workspace, id, NULL,
                                               MEIREI_DECISION_ACCEPTED, NULL, NULL, &error));
      g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE);
    }
}

static void
test_fifo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->dir, FILE_OF_ID, NULL);
  g_autofree char *problems = NULL;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  open_workspace (fixture);
  problems = list_problems (fixture->workspace);
  g_assert_nonnull (strstr (problems, "not a plain file"));
}

static void
test_newer_workspace (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "A", "add");
  g_autoptr(MeireiInstruction) instruction = meirei_test_instruction_new ("B", "b");
  g_autoptr(GError) error = NULL;
  g_autofree char *settings = NULL;

  meirei_test_write_file (fixture->dir, "meirei.json", "{\"schema\": 7, \"name\": \"N\"}");
  open_workspace (fixture);
  g_assert_true (meirei_workspace_is_read_only (fixture->workspace));
  g_assert_nonnull (strstr (meirei_workspace_get_read_only_reason (fixture->workspace), "newer"));
  g_assert_nonnull (meirei_workspace_get_item (fixture->workspace, id));
  g_assert_false (meirei_workspace_add_instruction (fixture->workspace, instruction, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_READ_ONLY);
  settings = meirei_test_read_file (fixture->dir, "meirei.json");
  g_assert_cmpstr (settings, ==, "{\"schema\": 7, \"name\": \"N\"}");
}

static void
test_damaged_settings (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  meirei_test_write_file (fixture->dir, "meirei.json", "{\"schema\": ");
  g_assert_null (meirei_workspace_open (fixture->dir, NULL, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA);
}

/* As git leaves it, which keeps no empty folders. */
static void
test_missing_folders (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *data_dir = g_build_filename (fixture->dir, "data", NULL);

  meirei_test_remove_dir (data_dir);
  open_workspace (fixture);
  g_assert_false (meirei_workspace_is_read_only (fixture->workspace));
  g_free (meirei_test_add_executed (fixture->workspace, "add", "x = 1\n"));
}

/* Nobody else may read what the umask forbids. */
static void
test_umask (Fixture       *fixture,
            gconstpointer  data)
{
  mode_t before = umask (0027);
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *path = g_strdup_printf ("%s/data/instructions/%s.json", fixture->dir, id);
  struct stat status;

  umask (before);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
}

static void
test_read_only_folder (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *instructions = g_build_filename (fixture->dir, "data", "instructions", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) code = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("The superuser may write everywhere");
      return;
    }
  g_chmod (instructions, 0555);
  open_workspace (fixture);
  g_assert_true (meirei_workspace_is_read_only (fixture->workspace));
  code = meirei_workspace_read_code (fixture->workspace, id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (meirei_workspace_undo_decision (fixture->workspace, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_READ_ONLY);
  g_chmod (instructions, 0755);
}

/* A small file system of its own; needs the right to mount. */
static gboolean
mount_small (const char *dir,
             const char *options)
{
  if (mount ("none", dir, "tmpfs", 0, options) == 0)
    return TRUE;
  g_test_skip ("No right to mount a file system");

  return FALSE;
}

static void
test_read_only_file_system (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autofree char *id = NULL;
  g_autoptr(MeireiWorkspace) workspace = NULL;
  g_autoptr(MeireiInstruction) changed = NULL;
  g_autoptr(GError) error = NULL;

  if (!mount_small (dir, "size=4m"))
    {
      g_rmdir (dir);
      return;
    }
  workspace = meirei_workspace_create (dir, NULL, &error);
  g_assert_no_error (error);
  id = meirei_test_add_instruction (workspace, "A", "add");
  meirei_test_drop_workspace (&workspace);

  g_assert_cmpint (mount ("none", dir, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  workspace = meirei_workspace_open (dir, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (meirei_workspace_is_read_only (workspace));
  g_assert_nonnull (meirei_workspace_get_item (workspace, id));
  changed = meirei_workspace_update_instruction (workspace, id, -1, meirei_test_approve, NULL,
                                                 &error);
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_READ_ONLY);
  meirei_test_drop_workspace (&workspace);
  umount2 (dir, MNT_DETACH);
  g_rmdir (dir);
}

static void
fill (const char *dir,
      gsize       n_left)
{
  g_autofree char *path = g_build_filename (dir, "filler", NULL);
  FILE *file = g_fopen (path, "w");
  static const char block[4096];
  struct stat status;

  while (fwrite (block, sizeof block, 1, file) == 1 && fflush (file) == 0)
    ;
  clearerr (file);
  fclose (file);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (truncate (path, MAX (status.st_size - (off_t) n_left, 0)), ==, 0);
}

/* Fills the disk more and more; whatever fails, nothing is half written, and
 * once there is space again everything goes on. */
static void
test_no_space (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autofree char *id = NULL;
  g_autofree char *answer = g_strnfill (20000, 'x');
  g_autofree char *filler = g_build_filename (dir, "filler", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (answer, 20000);
  g_autoptr(MeireiWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;

  if (!mount_small (dir, "size=1m"))
    {
      g_rmdir (dir);
      return;
    }
  workspace = meirei_workspace_create (dir, NULL, &error);
  g_assert_no_error (error);
  id = meirei_test_add_approved (workspace, "add");

  for (gsize n_left = 0; n_left <= 80 * 1024; n_left += 4096)
    {
      g_autoptr(MeireiVersion) version = NULL;
      g_autoptr(MeireiInstruction) instruction = NULL;
      MeireiStatus status;

      fill (dir, n_left);
      g_clear_error (&error);
      version = meirei_workspace_begin_execution (workspace, id, -1, NULL, NULL, &error);
      if (version != NULL)
        {
          meirei_workspace_append_part (workspace, id, answer, -1);
          meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);
          instruction = meirei_workspace_commit_execution (workspace, id, version, bytes, bytes,
                                                           NULL, &error);
        }
      g_unlink (filler);
      g_test_message ("%" G_GSIZE_FORMAT " bytes left: %s", n_left,
                      error != NULL ? error->message : "good");
      if (instruction != NULL)
        break;
      g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_SPACE);
      g_clear_error (&error);

      /* Trying again succeeds. */
      if (version != NULL && n_left % 8192 == 0)
        instruction = meirei_workspace_commit_execution (workspace, id, version, bytes, bytes,
                                                         NULL, &error);
      else
        g_assert_true (meirei_workspace_recover (workspace, NULL, &error));
      g_assert_no_error (error);
      status = meirei_test_get_status (workspace, id);
      g_assert_true (status == (instruction != NULL ? MEIREI_STATUS_EXECUTED
                                : version != NULL ? MEIREI_STATUS_FAILED : status));
      g_assert_cmpint (status, !=, MEIREI_STATUS_EXECUTING);
    }
  g_assert_cmpint (meirei_test_get_status (workspace, id), ==, MEIREI_STATUS_EXECUTED);
  meirei_test_drop_workspace (&workspace);
  umount2 (dir, MNT_DETACH);
  g_rmdir (dir);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add ("/core/workspace-problems/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("bad-files", test_bad_files);
  ADD ("repaired", test_repaired);
  ADD ("stray-files", test_stray_files);
  ADD ("bad-version", test_bad_version);
  ADD ("links", test_links);
  ADD ("linked-folder", test_linked_folder);
  ADD ("hostile-names", test_hostile_names);
  ADD ("fifo", test_fifo);
  ADD ("newer-workspace", test_newer_workspace);
  ADD ("damaged-settings", test_damaged_settings);
  ADD ("missing-folders", test_missing_folders);
  ADD ("umask", test_umask);
  ADD ("read-only-folder", test_read_only_folder);
  g_test_add_func ("/core/workspace-problems/read-only-file-system", test_read_only_file_system);
  g_test_add_func ("/core/workspace-problems/no-space", test_no_space);

  return g_test_run ();
}
