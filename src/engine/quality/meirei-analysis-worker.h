/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiWorkerAnswer:
 * @object: (nullable): what the worker said about a file
 * @problem: (nullable): why it said nothing; goes on after the worker's name
 *
 * The worker's answer about one file: one of both is set.
 */
typedef struct {
  JsonObject *object;
  char       *problem;
} MeireiWorkerAnswer;

#define MEIREI_TYPE_ANALYSIS_WORKER (meirei_analysis_worker_get_type ())

G_DECLARE_FINAL_TYPE (MeireiAnalysisWorker, meirei_analysis_worker, MEIREI, ANALYSIS_WORKER, GObject)

MeireiAnalysisWorker *meirei_analysis_worker_new            (const char            *python,
                                                             const char            *script,
                                                             const char            *known_modules);
MeireiAnalysisWorker *meirei_analysis_worker_copy           (MeireiAnalysisWorker  *self);
gboolean              meirei_analysis_worker_is_busy        (MeireiAnalysisWorker  *self);
void                  meirei_analysis_worker_set_deadline   (MeireiAnalysisWorker  *self,
                                                             guint                  milliseconds);
const char           *meirei_analysis_worker_get_version    (MeireiAnalysisWorker  *self);
int                   meirei_analysis_worker_get_pid        (MeireiAnalysisWorker  *self);
void                  meirei_analysis_worker_stop           (MeireiAnalysisWorker  *self);
void                  meirei_analysis_worker_analyse_async  (MeireiAnalysisWorker  *self,
                                                             GPtrArray             *requests,
                                                             GCancellable          *cancellable,
                                                             GAsyncReadyCallback    callback,
                                                             gpointer               user_data);
GPtrArray            *meirei_analysis_worker_analyse_finish (MeireiAnalysisWorker  *self,
                                                             GAsyncResult          *result,
                                                             GError               **error);
void                  meirei_worker_answer_free             (MeireiWorkerAnswer    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiWorkerAnswer, meirei_worker_answer_free)

G_END_DECLS
