/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-code-view.h"
#include "meirei-stream-buffer.h"
#include "ui-test.h"

typedef struct {
  GtkWidget *window;
  GtkWidget *view;
  GtkAdjustment *adjustment;    /* (unowned) */
  MeireiStreamBuffer *stream;
  guint n_insertions;
} Fixture;

static void
count_cb (guint *n_calls)
{
  *n_calls += 1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  fixture->view = meirei_code_view_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), fixture->view);
  fixture->window = ui_test_show (scroller, 500, 300);
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  fixture->stream = meirei_stream_buffer_new (GTK_TEXT_VIEW (fixture->view));
  fixture->n_insertions = 0;
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)), "insert-text",
                            G_CALLBACK (count_cb), &fixture->n_insertions);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->stream);
  ui_test_close (fixture->window);
}

static gboolean
is_drained_cb (gpointer user_data)
{
  return meirei_stream_buffer_get_pending (((Fixture *) user_data)->stream) == 0;
}

static gboolean
is_at_end_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_adjustment_get_value (fixture->adjustment) + gtk_adjustment_get_page_size (fixture->adjustment) >=
         gtk_adjustment_get_upper (fixture->adjustment) - 1.;
}

static char *
dup_text (Fixture *fixture)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)), "text", &text, NULL);

  return text;
}

static void
append_lines (Fixture *fixture,
              int      n_lines)
{
  for (int i = 0; i < n_lines; i++)
    meirei_stream_buffer_append (fixture->stream, "value = 1\n", -1);
}

static void
test_batches (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *text = NULL;
  gint64 start = g_get_monotonic_time ();
  guint most;

  /* Nothing is inserted at once, and 10,000 pieces need few insertions. */
  for (int i = 0; i < 10000; i++)
    {
      meirei_stream_buffer_append (fixture->stream, "ab\n", 3);
      if (i == 0)
        g_assert_cmpuint (fixture->n_insertions, ==, 0);
      if (i % 500 == 0)
        ui_test_wait_ms (5);
    }
  g_assert_true (ui_test_wait_until (is_drained_cb, fixture, 20000));

  most = (guint) ((g_get_monotonic_time () - start) / (50 * G_TIME_SPAN_MILLISECOND)) + 1;
  g_assert_cmpuint (fixture->n_insertions, <=, most);
  g_assert_cmpuint (fixture->n_insertions, >, 0);

  text = dup_text (fixture);
  g_assert_cmpuint (strlen (text), ==, 30000);
}

static void
test_large_piece (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autofree char *large = g_strnfill (200000, 'x');
  g_autofree char *text = NULL;

  for (gsize i = 79; i < 200000; i += 80)
    large[i] = '\n';

  /* Divided, so that no frame has to lay out everything. */
  meirei_stream_buffer_append (fixture->stream, large, -1);
  g_assert_true (ui_test_wait_until (is_drained_cb, fixture, 20000));
  g_assert_cmpuint (fixture->n_insertions, >=, 4);

  text = dup_text (fixture);
  g_assert_cmpstr (text, ==, large);
}

static void
test_utf8 (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const struct {
    const char *pieces[4];
    const char *text;
  } rows[] = {
    { { "\xe6\x97", "\xa5\xe6", "\x9c\xac" }, "日本" },
    { { "a\xf0", "\x9f", "\x98\x80" "b" }, "a😀b" },
    { { "a\xff", "b" }, "a\xef\xbf\xbd" "b" },
    { { "\xe6", "b" }, "\xef\xbf\xbd" "b" },
    { { "x\xe6\x97" }, "x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;

      meirei_stream_buffer_reset (fixture->stream);
      for (gsize j = 0; j < 4 && rows[i].pieces[j] != NULL; j++)
        {
          meirei_stream_buffer_append (fixture->stream, rows[i].pieces[j], -1);
          ui_test_wait_ms (70);
        }

      text = dup_text (fixture);
      g_assert_cmpstr (text, ==, rows[i].text);
    }

  /* What is left of the last one. */
  {
    g_autofree char *text = NULL;

    g_assert_cmpuint (meirei_stream_buffer_get_pending (fixture->stream), ==, 2);
    meirei_stream_buffer_flush (fixture->stream);
    g_assert_cmpuint (meirei_stream_buffer_get_pending (fixture->stream), ==, 0);
    text = dup_text (fixture);
    g_assert_true (g_utf8_validate (text, -1, NULL));
    g_assert_true (g_str_has_prefix (text, "x\xef\xbf\xbd"));
  }
}

static void
test_nul (Fixture       *fixture,
          gconstpointer  user_data)
{
  g_autofree char *text = NULL;

  meirei_stream_buffer_append (fixture->stream, "a\0b", 3);
  meirei_stream_buffer_flush (fixture->stream);
  text = dup_text (fixture);
  g_assert_cmpstr (text, ==, "a\xef\xbf\xbd" "b");
}

static void
test_follow (Fixture       *fixture,
             gconstpointer  user_data)
{
  guint n_notified = 0;

  g_signal_connect_swapped (fixture->stream, "notify::follow", G_CALLBACK (count_cb), &n_notified);

  for (int i = 0; i < 10; i++)
    {
      append_lines (fixture, 20);
      ui_test_wait_ms (60);
    }
  g_assert_true (ui_test_wait_until (is_at_end_cb, fixture, 10000));
  g_assert_true (meirei_stream_buffer_get_follow (fixture->stream));
  g_assert_cmpuint (n_notified, ==, 0);

  /* The reader scrolls up and is left alone. */
  gtk_adjustment_set_value (fixture->adjustment, 400.);
  g_assert_false (meirei_stream_buffer_get_follow (fixture->stream));
  g_assert_cmpuint (n_notified, ==, 1);
  append_lines (fixture, 50);
  ui_test_wait_ms (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, 400.);
  g_assert_false (is_at_end_cb (fixture));

  /* Back at the end. */
  gtk_adjustment_set_value (fixture->adjustment,
                            gtk_adjustment_get_upper (fixture->adjustment));
  g_assert_true (meirei_stream_buffer_get_follow (fixture->stream));
  append_lines (fixture, 500);
  ui_test_wait_ms (400);
  g_assert_true (ui_test_wait_until (is_at_end_cb, fixture, 10000));
  g_assert_true (meirei_stream_buffer_get_follow (fixture->stream));
}

static void
test_follow_button (Fixture       *fixture,
                    gconstpointer  user_data)
{
  append_lines (fixture, 200);
  ui_test_wait_ms (200);
  meirei_stream_buffer_set_follow (fixture->stream, FALSE);
  gtk_adjustment_set_value (fixture->adjustment, 0.);
  append_lines (fixture, 50);
  ui_test_wait_ms (150);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, 0.);

  meirei_stream_buffer_set_follow (fixture->stream, TRUE);
  g_assert_true (ui_test_wait_until (is_at_end_cb, fixture, 10000));
  g_assert_true (meirei_stream_buffer_get_follow (fixture->stream));

  /* The next attempt begins anew and is followed. */
  meirei_stream_buffer_set_follow (fixture->stream, FALSE);
  append_lines (fixture, 5);
  meirei_stream_buffer_reset (fixture->stream);
  g_assert_cmpuint (meirei_stream_buffer_get_pending (fixture->stream), ==, 0);
  g_assert_true (meirei_stream_buffer_get_follow (fixture->stream));
  ui_test_wait_ms (100);
  append_lines (fixture, 300);
  ui_test_wait_ms (200);
  g_assert_true (ui_test_wait_until (is_at_end_cb, fixture, 10000));
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  user_data)
{
  MeireiStreamBuffer *other = meirei_stream_buffer_new (GTK_TEXT_VIEW (fixture->view));

  /* With text that waits and a source that runs. */
  meirei_stream_buffer_append (other, "never shown", -1);
  g_assert_finalize_object (other);
  ui_test_wait_ms (100);
  g_assert_cmpuint (fixture->n_insertions, ==, 0);
}

#define ADD(name) \
  g_test_add ("/ui/stream-buffer/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD (batches);
  ADD (large_piece);
  ADD (utf8);
  ADD (nul);
  ADD (follow);
  ADD (follow_button);
  ADD (dropped);

  return g_test_run ();
}
