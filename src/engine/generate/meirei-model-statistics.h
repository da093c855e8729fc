/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace.h"

G_BEGIN_DECLS

/* How many of the last runs @rates has. */
#define MEIREI_MODEL_STATISTICS_MAX_RATES 20

/**
 * MeireiModelStatistics:
 * @n_runs: versions that the model wrote
 * @n_scored: how many of them have a score
 * @n_passed: how many of them passed their quality gate
 * @mean_score: of those that have one
 * @median_seconds: how long a whole answer took
 * @n_tokens: tokens written in all
 * @median_rate: tokens per second
 * @median_first_token: seconds to the first token
 * @mean_attempts: requests that a version took
 * @rates: (element-type double): tokens per second of the last runs, the oldest
 *   first
 * @is_complete: whether all versions were looked at
 *
 * How a model fared in a workspace.  Numbers that are not known are negative.
 */
typedef struct {
  guint    n_runs;
  guint    n_scored;
  guint    n_passed;
  double   mean_score;
  double   median_seconds;
  gint64   n_tokens;
  double   median_rate;
  double   median_first_token;
  double   mean_attempts;
  GArray  *rates;
  gboolean is_complete;
} MeireiModelStatistics;

void                   meirei_model_statistics_free           (MeireiModelStatistics  *self);
void                   meirei_model_statistics_collect_async  (MeireiWorkspace        *workspace,
                                                               const char             *model_id,
                                                               GCancellable           *cancellable,
                                                               GAsyncReadyCallback     callback,
                                                               gpointer                user_data);
MeireiModelStatistics *meirei_model_statistics_collect_finish (MeireiWorkspace        *workspace,
                                                               GAsyncResult           *result,
                                                               GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiModelStatistics, meirei_model_statistics_free)

G_END_DECLS
