/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>

#include "meirei-code-map.h"
#include "meirei-code-view.h"
#include "ui-findings.h"
#include "ui-test.h"

static const char code[] =
  "# 命令書 9ea46229 ／ フェーズ4：バッチ処理\n"
  "import json\n"
  "import logging\n"
  "\n"
  "「」\n"
  "x = \"日本\" + 'abc'\n"
  "def f():\n"
  "    \"\"\"一件分の処理結果。\"\"\"\n"
  "    return 1\n";

typedef struct {
  GtkWidget *window;
  GtkWidget *scroller;
  MeireiCodeView *view;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->view = MEIREI_CODE_VIEW (meirei_code_view_new ());
  fixture->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scroller), GTK_WIDGET (fixture->view));
  fixture->window = ui_test_show (fixture->scroller, 600, 300);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  /* The view itself stays: GtkSourceView 5.6 never frees a view whose gutter
   * was painted. */
  ui_test_close (fixture->window);
}

static int
get_line_height (MeireiCodeView *view,
                 int             line)
{
  GtkTextIter iter;
  int y;
  int height;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &iter, line - 1);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (view), &iter, &y, &height);

  return height;
}

static char *
create_lines (int n_lines)
{
  GString *text = g_string_new (NULL);

  for (int i = 1; i <= n_lines; i++)
    g_string_append_printf (text, "value_%d = %d\n", i, i);

  return g_string_free (text, FALSE);
}

/* Pure Japanese lines, pure Latin ones and mixed ones, whole and in pieces. */
static void
test_even_lines (Fixture       *fixture,
                 gconstpointer  user_data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));

  meirei_code_view_set_text (fixture->view, code, -1, "python3");
  ui_test_wait_frames (fixture->window, 2);
  for (int line = 1; line <= 9; line++)
    g_assert_cmpint (get_line_height (fixture->view, line), ==, 16);

  meirei_code_view_set_text (fixture->view, "", 0, "python3");
  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    {
      GtkTextIter end;

      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_insert (buffer, &end, p, (int) (g_utf8_next_char (p) - p));
    }
  ui_test_wait_frames (fixture->window, 2);
  for (int line = 1; line <= 9; line++)
    g_assert_cmpint (get_line_height (fixture->view, line), ==, 16);
}

static void
test_text (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const char bytes[] = "a\xff" "b\nc";
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  GtkSourceLanguage *language;
  g_autofree char *text = NULL;

  /* Not UTF-8, and with a byte too many behind the end. */
  meirei_code_view_set_text (fixture->view, bytes, 4, "python3");
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "a\xef\xbf\xbd" "b\n");

  language = gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (buffer));
  g_assert_cmpstr (gtk_source_language_get_id (language), ==, "python3");
  meirei_code_view_set_language (fixture->view, "no such language");
  g_assert_null (gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (buffer)));

  gtk_test_accessible_assert_property (fixture->view, GTK_ACCESSIBLE_PROPERTY_READ_ONLY, TRUE);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (fixture->view)));
  g_assert_false (gtk_text_view_get_accepts_tab (GTK_TEXT_VIEW (fixture->view)));
}

/* The line of the cursor. */
static gboolean
line_is_visible_cb (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  int line = meirei_code_view_get_line (fixture->view);
  GdkRectangle visible;
  GtkTextIter iter;
  int y;
  int height;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter, line - 1);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  gtk_text_view_get_visible_rect (view, &visible);

  /* As long as heights are missing, it may seem to be further up. */
  return y == 16 * (line - 1) && y >= visible.y && y + height <= visible.y + visible.height;
}

static void
assert_line_is_shown (Fixture *fixture,
                      int      line)
{
  GdkRectangle visible;

  g_assert_cmpint (meirei_code_view_get_line (fixture->view), ==, line);
  if (ui_test_wait_until (line_is_visible_cb, fixture, 10000))
    return;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (fixture->view), &visible);
  g_error ("line %d should be at %d, seen is %d to %d",
           line, 16 * (line - 1), visible.y, visible.y + visible.height);
}

static void
test_jump (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const int lines[] = { 1000, 1, 2000, 500 };
  GtkAdjustment *adjustment;
  g_autofree char *text = create_lines (2000);

  meirei_code_view_set_text (fixture->view, text, -1, "python3");

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      meirei_code_view_jump_to_line (fixture->view, lines[i]);
      assert_line_is_shown (fixture, lines[i]);
    }

  /* Out of range. */
  meirei_code_view_jump_to_line (fixture->view, 99999);
  g_assert_cmpint (meirei_code_view_get_line (fixture->view), ==, 2001);
  meirei_code_view_jump_to_line (fixture->view, -5);
  g_assert_cmpint (meirei_code_view_get_line (fixture->view), ==, 1);

  /* Another file begins at its beginning. */
  meirei_code_view_jump_to_line (fixture->view, 1500);
  assert_line_is_shown (fixture, 1500);
  meirei_code_view_set_text (fixture->view, text, -1, "python3");
  assert_line_is_shown (fixture, 1);

  /* The reader goes elsewhere and is left alone, whatever happens. */
  meirei_code_view_jump_to_line (fixture->view, 1500);
  assert_line_is_shown (fixture, 1500);
  ui_test_wait_ms (300);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture->scroller));
  gtk_adjustment_set_value (adjustment, 100.);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 250);
  ui_test_wait_ms (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 100.);

  /* Now all lines get another place. */
  meirei_code_view_set_zoom (fixture->view, 2);
  ui_test_wait_ms (500);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1000.);
}

static void
test_jump_before_shown (void)
{
  Fixture fixture;
  g_autofree char *text = create_lines (2000);

  fixture.view = MEIREI_CODE_VIEW (meirei_code_view_new ());
  fixture.scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture.scroller), GTK_WIDGET (fixture.view));

  meirei_code_view_set_text (fixture.view, text, -1, "python3");
  meirei_code_view_jump_to_line (fixture.view, 1234);
  fixture.window = ui_test_show (fixture.scroller, 600, 300);
  assert_line_is_shown (&fixture, 1234);

  tear_down (&fixture, NULL);
}

static void
reached_cb (MeireiFinding **last,
            MeireiFinding  *finding)
{
  *last = finding;
}

static void
test_findings (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr(GPtrArray) findings = ui_findings_new ();
  MeireiFinding *last = NULL;

  ui_findings_add (findings, 3, MEIREI_SEVERITY_WARNING, 5, "first");
  ui_findings_add (findings, 8, MEIREI_SEVERITY_ERROR, 10, "second");
  ui_findings_add (findings, 900, MEIREI_SEVERITY_ERROR, 10, "beyond the end");
  g_signal_connect_swapped (fixture->view, "finding-reached", G_CALLBACK (reached_cb), &last);

  meirei_code_view_set_text (fixture->view, code, -1, "python3");
  g_assert_null (meirei_code_view_next_finding (fixture->view, FALSE));
  meirei_code_view_set_findings (fixture->view, findings);

  meirei_code_view_next_finding (fixture->view, FALSE);
  g_assert_cmpstr (meirei_finding_get_message (last), ==, "first");
  g_assert_cmpint (meirei_code_view_get_line (fixture->view), ==, 3);

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "code.next-finding", "b", FALSE);
  g_assert_cmpstr (meirei_finding_get_message (last), ==, "second");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "code.next-finding", "b", TRUE);
  g_assert_cmpstr (meirei_finding_get_message (last), ==, "first");

  /* Belong to the other text. */
  meirei_code_view_set_text (fixture->view, "x", -1, NULL);
  g_assert_null (meirei_code_view_next_finding (fixture->view, FALSE));
}

static void
test_paint (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr(GPtrArray) findings = ui_findings_new ();
  GtkWidget *view = GTK_WIDGET (fixture->view);

  meirei_code_view_set_text (fixture->view, code, -1, "python3");
  g_assert_true (ui_test_pixel_is (view, 580, 3 + 2 * 16 + 2, "#fcfcfc"));

  ui_findings_add (findings, 3, MEIREI_SEVERITY_WARNING, 5, "first");
  ui_findings_add (findings, 7, MEIREI_SEVERITY_INFO, 0, "second");
  meirei_code_view_set_findings (fixture->view, findings);

  /* The tint goes from edge to edge and is exactly as high as the line. */
  g_assert_true (ui_test_pixel_is (view, 1, 3 + 2 * 16 + 1, "#fbf3d6"));
  g_assert_true (ui_test_pixel_is (view, 580, 3 + 2 * 16, "#fbf3d6"));
  g_assert_true (ui_test_pixel_is (view, 580, 3 + 3 * 16 - 1, "#fbf3d6"));
  g_assert_true (ui_test_pixel_is (view, 580, 3 + 2 * 16 - 1, "#fcfcfc"));
  g_assert_true (ui_test_pixel_is (view, 580, 3 + 3 * 16, "#fcfcfc"));
  g_assert_true (ui_test_pixel_is (view, 580, 3 + 6 * 16 + 2, "#fcfcfc"));
}

static void
test_zoom (Fixture       *fixture,
           gconstpointer  user_data)
{
  int last_height = 0;

  meirei_code_view_set_text (fixture->view, code, -1, "python3");

  for (int zoom = MEIREI_CODE_ZOOM_MINIMUM; zoom <= MEIREI_CODE_ZOOM_MAXIMUM; zoom++)
    {
      int height;

      meirei_code_view_set_zoom (fixture->view, zoom);
      ui_test_wait_frames (fixture->window, 2);
      height = get_line_height (fixture->view, 2);
      g_assert_cmpint (height, >, last_height);
      for (int line = 1; line <= 9; line++)
        g_assert_cmpint (get_line_height (fixture->view, line), ==, height);
      last_height = height;
    }

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "code.zoom", "i", 1);
  g_assert_cmpint (meirei_code_view_get_zoom (fixture->view), ==, MEIREI_CODE_ZOOM_MAXIMUM);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "code.zoom", "i", 0);
  g_assert_cmpint (meirei_code_view_get_zoom (fixture->view), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "code.zoom", "i", -1);
  g_assert_cmpint (meirei_code_view_get_zoom (fixture->view), ==, -1);
}

static void
test_dark (Fixture       *fixture,
           gconstpointer  user_data)
{
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)));
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_assert_cmpstr (gtk_source_style_scheme_get_id (gtk_source_buffer_get_style_scheme (buffer)), ==, "meirei");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpstr (gtk_source_style_scheme_get_id (gtk_source_buffer_get_style_scheme (buffer)), ==, "meirei-dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_streaming (Fixture       *fixture,
                gconstpointer  user_data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  meirei_code_view_set_text (fixture->view, "abc", -1, "python3");
  meirei_code_view_set_streaming (fixture->view, TRUE);
  gtk_test_accessible_assert_state (view, GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  g_assert_false (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (view)));
  g_assert_true (gtk_source_view_get_highlight_current_line (GTK_SOURCE_VIEW (view)));

  meirei_code_view_set_streaming (fixture->view, FALSE);
  gtk_test_accessible_assert_state (view, GTK_ACCESSIBLE_STATE_BUSY, FALSE);
  g_assert_true (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (view)));
}

static void
test_map (void)
{
  MeireiCodeView *view = MEIREI_CODE_VIEW (meirei_code_view_new ());
  GtkWidget *map = meirei_code_map_new (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr(GPtrArray) findings = ui_findings_new ();
  g_autofree char *text = create_lines (100);
  GtkWidget *window;

  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), map);
  meirei_code_view_set_text (view, text, -1, "python3");
  ui_findings_add (findings, 50, MEIREI_SEVERITY_ERROR, 5, "here");
  meirei_code_view_set_findings (view, findings);
  window = ui_test_show (box, 600, 600);

  g_assert_cmpint (gtk_widget_get_width (map), ==, 86);
  g_assert_false (gtk_widget_get_can_focus (map));

  meirei_code_map_set_view (MEIREI_CODE_MAP (map), NULL);
  meirei_code_map_set_view (MEIREI_CODE_MAP (map), view);
  ui_test_wait_frames (window, 2);

  ui_test_close (window);
}

#define ADD(name) \
  g_test_add ("/ui/code-view/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD (even_lines);
  ADD (text);
  ADD (jump);
  ADD (findings);
  ADD (paint);
  ADD (zoom);
  ADD (dark);
  ADD (streaming);
  g_test_add_func ("/ui/code-view/jump_before_shown", test_jump_before_shown);
  g_test_add_func ("/ui/code-view/map", test_map);

  return g_test_run ();
}
