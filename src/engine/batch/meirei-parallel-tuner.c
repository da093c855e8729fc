/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiParallelTuner:
 *
 * How many requests a server gets at once when nobody says it: what *auto*
 * means.
 *
 * It begins with the slots that the server tells, which are also the most it
 * gets, because more would only wait there.  A server that does not tell begins
 * with 4 and gets 16 at most.
 *
 * Then it climbs, slowly.  A number is measured over two times as many answers
 * as it lets in at once, at least two seconds, after a first round that does
 * not count because it began under the old number; and only if all places were
 * taken, so that a batch that runs out of work or waits for room in a shared
 * context teaches nothing.  From time to time it tries a quarter more or less,
 * at least one.  What is tried is kept if the throughput is at least 5 %
 * higher, and then it goes on in that direction; otherwise it goes back, and
 * waits twice as long as the last time, up to 16 measurements, before it tries
 * the other direction.  So it never swings: a trial costs one measurement, and
 * trials become rare.
 *
 * A server that refuses because it is overloaded gets half as many.
 */

#include "config.h"

#include "meirei-parallel-tuner.h"

#define UNKNOWN_START 4
#define UNKNOWN_MAX 16
#define MIN_GAIN 1.05
#define MIN_MEASURE_US (2 * G_USEC_PER_SEC)
/* Of the places, so many have to be taken on the average. */
#define MIN_SATURATION 0.85
#define MAX_COOLDOWN 16

struct _MeireiParallelTuner
{
  GObject parent_instance;

  guint limit;
  guint max;
  char *reason;

  /* What was found to be best. */
  guint best;
  double best_rate;        /* 0 if it is not known yet */
  int direction;
  guint n_failures;        /* trials in a row that brought nothing */
  guint cooldown;          /* measurements until the next trial */

  /* The measurement. */
  gboolean measuring;      /* the round that does not count is over */
  gint64 began_at;         /* 0 before the first observation */
  gint64 began_amount;
  guint began_finished;
  gint64 observed_at;
  double in_flight_us;
};

G_DEFINE_FINAL_TYPE (MeireiParallelTuner, meirei_parallel_tuner, G_TYPE_OBJECT)

static void
meirei_parallel_tuner_finalize (GObject *object)
{
  g_free (MEIREI_PARALLEL_TUNER (object)->reason);

  G_OBJECT_CLASS (meirei_parallel_tuner_parent_class)->finalize (object);
}

static void
meirei_parallel_tuner_class_init (MeireiParallelTunerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_parallel_tuner_finalize;
}

static void
meirei_parallel_tuner_init (MeireiParallelTuner *self)
{
}

/**
 * meirei_parallel_tuner_new:
 * @slots: how many requests the server serves at once; 0 if it does not tell
 *
 * Returns: (transfer full): a new tuner
 */
MeireiParallelTuner *
meirei_parallel_tuner_new (guint slots)
{
  MeireiParallelTuner *self = g_object_new (MEIREI_TYPE_PARALLEL_TUNER, NULL);

  self->limit = self->best = slots > 0 ? slots : UNKNOWN_START;
  self->max = slots > 0 ? slots : UNKNOWN_MAX;
  self->direction = self->limit < self->max ? 1 : -1;
  self->cooldown = 1;
  if (slots == 1)
    self->reason = g_strdup ("auto 1: the server has one slot");
  else if (slots > 0)
    self->reason = g_strdup_printf ("auto %u: the server has %u slots", slots, slots);
  else
    self->reason = g_strdup_printf ("auto %u: the server does not tell how many slots it has",
                                    self->limit);

  return self;
}

/**
 * meirei_parallel_tuner_get_limit:
 * @self: a tuner
 *
 * Returns: how many requests may be in flight now, at least 1
 */
guint
meirei_parallel_tuner_get_limit (MeireiParallelTuner *self)
{
  g_return_val_if_fail (MEIREI_IS_PARALLEL_TUNER (self), 1);

  return self->limit;
}

/**
 * meirei_parallel_tuner_get_reason:
 * @self: a tuner
 *
 * Returns: why it is that number, with the measured values, in English
 */
const char *
meirei_parallel_tuner_get_reason (MeireiParallelTuner *self)
{
  g_return_val_if_fail (MEIREI_IS_PARALLEL_TUNER (self), NULL);

  return self->reason;
}

static void
restart (MeireiParallelTuner *self,
         gint64               now,
         gint64               amount,
         guint                n_finished)
{
  self->began_at = self->observed_at = now;
  self->began_amount = amount;
  self->began_finished = n_finished;
  self->in_flight_us = 0.0;
}

static void
set_reason (MeireiParallelTuner *self,
            char                *reason)
{
  g_free (self->reason);
  self->reason = reason;
}

/* Tries the next number in the direction, or in the other one at the end of
 * the range. */
static gboolean
try_next (MeireiParallelTuner *self)
{
  guint step = MAX (1, self->best / 4);

  if (self->direction > 0 && self->best >= self->max)
    self->direction = -1;
  else if (self->direction < 0 && self->best <= 1)
    self->direction = 1;
  self->limit = self->direction > 0 ? MIN (self->best + step, self->max)
                                    : MAX (self->best, step + 1) - step;
  if (self->limit == self->best)
    return FALSE;

  set_reason (self, g_strdup_printf ("auto %u: trying it; with %u it is %.0f tok/s", self->limit,
                                     self->best, self->best_rate));

  return TRUE;
}

static gboolean
judge_trial (MeireiParallelTuner *self,
             double               rate)
{
  guint tried = self->limit;
  double before = self->best_rate;

  if (rate >= before * MIN_GAIN)
    {
      set_reason (self, g_strdup_printf ("auto %u: throughput rose from %.0f to %.0f tok/s "
                                         "(with %u before)", tried, before, rate, self->best));
      self->best = tried;
      self->best_rate = rate;
      self->n_failures = 0;
      self->cooldown = 1;
      return FALSE;
    }

  self->limit = self->best;
  self->direction = -self->direction;
  self->n_failures++;
  self->cooldown = MIN (1u << MIN (self->n_failures, 8), MAX_COOLDOWN);
  if (rate < before)
    set_reason (self, g_strdup_printf ("auto %u: throughput fell from %.0f to %.0f tok/s with %u",
                                       self->best, before, rate, tried));
  else
    set_reason (self, g_strdup_printf ("auto %u: with %u throughput is %.0f instead of "
                                       "%.0f tok/s, too little to gain", self->best, tried, rate,
                                       before));

  return TRUE;
}

static gboolean
judge (MeireiParallelTuner *self,
       double               rate)
{
  if (self->limit != self->best)
    return judge_trial (self, rate);

  self->best_rate = self->best_rate > 0.0 ? (self->best_rate + rate) / 2 : rate;
  if (self->cooldown > 0)
    self->cooldown--;
  if (self->cooldown > 0)
    return FALSE;

  return try_next (self);
}

/**
 * meirei_parallel_tuner_observe:
 * @self: a tuner
 * @now: the monotonic clock, in microseconds
 * @amount: how many tokens have arrived in all, of finished and running answers
 * @n_finished: how many answers have finished in all
 * @n_in_flight: how many requests are in flight
 *
 * Looks at the server's work, some times a second.
 *
 * Returns: whether the limit is another one now
 */
gboolean
meirei_parallel_tuner_observe (MeireiParallelTuner *self,
                               gint64               now,
                               gint64               amount,
                               guint                n_finished,
                               guint                n_in_flight)
{
  guint n_answers;
  double us;
  double saturation;
  double rate;
  gboolean changed = FALSE;

  g_return_val_if_fail (MEIREI_IS_PARALLEL_TUNER (self), FALSE);

  if (self->began_at == 0)
    restart (self, now, amount, n_finished);
  self->in_flight_us += (double) (now - self->observed_at) * n_in_flight;
  self->observed_at = now;
  n_answers = n_finished - self->began_finished;
  if (n_answers < (self->measuring ? MAX (2 * self->limit, 4) : self->limit)
      || (self->measuring && now - self->began_at < MIN_MEASURE_US))
    return FALSE;

  us = (double) MAX (now - self->began_at, 1);
  saturation = self->in_flight_us / us / self->limit;
  rate = (double) MAX (amount - self->began_amount, 0) * G_USEC_PER_SEC / us;
  if (self->measuring && saturation >= MIN_SATURATION)
    changed = judge (self, rate);
  /* After a change the first round does not count. */
  self->measuring = !changed;
  restart (self, now, amount, n_finished);

  return changed;
}

/**
 * meirei_parallel_tuner_refuse:
 * @self: a tuner
 *
 * The server said that it has too much to do.
 *
 * Returns: whether the limit is another one now
 */
gboolean
meirei_parallel_tuner_refuse (MeireiParallelTuner *self)
{
  guint before;

  g_return_val_if_fail (MEIREI_IS_PARALLEL_TUNER (self), FALSE);

  before = self->limit;
  self->limit = self->best = MAX (before / 2, 1);
  self->best_rate = 0.0;
  self->direction = 1;
  self->cooldown = MAX_COOLDOWN / 2;
  self->measuring = FALSE;
  self->began_at = 0;
  set_reason (self, g_strdup_printf ("auto %u: the server refused %u at once", self->limit,
                                     before));

  return self->limit != before;
}
