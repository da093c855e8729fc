/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analysis-worker.h"
#include "meirei-external-run.h"
#include "meirei-report.h"
#include "meirei-score-table.h"
#include "meirei-source.h"

G_BEGIN_DECLS

/**
 * MeireiAnalysisPieces:
 * @source: the file
 * @answer: what the worker said
 * @ruff_objects: (element-type JsonObject) (nullable): what the rule engine
 *   found
 * @ruff_problem: (nullable): why the rule engine did not look; goes on after
 *   its name
 * @ruff_version: (nullable): the rule engine's version
 * @python_version: (nullable): the worker's version
 * @name: the file's name in the folder that was looked at
 * @external: (element-type MeireiExternalOutcome) (nullable): what came of the
 *   external analysers
 *
 * All that was said about one file.
 */
typedef struct {
  MeireiSource       *source;
  MeireiWorkerAnswer *answer;
  GPtrArray          *ruff_objects;
  const char         *ruff_problem;
  const char         *ruff_version;
  const char         *python_version;
  const char         *name;
  GPtrArray          *external;
} MeireiAnalysisPieces;

MeireiReport *meirei_analysis_merge (MeireiScoreTable           *table,
                                     const MeireiAnalysisPieces *pieces);

G_END_DECLS
