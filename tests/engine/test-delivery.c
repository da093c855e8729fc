/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Accepted code goes to a folder, with a real git; passes over the commits
 * without one. */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "meirei-batch-group.h"
#include "meirei-delivery-target.h"
#include "meirei-delivery.h"
#include "meirei-json.h"
#include "meirei-test-workspace.h"

#define CODE "def f():\n    return 1\n"

typedef struct {
  char *dir;
  char *target;
  MeireiWorkspace *workspace;
  char *id;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *outer = meirei_test_make_dir ();

  fixture->target = g_build_filename (outer, "out", NULL);
  fixture->dir = g_steal_pointer (&outer);
  g_assert_cmpint (g_mkdir (fixture->target, 0755), ==, 0);
  {
    g_autofree char *inner = g_build_filename (fixture->dir, "work", NULL);

    fixture->workspace = meirei_workspace_create (inner, "Test", &error);
  }
  g_assert_no_error (error);
  fixture->id = meirei_test_add_executed (fixture->workspace, "first", CODE);
  meirei_delivery_target_store (fixture->workspace, "../out", data != NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->target);
  g_free (fixture->id);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GPtrArray *
run (Fixture    *fixture,
     gboolean    withdraw,
     const char *id)
{
  const char * const ids[] = { id, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *deliveries;

  if (withdraw)
    meirei_delivery_withdraw_async (fixture->workspace, ids, keep_result, &result);
  else
    meirei_delivery_run_async (fixture->workspace, ids, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  deliveries = meirei_delivery_finish (fixture->workspace, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deliveries->len, ==, 1);

  return deliveries;
}

static void
accept (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  meirei_workspace_decide (fixture->workspace, fixture->id, NULL, MEIREI_DECISION_ACCEPTED, NULL,
                           NULL, &error);
  g_assert_no_error (error);
}

static void
undo (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = meirei_workspace_undo_decision (fixture->workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ids[0], ==, fixture->id);
}

static void
assert_delivered (Fixture *fixture,
                  int      code)
{
  g_autoptr(GPtrArray) deliveries = run (fixture, FALSE, fixture->id);
  MeireiDelivery *delivery = deliveries->pdata[0];

  if (code >= 0)
    g_assert_error (delivery->error, MEIREI_DELIVERY_ERROR, code);
  else
    g_assert_no_error (delivery->error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_ACCEPTED);
}

static gboolean
exists (Fixture    *fixture,
        const char *name)
{
  g_autofree char *path = g_build_filename (fixture->target, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GPtrArray) gone = NULL;
  JsonObject *section;

  accept (fixture);
  assert_delivered (fixture, -1);
  text = meirei_test_read_file (fixture->target, "first.py");
  g_assert_cmpstr (text, ==, CODE);
  version = meirei_workspace_load_version (fixture->workspace, fixture->id, "v1", NULL);
  section = meirei_version_get_section (version, "delivered");
  g_assert_cmpstr (meirei_json_get_string (section, "path", ""), ==, "../out/first.py");
  g_assert_cmpstr (meirei_json_get_string (section, "sha256", ""), ==,
                   meirei_version_get_file_sha256 (version));

  undo (fixture);
  gone = run (fixture, TRUE, fixture->id);
  g_assert_no_error (((MeireiDelivery *) gone->pdata[0])->error);
  g_assert_false (exists (fixture, "first.py"));
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = NULL;

  meirei_test_write_file (fixture->target, "first.py", "mine\n");
  accept (fixture);
  assert_delivered (fixture, MEIREI_DELIVERY_ERROR_FOREIGN_FILE);
  text = meirei_test_read_file (fixture->target, "first.py");
  g_assert_cmpstr (text, ==, "mine\n");
}

static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) deliveries = NULL;

  accept (fixture);
  assert_delivered (fixture, -1);
  meirei_test_write_file (fixture->target, "first.py", "changed\n");
  assert_delivered (fixture, MEIREI_DELIVERY_ERROR_FOREIGN_FILE);
  undo (fixture);
  deliveries = run (fixture, TRUE, fixture->id);
  g_assert_error (((MeireiDelivery *) deliveries->pdata[0])->error, MEIREI_DELIVERY_ERROR,
                  MEIREI_DELIVERY_ERROR_FOREIGN_FILE);
  g_assert_true (exists (fixture, "first.py"));
}

static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *link_path = g_build_filename (fixture->target, "first.py", NULL);
  g_autofree char *text = NULL;

  meirei_test_write_file (fixture->dir, "victim", "mine\n");
  g_assert_cmpint (symlink ("../victim", link_path), ==, 0);
  accept (fixture);
  assert_delivered (fixture, MEIREI_DELIVERY_ERROR_UNSAFE);
  text = meirei_test_read_file (fixture->dir, "victim");
  g_assert_cmpstr (text, ==, "mine\n");
}

static void
test_linked_folder (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *other = g_build_filename (fixture->dir, "other", NULL);

  g_assert_cmpint (g_mkdir (other, 0755), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->target), ==, 0);
  g_assert_cmpint (symlink ("other", fixture->target), ==, 0);
  accept (fixture);
  assert_delivered (fixture, MEIREI_DELIVERY_ERROR_UNSAFE);
  g_assert_false (exists (fixture, "first.py"));
}

static gboolean
name_target (JsonObject  *settings,
             gpointer     user_data,
             GError     **error)
{
  JsonObject *accepted = json_object_new ();

  json_object_set_string_member (accepted, "folder", user_data);
  json_object_set_object_member (settings, "accepted", accepted);

  return TRUE;
}

/* What a stranger wrote in meirei.json. */
static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  meirei_workspace_update_settings (fixture->workspace, name_target, fixture->target, &error);
  g_assert_no_error (error);
  accept (fixture);
  assert_delivered (fixture, MEIREI_DELIVERY_ERROR_NOT_ALLOWED);
  g_assert_false (exists (fixture, "first.py"));
}

static void
test_bad_folders (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *folders[] = { "data", "data/generated_code", "../out/.git", "missing", "meirei.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (meirei_delivery_target_store (fixture->workspace, folders[i], FALSE, &error));
      g_assert_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_BAD_FOLDER);
    }
}

static char *
git (Fixture    *fixture,
     const char *arguments)
{
  g_autofree char *quoted = g_shell_quote (fixture->target);
  g_autofree char *line = g_strdup_printf ("git -C %s %s", quoted, arguments);
  g_autoptr(GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_command_line_sync (line, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return output;
}

static gboolean
make_repository (Fixture *fixture)
{
  static const char * const lines[] = { "init -q", "config user.name T",
                                        "config user.email t@example.org", "add mine",
                                        "commit -q -m begin" };
  g_autofree char *program = g_find_program_in_path ("git");

  if (program == NULL)
    {
      g_test_skip ("there is no git");
      return FALSE;
    }
  meirei_test_write_file (fixture->target, "mine", "1\n");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_free (git (fixture, lines[i]));

  return TRUE;
}

static void
test_commit (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *files = NULL;
  g_autofree char *message = NULL;
  g_autofree char *index_ = NULL;
  g_autofree char *trailer = g_strdup_printf ("Meirei-Instruction: %s\nMeirei-Version: v1\n",
                                              fixture->id);

  if (!make_repository (fixture))
    return;
  meirei_test_write_file (fixture->target, "staged", "2\n");
  g_free (git (fixture, "add staged"));
  accept (fixture);
  assert_delivered (fixture, -1);

  files = git (fixture, "show --name-only --format= HEAD");
  g_assert_cmpstr (files, ==, "first.py\n");
  message = git (fixture, "log -1 --format=%(trailers)");
  g_assert_true (g_str_has_prefix (message, trailer));
  index_ = git (fixture, "status --porcelain");
  g_assert_cmpstr (index_, ==, "A  staged\n");
}

static void
test_hook_refuses (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *hook = g_build_filename (fixture->target, ".git/hooks/pre-commit", NULL);
  g_autofree char *status = NULL;

  if (!make_repository (fixture))
    return;
  meirei_test_write_file (fixture->target, ".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
  g_assert_cmpint (g_chmod (hook, 0755), ==, 0);
  accept (fixture);
  assert_delivered (fixture, MEIREI_DELIVERY_ERROR_NOT_COMMITTED);
  g_assert_true (exists (fixture, "first.py"));
  status = git (fixture, "status --porcelain");
  g_assert_cmpstr (status, ==, "?? first.py\n");
}

static void
test_no_work_tree (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("git");

  accept (fixture);
  assert_delivered (fixture, program != NULL
                             ? MEIREI_DELIVERY_ERROR_NOT_COMMITTED : MEIREI_DELIVERY_ERROR_NO_GIT);
  g_assert_true (exists (fixture, "first.py"));
}

/* In a batch, one of two has no place: it is told and stays accepted. */
static void
test_batch (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *second = meirei_test_add_executed (fixture->workspace, "second", CODE);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) errors = NULL;

  meirei_test_write_file (fixture->target, "second.py", "mine\n");
  g_ptr_array_add (items, meirei_batch_item_new (fixture->id, "first"));
  g_ptr_array_add (items, meirei_batch_item_new (second, "second"));
  meirei_batch_group_run_async (fixture->workspace, MEIREI_OPERATION_ACCEPT, NULL, items, NULL,
                                keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  errors = meirei_batch_group_run_finish (fixture->workspace, result, NULL);
  g_assert_null (errors->pdata[0]);
  g_assert_error ((GError *) errors->pdata[1], MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_FOREIGN_FILE);
  g_assert_true (exists (fixture, "first.py"));
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, second), ==, MEIREI_STATUS_ACCEPTED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    gboolean commit;
    void (*func) (Fixture *, gconstpointer);
  } cases[] = {
    { "/delivery/bad-folders", FALSE, test_bad_folders },
    { "/delivery/batch", FALSE, test_batch },
    { "/delivery/changed", FALSE, test_changed },
    { "/delivery/commit", TRUE, test_commit },
    { "/delivery/foreign", FALSE, test_foreign },
    { "/delivery/hook-refuses", TRUE, test_hook_refuses },
    { "/delivery/link", FALSE, test_link },
    { "/delivery/linked-folder", FALSE, test_linked_folder },
    { "/delivery/no-work-tree", TRUE, test_no_work_tree },
    { "/delivery/not-allowed", FALSE, test_not_allowed },
    { "/delivery/place", FALSE, test_place },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, GINT_TO_POINTER (cases[i].commit), set_up, cases[i].func,
                tear_down);

  return g_test_run ();
}
