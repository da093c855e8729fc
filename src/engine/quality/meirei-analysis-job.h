/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-source.h"

G_BEGIN_DECLS

/**
 * MeireiAnalysisItem:
 * @task: the caller's task
 * @index: the file's position among the caller's files
 *
 * One file that waits for its report.
 */
typedef struct {
  GTask *task;
  guint  index;
} MeireiAnalysisItem;

void          meirei_analysis_job_start         (GTask              *task,
                                                 GPtrArray          *sources,
                                                 GQueue             *waiting,
                                                 void              (*cancelled) (gpointer data),
                                                 gpointer            data);
MeireiSource *meirei_analysis_item_get_source   (MeireiAnalysisItem *self);
gboolean      meirei_analysis_item_is_cancelled (MeireiAnalysisItem *self);
void          meirei_analysis_item_finish       (MeireiAnalysisItem *self,
                                                 MeireiReport       *report,
                                                 GError             *error);
void          meirei_analysis_item_free         (MeireiAnalysisItem *self);

G_END_DECLS
