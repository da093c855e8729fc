/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-batch-item.h"
#include "meirei-batch-tally.h"
#include "meirei-throughput.h"

G_BEGIN_DECLS

/* The time left is told from so many finished items on. */
#define MEIREI_BATCH_STATISTICS_MIN_FINISHED 5

/**
 * MeireiBatchMoment:
 * @now: the monotonic clock, in microseconds
 * @tokens: tokens of the answers that are not settled
 * @n_in_flight: requests in flight
 * @n_left: items that are not settled
 *
 * What the runner sees at one moment.
 */
typedef struct {
  gint64 now;
  gint64 tokens;
  guint  n_in_flight;
  guint  n_left;
} MeireiBatchMoment;

#define MEIREI_TYPE_BATCH_STATISTICS (meirei_batch_statistics_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchStatistics, meirei_batch_statistics, MEIREI, BATCH_STATISTICS, GObject)

MeireiBatchStatistics   *meirei_batch_statistics_new                        (void);

/* For the batch and its runner. */
void                     meirei_batch_statistics_add_item                   (MeireiBatchStatistics   *self,
                                                                             MeireiBatchItem         *item);
void                     meirei_batch_statistics_remove_item                (MeireiBatchStatistics   *self,
                                                                             MeireiBatchItem         *item);
void                     meirei_batch_statistics_begin                      (MeireiBatchStatistics   *self,
                                                                             double                   earlier_seconds,
                                                                             gint64                   now);
void                     meirei_batch_statistics_observe                    (MeireiBatchStatistics   *self,
                                                                             const MeireiBatchMoment *moment);
void                     meirei_batch_statistics_end                        (MeireiBatchStatistics   *self,
                                                                             gint64                   now);

/* What it knows. */
double                   meirei_batch_statistics_get_elapsed                (MeireiBatchStatistics   *self);
double                   meirei_batch_statistics_get_time_left              (MeireiBatchStatistics   *self);
double                   meirei_batch_statistics_get_tokens_per_second      (MeireiBatchStatistics   *self);
double                   meirei_batch_statistics_get_mean_tokens_per_second (MeireiBatchStatistics   *self);
double                   meirei_batch_statistics_get_mean_ttft              (MeireiBatchStatistics   *self);
guint                    meirei_batch_statistics_get_n_done                 (MeireiBatchStatistics   *self);
guint                    meirei_batch_statistics_get_n_failed               (MeireiBatchStatistics   *self);
guint                    meirei_batch_statistics_get_n_in_flight            (MeireiBatchStatistics   *self);
gint64                   meirei_batch_statistics_get_tokens                 (MeireiBatchStatistics   *self);
GListModel              *meirei_batch_statistics_get_models                 (MeireiBatchStatistics   *self);
GListModel              *meirei_batch_statistics_get_servers                (MeireiBatchStatistics   *self);
const MeireiBatchSample *meirei_batch_statistics_get_samples                (MeireiBatchStatistics   *self,
                                                                             guint                   *n_samples);
JsonObject              *meirei_batch_statistics_to_json                    (MeireiBatchStatistics   *self);

G_END_DECLS
