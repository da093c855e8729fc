/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The code of a stored version: read, found in, changed by somebody else. */

#include "config.h"

#include "meirei-code-file.h"
#include "meirei-code-tab.h"
#include "meirei-code-view.h"
#include "meirei-find-bar.h"
#include "meirei-regenerate-dialog.h"
#include "meirei-test-workspace.h"
#include "ui-test.h"

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  char *id;
  MeireiReview *review;
  MeireiVersionList *versions;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  guint n_lines = GPOINTER_TO_UINT (data);
  g_autoptr(GString) code = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (code, "value_%u = [%u, 'text', None]  # comment\n", i, i);
  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Test", &error);
  g_assert_no_error (error);
  fixture->id = meirei_test_add_executed (fixture->workspace, "first", code->str);
  meirei_workspace_apply_changes (fixture->workspace);
  fixture->review = meirei_review_new ();
  fixture->versions = meirei_version_list_new (fixture->review);
  meirei_review_set_workspace (fixture->review, fixture->workspace);
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

static gboolean
is_set_cb (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
set_cb (gboolean *set)
{
  *set = TRUE;
}

/* Who writes the same again changes nothing. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (fixture->workspace,
                                                                    fixture->id, "v1", NULL);
  g_autoptr(MeireiCodeFile) file = meirei_code_file_new (fixture->workspace, version);
  g_autofree char *text = NULL;
  gboolean loaded = FALSE;
  gboolean changed = FALSE;

  g_signal_connect_swapped (file, "loaded", G_CALLBACK (set_cb), &loaded);
  g_signal_connect_swapped (file, "changed", G_CALLBACK (set_cb), &changed);
  meirei_code_file_load (file);
  g_assert_true (ui_test_wait_until (is_set_cb, &loaded, 5000));
  g_assert_true (meirei_code_file_get_unchanged (file));

  text = g_strdup (meirei_code_file_get_text (file));
  g_assert_true (g_file_set_contents (meirei_code_file_get_path (file), text, -1, NULL));
  ui_test_wait_ms (800);
  g_assert_false (changed);

  g_assert_true (g_file_set_contents (meirei_code_file_get_path (file), "x = 1\n", -1, NULL));
  g_assert_true (ui_test_wait_until (is_set_cb, &changed, 5000));
  /* What is shown stays until it is read again. */
  g_assert_cmpstr (meirei_code_file_get_text (file), ==, text);

  loaded = FALSE;
  meirei_code_file_load (file);
  g_assert_true (ui_test_wait_until (is_set_cb, &loaded, 5000));
  g_assert_cmpstr (meirei_code_file_get_text (file), ==, "x = 1\n");
  g_assert_false (meirei_code_file_get_unchanged (file));

  /* Dropped while it reads. */
  meirei_code_file_load (file);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

typedef struct {
  GtkTextBuffer *buffer;
  gint64 last;
  gint64 longest;
} Watch;

static gboolean
pulse_cb (gpointer user_data)
{
  Watch *watch = user_data;
  gint64 now = g_get_monotonic_time ();

  watch->longest = MAX (watch->longest, now - watch->last);
  watch->last = now;

  return G_SOURCE_CONTINUE;
}

static gboolean
has_code_cb (gpointer user_data)
{
  return gtk_text_buffer_get_char_count (((Watch *) user_data)->buffer) > 0;
}

static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *tab = meirei_code_tab_new (fixture->review, fixture->versions);
  GtkWidget *window = ui_test_show (tab, 900, 700);
  GtkWidget *view = find (tab, MEIREI_TYPE_CODE_VIEW);
  Watch watch = { gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), 0, 0 };
  guint source;

  watch.last = g_get_monotonic_time ();
  source = g_timeout_add (5, pulse_cb, &watch);
  meirei_review_set_item (fixture->review,
                          meirei_workspace_get_item (fixture->workspace, fixture->id));
  g_assert_true (ui_test_wait_until (has_code_cb, &watch, 10000));
  ui_test_wait_ms (500);
  g_source_remove (source);
  g_test_message ("longest pause %" G_GINT64_FORMAT " ms", watch.longest / 1000);
  g_assert_cmpint (watch.longest, <, 2 * G_USEC_PER_SEC);
  /* A stored version begins at its first line. */
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (
                                                 GTK_SCROLLABLE (view))), <, 1.);
  ui_test_close (window);
}

typedef struct {
  GtkWidget *tab;
  const char *text;
} Wanted;

static gboolean
has_text (GtkWidget  *widget,
          const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
shows_cb (gpointer user_data)
{
  Wanted *wanted = user_data;

  return has_text (wanted->tab, wanted->text);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *tab = meirei_code_tab_new (fixture->review, fixture->versions);
  GtkWidget *window = ui_test_show (tab, 900, 700);
  GtkWidget *view = find (tab, MEIREI_TYPE_CODE_VIEW);
  Watch watch = { gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), 0, 0 };
  Wanted first = { tab, "1 of 10" };
  Wanted last = { tab, "10 of 10" };
  Wanted none = { tab, "No matches" };
  GtkWidget *entry = find (find (tab, MEIREI_TYPE_FIND_BAR), GTK_TYPE_SEARCH_ENTRY);

  meirei_review_set_item (fixture->review,
                          meirei_workspace_get_item (fixture->workspace, fixture->id));
  g_assert_true (ui_test_wait_until (has_code_cb, &watch, 5000));
  meirei_code_tab_find (MEIREI_CODE_TAB (tab), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "comment");
  g_assert_true (ui_test_wait_until (shows_cb, &first, 5000));
  meirei_code_tab_find (MEIREI_CODE_TAB (tab), TRUE);
  g_assert_true (ui_test_wait_until (shows_cb, &last, 5000));
  meirei_code_tab_find (MEIREI_CODE_TAB (tab), FALSE);
  g_assert_true (ui_test_wait_until (shows_cb, &first, 5000));
  gtk_editable_set_text (GTK_EDITABLE (entry), "nowhere");
  g_assert_true (ui_test_wait_until (shows_cb, &none, 5000));
  ui_test_close (window);
}

static void
test_regenerate (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(MeireiServerRegistry) registry = meirei_server_registry_new ();
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (fixture->workspace,
                                                                    fixture->id, "v1", NULL);
  g_autoptr(MeireiLineComments) comments = meirei_line_comments_new ();
  GtkWidget *dialog = meirei_regenerate_dialog_new (NULL, registry, version);
  g_autoptr(JsonObject) options = NULL;
  JsonObject *change;

  meirei_line_comments_load (comments, NULL, TRUE);
  meirei_line_comments_edit (comments, 4, "narrow this");
  meirei_regenerate_dialog_set_wish (MEIREI_REGENERATE_DIALOG (dialog), "Faster, please",
                                     comments);
  options = meirei_regenerate_dialog_dup_options (MEIREI_REGENERATE_DIALOG (dialog));
  change = json_object_get_object_member (options, "change");
  g_assert_cmpstr (json_object_get_string_member (change, "base"), ==, "v1");
  g_assert_cmpstr (json_object_get_string_member (change, "note"), ==,
                   "Faster, please\nLine 4: narrow this");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (options, "params"),
                                               "seed"), >, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define add(name, n_lines, func) \
  g_test_add ("/ui/code-tab/" name, Fixture, GUINT_TO_POINTER (n_lines), set_up, func, tear_down)
  add ("changed", 10, test_changed);
  add ("find", 10, test_find);
  add ("regenerate", 10, test_regenerate);
  add ("large", 20000, test_large);
#undef add

  return g_test_run ();
}
