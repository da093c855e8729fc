/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Throw-away workspaces, with instructions at every point of their life. */

#include "config.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>

#include "meirei-lifecycle.h"
#include "meirei-test-workspace.h"

/**
 * meirei_test_make_dir:
 *
 * Returns: (transfer full): the path of a new, empty folder with a blank and a
 *   Japanese letter in it, to be removed with meirei_test_remove_dir()
 */
char *
meirei_test_make_dir (void)
{
  g_autoptr(GError) error = NULL;
  char *dir = g_dir_make_tmp ("meirei 命 XXXXXX", &error);

  g_assert_no_error (error);

  return dir;
}

static int
remove_entry (const char        *path,
              const struct stat *status,
              int                type,
              struct FTW        *ftw)
{
  return remove (path);
}

/**
 * meirei_test_remove_dir:
 * @dir: a folder, removed with all that is in it
 */
void
meirei_test_remove_dir (const char *dir)
{
  nftw (dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/**
 * meirei_test_drop_workspace:
 * @workspace: (inout) (nullable): the last reference on a workspace
 *
 * Lets a workspace go and waits until its threads have, too.
 */
void
meirei_test_drop_workspace (MeireiWorkspace **workspace)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  if (*workspace == NULL)
    return;
  g_object_add_weak_pointer (G_OBJECT (*workspace), (gpointer *) workspace);
  g_object_unref (*workspace);
  while (*workspace != NULL && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_null (*workspace);
}

/**
 * meirei_test_sheet_new:
 * @title: its title
 * @feature: its feature name
 *
 * Returns: (transfer full): a sheet that passes validation
 */
MeireiSheet *
meirei_test_sheet_new (const char *title,
                       const char *feature)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GError) error = NULL;
  MeireiSheet *sheet;

  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "feature", feature);
  json_object_set_int_member (object, "phase", 1);
  json_object_set_string_member (object, "spec",
                                 "Write a function that adds two numbers. 二つの数を足す関数。");
  sheet = meirei_sheet_new_from_json (object, &error);
  g_assert_no_error (error);

  return sheet;
}

MeireiInstruction *
meirei_test_instruction_new (const char *title,
                             const char *feature)
{
  g_autoptr(MeireiSheet) sheet = meirei_test_sheet_new (title, feature);

  return meirei_instruction_new (sheet);
}

/**
 * meirei_test_add_instruction:
 * @workspace: a workspace
 * @title: the title
 * @feature: the feature name
 *
 * Returns: (transfer full): the id of a new draft
 */
char *
meirei_test_add_instruction (MeireiWorkspace *workspace,
                             const char      *title,
                             const char      *feature)
{
  g_autoptr(MeireiInstruction) instruction = meirei_test_instruction_new (title, feature);
  g_autoptr(GError) error = NULL;

  meirei_workspace_add_instruction (workspace, instruction, &error);
  g_assert_no_error (error);

  return g_strdup (meirei_instruction_get_id (instruction));
}

gboolean
meirei_test_approve (MeireiInstruction  *instruction,
                     gpointer            user_data,
                     GError            **error)
{
  return meirei_lifecycle_approve (instruction, user_data, error);
}

char *
meirei_test_add_approved (MeireiWorkspace *workspace,
                          const char      *feature)
{
  char *id = meirei_test_add_instruction (workspace, feature, feature);
  g_autoptr(MeireiInstruction) approved = NULL;
  g_autoptr(GError) error = NULL;

  approved = meirei_workspace_update_instruction (workspace, id, -1, meirei_test_approve, NULL,
                                                  &error);
  g_assert_no_error (error);

  return id;
}

/**
 * meirei_test_execute:
 * @workspace: a workspace
 * @id: an instruction that can be executed
 * @code: the code of its new version, which is the whole answer
 */
void
meirei_test_execute (MeireiWorkspace *workspace,
                     const char      *id,
                     const char      *code)
{
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiInstruction) executed = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (code, strlen (code));
  g_autoptr(GError) error = NULL;

  version = meirei_workspace_begin_execution (workspace, id, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  meirei_workspace_append_part (workspace, id, code, -1);
  meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);
  executed = meirei_workspace_commit_execution (workspace, id, version, bytes, bytes, NULL,
                                                &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_instruction_get_status (executed), ==, MEIREI_STATUS_EXECUTED);
}

char *
meirei_test_add_executed (MeireiWorkspace *workspace,
                          const char      *feature,
                          const char      *code)
{
  char *id = meirei_test_add_approved (workspace, feature);

  meirei_test_execute (workspace, id, code);

  return id;
}

MeireiStatus
meirei_test_get_status (MeireiWorkspace *workspace,
                        const char      *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (workspace, id, &error);

  g_assert_no_error (error);

  return meirei_instruction_get_status (instruction);
}

/**
 * meirei_test_read_file:
 * @dir: a folder
 * @path: a path in it
 *
 * Returns: (transfer full) (nullable): the file's text, or %NULL if there is none
 */
char *
meirei_test_read_file (const char *dir,
                       const char *path)
{
  g_autofree char *full = g_build_filename (dir, path, NULL);
  char *text = NULL;

  g_file_get_contents (full, &text, NULL, NULL);

  return text;
}

void
meirei_test_write_file (const char *dir,
                        const char *path,
                        const char *text)
{
  g_autofree char *full = g_build_filename (dir, path, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (full, text, -1, &error);
  g_assert_no_error (error);
}
