/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analysis-worker.h"
#include "meirei-ruff.h"
#include "meirei-score-table.h"
#include "meirei-tool-trust.h"

G_BEGIN_DECLS

/**
 * MeireiAnalysisSetup:
 * @table: the scoring table
 * @ruff: the rule engine
 * @worker: the worker; not busy
 * @trust: which external analysers may run
 *
 * What all files of a group are looked at with.
 */
typedef struct {
  MeireiScoreTable     *table;
  MeireiRuff           *ruff;
  MeireiAnalysisWorker *worker;
  MeireiToolTrust      *trust;
} MeireiAnalysisSetup;

void       meirei_analysis_group_run_async  (const MeireiAnalysisSetup  *setup,
                                             GPtrArray                  *sources,
                                             GCancellable               *cancellable,
                                             GAsyncReadyCallback         callback,
                                             gpointer                    user_data);
GPtrArray *meirei_analysis_group_run_finish (GAsyncResult               *result,
                                             GError                    **error);

G_END_DECLS
