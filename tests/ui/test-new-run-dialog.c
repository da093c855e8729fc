/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-new-run-dialog.h"
#include "ui-test.h"
#include "ui-workspace.h"

typedef struct {
  UiWorkspace *fixture;
  MeireiContext *context;
  MeireiRunCenter *center;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->fixture = ui_workspace_new ();
  fixture->context = meirei_context_new (&error);
  g_assert_no_error (error);
  fixture->center = meirei_run_center_new (fixture->context, fixture->fixture->workspace);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->center);
  g_clear_object (&fixture->context);
  ui_workspace_free (fixture->fixture);
}

static guint
count (Fixture         *fixture,
       MeireiOperation  operation,
       MeireiRunScope   scope,
       MeireiStatus     status,
       guint           *n_skipped)
{
  MeireiRunChoice choice = { operation, scope, 0, status };
  g_auto(GStrv) ids = meirei_run_choice_dup_ids (&choice, fixture->fixture->workspace, n_skipped);

  return g_strv_length (ids);
}

/* A draft, an approved one, three that await review. */
static void
test_choice (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    MeireiOperation operation;
    MeireiRunScope scope;
    MeireiStatus status;
    guint n_chosen;
    guint n_skipped;
  } choices[] = {
    { MEIREI_OPERATION_EXECUTE, MEIREI_RUN_SCOPE_ALL, 0, 4, 1 },
    { MEIREI_OPERATION_EXECUTE, MEIREI_RUN_SCOPE_STATUS, MEIREI_STATUS_APPROVED, 1, 0 },
    { MEIREI_OPERATION_EXECUTE, MEIREI_RUN_SCOPE_STATUS, MEIREI_STATUS_DRAFT, 0, 1 },
    { MEIREI_OPERATION_EXECUTE, MEIREI_RUN_SCOPE_CHECKED, 0, 0, 0 },
    { MEIREI_OPERATION_VALIDATE, MEIREI_RUN_SCOPE_ALL, 0, 1, 4 },
    { MEIREI_OPERATION_APPROVE, MEIREI_RUN_SCOPE_ALL, 0, 1, 4 },
  };
  MeireiInstructionItem *item;
  guint n_skipped;

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpuint (count (fixture, choices[i].operation, choices[i].scope,
                               choices[i].status, &n_skipped), ==, choices[i].n_chosen);
      g_assert_cmpuint (n_skipped, ==, choices[i].n_skipped);
    }

  item = meirei_workspace_get_item (fixture->fixture->workspace, fixture->fixture->approved);
  meirei_instruction_item_set_checked (item, TRUE);
  g_assert_cmpuint (count (fixture, MEIREI_OPERATION_EXECUTE, MEIREI_RUN_SCOPE_CHECKED, 0,
                           &n_skipped), ==, 1);
}

static gboolean
is_validated (gpointer user_data)
{
  Fixture *fixture = user_data;

  return meirei_test_get_status (fixture->fixture->workspace, fixture->fixture->draft)
         == MEIREI_STATUS_VALIDATED;
}

static void
test_start (Fixture       *fixture,
            gconstpointer  data)
{
  MeireiRunChoice choice = { MEIREI_OPERATION_VALIDATE, MEIREI_RUN_SCOPE_ALL, 0, 0 };
  GtkWindow *dialog = meirei_new_run_dialog_new (fixture->fixture->workspace, fixture->context,
                                                 fixture->center);
  g_autoptr(JsonObject) options =
    meirei_new_run_dialog_dup_options (MEIREI_NEW_RUN_DIALOG (dialog));

  /* What is chosen first is to execute what is approved. */
  g_assert_nonnull (options);
  g_assert_false (json_object_has_member (options, "parallel"));
  gtk_window_present (dialog);
  ui_test_wait_frames (GTK_WIDGET (dialog), 2);
  meirei_new_run_dialog_set_choice (MEIREI_NEW_RUN_DIALOG (dialog), &choice);
  g_assert_null (meirei_new_run_dialog_dup_options (MEIREI_NEW_RUN_DIALOG (dialog)));
  g_assert_true (gtk_widget_is_sensitive (gtk_window_get_default_widget (dialog)));
  g_signal_emit_by_name (gtk_window_get_default_widget (dialog), "clicked");
  g_assert_true (ui_test_wait_until (is_validated, fixture, 10000));
  ui_test_wait_ms (200);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_run_center_get_runners (fixture->center)),
                    ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add ("/ui/new-run-dialog/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/ui/new-run-dialog/start", Fixture, NULL, set_up, test_start, tear_down);

  return g_test_run ();
}
