/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-context.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_RUNNER (meirei_batch_runner_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchRunner, meirei_batch_runner, MEIREI, BATCH_RUNNER, GObject)

MeireiBatchRunner *meirei_batch_runner_new                 (MeireiContext        *context,
                                                            MeireiWorkspace      *workspace,
                                                            MeireiBatch          *batch);
MeireiBatch       *meirei_batch_runner_get_batch           (MeireiBatchRunner    *self);
void               meirei_batch_runner_run_async           (MeireiBatchRunner    *self,
                                                            gboolean              recorded,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean           meirei_batch_runner_run_finish          (MeireiBatchRunner    *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

/* While it runs. */
gboolean           meirei_batch_runner_is_running          (MeireiBatchRunner    *self);
void               meirei_batch_runner_pause               (MeireiBatchRunner    *self);
void               meirei_batch_runner_resume              (MeireiBatchRunner    *self);
void               meirei_batch_runner_cancel              (MeireiBatchRunner    *self);
guint              meirei_batch_runner_retry               (MeireiBatchRunner    *self,
                                                            MeireiBatchItem      *item);
guint              meirei_batch_runner_add                 (MeireiBatchRunner    *self,
                                                            GPtrArray            *items);

/* How many at once. */
guint              meirei_batch_runner_get_parallel        (MeireiBatchRunner    *self);
const char        *meirei_batch_runner_get_parallel_reason (MeireiBatchRunner    *self);
gboolean           meirei_batch_runner_is_auto             (MeireiBatchRunner    *self);
void               meirei_batch_runner_set_parallel        (MeireiBatchRunner    *self,
                                                            guint                 parallel);
guint              meirei_batch_runner_get_n_in_flight     (MeireiBatchRunner    *self);
GListModel        *meirei_batch_runner_get_lanes           (MeireiBatchRunner    *self);

G_END_DECLS
