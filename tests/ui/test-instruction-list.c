/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-instruction-list.h"
#include "ui-test.h"
#include "ui-workspace.h"

typedef struct {
  UiWorkspace *fixture;
  MeireiInstructionList *list;
  GtkWidget *window;
} Shown;

static Shown
show (void)
{
  Shown shown = { ui_workspace_new (), NULL, NULL };

  shown.list = g_object_new (MEIREI_TYPE_INSTRUCTION_LIST, NULL);
  meirei_instruction_list_set_workspace (shown.list, shown.fixture->workspace);
  shown.window = ui_test_show (GTK_WIDGET (shown.list), 330, 700);

  return shown;
}

static void
hide (Shown *shown)
{
  ui_test_close (shown->window);
  ui_workspace_free (shown->fixture);
}

static guint
count_rows (Shown *shown)
{
  return g_list_model_get_n_items (
    G_LIST_MODEL (meirei_instruction_list_get_model (shown->list)));
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_one_row (gpointer user_data)
{
  return count_rows (user_data) == 1;
}

static gboolean
has_five_rows (gpointer user_data)
{
  return count_rows (user_data) == 5;
}

static void
test_search (void)
{
  Shown shown = show ();
  GtkWidget *entry = find_widget (GTK_WIDGET (shown.list), GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *no_matches = find_widget (GTK_WIDGET (shown.list), ADW_TYPE_STATUS_PAGE);

  g_assert_cmpuint (count_rows (&shown), ==, 5);
  g_assert_false (gtk_widget_get_child_visible (no_matches));

  /* A part of a feature name, of the id, of Japanese text in the sheet. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "eco");
  g_assert_true (ui_test_wait_until (has_one_row, &shown, 3000));
  gtk_editable_set_text (GTK_EDITABLE (entry), shown.fixture->draft);
  ui_test_wait_ms (100);
  g_assert_true (ui_test_wait_until (has_one_row, &shown, 3000));
  g_assert_cmpstr (meirei_instruction_item_get_id (meirei_instruction_model_peek (
                     meirei_instruction_list_get_model (shown.list), 0)), ==,
                   shown.fixture->draft);
  gtk_editable_set_text (GTK_EDITABLE (entry), "二つの数");
  g_assert_true (ui_test_wait_until (has_five_rows, &shown, 3000));

  /* Nothing found says so and offers a way back. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "no such thing");
  ui_test_wait_ms (200);
  g_assert_true (gtk_widget_get_child_visible (no_matches));
  gtk_widget_activate_action (GTK_WIDGET (shown.list), "list.clear-filters", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (ui_test_wait_until (has_five_rows, &shown, 3000));
  g_assert_false (gtk_widget_get_child_visible (no_matches));

  hide (&shown);
}

static void
test_filters (void)
{
  Shown shown = show ();

  g_object_set (shown.list, "status", MEIREI_STATUS_EXECUTED, NULL);
  g_assert_cmpuint (count_rows (&shown), ==, 3);
  g_object_set (shown.list, "phase", 1, NULL);
  g_assert_cmpuint (count_rows (&shown), ==, 3);
  g_object_set (shown.list, "score-filter", "90-100", NULL);
  g_assert_cmpuint (count_rows (&shown), ==, 0);
  g_object_set (shown.list, "score-filter", "nonsense", NULL);
  g_assert_cmpuint (count_rows (&shown), ==, 3);
  g_object_set (shown.list, "tag-filter", "none has this", NULL);
  g_assert_cmpuint (count_rows (&shown), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (shown.list), "list.clear-filters", NULL);
  g_assert_cmpuint (count_rows (&shown), ==, 5);

  hide (&shown);
}

static MeireiInstructionItem *
peek (Shown *shown,
      guint  position)
{
  return meirei_instruction_model_peek (meirei_instruction_list_get_model (shown->list), position);
}

static void
test_select (void)
{
  Shown shown = show ();

  g_assert_null (meirei_instruction_list_get_selected (shown.list));
  meirei_instruction_list_select_near (shown.list, +1);
  g_assert_true (meirei_instruction_list_get_selected (shown.list) == peek (&shown, 0));
  meirei_instruction_list_select_near (shown.list, +1);
  g_assert_true (meirei_instruction_list_get_selected (shown.list) == peek (&shown, 1));
  meirei_instruction_list_select_near (shown.list, -1);
  meirei_instruction_list_select_near (shown.list, -1);
  g_assert_true (meirei_instruction_list_get_selected (shown.list) == peek (&shown, 0));
  meirei_instruction_list_select_near (shown.list, G_MAXINT);
  g_assert_true (meirei_instruction_list_get_selected (shown.list) == peek (&shown, 4));

  hide (&shown);
}

/* The row that was selected has gone: its successor is next. */
static void
test_select_after_leaving (void)
{
  Shown shown = show ();
  MeireiInstructionItem *successor;

  g_object_set (shown.list, "status", MEIREI_STATUS_EXECUTED, NULL);
  meirei_instruction_list_select (shown.list, peek (&shown, 1));
  successor = peek (&shown, 2);
  g_assert_true (meirei_workspace_decide (shown.fixture->workspace,
                                          meirei_instruction_item_get_id (peek (&shown, 1)), NULL,
                                          MEIREI_DECISION_ACCEPTED, NULL, NULL, NULL));
  meirei_workspace_apply_changes (shown.fixture->workspace);
  meirei_instruction_model_flush (meirei_instruction_list_get_model (shown.list));
  g_assert_cmpuint (count_rows (&shown), ==, 2);
  g_assert_null (meirei_instruction_list_get_selected (shown.list));
  meirei_instruction_list_select_near (shown.list, +1);
  g_assert_true (meirei_instruction_list_get_selected (shown.list) == successor);

  hide (&shown);
}

static void
test_check (void)
{
  Shown shown = show ();
  g_auto(GStrv) ids = NULL;
  GtkWidget *check;

  meirei_instruction_list_check_all (shown.list);
  g_assert_true (meirei_instruction_list_has_checked (shown.list));
  ids = meirei_instruction_list_dup_checked (shown.list);
  g_assert_cmpuint (g_strv_length (ids), ==, 5);
  g_assert_cmpstr (ids[0], ==, meirei_instruction_item_get_id (peek (&shown, 0)));

  /* The check box of a row, as a click does it. */
  check = find_widget (GTK_WIDGET (shown.list), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_clear_pointer (&ids, g_strfreev);
  ids = meirei_instruction_list_dup_checked (shown.list);
  g_assert_cmpuint (g_strv_length (ids), ==, 4);

  /* A filter hides rows, but they stay checked. */
  g_object_set (shown.list, "status", MEIREI_STATUS_DRAFT, NULL);
  g_clear_pointer (&ids, g_strfreev);
  ids = meirei_instruction_list_dup_checked (shown.list);
  g_assert_cmpuint (g_strv_length (ids), ==, 4);

  meirei_instruction_list_clear_checked (shown.list);
  g_assert_false (meirei_instruction_list_has_checked (shown.list));

  hide (&shown);
}

static void
test_checked_one_is_deleted (void)
{
  Shown shown = show ();
  g_auto(GStrv) ids = NULL;

  meirei_instruction_list_check_all (shown.list);
  g_assert_true (meirei_workspace_delete_instruction (shown.fixture->workspace,
                                                      shown.fixture->draft, NULL));
  meirei_workspace_apply_changes (shown.fixture->workspace);
  meirei_instruction_model_flush (meirei_instruction_list_get_model (shown.list));
  ids = meirei_instruction_list_dup_checked (shown.list);
  g_assert_cmpuint (g_strv_length (ids), ==, 4);

  hide (&shown);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/instruction-list/search", test_search);
  g_test_add_func ("/ui/instruction-list/filters", test_filters);
  g_test_add_func ("/ui/instruction-list/select", test_select);
  g_test_add_func ("/ui/instruction-list/select-after-leaving", test_select_after_leaving);
  g_test_add_func ("/ui/instruction-list/check", test_check);
  g_test_add_func ("/ui/instruction-list/checked-one-is-deleted", test_checked_one_is_deleted);

  return g_test_run ();
}
