/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-test-workspace.h"

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
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->workspace);
  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
}

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *name = meirei_workspace_dup_name (fixture->workspace);
  g_autofree char *settings = meirei_test_read_file (fixture->dir, "meirei.json");
  g_autofree char *inside = g_build_filename (fixture->dir, "data", "versions", NULL);
  g_autofree char *found = meirei_workspace_find_dir (inside);
  g_autofree char *nothing = meirei_workspace_find_dir ("/proc/self");
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (name, ==, "Trial");
  g_assert_true (g_str_has_suffix (settings, "}\n"));
  g_assert_cmpstr (found, ==, fixture->dir);
  g_assert_null (nothing);
  g_assert_null (meirei_workspace_create (fixture->dir, "Again", &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_EXISTS);
}

static void
test_open_nothing (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autoptr(GError) error = NULL;

  g_assert_null (meirei_workspace_open (dir, NULL, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE);
  meirei_test_remove_dir (dir);
}

static void
test_add_and_find (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "足し算", "add");
  g_autofree char *prefix = g_strndup (id, 6);
  g_autofree char *upper = g_ascii_strup (prefix, -1);
  g_autofree char *found = NULL;
  g_autoptr(GError) error = NULL;
  MeireiInstructionItem *item;

  found = meirei_workspace_find_id (fixture->workspace, upper, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, id);

  meirei_workspace_apply_changes (fixture->workspace);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpstr (meirei_instruction_item_get_title (item), ==, "足し算");
  g_assert_cmpint (meirei_instruction_item_get_revision (item), ==, 1);

  reopen (fixture);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpstr (meirei_instruction_item_get_title (item), ==, "足し算");
  g_assert_null (meirei_workspace_find_id (fixture->workspace, "zzzz", &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add",
                                                  "def add(a, b):\n    return a + b\n");
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) undone = NULL;
  gboolean unchanged = FALSE;

  version = meirei_workspace_load_version (fixture->workspace, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meirei_version_get_name (version), ==, "v1");
  g_assert_true (g_str_has_prefix (meirei_version_get_file (version), "add_"));
  g_assert_true (g_str_has_suffix (meirei_version_get_file (version), ".py"));
  path = meirei_workspace_dup_code_path (fixture->workspace, version);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  code = meirei_workspace_read_code (fixture->workspace, id, NULL, &unchanged, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged);
  g_assert_cmpstr (g_bytes_get_data (code, NULL), ==, "def add(a, b):\n    return a + b\n");

  g_assert_true (meirei_workspace_decide (fixture->workspace, id, NULL,
                                          MEIREI_DECISION_ACCEPTED, "良い", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_ACCEPTED);

  reopen (fixture);
  undone = meirei_workspace_undo_decision (fixture->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone[0], ==, id);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_EXECUTED);
  g_assert_null (meirei_workspace_undo_decision (fixture->workspace, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/core/workspace/create", test_create);
  g_test_add_func ("/core/workspace/open-nothing", test_open_nothing);
  ADD ("/core/workspace/add-and-find", test_add_and_find);
  ADD ("/core/workspace/life", test_life);

  return g_test_run ();
}
