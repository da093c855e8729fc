/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-banner.h"
#include "meirei-lifecycle.h"
#include "meirei-line-list.h"
#include "meirei-sheet-tab.h"
#include "meirei-test-workspace.h"
#include "ui-test.h"

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  char *first;
  char *second;
  MeireiReview *review;
  GtkWidget *tab;
  GtkWidget *window;
} Fixture;

static gboolean
is_shown_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return !meirei_review_is_loading (fixture->review);
}

static void
open_instruction (Fixture    *fixture,
                  const char *id)
{
  meirei_review_set_item (fixture->review, meirei_workspace_get_item (fixture->workspace, id));
  g_assert_true (ui_test_wait_until (is_shown_cb, fixture, 5000));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Test", &error);
  g_assert_no_error (error);
  fixture->first = meirei_test_add_instruction (fixture->workspace, "First", "first");
  fixture->second = meirei_test_add_instruction (fixture->workspace, "Second", "second");
  meirei_workspace_apply_changes (fixture->workspace);
  fixture->review = meirei_review_new ();
  meirei_review_set_workspace (fixture->review, fixture->workspace);
  fixture->tab = meirei_sheet_tab_new (fixture->review);
  fixture->window = ui_test_show (fixture->tab, 700, 600);
  open_instruction (fixture, fixture->first);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_test_wait_ms (20);
  g_clear_object (&fixture->review);
  g_clear_object (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->first);
  g_free (fixture->second);
}

/* The first widget of a type with a title, depth first. */
static GtkWidget *
find_widget (GtkWidget  *widget,
             GType       type,
             const char *title)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (title == NULL
          || g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkEditable *
get_title (Fixture *fixture)
{
  return GTK_EDITABLE (find_widget (fixture->tab, ADW_TYPE_ENTRY_ROW, "Title"));
}

static void
assert_title (Fixture    *fixture,
              const char *id,
              const char *title)
{
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (fixture->workspace, id, NULL);

  g_assert_cmpstr (meirei_sheet_get_title (meirei_instruction_get_sheet (instruction)), ==, title);
}

static gboolean
set_member_cb (MeireiInstruction  *instruction,
               gpointer            user_data,
               GError            **error)
{
  const char * const *change = user_data;
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), change[1]);
  g_autoptr(MeireiSheet) sheet =
    meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), change[0], value, error);

  return sheet != NULL && meirei_lifecycle_edit (instruction, sheet, error);
}

/* As another program would do it. */
static void
change_outside (Fixture    *fixture,
                const char *member,
                const char *value)
{
  const char *change[] = { member, value };
  g_autoptr(GError) error = NULL;
  G_GNUC_UNUSED g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_update_instruction (fixture->workspace, fixture->first, -1, set_member_cb,
                                         change, &error);

  g_assert_no_error (error);
}

static void
settle (Fixture *fixture)
{
  ui_test_wait_ms (150);
  g_assert_true (ui_test_wait_until (is_shown_cb, fixture, 5000));
}

static void
test_saves_by_itself (Fixture       *fixture,
                      gconstpointer  data)
{
  GtkEditable *title = get_title (fixture);

  g_assert_cmpstr (gtk_editable_get_text (title), ==, "First");
  gtk_editable_set_text (title, "Changed");
  assert_title (fixture, fixture->first, "First");
  ui_test_wait_ms (900);
  settle (fixture);
  assert_title (fixture, fixture->first, "Changed");

  /* Saving is no change that needs to be saved. */
  gtk_editable_set_text (title, "Changed again");
  meirei_sheet_tab_save (MEIREI_SHEET_TAB (fixture->tab));
  gtk_editable_set_text (title, "Changed a third time");
  meirei_sheet_tab_save (MEIREI_SHEET_TAB (fixture->tab));
  settle (fixture);
  assert_title (fixture, fixture->first, "Changed a third time");
  g_assert_cmpstr (gtk_editable_get_text (title), ==, "Changed a third time");
}

static void
test_saves_when_left (Fixture       *fixture,
                      gconstpointer  data)
{
  gtk_editable_set_text (get_title (fixture), "一番目");
  open_instruction (fixture, fixture->second);
  settle (fixture);
  g_assert_cmpstr (gtk_editable_get_text (get_title (fixture)), ==, "Second");
  assert_title (fixture, fixture->first, "一番目");
  assert_title (fixture, fixture->second, "Second");

  gtk_editable_set_text (get_title (fixture), "Closed at once");
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  ui_test_wait_ms (20);
  assert_title (fixture, fixture->second, "Closed at once");
}

static void
test_changes_from_outside (Fixture       *fixture,
                           gconstpointer  data)
{
  GtkWidget *banner = find_widget (fixture->tab, MEIREI_TYPE_BANNER, NULL);

  /* Another field: both changes are kept. */
  gtk_editable_set_text (get_title (fixture), "Mine");
  change_outside (fixture, "feature", "theirs");
  meirei_sheet_tab_save (MEIREI_SHEET_TAB (fixture->tab));
  settle (fixture);
  assert_title (fixture, fixture->first, "Mine");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_widget (fixture->tab,
                                                                     ADW_TYPE_ENTRY_ROW,
                                                                     "Feature Name"))),
                   ==, "theirs");
  g_assert_false (meirei_banner_get_revealed (MEIREI_BANNER (banner)));

  /* The same field: nothing is stored, nothing that was typed is lost. */
  gtk_editable_set_text (get_title (fixture), "Mine again");
  change_outside (fixture, "title", "Theirs");
  meirei_sheet_tab_save (MEIREI_SHEET_TAB (fixture->tab));
  settle (fixture);
  assert_title (fixture, fixture->first, "Theirs");
  g_assert_cmpstr (gtk_editable_get_text (get_title (fixture)), ==, "Mine again");
  g_assert_true (meirei_banner_get_revealed (MEIREI_BANNER (banner)));

  g_signal_emit_by_name (meirei_banner_get_button (MEIREI_BANNER (banner)), "clicked");
  settle (fixture);
  g_assert_cmpstr (gtk_editable_get_text (get_title (fixture)), ==, "Theirs");
  g_assert_false (meirei_banner_get_revealed (MEIREI_BANNER (banner)));
}

static void
test_focused_field_stays (Fixture       *fixture,
                          gconstpointer  data)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_title (fixture)));
  change_outside (fixture, "title", "Theirs");
  meirei_workspace_apply_changes (fixture->workspace);
  settle (fixture);
  g_assert_cmpstr (gtk_editable_get_text (get_title (fixture)), ==, "First");

  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  settle (fixture);
  g_assert_cmpstr (gtk_editable_get_text (get_title (fixture)), ==, "Theirs");
}

/* An entry row has buttons of its own. */
static gboolean
click_remove (GtkWidget *widget)
{
  const char *icon_name = GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget))
                                                 : NULL;

  if (g_strcmp0 (icon_name, "user-trash-symbolic") == 0)
    {
      g_signal_emit_by_name (widget, "clicked");
      return TRUE;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (click_remove (child))
      return TRUE;

  return FALSE;
}

static void
test_lines (void)
{
  static const char * const lines[] = { "add(a, b)", "sub(a, b)", NULL };
  GtkWidget *list = meirei_line_list_new ();
  GtkWidget *window = ui_test_show (list, 400, 300);
  g_auto(GStrv) found = NULL;

  meirei_line_list_set_lines (MEIREI_LINE_LIST (list), lines);
  meirei_line_list_add (MEIREI_LINE_LIST (list));
  g_assert_true (click_remove (list));
  found = meirei_line_list_dup_lines (MEIREI_LINE_LIST (list));
  g_assert_cmpstr (found[0], ==, "sub(a, b)");
  g_assert_null (found[1]);

  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define add(name, func) \
  g_test_add ("/ui/sheet-tab/" name, Fixture, NULL, set_up, func, tear_down)
  add ("saves-by-itself", test_saves_by_itself);
  add ("saves-when-left", test_saves_when_left);
  add ("changes-from-outside", test_changes_from_outside);
  add ("focused-field-stays", test_focused_field_stays);
#undef add
  g_test_add_func ("/ui/sheet-tab/lines", test_lines);

  return g_test_run ();
}
