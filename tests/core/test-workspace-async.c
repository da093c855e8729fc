/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The asynchronous functions, and what is changed outside. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

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
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **stored = user_data;

  *stored = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "A", "add");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(MeireiWorkspace) other = NULL;
  g_autoptr(GError) error = NULL;

  meirei_workspace_open_async (fixture->dir, NULL, store_result_cb, &result);
  other = meirei_workspace_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (meirei_workspace_get_item (other, id));
}

static void
test_open_failure (void)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_workspace_open_async ("/nonexistent", NULL, store_result_cb, &result);
  g_assert_null (meirei_workspace_open_finish (wait_for (&result), &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE);
}

static void
test_open_cancelled (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  meirei_workspace_open_async (fixture->dir, cancellable, store_result_cb, &result);
  g_assert_null (meirei_workspace_open_finish (wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define N_TOGETHER 12

typedef struct {
  MeireiWorkspace *workspace;
  char *id;
  guint *n_left;
} Run;

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_commit_execution_finish (MEIREI_WORKSPACE (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_EXECUTED);
  (*run->n_left)--;
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version =
    meirei_workspace_begin_execution_finish (MEIREI_WORKSPACE (source), result, &error);
  g_autoptr(GBytes) code = g_bytes_new (run->id, strlen (run->id));

  g_assert_no_error (error);
  for (gsize i = 0; run->id[i] != '\0'; i++)
    meirei_workspace_append_part (run->workspace, run->id, run->id + i, 1);
  meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);
  meirei_workspace_commit_execution_async (run->workspace, run->id, version, code, code, NULL,
                                           NULL, committed_cb, run);
}

/* Many at once, each with its own answer. */
static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  Run runs[N_TOGETHER];
  guint n_left = N_TOGETHER;

  for (guint i = 0; i < N_TOGETHER; i++)
    {
      runs[i] = (Run) { fixture->workspace, meirei_test_add_approved (fixture->workspace, "add"),
                        &n_left };
      meirei_workspace_begin_execution_async (fixture->workspace, runs[i].id, -1, NULL, NULL,
                                              NULL, NULL, begun_cb, &runs[i]);
    }
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < N_TOGETHER; i++)
    {
      gboolean unchanged = FALSE;
      g_autoptr(GBytes) code = meirei_workspace_read_code (fixture->workspace, runs[i].id, "v1",
                                                           &unchanged, NULL);

      g_assert_true (unchanged);
      g_assert_cmpmem (g_bytes_get_data (code, NULL), g_bytes_get_size (code), runs[i].id,
                       strlen (runs[i].id));
      g_free (runs[i].id);
    }
}

/* Several changes of one instruction that wait at the same time are done in
 * their order. */
static void
test_same_instruction (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "A", "add");
  g_autoptr(GAsyncResult) approved = NULL;
  g_autoptr(GAsyncResult) begun = NULL;
  g_autoptr(GAsyncResult) failed = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GError) error = NULL;

  meirei_workspace_update_instruction_async (fixture->workspace, id, -1, meirei_test_approve,
                                             NULL, NULL, NULL, store_result_cb, &approved);
  meirei_workspace_begin_execution_async (fixture->workspace, id, -1, NULL, NULL, NULL, NULL,
                                          store_result_cb, &begun);
  meirei_workspace_fail_execution_async (fixture->workspace, id, "enough", NULL,
                                         store_result_cb, &failed);
  wait_for (&failed);
  instruction = meirei_workspace_update_instruction_finish (fixture->workspace, approved, &error);
  g_assert_no_error (error);
  version = meirei_workspace_begin_execution_finish (fixture->workspace, begun, &error);
  g_assert_no_error (error);
  g_assert_true (meirei_workspace_fail_execution_finish (fixture->workspace, failed, &error));
  g_assert_no_error (error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_FAILED);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) begun = NULL;
  g_autoptr(GAsyncResult) loaded = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  meirei_workspace_begin_execution_async (fixture->workspace, id, -1, NULL, NULL, NULL,
                                          cancellable, store_result_cb, &begun);
  g_assert_null (meirei_workspace_begin_execution_finish (fixture->workspace, wait_for (&begun),
                                                          &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_APPROVED);

  meirei_workspace_load_instruction_async (fixture->workspace, id, cancellable, store_result_cb,
                                           &loaded);
  g_assert_null (meirei_workspace_load_instruction_finish (fixture->workspace,
                                                           wait_for (&loaded), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What has been done has been done. */
static void
test_cancelled_late (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) begun = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GError) error = NULL;

  meirei_workspace_begin_execution_async (fixture->workspace, id, -1, NULL, NULL, NULL,
                                          cancellable, store_result_cb, &begun);
  while (meirei_test_get_status (fixture->workspace, id) != MEIREI_STATUS_EXECUTING)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  version = meirei_workspace_begin_execution_finish (fixture->workspace, wait_for (&begun),
                                                     &error);
  g_assert_no_error (error);
  g_assert_nonnull (version);
  g_assert_true (meirei_workspace_fail_execution (fixture->workspace, id, "enough", NULL));
}

static void
count_down_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  (*(guint *) user_data)--;
}

/* Nobody else holds the workspace while it works. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  guint n_left = 3;

  meirei_workspace_begin_execution_async (fixture->workspace, id, -1, NULL, NULL, NULL, NULL,
                                          count_down_cb, &n_left);
  meirei_workspace_load_instruction_async (fixture->workspace, id, NULL, count_down_cb, &n_left);
  meirei_workspace_search_async (fixture->workspace, "add", NULL, count_down_cb, &n_left);
  g_object_add_weak_pointer (G_OBJECT (fixture->workspace), (gpointer *) &fixture->workspace);
  g_object_unref (fixture->workspace);
  while (n_left > 0 || fixture->workspace != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autoptr(GAsyncResult) version_result = NULL;
  g_autoptr(GAsyncResult) code_result = NULL;
  g_autoptr(GAsyncResult) raw_result = NULL;
  g_autoptr(GAsyncResult) search_result = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(GHashTable) found = NULL;
  g_autoptr(GError) error = NULL;
  gboolean unchanged = FALSE;

  meirei_workspace_load_version_async (fixture->workspace, id, NULL, NULL, store_result_cb,
                                       &version_result);
  meirei_workspace_read_code_async (fixture->workspace, id, "v1", NULL, store_result_cb,
                                    &code_result);
  meirei_workspace_read_raw_async (fixture->workspace, id, "v1", NULL, store_result_cb,
                                   &raw_result);
  meirei_workspace_search_async (fixture->workspace, "ADD", NULL, store_result_cb,
                                 &search_result);
  version = meirei_workspace_load_version_finish (fixture->workspace, wait_for (&version_result),
                                                  &error);
  g_assert_no_error (error);
  code = meirei_workspace_read_code_finish (fixture->workspace, wait_for (&code_result),
                                            &unchanged, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged);
  raw = meirei_workspace_read_raw_finish (fixture->workspace, wait_for (&raw_result), NULL,
                                          &error);
  g_assert_no_error (error);
  found = meirei_workspace_search_finish (fixture->workspace, wait_for (&search_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (found), ==, 1);
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n_signals)
{
  (*n_signals)++;
}

/* One announcement, however many changed meanwhile. */
static void
test_batched (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) instructions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) errors = NULL;
  g_autoptr(GError) error = NULL;
  guint n_signals = 0;

  for (guint i = 0; i < 700; i++)
    g_ptr_array_add (instructions, meirei_test_instruction_new ("A", "add"));
  g_signal_connect (meirei_workspace_get_items (fixture->workspace), "items-changed",
                    G_CALLBACK (count_cb), &n_signals);
  errors = meirei_workspace_add_instructions (fixture->workspace, instructions, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_signals, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_workspace_get_items (fixture->workspace)),
                    ==, 700);
}

/* Waits until something holds, at most for some seconds. */
#define ASSERT_SOON(condition)                                                   \
  G_STMT_START {                                                                 \
    gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;             \
    while (!(condition) && g_get_monotonic_time () < deadline)                   \
      {                                                                          \
        g_main_context_iteration (NULL, FALSE);                                  \
        g_usleep (2000);                                                         \
      }                                                                          \
    g_assert_true (condition);                                                   \
  } G_STMT_END

static gboolean
add_report (MeireiVersion  *version,
            gpointer        user_data,
            GError        **error)
{
  g_autoptr(JsonObject) report = meirei_json_parse_object ("{\"score\": 61}", -1, NULL);

  meirei_version_set_section (version, "report", report);

  return TRUE;
}

static guint
count_items (MeireiWorkspace *workspace)
{
  return g_list_model_get_n_items (meirei_workspace_get_items (workspace));
}

/* Another object stands for another process: they share nothing but files. */
static void
test_other_window (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) other = meirei_workspace_open (fixture->dir, NULL, &error);
  g_autoptr(MeireiVersion) version = NULL;
  g_autofree char *another = NULL;
  MeireiInstructionItem *item = meirei_workspace_get_item (other, id);

  g_assert_no_error (error);
  meirei_workspace_decide (fixture->workspace, id, NULL, MEIREI_DECISION_ACCEPTED, NULL, NULL,
                           &error);
  g_assert_no_error (error);
  ASSERT_SOON (meirei_instruction_item_get_status (item) == MEIREI_STATUS_ACCEPTED);

  version = meirei_workspace_update_version (fixture->workspace, id, "v1", add_report, NULL,
                                             &error);
  g_assert_no_error (error);
  ASSERT_SOON (meirei_instruction_item_get_score (item) == 61);

  another = meirei_test_add_instruction (fixture->workspace, "B", "b");
  ASSERT_SOON (count_items (other) == 2);
  meirei_workspace_delete_instruction (fixture->workspace, another, &error);
  g_assert_no_error (error);
  ASSERT_SOON (count_items (other) == 1);
}

static gboolean
rename_workspace (JsonObject  *settings,
                  gpointer     user_data,
                  GError     **error)
{
  json_object_set_string_member (settings, "name", "改名");

  return TRUE;
}

static gboolean
is_named (MeireiWorkspace *workspace,
          const char      *expected)
{
  g_autofree char *name = meirei_workspace_dup_name (workspace);

  return g_str_equal (name, expected);
}

static void
test_other_settings (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) other = meirei_workspace_open (fixture->dir, NULL, &error);

  g_assert_no_error (error);
  meirei_workspace_update_settings (fixture->workspace, rename_workspace, NULL, &error);
  g_assert_no_error (error);
  ASSERT_SOON (is_named (other, "改名"));
}

/* By an editor or by git. */
static void
test_other_program (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "Before", "add");
  g_autofree char *path = g_strdup_printf ("data/instructions/%s.json", id);
  g_autofree char *full = g_build_filename (fixture->dir, path, NULL);
  g_autofree char *text = meirei_test_read_file (fixture->dir, path);
  g_auto(GStrv) parts = g_strsplit (text, "Before", 2);
  g_autofree char *changed = g_strjoinv ("After", parts);
  g_autoptr(GListModel) problems = meirei_workspace_list_problems (fixture->workspace);
  MeireiInstructionItem *item;

  meirei_workspace_apply_changes (fixture->workspace);
  item = meirei_workspace_get_item (fixture->workspace, id);
  meirei_test_write_file (fixture->dir, path, changed);
  ASSERT_SOON (strcmp (meirei_instruction_item_get_title (item), "After") == 0);

  meirei_test_write_file (fixture->dir, path, "garbage");
  ASSERT_SOON (count_items (fixture->workspace) == 0);
  ASSERT_SOON (g_list_model_get_n_items (problems) == 1);
  meirei_test_write_file (fixture->dir, path, text);
  ASSERT_SOON (count_items (fixture->workspace) == 1);
  ASSERT_SOON (g_list_model_get_n_items (problems) == 0);
  g_unlink (full);
  ASSERT_SOON (count_items (fixture->workspace) == 0);
}

static void
note_id_cb (MeireiWorkspace *workspace,
            const char      *id,
            GString         *ids)
{
  g_string_append_printf (ids, "%s ", id);
}

/* Own changes are told once, and do not come back through the monitor. */
static void
test_own_changes (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autofree char *expected = NULL;
  g_autoptr(GString) ids = g_string_new (NULL);
  gint64 until;

  g_signal_connect (fixture->workspace, "instruction-changed", G_CALLBACK (note_id_cb), ids);
  id = meirei_test_add_instruction (fixture->workspace, "A", "add");
  expected = g_strdup_printf ("%s ", id);
  until = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  while (g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add ("/core/workspace-async/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("open", test_open);
  g_test_add_func ("/core/workspace-async/open-failure", test_open_failure);
  ADD ("open-cancelled", test_open_cancelled);
  ADD ("together", test_together);
  ADD ("same-instruction", test_same_instruction);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-late", test_cancelled_late);
  ADD ("dropped", test_dropped);
  ADD ("read", test_read);
  ADD ("batched", test_batched);
  ADD ("other-window", test_other_window);
  ADD ("other-settings", test_other_settings);
  ADD ("other-program", test_other_program);
  ADD ("own-changes", test_own_changes);

  return g_test_run ();
}
