/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

/* Measures how long the code view keeps the main loop busy.
 *
 * A source of high priority wants to run every millisecond; the longest time
 * between two runs is the longest stall.  “painted” is the time until the
 * frame with the new text has been painted.  To be run with an idle machine:
 * tests/ui/with-display env GSK_RENDERER=cairo _build/tests/tools/measure-code */

#include <adwaita.h>
#include <stdlib.h>

#include "meirei-code-map.h"
#include "meirei-code-view.h"
#include "meirei-stream-buffer.h"
#include "meirei-ui-init.h"

static gint64 last_beat;
static gint64 longest_stall;

static gboolean
beat_cb (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();

  if (last_beat != 0)
    longest_stall = MAX (longest_stall, now - last_beat);
  last_beat = now;

  return G_SOURCE_CONTINUE;
}

static void
start_measuring (void)
{
  last_beat = 0;
  longest_stall = 0;
}

static double
get_stall_ms (void)
{
  return (double) longest_stall / G_TIME_SPAN_MILLISECOND;
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, set_true_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
after_paint_cb (GdkFrameClock *clock,
                gboolean      *painted)
{
  *painted = TRUE;
}

static double
wait_painted (GtkWidget *widget,
              gint64     start)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);

  return (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_MILLISECOND;
}

static char *
create_code (guint    n_lines,
             gboolean japanese)
{
  GString *code = g_string_new ("import logging\n");

  for (guint i = 1; i < n_lines; i++)
    switch (i % 8)
      {
      case 0: g_string_append_printf (code, "def process_%u(items: list[dict], handler) -> int:\n", i); break;
      case 1: g_string_append (code, japanese ? "    \"\"\"項目を順に処理し、件数を返す。\"\"\"\n"
                                              : "    \"\"\"Handles the items and counts them.\"\"\"\n"); break;
      case 2: g_string_append (code, "    total = 0\n"); break;
      case 3: g_string_append (code, "    for item in items:\n"); break;
      case 4: g_string_append (code, japanese ? "        # 失敗した項目は数えない\n"
                                              : "        # Failures do not count\n"); break;
      case 5: g_string_append_printf (code, "        if handler(item[\"id\"], %u):\n", i); break;
      case 6: g_string_append (code, "            total += 1\n"); break;
      default: g_string_append (code, "    return total\n"); break;
      }

  return g_string_free (code, FALSE);
}

static GPtrArray *
create_findings (guint n_findings,
                 guint n_lines)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_findings; i++)
    {
      const MeireiFindingFields fields = {
        .rule = "X", .tool = "x", .category = MEIREI_CATEGORY_READABILITY,
        .severity = (MeireiSeverity) (i % 3), .points = 1,
        .line = (int) (1 + i * (n_lines / n_findings)), .column = 5,
        .message = "Something that a reviewer wants to know",
      };

      g_ptr_array_add (findings, meirei_finding_new (&fields));
    }

  return findings;
}

static void
measure_open (MeireiCodeView *view,
              guint           n_lines,
              gboolean        japanese)
{
  g_autofree char *code = create_code (n_lines, japanese);
  g_autoptr(GPtrArray) findings = create_findings (MIN (n_lines / 10, 1000), n_lines);
  gint64 start;
  double set_ms;
  double painted_ms;
  double open_stall;

  run_for (300);
  start_measuring ();
  start = g_get_monotonic_time ();
  meirei_code_view_set_text (view, code, -1, "python3");
  meirei_code_view_set_findings (view, findings);
  set_ms = (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_MILLISECOND;
  painted_ms = wait_painted (GTK_WIDGET (view), start);
  run_for (3000);
  open_stall = get_stall_ms ();

  start_measuring ();
  start = g_get_monotonic_time ();
  meirei_code_view_jump_to_line (view, (int) n_lines - 5);
  wait_painted (GTK_WIDGET (view), start);
  run_for (500);
  g_print ("open %u lines%s: set %.1f ms, painted %.1f ms, longest stall %.1f ms; "
           "jump to the end: longest stall %.1f ms\n",
           n_lines, japanese ? " (Japanese)" : "", set_ms, painted_ms, open_stall, get_stall_ms ());
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
measure_next_file (MeireiCodeView *view)
{
  enum { N_RUNS = 60 };
  g_autofree char *codes[2] = { create_code (1200, FALSE), create_code (1200, TRUE) };
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr(GPtrArray) findings = create_findings (20, 1200);
      gint64 start;

      run_for (150);
      start = g_get_monotonic_time ();
      meirei_code_view_set_text (view, codes[i % 2], -1, "python3");
      meirei_code_view_set_findings (view, findings);
      times[i] = wait_painted (GTK_WIDGET (view), start);
    }

  qsort (times, N_RUNS, sizeof (double), compare_doubles);
  g_print ("next file of 1,200 lines: painted median %.1f ms, p95 %.1f ms, worst %.1f ms\n",
           times[N_RUNS / 2], times[N_RUNS * 95 / 100], times[N_RUNS - 1]);
}

static void
count_cb (guint *n_calls)
{
  *n_calls += 1;
}

static void
measure_stream (MeireiCodeView *view,
                guint           n_chunks,
                guint           per_ms)
{
  g_autofree char *code = create_code (40000, TRUE);
  g_autoptr(MeireiStreamBuffer) stream = meirei_stream_buffer_new (GTK_TEXT_VIEW (view));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  guint n_insertions = 0;
  gulong handler;
  gint64 start;

  meirei_code_view_set_text (view, "", 0, "python3");
  meirei_code_view_set_streaming (view, TRUE);
  run_for (300);
  handler = g_signal_connect_swapped (buffer, "insert-text", G_CALLBACK (count_cb), &n_insertions);

  start_measuring ();
  start = g_get_monotonic_time ();
  for (guint i = 0; i < n_chunks; i++)
    {
      meirei_stream_buffer_append (stream, code + 5 * i, 5);
      if (per_ms != 0 && i % per_ms == 0)
        run_for (1);
    }
  while (meirei_stream_buffer_get_pending (stream) > 4)
    g_main_context_iteration (NULL, TRUE);

  g_print ("stream %u chunks at %u a ms: %.0f chunks/s, %u insertions, longest stall %.1f ms, follows %s\n",
           n_chunks, per_ms,
           n_chunks / ((double) (g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND),
           n_insertions, get_stall_ms (), meirei_stream_buffer_get_follow (stream) ? "yes" : "no");

  g_signal_handler_disconnect (buffer, handler);
  meirei_code_view_set_streaming (view, FALSE);
}

static void
measure_long_line (MeireiCodeView *view,
                   guint           length)
{
  g_autofree char *text = g_strnfill (length + 5, 'x');
  gint64 start;
  double painted_ms;

  memcpy (text, "s = '", 5);
  run_for (200);
  start_measuring ();
  start = g_get_monotonic_time ();
  meirei_code_view_set_text (view, text, -1, "python3");
  painted_ms = wait_painted (GTK_WIDGET (view), start);
  run_for (1000);
  g_print ("a line of %u characters: painted %.1f ms, longest stall %.1f ms\n",
           length, painted_ms, get_stall_ms ());
}

int
main (int    argc,
      char **argv)
{
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *scroller;
  GtkWidget *view;

  adw_init ();
  meirei_ui_init ();

  view = meirei_code_view_new ();
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_hexpand (scroller, TRUE);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (box), scroller);
  if (argc < 2 || g_strcmp0 (argv[1], "--no-map") != 0)
    gtk_box_append (GTK_BOX (box), meirei_code_map_new (MEIREI_CODE_VIEW (view)));

  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 800);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  run_for (500);
  g_timeout_add_full (G_PRIORITY_HIGH - 100, 1, beat_cb, NULL, NULL);

  measure_open (MEIREI_CODE_VIEW (view), 1200, FALSE);
  measure_open (MEIREI_CODE_VIEW (view), 20000, FALSE);
  measure_open (MEIREI_CODE_VIEW (view), 20000, TRUE);
  measure_next_file (MEIREI_CODE_VIEW (view));
  measure_stream (MEIREI_CODE_VIEW (view), 10000, 0);
  measure_stream (MEIREI_CODE_VIEW (view), 10000, 10);
  measure_stream (MEIREI_CODE_VIEW (view), 60000, 40);
  measure_long_line (MEIREI_CODE_VIEW (view), 10000);
  measure_long_line (MEIREI_CODE_VIEW (view), 100000);

  gtk_window_destroy (GTK_WINDOW (window));

  return EXIT_SUCCESS;
}
