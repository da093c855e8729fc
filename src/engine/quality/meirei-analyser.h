/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analysis-worker.h"
#include "meirei-report.h"
#include "meirei-score-table.h"
#include "meirei-source.h"
#include "meirei-tool-trust.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_ANALYSER (meirei_analyser_get_type ())

G_DECLARE_FINAL_TYPE (MeireiAnalyser, meirei_analyser, MEIREI, ANALYSER, GObject)

MeireiAnalyser   *meirei_analyser_new                 (const char           *data_dir,
                                                       const char           *ruff_path,
                                                       GError              **error);
void              meirei_analyser_set_ruff_path       (MeireiAnalyser       *self,
                                                       const char           *path);
void              meirei_analyser_set_deadline        (MeireiAnalyser       *self,
                                                       guint                 milliseconds);
MeireiScoreTable *meirei_analyser_get_table           (MeireiAnalyser       *self);
MeireiToolTrust  *meirei_analyser_get_trust           (MeireiAnalyser       *self);
MeireiAnalysisWorker *
                  meirei_analyser_get_worker          (MeireiAnalyser       *self);
int               meirei_analyser_get_worker_pid      (MeireiAnalyser       *self);
void              meirei_analyser_analyse_async       (MeireiAnalyser       *self,
                                                       GPtrArray            *sources,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GPtrArray        *meirei_analyser_analyse_finish      (MeireiAnalyser       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
