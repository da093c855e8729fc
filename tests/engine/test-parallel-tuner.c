/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-parallel-tuner.h"

#define TICK_US (G_USEC_PER_SEC / 4)
#define TOKENS_PER_ANSWER 100

/* Tokens per second of a server with so many requests at once. */
typedef double (*ServerFunc) (guint n);

/* Four slots that help. */
static double
four_slots (guint n)
{
  return 30.0 * MIN (n, 4);
}

/* Memory is short: beyond two it becomes slower. */
static double
short_of_memory (guint n)
{
  return n <= 2 ? 40.0 * n : 80.0 / (n - 1);
}

/* Ten at once are best. */
static double
ten_at_once (guint n)
{
  return 20.0 * MIN (n, 10);
}

/* The number does not matter. */
static double
one_processor (guint n)
{
  return 50.0;
}

typedef struct {
  guint last;
  guint most;
  guint least;
  guint n_changes;
} Outcome;

/* A server of which @share of the places are taken, for so many seconds. */
static Outcome
simulate (MeireiParallelTuner *tuner,
          ServerFunc           server,
          guint                seconds,
          double               share)
{
  Outcome outcome = { 0, 0, G_MAXUINT, 0 };
  double tokens = 0.0;
  gint64 now = G_USEC_PER_SEC;

  for (guint i = 0; i < 4 * seconds; i++)
    {
      guint limit = meirei_parallel_tuner_get_limit (tuner);
      guint n = MAX ((guint) (limit * share), 1);

      now += TICK_US;
      tokens += server (n) / 4;
      outcome.n_changes += meirei_parallel_tuner_observe (tuner, now, (gint64) tokens,
                                                          (guint) (tokens / TOKENS_PER_ANSWER), n);
      outcome.last = meirei_parallel_tuner_get_limit (tuner);
      outcome.most = MAX (outcome.most, outcome.last);
      outcome.least = MIN (outcome.least, outcome.last);
    }

  return outcome;
}

static void
test_servers (void)
{
  const struct {
    guint slots;
    ServerFunc server;
    guint least_end;
    guint most_end;
    guint most_ever;
    const char *reason;
  } rows[] = {
    { 4, four_slots, 4, 4, 4, "auto 4: throughput fell from 120 to 90 tok/s with 3" },
    { 4, one_processor, 3, 4, 4, NULL },
    { 4, short_of_memory, 2, 3, 4, NULL },
    { 0, ten_at_once, 9, 12, 16, NULL },
    { 0, one_processor, 3, 5, 5, NULL },
    { 1, four_slots, 1, 1, 1, "auto 1: the server has one slot" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiParallelTuner) tuner = meirei_parallel_tuner_new (rows[i].slots);
      Outcome outcome = simulate (tuner, rows[i].server, 1200, 1.0);

      g_test_message ("row %" G_GSIZE_FORMAT ": ends with %u (%u to %u, %u changes): %s", i,
                      outcome.last, outcome.least, outcome.most, outcome.n_changes,
                      meirei_parallel_tuner_get_reason (tuner));
      g_assert_cmpuint (outcome.last, >=, rows[i].least_end);
      g_assert_cmpuint (outcome.last, <=, rows[i].most_end);
      g_assert_cmpuint (outcome.most, <=, rows[i].most_ever);
      /* It does not swing: in 20 minutes it changes some dozen times at most. */
      g_assert_cmpuint (outcome.n_changes, <=, 40);
      if (rows[i].reason != NULL && !g_str_has_prefix (meirei_parallel_tuner_get_reason (tuner),
                                                       "auto 3: trying"))
        g_assert_cmpstr (meirei_parallel_tuner_get_reason (tuner), ==, rows[i].reason);
    }
}

/* A batch that runs out of work, or waits for room in a shared context, says
 * nothing about the server. */
static void
test_not_saturated (void)
{
  g_autoptr(MeireiParallelTuner) tuner = meirei_parallel_tuner_new (8);
  Outcome outcome = simulate (tuner, short_of_memory, 600, 0.5);

  g_assert_cmpuint (outcome.n_changes, ==, 0);
  g_assert_cmpuint (outcome.last, ==, 8);
}

static void
test_refuse (void)
{
  g_autoptr(MeireiParallelTuner) tuner = meirei_parallel_tuner_new (8);

  g_assert_true (meirei_parallel_tuner_refuse (tuner));
  g_assert_cmpuint (meirei_parallel_tuner_get_limit (tuner), ==, 4);
  g_assert_cmpstr (meirei_parallel_tuner_get_reason (tuner), ==,
                   "auto 4: the server refused 8 at once");
  for (guint i = 0; i < 5; i++)
    meirei_parallel_tuner_refuse (tuner);
  g_assert_cmpuint (meirei_parallel_tuner_get_limit (tuner), ==, 1);
  g_assert_false (meirei_parallel_tuner_refuse (tuner));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parallel-tuner/servers", test_servers);
  g_test_add_func ("/parallel-tuner/not-saturated", test_not_saturated);
  g_test_add_func ("/parallel-tuner/refuse", test_refuse);

  return g_test_run ();
}
