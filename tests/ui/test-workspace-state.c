/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <gio/gio.h>

#include "meirei-instruction-model.h"
#include "meirei-workspace-state.h"

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
save (MeireiWorkspaceState *state)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_workspace_state_save_async (state, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (meirei_workspace_state_save_finish (state, result, &error));
  g_assert_no_error (error);
}

static gboolean
load (MeireiWorkspaceState  *state,
      GError               **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_workspace_state_load_async (state, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return meirei_workspace_state_load_finish (state, result, error);
}

static void
test_round_trip (void)
{
  g_autoptr(MeireiWorkspaceState) state = meirei_workspace_state_new ("/a workspace/命令");
  g_autoptr(MeireiWorkspaceState) again = meirei_workspace_state_new ("/a workspace/命令");
  g_autoptr(MeireiWorkspaceState) other = meirei_workspace_state_new ("/another");
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autoptr(MeireiInstructionModel) restored = meirei_instruction_model_new ();
  g_autofree char *note = NULL;
  g_autofree char *none = NULL;
  g_autoptr(GError) error = NULL;

  /* That there is none yet is no error. */
  g_assert_true (load (state, &error));
  g_assert_no_error (error);

  meirei_workspace_state_bind (state, "Order", G_OBJECT (model), "sort-key");
  g_assert_cmpint (meirei_instruction_model_get_sort_key (model), ==, MEIREI_SORT_KEY_UPDATED);
  meirei_instruction_model_set_sort_key (model, MEIREI_SORT_KEY_WORST);
  meirei_workspace_state_set_string (state, "Notes", "id", "多行の\nメモ = [x]");
  save (state);

  g_assert_true (load (again, &error));
  g_assert_no_error (error);
  meirei_workspace_state_bind (again, "Order", G_OBJECT (restored), "sort-key");
  g_assert_cmpint (meirei_instruction_model_get_sort_key (restored), ==, MEIREI_SORT_KEY_WORST);
  note = meirei_workspace_state_dup_string (again, "Notes", "id");
  g_assert_cmpstr (note, ==, "多行の\nメモ = [x]");

  /* Each workspace has its own. */
  g_assert_true (load (other, &error));
  none = meirei_workspace_state_dup_string (other, "Notes", "id");
  g_assert_null (none);
}

static void
test_unbind (void)
{
  g_autoptr(MeireiWorkspaceState) state = meirei_workspace_state_new ("/unbind");
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  meirei_workspace_state_bind (state, "Order", G_OBJECT (model), "sort-key");
  meirei_instruction_model_set_sort_key (model, MEIREI_SORT_KEY_TITLE);
  before = meirei_workspace_state_dup_string (state, "Window", "Order");
  g_assert_cmpstr (before, ==, "2");

  meirei_workspace_state_unbind (state);
  meirei_instruction_model_set_sort_key (model, MEIREI_SORT_KEY_PHASE);
  after = meirei_workspace_state_dup_string (state, "Window", "Order");
  g_assert_cmpstr (after, ==, "2");

  /* An object that goes away while bound does no harm. */
  meirei_workspace_state_bind (state, "Order", G_OBJECT (model), "sort-key");
  g_clear_object (&model);
  meirei_workspace_state_unbind (state);
}

/* A state that somebody damaged must not hurt. */
static void
test_damaged (void)
{
  static const char * const orders[] = { "-5", "99999", "title", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr(MeireiWorkspaceState) state = meirei_workspace_state_new ("/damaged");
      g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();

      meirei_workspace_state_set_string (state, "Window", "Order", orders[i]);
      meirei_workspace_state_bind (state, "Order", G_OBJECT (model), "sort-key");
      g_assert_cmpint (meirei_instruction_model_get_sort_key (model), ==,
                       MEIREI_SORT_KEY_UPDATED);
    }
}

static void
test_unreadable_file (void)
{
  g_autoptr(MeireiWorkspaceState) state = meirei_workspace_state_new ("/unreadable");
  g_autofree char *dir = g_build_filename (g_get_user_state_dir (), "meirei", "workspaces", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) folder = NULL;
  const char *name;

  save (state);
  folder = g_dir_open (dir, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_assert_true (g_file_set_contents (path, "not a key file", -1, NULL));
    }

  g_assert_false (load (state, &error));
  g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/workspace-state/round-trip", test_round_trip);
  g_test_add_func ("/ui/workspace-state/unbind", test_unbind);
  g_test_add_func ("/ui/workspace-state/damaged", test_damaged);
  g_test_add_func ("/ui/workspace-state/unreadable-file", test_unreadable_file);

  return g_test_run ();
}
