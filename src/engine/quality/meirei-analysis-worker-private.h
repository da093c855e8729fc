/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analysis-worker.h"
#include "meirei-worker-process.h"

G_BEGIN_DECLS

struct _MeireiAnalysisWorker
{
  GObject parent_instance;

  char                *python;         /* (nullable) */
  char                *script;
  char                *known_modules;
  char                *version;        /* (nullable) */
  guint                deadline_ms;

  MeireiWorkerProcess *process;        /* (owned) (nullable) */
  gboolean             is_ready;
  gint64               next_id;
  gboolean             is_busy;
};

G_END_DECLS
