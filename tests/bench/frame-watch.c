/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Measures what a reader feels as a stutter: everything between two moments
 * when the main loop waits.  An iteration that painted is a frame. */

#include "config.h"

#include <time.h>

#include "frame-watch.h"

static struct {
  GArray *frames; /* (nullable): of FrameTime, while watching */
  GArray *others;
  GdkFrameClock *clock;
  gulong paint_id;
  gboolean painted;
  FrameTime last;
} watch;

FrameTime
frame_watch_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (FrameTime) {
    g_get_monotonic_time (),
    (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000,
  };
}

static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout)
{
  FrameTime now = frame_watch_now ();
  int n_ready;

  if (watch.frames != NULL)
    {
      FrameTime worked = { now.wall - watch.last.wall, now.cpu - watch.last.cpu };

      g_array_append_val (watch.painted ? watch.frames : watch.others, worked);
      watch.painted = FALSE;
    }
  n_ready = g_poll (fds, n_fds, timeout);
  watch.last = frame_watch_now ();

  return n_ready;
}

static void
after_paint_cb (void)
{
  watch.painted = TRUE;
}

/**
 * frame_watch_start:
 * @window: a window that is shown
 *
 * Begins to measure the frames of @window and what else the main loop does.
 */
void
frame_watch_start (GtkWidget *window)
{
  watch.clock = gtk_widget_get_frame_clock (window);
  watch.paint_id = g_signal_connect (watch.clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  watch.frames = g_array_new (FALSE, FALSE, sizeof (FrameTime));
  watch.others = g_array_new (FALSE, FALSE, sizeof (FrameTime));
  watch.painted = FALSE;
  watch.last = frame_watch_now ();
  g_main_context_set_poll_func (NULL, poll_cb);
}

/**
 * frame_watch_stop:
 * @name: what was done meanwhile
 *
 * Prints what was measured.
 */
void
frame_watch_stop (const char *name)
{
  g_autoptr(GArray) frames = g_steal_pointer (&watch.frames);
  g_autoptr(GArray) others = g_steal_pointer (&watch.others);
  g_autofree char *frames_name = g_strconcat (name, ": frames", NULL);
  g_autofree char *others_name = g_strconcat (name, ": between", NULL);

  g_main_context_set_poll_func (NULL, NULL);
  g_clear_signal_handler (&watch.paint_id, watch.clock);
  frame_times_print (frames_name, frames);
  frame_times_print (others_name, others);
}

static int
compare_wall (gconstpointer a,
              gconstpointer b)
{
  gint64 first = ((const FrameTime *) a)->wall;
  gint64 second = ((const FrameTime *) b)->wall;

  return first < second ? -1 : first > second;
}

static int
compare_cpu (gconstpointer a,
             gconstpointer b)
{
  gint64 first = ((const FrameTime *) a)->cpu;
  gint64 second = ((const FrameTime *) b)->cpu;

  return first < second ? -1 : first > second;
}

#define pick(times, member, share) \
  ((double) g_array_index (times, FrameTime, ((times)->len - 1) * (share) / 100).member / 1000)

/**
 * frame_times_print:
 * @name: what was done
 * @times: (element-type FrameTime): how long it took each time; sorted by this
 *
 * Prints median, 95th percentile and worst of both clocks.
 */
void
frame_times_print (const char *name,
                   GArray     *times)
{
  if (times->len == 0)
    {
      g_print ("%-44s none\n", name);
      return;
    }

  g_array_sort (times, compare_wall);
  g_print ("%-44s %5u × wall %6.1f %6.1f %6.1f", name, times->len, pick (times, wall, 50),
           pick (times, wall, 95), pick (times, wall, 100));
  g_array_sort (times, compare_cpu);
  g_print ("   cpu %6.1f %6.1f %6.1f ms\n", pick (times, cpu, 50), pick (times, cpu, 95),
           pick (times, cpu, 100));
}
