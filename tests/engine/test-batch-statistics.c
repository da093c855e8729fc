/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-batch-statistics.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static MeireiBatchItem *
make_item (const char           *model,
           const char           *server,
           MeireiBatchItemState  state,
           gint64                tokens,
           double                speed,
           double                ttft,
           double                seconds)
{
  MeireiBatchItem *item = meirei_batch_item_new ("id", "title");
  g_autoptr(JsonObject) facts = json_object_new ();

  json_object_set_string_member (facts, "model", model);
  json_object_set_string_member (facts, "server", server);
  json_object_set_int_member (facts, "tokens", tokens);
  json_object_set_double_member (facts, "tokens_per_second", speed);
  json_object_set_double_member (facts, "ttft", ttft);
  meirei_batch_item_settle (item, state, seconds, NULL, facts);

  return item;
}

static MeireiBatchTally *
get_tally (GListModel *model,
           guint       position)
{
  g_autoptr(MeireiBatchTally) tally = g_list_model_get_item (model, position);

  return tally;
}

static void
test_tallies (void)
{
  g_autoptr(MeireiBatchStatistics) statistics = meirei_batch_statistics_new ();
  g_autoptr(MeireiBatchItem) a = make_item ("m1", "s1", MEIREI_BATCH_ITEM_DONE, 100, 50, 0.2, 3);
  g_autoptr(MeireiBatchItem) b = make_item ("m1", "s2", MEIREI_BATCH_ITEM_FAILED, 60, 20, 0.4, 5);
  g_autoptr(MeireiBatchItem) c = make_item ("m2", "s1", MEIREI_BATCH_ITEM_DONE, 40, 40, 0.6, 1);
  g_autoptr(MeireiBatchItem) d = make_item ("m2", "s1", MEIREI_BATCH_ITEM_SKIPPED, 0, -1, -1, 0);
  MeireiBatchTally *model;

  meirei_batch_statistics_add_item (statistics, a);
  meirei_batch_statistics_add_item (statistics, b);
  meirei_batch_statistics_add_item (statistics, c);
  meirei_batch_statistics_add_item (statistics, d);
  g_assert_cmpuint (meirei_batch_statistics_get_n_done (statistics), ==, 2);
  g_assert_cmpuint (meirei_batch_statistics_get_n_failed (statistics), ==, 1);
  g_assert_cmpint (meirei_batch_statistics_get_tokens (statistics), ==, 200);
  g_assert_cmpfloat_with_epsilon (meirei_batch_statistics_get_mean_ttft (statistics), 0.4, 1e-9);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_batch_statistics_get_models (statistics)),
                    ==, 2);
  model = get_tally (meirei_batch_statistics_get_models (statistics), 0);
  g_assert_cmpstr (meirei_batch_tally_get_name (model), ==, "m1");
  g_assert_cmpint (meirei_batch_tally_get_tokens (model), ==, 160);
  /* 100 tokens in 2 s and 60 in 3 s */
  g_assert_cmpfloat_with_epsilon (meirei_batch_tally_get_tokens_per_second (model), 32, 1e-9);
  g_assert_cmpfloat_with_epsilon (meirei_batch_tally_get_mean_seconds (model), 4, 1e-9);

  /* The same item twice counts once; one that is tried again does not count. */
  meirei_batch_statistics_add_item (statistics, a);
  g_assert_cmpuint (meirei_batch_statistics_get_n_done (statistics), ==, 2);
  meirei_batch_statistics_remove_item (statistics, b);
  g_assert_cmpuint (meirei_batch_statistics_get_n_failed (statistics), ==, 0);
  g_assert_cmpint (meirei_batch_tally_get_tokens (model), ==, 100);
}

static void
observe (MeireiBatchStatistics *statistics,
         gint64                 now,
         gint64                 tokens,
         guint                  n_in_flight,
         guint                  n_left)
{
  MeireiBatchMoment moment = { now, tokens, n_in_flight, n_left };

  meirei_batch_statistics_observe (statistics, &moment);
}

static void
test_time_left (void)
{
  g_autoptr(MeireiBatchStatistics) statistics = meirei_batch_statistics_new ();
  gint64 begin = g_get_monotonic_time () - 10 * SECOND;

  meirei_batch_statistics_begin (statistics, 0.0, begin);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MeireiBatchItem) item = make_item ("m", "s", MEIREI_BATCH_ITEM_DONE, 10, 10, 0.1,
                                                   1);

      observe (statistics, begin + 10 * SECOND, 0, 4, 100);
      g_assert_cmpfloat (meirei_batch_statistics_get_time_left (statistics), ==, -1);
      meirei_batch_statistics_add_item (statistics, item);
    }
  /* 5 in 10 s; 96 wait and 4 are half done */
  observe (statistics, begin + 10 * SECOND, 0, 4, 100);
  g_assert_cmpfloat_with_epsilon (meirei_batch_statistics_get_time_left (statistics), 196, 1e-6);
  g_assert_cmpfloat_with_epsilon (meirei_batch_statistics_get_elapsed (statistics), 10, 1e-6);
  meirei_batch_statistics_end (statistics, begin + 12 * SECOND);
  g_assert_cmpfloat_with_epsilon (meirei_batch_statistics_get_elapsed (statistics), 12, 1e-6);
  g_assert_cmpfloat (meirei_batch_statistics_get_time_left (statistics), ==, -1);
}

/* A run of a day has no more samples than one of an hour. */
static void
test_samples (void)
{
  g_autoptr(MeireiThroughput) throughput = meirei_throughput_new ();
  const MeireiBatchSample *samples;
  guint n_samples = 0;

  meirei_throughput_begin (throughput, 0, 0);
  g_assert_cmpfloat (meirei_throughput_get_rate (throughput), ==, -1);
  for (gint64 i = 1; i <= 4 * 3600 * 24; i++)
    meirei_throughput_observe (throughput, i * SECOND / 4, i * 25, 4);

  samples = meirei_throughput_get_samples (throughput, &n_samples);
  g_assert_cmpuint (n_samples, <=, MEIREI_THROUGHPUT_MAX_SAMPLES);
  g_assert_cmpuint (n_samples, >=, MEIREI_THROUGHPUT_MAX_SAMPLES / 2 - 1);
  for (guint i = 0; i < n_samples; i++)
    {
      g_assert_cmpfloat_with_epsilon (samples[i].tokens_per_second, 100, 1e-6);
      g_assert_cmpfloat_with_epsilon (samples[i].n_in_flight, 4, 1e-6);
      g_assert_true (i == 0 || samples[i].seconds > samples[i - 1].seconds);
    }
  g_assert_cmpfloat_with_epsilon (meirei_throughput_get_rate (throughput), 100, 1e-6);

  /* A server that stops falls to 0; one that counts less in the end does not
   * make it negative. */
  for (gint64 i = 1; i <= 16; i++)
    meirei_throughput_observe (throughput, 24 * 3600 * SECOND + i * SECOND / 4, 17, 4);
  g_assert_cmpfloat (meirei_throughput_get_rate (throughput), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/batch-statistics/tallies", test_tallies);
  g_test_add_func ("/batch-statistics/time-left", test_time_left);
  g_test_add_func ("/batch-statistics/samples", test_samples);

  return g_test_run ();
}
