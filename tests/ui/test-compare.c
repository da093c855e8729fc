/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Two versions beside each other: what is shown, and how one moves in it. */

#include "config.h"

#include <string.h>

#include "meirei-compare-tab.h"
#include "meirei-compare-view.h"
#include "meirei-diff-view.h"
#include "meirei-test-workspace.h"
#include "ui-test.h"

/* One letter for each line: = same, - removed, + added, / filler, : fold. */
static char *
draw (MeireiDiffLayout *layout)
{
  static const char letters[] = "=-+/:";
  guint n_places;
  const MeireiDiffPlace *places = meirei_diff_layout_get_places (layout, &n_places);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_places; i++)
    g_string_append_c (text, letters[places[i].kind]);

  return g_string_free (text, FALSE);
}

static guint
count_lines (const char *text)
{
  guint n_lines = 1;

  for (const char *p = text; *p != '\0'; p++)
    n_lines += *p == '\n';

  return n_lines;
}

static void
test_layout (void)
{
  static const struct {
    const char *old_text;
    const char *new_text;
    gboolean only_changes;
    const char *drawn[3];
  } rows[] = {
    { "a\nb\nc\n", "a\nx\nc\n", FALSE, { "=-=", "=+=", "=-+=" } },
    { "a\nc\n", "a\nb\nc\n", FALSE, { "=/=", "=+=", "=+=" } },
    { "a\nb\nc\n", "a\nc\n", FALSE, { "=-=", "=/=", "=-=" } },
    { "a\nb\n", "a\nb\n", FALSE, { "==", "==", "==" } },
    { "1\n2\n3\n4\n5\n6\n7\nb\n", "1\n2\n3\n4\n5\n6\n7\nx\n", TRUE,
      { ":===-", ":===+", ":===-+" } },
    { "1\n2\n3\n4\nb\n", "1\n2\n3\n4\nx\n", TRUE, { "====-", "====+", "====-+" } },
    { "", "", TRUE, { "", "", "" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiLineDiff) diff = meirei_line_diff_new (rows[i].old_text, rows[i].new_text,
                                                             MEIREI_LINE_DIFF_DEFAULT);

      for (guint form = 0; form < 3; form++)
        {
          g_autoptr(MeireiDiffLayout) layout =
            meirei_diff_layout_new (diff, (MeireiDiffForm) form, rows[i].only_changes);
          g_autofree char *drawn = draw (layout);

          g_assert_cmpstr (drawn, ==, rows[i].drawn[form]);
          if (*drawn != '\0')
            g_assert_cmpuint (count_lines (meirei_diff_layout_get_text (layout)), ==,
                              strlen (drawn));
        }
    }
}

/* A text buffer ends lines at more characters than the comparison. */
static void
test_foreign_line_ends (void)
{
  g_autoptr(MeireiLineDiff) diff = meirei_line_diff_new ("a\rb\nc\342\200\251d\n", "x\n",
                                                         MEIREI_LINE_DIFF_DEFAULT);
  g_autoptr(MeireiDiffLayout) layout = meirei_diff_layout_new (diff, MEIREI_DIFF_FORM_OLD, FALSE);
  g_autoptr(GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  guint n_places;

  meirei_diff_layout_get_places (layout, &n_places);
  gtk_text_buffer_set_text (buffer, meirei_diff_layout_get_text (layout), -1);
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, n_places);
}

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  char *id;
  MeireiReview *review;
  MeireiVersionList *versions;
  MeireiComparePair *pair;
} Fixture;

static char *
make_code (guint n_lines,
           guint every)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "value_%u = %u\n", i, every > 0 && i % every == 5 ? i + 1 : i);

  return g_string_free (text, FALSE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  guint n_lines = GPOINTER_TO_UINT (data);
  g_autofree char *before = make_code (n_lines, 0);
  g_autofree char *after = make_code (n_lines, n_lines / 4);
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Test", &error);
  g_assert_no_error (error);
  fixture->id = meirei_test_add_executed (fixture->workspace, "first", before);
  meirei_test_execute (fixture->workspace, fixture->id, after);
  meirei_workspace_apply_changes (fixture->workspace);
  fixture->review = meirei_review_new ();
  fixture->versions = meirei_version_list_new (fixture->review);
  fixture->pair = meirei_compare_pair_new (fixture->review, fixture->versions);
  meirei_review_set_workspace (fixture->review, fixture->workspace);
  meirei_review_set_item (fixture->review,
                          meirei_workspace_get_item (fixture->workspace, fixture->id));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->pair);
  g_clear_object (&fixture->versions);
  g_clear_object (&fixture->review);
  g_clear_object (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->id);
}

static gboolean
is_compared_cb (gpointer user_data)
{
  return meirei_compare_pair_get_diff (user_data) != NULL;
}

static gboolean
is_unified_cb (gpointer user_data)
{
  return meirei_compare_pair_get_layout (user_data, MEIREI_DIFF_FORM_UNIFIED) != NULL;
}

static gboolean
has_sides_cb (gpointer user_data)
{
  return meirei_compare_pair_get_layout (user_data, MEIREI_DIFF_FORM_OLD) != NULL;
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

/* With little room both are in one text. */
static void
test_width (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *tab = meirei_compare_tab_new (fixture->pair);
  GtkWidget *window = ui_test_show (tab, 1200, 500);

  g_assert_true (ui_test_wait_until (has_sides_cb, fixture->pair, 5000));
  g_assert_null (meirei_compare_pair_get_layout (fixture->pair, MEIREI_DIFF_FORM_UNIFIED));
  ui_test_close (window);

  tab = meirei_compare_tab_new (fixture->pair);
  window = ui_test_show (tab, 800, 500);
  g_assert_true (ui_test_wait_until (is_unified_cb, fixture->pair, 5000));
  ui_test_close (window);
}

/* From change to change, around the end, and both sides at the same place. */
static void
test_navigation (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *tab = meirei_compare_tab_new (fixture->pair);
  GtkWidget *window = ui_test_show (tab, 1200, 400);
  MeireiCompareView *view = MEIREI_COMPARE_VIEW (find (tab, MEIREI_TYPE_COMPARE_VIEW));
  GtkWidget *left;
  GtkWidget *right;
  guint n_changes;

  g_assert_true (ui_test_wait_until (has_sides_cb, fixture->pair, 5000));
  ui_test_wait_frames (window, 3);
  g_assert_cmpuint (meirei_compare_view_get_current (view, &n_changes), ==, 0);
  g_assert_cmpuint (n_changes, ==, 4);
  for (guint i = 1; i <= 4; i++)
    {
      meirei_compare_tab_next_change (MEIREI_COMPARE_TAB (tab), FALSE);
      g_assert_cmpuint (meirei_compare_view_get_current (view, &n_changes), ==, i);
    }
  ui_test_wait_ms (600);
  left = find (tab, MEIREI_TYPE_DIFF_VIEW);
  right = find (gtk_widget_get_next_sibling (gtk_widget_get_parent (left)),
                MEIREI_TYPE_DIFF_VIEW);
  g_assert_cmpint (meirei_diff_view_get_top (MEIREI_DIFF_VIEW (right)), >, 0);
  g_assert_cmpint (meirei_diff_view_get_top (MEIREI_DIFF_VIEW (left)), ==,
                   meirei_diff_view_get_top (MEIREI_DIFF_VIEW (right)));

  meirei_compare_tab_next_change (MEIREI_COMPARE_TAB (tab), FALSE);
  g_assert_cmpuint (meirei_compare_view_get_current (view, &n_changes), ==, 1);
  meirei_compare_tab_next_change (MEIREI_COMPARE_TAB (tab), TRUE);
  g_assert_cmpuint (meirei_compare_view_get_current (view, &n_changes), ==, 4);
  ui_test_close (window);
}

static void
test_pair (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_lines = GPOINTER_TO_UINT (data);

  /* Nothing happens while nobody looks. */
  ui_test_wait_ms (300);
  g_assert_null (meirei_compare_pair_get_diff (fixture->pair));
  g_assert_cmpstr (meirei_version_get_name (meirei_compare_pair_get_version (fixture->pair, 0)),
                   ==, "v1");

  meirei_compare_pair_set_active (fixture->pair, TRUE);
  g_assert_true (ui_test_wait_until (is_compared_cb, fixture->pair, 10000));
  g_assert_cmpuint (meirei_line_diff_get_n_lines (meirei_compare_pair_get_diff (fixture->pair), 1),
                    ==, n_lines);

  meirei_compare_pair_swap (fixture->pair);
  g_assert_null (meirei_compare_pair_get_diff (fixture->pair));
  g_assert_true (ui_test_wait_until (is_compared_cb, fixture->pair, 10000));
  g_assert_cmpstr (meirei_version_get_name (meirei_compare_pair_get_version (fixture->pair, 0)),
                   ==, "v2");

  /* Dropped while it works. */
  meirei_compare_pair_swap (fixture->pair);
  g_clear_object (&fixture->pair);
  ui_test_wait_ms (100);
}

static gboolean
has_versions_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_list_model_get_n_items (meirei_version_list_get_model (fixture->versions)) == 3;
}

/* The list of versions comes and goes under open drop-downs. */
static void
test_lists_change (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *other = meirei_test_add_executed (fixture->workspace, "other", "a = 1\n");
  GtkWidget *tab = meirei_compare_tab_new (fixture->pair);
  GtkWidget *window = ui_test_show (tab, 1200, 400);

  meirei_test_execute (fixture->workspace, other, "a = 2\n");
  meirei_test_execute (fixture->workspace, fixture->id, "a = 3\n");
  meirei_workspace_apply_changes (fixture->workspace);
  for (guint i = 0; i < 4; i++)
    {
      meirei_review_set_item (fixture->review,
                              meirei_workspace_get_item (fixture->workspace, other));
      ui_test_wait_ms (150);
      meirei_review_set_item (fixture->review,
                              meirei_workspace_get_item (fixture->workspace, fixture->id));
      g_assert_true (ui_test_wait_until (has_versions_cb, fixture, 5000));
      g_assert_cmpstr (meirei_version_get_name (meirei_compare_pair_get_version (fixture->pair, 0)),
                       ==, "v2");
      g_assert_cmpstr (meirei_version_get_name (meirei_compare_pair_get_version (fixture->pair, 1)),
                       ==, "v3");
    }
  ui_test_close (window);
}

/* The longest time between two frames' worth of events. */
typedef struct {
  gint64 last;
  gint64 longest;
} Pulse;

static gboolean
pulse_cb (gpointer user_data)
{
  Pulse *pulse = user_data;
  gint64 now = g_get_monotonic_time ();

  pulse->longest = MAX (pulse->longest, now - pulse->last);
  pulse->last = now;

  return G_SOURCE_CONTINUE;
}

/* 20,000 lines: the window goes on answering. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *tab = meirei_compare_tab_new (fixture->pair);
  Pulse pulse = { 0 };
  GtkWidget *window;
  guint source;

  window = ui_test_show (tab, 1200, 600);
  pulse.last = g_get_monotonic_time ();
  source = g_timeout_add (5, pulse_cb, &pulse);
  g_assert_true (ui_test_wait_until (has_sides_cb, fixture->pair, 10000));
  ui_test_wait_ms (500);
  g_source_remove (source);
  g_test_message ("longest pause %" G_GINT64_FORMAT " ms", pulse.longest / 1000);
  g_assert_cmpint (pulse.longest, <, 2 * G_USEC_PER_SEC);
  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/compare/layout", test_layout);
  g_test_add_func ("/ui/compare/foreign-line-ends", test_foreign_line_ends);
#define add(name, n_lines, func) \
  g_test_add ("/ui/compare/" name, Fixture, GUINT_TO_POINTER (n_lines), set_up, func, tear_down)
  add ("width", 40, test_width);
  add ("navigation", 400, test_navigation);
  add ("pair", 40, test_pair);
  add ("lists-change", 40, test_lists_change);
  add ("large", 20000, test_large);
#undef add

  return g_test_run ();
}
