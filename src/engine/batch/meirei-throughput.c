/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How many tokens per second arrive: at present, and over the whole run in a
 * bounded number of samples.  When there are too many, each two become one, so
 * that a run of a night takes no more memory than one of a minute. */

#include "config.h"

#include <string.h>

#include "meirei-throughput.h"

#define FIRST_INTERVAL_S 0.5
/* The present rate is that of this time. */
#define WINDOW_US (3 * G_USEC_PER_SEC)
#define MAX_POINTS 32

typedef struct {
  gint64 at;
  gint64 tokens;
} Point;

struct _MeireiThroughput
{
  GArray *samples;         /* of MeireiBatchSample */
  double interval;         /* seconds per sample */
  gint64 began_at;
  gint64 tokens;           /* the last total; it never falls */
  gint64 observed_at;

  /* The sample that is being made. */
  gint64 sample_at;
  gint64 sample_tokens;
  double in_flight_us;

  Point points[MAX_POINTS];
  guint n_points;
};

/**
 * meirei_throughput_new:
 *
 * Returns: (transfer full): a throughput of nothing
 */
MeireiThroughput *
meirei_throughput_new (void)
{
  MeireiThroughput *self = g_new0 (MeireiThroughput, 1);

  self->samples = g_array_new (FALSE, FALSE, sizeof (MeireiBatchSample));
  self->interval = FIRST_INTERVAL_S;

  return self;
}

/**
 * meirei_throughput_free:
 * @self: (transfer full): a throughput
 */
void
meirei_throughput_free (MeireiThroughput *self)
{
  g_array_unref (self->samples);
  g_free (self);
}

/**
 * meirei_throughput_begin:
 * @self: a throughput
 * @now: the monotonic clock, in microseconds
 * @tokens: the total so far
 *
 * Begins anew.
 */
void
meirei_throughput_begin (MeireiThroughput *self,
                         gint64            now,
                         gint64            tokens)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->samples, 0);
  self->interval = FIRST_INTERVAL_S;
  self->began_at = self->observed_at = self->sample_at = now;
  self->tokens = self->sample_tokens = tokens;
  self->in_flight_us = 0.0;
  self->points[0] = (Point) { now, tokens };
  self->n_points = 1;
}

static void
halve (MeireiThroughput *self)
{
  MeireiBatchSample *samples = (MeireiBatchSample *) (gpointer) self->samples->data;
  guint n_samples = self->samples->len / 2;

  for (guint i = 0; i < n_samples; i++)
    {
      const MeireiBatchSample *a = &samples[2 * i];
      const MeireiBatchSample *b = &samples[2 * i + 1];

      samples[i] = (MeireiBatchSample) {
        b->seconds,
        (a->tokens_per_second + b->tokens_per_second) / 2,
        (a->n_in_flight + b->n_in_flight) / 2,
      };
    }
  g_array_set_size (self->samples, n_samples);
  self->interval *= 2;
}

static void
add_sample (MeireiThroughput *self)
{
  double microseconds = (double) (self->observed_at - self->sample_at);
  MeireiBatchSample sample = {
    (double) (self->observed_at - self->began_at) / G_USEC_PER_SEC,
    (double) (self->tokens - self->sample_tokens) * G_USEC_PER_SEC / microseconds,
    self->in_flight_us / microseconds,
  };

  g_array_append_val (self->samples, sample);
  self->sample_at = self->observed_at;
  self->sample_tokens = self->tokens;
  self->in_flight_us = 0.0;
  if (self->samples->len >= MEIREI_THROUGHPUT_MAX_SAMPLES)
    halve (self);
}

/* Keeps one point older than the window, so that the window is full. */
static void
add_point (MeireiThroughput *self)
{
  guint n_old = 0;

  while (n_old + 1 < self->n_points
         && (self->points[n_old + 1].at <= self->observed_at - WINDOW_US
             || self->n_points - n_old >= MAX_POINTS))
    n_old++;
  self->n_points -= n_old;
  memmove (self->points, self->points + n_old, self->n_points * sizeof (Point));
  self->points[self->n_points++] = (Point) { self->observed_at, self->tokens };
}

/**
 * meirei_throughput_observe:
 * @self: a throughput that has begun
 * @now: the monotonic clock, in microseconds
 * @tokens: the total so far; one that fell, because a server counted otherwise
 *   in the end, counts as unchanged
 * @n_in_flight: requests in flight since the last time
 */
void
meirei_throughput_observe (MeireiThroughput *self,
                           gint64            now,
                           gint64            tokens,
                           guint             n_in_flight)
{
  g_return_if_fail (self != NULL);

  if (now <= self->observed_at)
    return;

  self->in_flight_us += (double) (now - self->observed_at) * n_in_flight;
  self->observed_at = now;
  self->tokens = MAX (self->tokens, tokens);
  add_point (self);
  if ((double) (now - self->sample_at) >= self->interval * G_USEC_PER_SEC)
    add_sample (self);
}

/**
 * meirei_throughput_get_rate:
 * @self: a throughput
 *
 * Returns: the tokens per second of the last three seconds; -1 before the
 *   first observation
 */
double
meirei_throughput_get_rate (MeireiThroughput *self)
{
  const Point *first;
  const Point *last;

  g_return_val_if_fail (self != NULL, -1.0);

  if (self->n_points < 2)
    return -1.0;

  first = &self->points[0];
  last = &self->points[self->n_points - 1];

  return (double) (last->tokens - first->tokens) * G_USEC_PER_SEC
         / (double) (last->at - first->at);
}

/**
 * meirei_throughput_get_samples:
 * @self: a throughput
 * @n_samples: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_samples): the samples, the oldest
 *   first; valid until the next observation
 */
const MeireiBatchSample *
meirei_throughput_get_samples (MeireiThroughput *self,
                               guint            *n_samples)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_samples != NULL, NULL);

  *n_samples = self->samples->len;

  return (const MeireiBatchSample *) (gpointer) self->samples->data;
}
