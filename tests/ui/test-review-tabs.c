/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The tabs that only show: tests, history, comparison. */

#include "config.h"

#include "meirei-code-view.h"
#include "meirei-compare-tab.h"
#include "meirei-history-tab.h"
#include "meirei-lifecycle.h"
#include "meirei-test-sandbox.h"
#include "meirei-test-workspace.h"
#include "meirei-tests-tab.h"
#include "ui-test.h"

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  char *id;
  MeireiReview *review;
  MeireiVersionList *versions;
} Fixture;

static gboolean
has_versions_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return !meirei_review_is_loading (fixture->review)
         && g_list_model_get_n_items (meirei_version_list_get_model (fixture->versions)) == 2;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Test", &error);
  g_assert_no_error (error);
  fixture->id = meirei_test_add_executed (fixture->workspace, "first", "a = 1\nb = 2\n");
  meirei_test_execute (fixture->workspace, fixture->id, "a = 1\nb = 3\nc = 4\n");
  meirei_workspace_apply_changes (fixture->workspace);
  fixture->review = meirei_review_new ();
  fixture->versions = meirei_version_list_new (fixture->review);
  meirei_review_set_workspace (fixture->review, fixture->workspace);
}

static void
open_instruction (Fixture *fixture)
{
  meirei_review_set_item (fixture->review,
                          meirei_workspace_get_item (fixture->workspace, fixture->id));
  g_assert_true (ui_test_wait_until (has_versions_cb, fixture, 5000));
  ui_test_wait_ms (100);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->versions);
  g_clear_object (&fixture->review);
  g_clear_object (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->id);
}

/* Whether some label or row that can be seen says so. */
static gboolean
has_text (GtkWidget  *widget,
          const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;

  return FALSE;
}

static void
test_tests (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *tab = meirei_tests_tab_new (fixture->review);
  GtkWidget *window = ui_test_show (tab, 700, 500);

  open_instruction (fixture);
  ui_test_wait_frames (window, 2);
  g_assert_true (has_text (tab, "This Sheet Has No Tests"));

  ui_test_close (window);
}

static gboolean
set_tests (MeireiInstruction  *instruction,
           gpointer            user_data,
           GError            **error)
{
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), user_data);
  g_autoptr(MeireiSheet) sheet =
    meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), "tests", value, error);

  return sheet != NULL && meirei_lifecycle_edit (instruction, sheet, error);
}

static void
write_tests (Fixture    *fixture,
             const char *tests)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_update_instruction (fixture->workspace, fixture->id, -1, set_tests,
                                         (gpointer) tests, &error);

  g_assert_no_error (error);
  meirei_workspace_apply_changes (fixture->workspace);
}

static gboolean
can_run_cb (gpointer user_data)
{
  return has_text (user_data, "Run All");
}

static void
run_tests (GtkWidget     *tab,
           MeireiSandbox *sandbox)
{
  g_autoptr(MeireiTestRunner) runner =
    meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);

  meirei_tests_tab_set_runner (MEIREI_TESTS_TAB (tab), runner);
  g_assert_true (gtk_widget_activate_action (tab, "tests.run", NULL));
  g_assert_true (has_text (tab, "Stop"));
  g_assert_true (ui_test_wait_until (can_run_cb, tab, 20000));
  ui_test_wait_ms (300);
}

static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *tab = meirei_tests_tab_new (fixture->review);
  GtkWidget *window = ui_test_show (tab, 700, 700);
  g_autoptr(MeireiSandbox) sandbox = meirei_sandbox_new ();

  write_tests (fixture, "assert a == 1\nassert b == 2\n");
  open_instruction (fixture);
  g_assert_true (has_text (tab, "Not run with this version"));
  if (meirei_test_has_sandbox ())
    {
      run_tests (tab, sandbox);
      g_assert_true (has_text (tab, "assert a == 1"));
      g_assert_true (has_text (tab, "Passed"));
      g_assert_true (has_text (tab, "Failed"));
      g_assert_true (has_text (tab, "3 == 2 is not true"));
      write_tests (fixture, "assert a == 1\n");
      ui_test_wait_ms (300);
      g_assert_true (has_text (tab, "This outcome is stale: the tests or the code were changed "
                                    "after it"));
    }

  ui_test_close (window);
}

static void
test_no_sandbox (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *tab = meirei_tests_tab_new (fixture->review);
  GtkWidget *window = ui_test_show (tab, 700, 700);
  g_autoptr(MeireiSandbox) sandbox =
    meirei_sandbox_new_for_programs (MEIREI_SANDBOX_KIND_BUBBLEWRAP, NULL, "/usr/bin/python3");

  write_tests (fixture, "assert a == 1\n");
  open_instruction (fixture);
  run_tests (tab, sandbox);
  g_assert_true (has_text (tab, "The tests were not run: there is nothing to make a sandbox "
                                "with. Install the package bubblewrap."));

  ui_test_close (window);
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *tab = meirei_history_tab_new (fixture->review, fixture->versions);
  GtkWidget *window = ui_test_show (tab, 700, 500);

  open_instruction (fixture);
  ui_test_wait_frames (window, 2);
  g_assert_true (has_text (tab, "Execution started"));
  g_assert_true (has_text (tab, "Created"));
  g_assert_true (has_text (tab, "Executing → Executed · v2"));

  ui_test_close (window);
}

static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(MeireiComparePair) pair = meirei_compare_pair_new (fixture->review,
                                                               fixture->versions);
  GtkWidget *tab = meirei_compare_tab_new (pair);
  GtkWidget *window = ui_test_show (tab, 900, 500);

  g_assert_true (has_text (tab, "Only One Version"));
  open_instruction (fixture);
  ui_test_wait_frames (window, 2);
  g_assert_true (has_text (tab, "1 change"));
  g_assert_true (has_text (tab, "−1"));
  g_assert_true (has_text (tab, "+2"));

  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define add(name, func) \
  g_test_add ("/ui/review-tabs/" name, Fixture, NULL, set_up, func, tear_down)
  add ("tests", test_tests);
  add ("tests-run", test_run);
  add ("tests-without-sandbox", test_no_sandbox);
  add ("history", test_history);
  add ("compare", test_compare);
#undef add

  return g_test_run ();
}
