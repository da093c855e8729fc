/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analysis-worker.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_WORKER_PARSE_CHECK (meirei_worker_parse_check_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWorkerParseCheck, meirei_worker_parse_check, MEIREI, WORKER_PARSE_CHECK, GObject)

MeireiWorkerParseCheck *meirei_worker_parse_check_new (MeireiAnalysisWorker *worker);

G_END_DECLS
