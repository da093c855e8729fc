/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many samples are kept at most; a longer run has wider ones. */
#define MEIREI_THROUGHPUT_MAX_SAMPLES 240

/**
 * MeireiBatchSample:
 * @seconds: the end of the interval, in seconds since the run began
 * @tokens_per_second: what all servers together wrote in the interval
 * @n_in_flight: how many requests were in flight on the average
 *
 * The throughput in one interval.
 */
typedef struct {
  double seconds;
  double tokens_per_second;
  double n_in_flight;
} MeireiBatchSample;

typedef struct _MeireiThroughput MeireiThroughput;

MeireiThroughput        *meirei_throughput_new         (void);
void                     meirei_throughput_free        (MeireiThroughput *self);
void                     meirei_throughput_begin       (MeireiThroughput *self,
                                                        gint64            now,
                                                        gint64            tokens);
void                     meirei_throughput_observe     (MeireiThroughput *self,
                                                        gint64            now,
                                                        gint64            tokens,
                                                        guint             n_in_flight);
double                   meirei_throughput_get_rate    (MeireiThroughput *self);
const MeireiBatchSample *meirei_throughput_get_samples (MeireiThroughput *self,
                                                        guint            *n_samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiThroughput, meirei_throughput_free)

G_END_DECLS
