/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Changing phases and moving instructions between them. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-test-workspace.h"
#include "meirei-workspace-phases.h"

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

static void
put (Fixture    *fixture,
     int         number,
     int         new_number,
     const char *name,
     int         code)
{
  g_autoptr(MeireiPhase) phase = meirei_phase_new (new_number, name);
  g_autoptr(GError) error = NULL;
  gboolean put = meirei_workspace_put_phase (fixture->workspace, number, phase, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, MEIREI_WORKSPACE_ERROR, code);
  g_assert_cmpint (put, ==, error == NULL);
}

/* “1 Core, 2 Rest” */
static char *
to_text (Fixture *fixture)
{
  g_autoptr(GListModel) phases = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  meirei_workspace_apply_changes (fixture->workspace);
  phases = meirei_workspace_list_phases (fixture->workspace);
  for (guint i = 0; i < g_list_model_get_n_items (phases); i++)
    {
      g_autoptr(MeireiPhase) phase = g_list_model_get_item (phases, i);

      g_string_append_printf (text, "%s%d %s", i > 0 ? ", " : "",
                              meirei_phase_get_number (phase), meirei_phase_get_name (phase));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check (Fixture    *fixture,
       const char *expected)
{
  g_autofree char *text = to_text (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_put (Fixture       *fixture,
          gconstpointer  data)
{
  put (fixture, MEIREI_PHASE_NEW, 2, "Second", -1);
  put (fixture, MEIREI_PHASE_NEW, 0, "Zero", -1);
  check (fixture, "0 Zero, 2 Second");
  put (fixture, MEIREI_PHASE_NEW, 2, "Other", MEIREI_WORKSPACE_ERROR_PHASE_EXISTS);
  put (fixture, 2, 0, "Other", MEIREI_WORKSPACE_ERROR_PHASE_EXISTS);
  put (fixture, 2, 2, "二番目", -1);
  check (fixture, "0 Zero, 2 二番目");
  put (fixture, 2, 7, "Seventh", -1);
  check (fixture, "0 Zero, 7 Seventh");
}

/* What a newer Meirei wrote about a phase, or what cannot be read, stays. */
static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_write_file (fixture->dir, "meirei.json",
                          "{\"schema\": 1, \"phases\": [\"odd\","
                          " {\"number\": 3, \"colour\": \"red\"}]}");
  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, NULL);
  put (fixture, 3, 3, "Third", -1);
  text = meirei_test_read_file (fixture->dir, "meirei.json");
  g_assert_nonnull (strstr (text, "\"colour\" : \"red\""));
  g_assert_nonnull (strstr (text, "\"odd\""));
  g_assert_nonnull (strstr (text, "\"Third\""));
}

static int
get_phase (Fixture    *fixture,
           const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (fixture->workspace, id, &error);

  g_assert_no_error (error);

  return meirei_sheet_get_phase (meirei_instruction_get_sheet (instruction));
}

/* The instructions of a phase follow it; those of others do not. */
static void
test_follow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *first = meirei_test_add_instruction (fixture->workspace, "A", "a");
  g_autofree char *second = meirei_test_add_executed (fixture->workspace, "b", "b = 1\n");
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;

  put (fixture, MEIREI_PHASE_NEW, 1, "One", -1);
  put (fixture, 1, 4, "Four", -1);
  g_assert_cmpint (get_phase (fixture, first), ==, 4);
  g_assert_cmpint (get_phase (fixture, second), ==, 4);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, second), ==,
                   MEIREI_STATUS_EXECUTED);
  g_assert_cmpuint (meirei_workspace_count_in_phase (fixture->workspace, 4), ==, 2);

  outcomes = meirei_workspace_move_to_phase (fixture->workspace,
                                             (const char * const []) { first, NULL }, 2, &error);
  g_assert_no_error (error);
  g_assert_null (outcomes->pdata[0]);
  g_assert_cmpint (get_phase (fixture, first), ==, 2);
  put (fixture, 4, 5, "Five", -1);
  g_assert_cmpint (get_phase (fixture, first), ==, 2);
  g_assert_cmpint (get_phase (fixture, second), ==, 5);
}

static void
test_move_invalid (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "A", "a");
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;

  outcomes = meirei_workspace_move_to_phase (fixture->workspace,
                                             (const char * const []) { id, NULL },
                                             MEIREI_SHEET_MAX_PHASE + 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (outcomes->pdata[0]);
  g_assert_cmpint (get_phase (fixture, id), ==, 1);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "A", "a");
  g_autoptr(GError) error = NULL;

  put (fixture, MEIREI_PHASE_NEW, 0, "Zero", -1);
  put (fixture, MEIREI_PHASE_NEW, 1, "One", -1);
  g_assert_false (meirei_workspace_remove_phase (fixture->workspace, 1, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_PHASE_NOT_EMPTY);
  g_clear_error (&error);
  g_assert_false (meirei_workspace_remove_phase (fixture->workspace, 9, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_PHASE);
  g_clear_error (&error);
  g_assert_true (meirei_workspace_remove_phase (fixture->workspace, 0, &error));
  g_assert_no_error (error);
  check (fixture, "1 One");
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **finished = user_data;

  *finished = g_object_ref (result);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(MeireiPhase) phase = meirei_phase_new (3, "Three");
  g_autoptr(GAsyncResult) put_result = NULL;
  g_autoptr(GAsyncResult) remove_result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_workspace_put_phase_async (fixture->workspace, MEIREI_PHASE_NEW, phase, NULL,
                                    finished_cb, &put_result);
  while (put_result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (meirei_workspace_put_phase_finish (fixture->workspace, put_result, &error));
  check (fixture, "3 Three");
  meirei_workspace_remove_phase_async (fixture->workspace, 3, NULL, finished_cb, &remove_result);
  while (remove_result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (meirei_workspace_remove_phase_finish (fixture->workspace, remove_result,
                                                       &error));
  check (fixture, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) \
  g_test_add ("/workspace-phases/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("put", test_put);
  ADD ("keep", test_keep);
  ADD ("follow", test_follow);
  ADD ("move-invalid", test_move_invalid);
  ADD ("remove", test_remove);
  ADD ("async", test_async);
#undef ADD

  return g_test_run ();
}
