/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>

#include "meirei-instructions-page.h"
#include "meirei-window.h"
#include "ui-test.h"
#include "ui-workspace.h"

typedef struct {
  UiWorkspace *fixture;
  MeireiWindow *window;
  MeireiInstructionsPage *page;
  MeireiReview *review;
} Shown;

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static gboolean
is_open (gpointer user_data)
{
  Shown *shown = user_data;

  return meirei_window_get_workspace (shown->window) != NULL
         && meirei_review_get_instruction (shown->review) != NULL
         && !meirei_review_is_loading (shown->review);
}

static MeireiWindow *
make_window (void)
{
  g_autoptr(MeireiSettings) settings = meirei_settings_new ();

  return meirei_window_new (GTK_APPLICATION (g_application_get_default ()), settings, NULL, NULL);
}

static void
look_at (Shown *shown)
{
  shown->page = MEIREI_INSTRUCTIONS_PAGE (find_widget (GTK_WIDGET (shown->window),
                                                       MEIREI_TYPE_INSTRUCTIONS_PAGE));
  shown->review = meirei_instructions_page_get_review (shown->page);
  meirei_window_open_workspace (shown->window, shown->fixture->dir);
  gtk_window_present (GTK_WINDOW (shown->window));
  g_assert_true (ui_test_wait_until (is_open, shown, 5000));
}

static Shown
show (void)
{
  Shown shown = { ui_workspace_new (), make_window (), NULL, NULL };

  look_at (&shown);

  return shown;
}

static void
close_window (Shown *shown)
{
  g_object_add_weak_pointer (G_OBJECT (shown->window), (gpointer *) &shown->window);
  gtk_window_close (GTK_WINDOW (shown->window));
  ui_test_wait_ms (200);
  g_assert_null (shown->window);
}

static void
hide (Shown *shown)
{
  close_window (shown);
  ui_workspace_free (shown->fixture);
}

static const char *
get_open_id (Shown *shown)
{
  return meirei_instruction_item_get_id (meirei_review_get_item (shown->review));
}

static gboolean
is_enabled (Shown      *shown,
            const char *action)
{
  return g_action_group_get_action_enabled (meirei_instructions_page_get_actions (shown->page),
                                            action);
}

static void
activate (Shown      *shown,
          const char *action)
{
  g_test_message ("%s", action);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shown->window), action, NULL));
}

typedef struct {
  Shown *shown;
  const char *id;
  MeireiStatus status;
} Expected;

static gboolean
has_status (gpointer user_data)
{
  Expected *expected = user_data;
  MeireiWorkspace *workspace = meirei_window_get_workspace (expected->shown->window);

  return meirei_instruction_item_get_status (meirei_workspace_get_item (workspace, expected->id))
         == expected->status;
}

static void
wait_for_status (Shown        *shown,
                 const char   *id,
                 MeireiStatus  status)
{
  Expected expected = { shown, id, status };

  g_assert_true (ui_test_wait_until (has_status, &expected, 5000));
  g_assert_true (ui_test_wait_until (is_open, shown, 5000));
}

static void
test_open (void)
{
  Shown shown = show ();

  /* The first that awaits review is open. */
  g_assert_cmpint (meirei_instruction_item_get_status (meirei_review_get_item (shown.review)), ==,
                   MEIREI_STATUS_EXECUTED);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (shown.window)), ==, "テスト workspace");
  g_assert_true (is_enabled (&shown, "accept"));
  g_assert_false (is_enabled (&shown, "validate"));

  meirei_window_close_workspace (shown.window);
  g_assert_null (meirei_window_get_workspace (shown.window));
  g_assert_null (meirei_review_get_item (shown.review));
  g_assert_false (is_enabled (&shown, "accept"));

  hide (&shown);
}

static void
test_decide_and_undo (void)
{
  Shown shown = show ();
  g_autofree char *first = g_strdup (get_open_id (&shown));
  g_autofree char *second = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiVerdict) verdict = NULL;

  meirei_decision_bar_set_note (meirei_instructions_page_get_decision_bar (shown.page), "良い");
  activate (&shown, "instruction.accept");

  /* The next one is open at once, with an empty note. */
  second = g_strdup (get_open_id (&shown));
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpstr (meirei_decision_bar_get_note (
                     meirei_instructions_page_get_decision_bar (shown.page)), ==, "");
  wait_for_status (&shown, first, MEIREI_STATUS_ACCEPTED);
  version = meirei_workspace_load_version (shown.fixture->workspace, first, "v1", NULL);
  verdict = meirei_version_dup_verdict (version);
  g_assert_cmpstr (meirei_verdict_get_note (verdict), ==, "良い");

  activate (&shown, "instruction.reject");
  wait_for_status (&shown, second, MEIREI_STATUS_REJECTED);

  /* Undo goes back one at a time, and shows what it was about. */
  activate (&shown, "instruction.undo");
  wait_for_status (&shown, second, MEIREI_STATUS_EXECUTED);
  ui_test_wait_ms (50);
  g_assert_cmpstr (get_open_id (&shown), ==, second);
  activate (&shown, "instruction.undo");
  wait_for_status (&shown, first, MEIREI_STATUS_EXECUTED);

  hide (&shown);
}

static void
test_decide_many (void)
{
  Shown shown = show ();

  /* The draft and the approved one are left out. */
  activate (&shown, "instruction.check-all");
  activate (&shown, "instruction.accept-checked");
  for (int i = 0; i < 3; i++)
    wait_for_status (&shown, shown.fixture->executed[i], MEIREI_STATUS_ACCEPTED);
  wait_for_status (&shown, shown.fixture->draft, MEIREI_STATUS_DRAFT);
  g_assert_false (meirei_instruction_list_has_checked (
                    meirei_instructions_page_get_list (shown.page)));
  g_assert_false (is_enabled (&shown, "reject-checked"));

  /* They are taken back together. */
  activate (&shown, "instruction.undo");
  for (int i = 0; i < 3; i++)
    wait_for_status (&shown, shown.fixture->executed[i], MEIREI_STATUS_EXECUTED);

  hide (&shown);
}

/* A note that is begun right after a move is a note: its letters must not
 * become verdicts because the row takes the focus a moment later. */
static void
test_note_after_move (void)
{
  Shown shown = show ();
  GtkWidget *focus;

  meirei_instruction_list_focus_rows (meirei_instructions_page_get_list (shown.page));
  ui_test_wait_ms (50);
  activate (&shown, "instruction.next");
  activate (&shown, "instruction.note");
  focus = gtk_window_get_focus (GTK_WINDOW (shown.window));
  g_assert_true (GTK_IS_EDITABLE (focus));
  ui_test_wait_ms (100);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (shown.window)) == focus);

  hide (&shown);
}

static gboolean
has_n_items (gpointer user_data)
{
  Expected *expected = user_data;
  MeireiWorkspace *workspace = meirei_window_get_workspace (expected->shown->window);

  return g_list_model_get_n_items (meirei_workspace_get_items (workspace))
         == (guint) expected->status;
}

static void
wait_for_n_items (Shown *shown,
                  guint  n_items)
{
  Expected expected = { shown, NULL, (MeireiStatus) n_items };

  g_assert_true (ui_test_wait_until (has_n_items, &expected, 5000));
}

static void
test_duplicate_and_delete (void)
{
  Shown shown = show ();
  g_autofree char *original = g_strdup (get_open_id (&shown));
  GtkWidget *toast;
  GtkWidget *undo;

  activate (&shown, "instruction.duplicate");
  wait_for_n_items (&shown, 6);
  g_assert_true (ui_test_wait_until (is_open, &shown, 5000));
  g_assert_cmpstr (get_open_id (&shown), !=, original);
  g_assert_cmpint (meirei_instruction_item_get_status (meirei_review_get_item (shown.review)), ==,
                   MEIREI_STATUS_DRAFT);
  g_assert_true (g_str_has_suffix (meirei_instruction_item_get_title (
                                     meirei_review_get_item (shown.review)), " (copy)"));

  ui_test_wait_ms (50);
  activate (&shown, "instruction.delete");
  wait_for_n_items (&shown, 5);
  ui_test_wait_ms (50);
  toast = find_widget (GTK_WIDGET (shown.page), g_type_from_name ("AdwToastWidget"));
  g_assert_nonnull (toast);
  undo = find_widget (toast, GTK_TYPE_BUTTON);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (undo)), ==, "_Undo");
  g_signal_emit_by_name (undo, "clicked");
  wait_for_n_items (&shown, 6);

  hide (&shown);
}

static void
test_validate_and_approve (void)
{
  Shown shown = show ();

  g_assert_true (meirei_instructions_page_open (shown.page, shown.fixture->draft));
  g_assert_true (ui_test_wait_until (is_open, &shown, 5000));
  ui_test_wait_ms (50);
  g_assert_false (is_enabled (&shown, "accept"));
  g_assert_true (is_enabled (&shown, "validate"));
  activate (&shown, "instruction.validate");
  wait_for_status (&shown, shown.fixture->draft, MEIREI_STATUS_VALIDATED);
  ui_test_wait_ms (50);
  activate (&shown, "instruction.approve");
  wait_for_status (&shown, shown.fixture->draft, MEIREI_STATUS_APPROVED);

  hide (&shown);
}

static void
test_checked (void)
{
  Shown shown = show ();

  activate (&shown, "instruction.check-all");
  ui_test_wait_ms (50);
  g_assert_true (is_enabled (&shown, "approve"));
  activate (&shown, "instruction.approve");
  wait_for_status (&shown, shown.fixture->draft, MEIREI_STATUS_APPROVED);
  activate (&shown, "instruction.clear-checked");
  g_assert_false (meirei_instruction_list_has_checked (
                    meirei_instructions_page_get_list (shown.page)));

  hide (&shown);
}

static void
test_new_instruction (void)
{
  Shown shown = show ();
  MeireiInstructionView *view = meirei_instructions_page_get_view (shown.page);
  MeireiInstructionModel *model =
    meirei_instruction_list_get_model (meirei_instructions_page_get_list (shown.page));

  activate (&shown, "win.new-instruction");
  for (int i = 0; i < 50 && meirei_instruction_model_get_n_total (model) < 6; i++)
    ui_test_wait_ms (20);
  ui_test_wait_ms (100);
  g_assert_cmpuint (meirei_instruction_model_get_n_total (model), ==, 6);
  g_assert_cmpstr (meirei_instruction_item_get_title (meirei_review_get_item (shown.review)), ==,
                   "New instruction");
  g_assert_cmpint (meirei_instruction_view_get_tab (view), ==, MEIREI_INSTRUCTION_TAB_SHEET);

  hide (&shown);
}

/* What the window was like is remembered, per workspace. */
static void
test_state (void)
{
  Shown shown = show ();
  MeireiInstructionList *list = meirei_instructions_page_get_list (shown.page);
  int status = -1, width = 0;
  MeireiSortKey sort_key = MEIREI_SORT_KEY_UPDATED;

  g_object_set (list, "sort-key", MEIREI_SORT_KEY_TITLE, NULL);
  g_object_set (shown.page, "list-width", 300, NULL);
  meirei_instructions_page_open (shown.page, shown.fixture->approved);
  g_assert_true (ui_test_wait_until (is_open, &shown, 5000));
  meirei_decision_bar_set_note (meirei_instructions_page_get_decision_bar (shown.page),
                                "not sent yet");
  close_window (&shown);

  shown.window = make_window ();
  look_at (&shown);
  list = meirei_instructions_page_get_list (shown.page);
  g_object_get (list, "sort-key", &sort_key, "status", &status, NULL);
  g_object_get (shown.page, "list-width", &width, NULL);
  g_assert_cmpint (sort_key, ==, MEIREI_SORT_KEY_TITLE);
  g_assert_cmpint (status, ==, -1);
  g_assert_cmpint (width, ==, 300);
  g_assert_cmpstr (get_open_id (&shown), ==, shown.fixture->approved);
  g_assert_cmpstr (meirei_decision_bar_get_note (
                     meirei_instructions_page_get_decision_bar (shown.page)), ==, "not sent yet");

  hide (&shown);
}

/* The content fits into every width. */
static void
test_widths (void)
{
  static const int widths[] = { 1360, 1199, 900, 700, 610 };
  Shown shown = show ();
  MeireiInstructionsPage *page = shown.page;

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gboolean list_shown, quality_shown;

      gtk_window_set_default_size (GTK_WINDOW (shown.window), widths[i], 700);
      ui_test_wait_ms (150);
      g_object_get (page, "list-shown", &list_shown, NULL);
      g_object_get (meirei_instructions_page_get_view (page), "quality-shown", &quality_shown,
                    NULL);
      g_assert_cmpint (list_shown, ==, widths[i] >= 860);
      g_assert_cmpint (quality_shown, ==, widths[i] >= 1200);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page)), <=, widths[i]);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page)), >, widths[i] - 30);
    }

  hide (&shown);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) app = NULL;

  ui_test_init (&argc, &argv);
  app = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));

  g_test_add_func ("/ui/window/open", test_open);
  g_test_add_func ("/ui/window/decide-and-undo", test_decide_and_undo);
  g_test_add_func ("/ui/window/decide-many", test_decide_many);
  g_test_add_func ("/ui/window/note-after-move", test_note_after_move);
  g_test_add_func ("/ui/window/duplicate-and-delete", test_duplicate_and_delete);
  g_test_add_func ("/ui/window/validate-and-approve", test_validate_and_approve);
  g_test_add_func ("/ui/window/checked", test_checked);
  g_test_add_func ("/ui/window/new-instruction", test_new_instruction);
  g_test_add_func ("/ui/window/state", test_state);
  g_test_add_func ("/ui/window/widths", test_widths);

  return g_test_run ();
}
