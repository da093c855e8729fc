/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-plan.h"
#include "meirei-batch-runner.h"
#include "meirei-execution.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_RUN_CENTER (meirei_run_center_get_type ())
G_DECLARE_FINAL_TYPE (MeireiRunCenter, meirei_run_center, MEIREI, RUN_CENTER, GObject)

MeireiRunCenter   *meirei_run_center_new            (MeireiContext          *context,
                                                     MeireiWorkspace        *workspace);
MeireiContext     *meirei_run_center_get_context    (MeireiRunCenter        *self);

/* Beginning. */
MeireiBatchRunner *meirei_run_center_start          (MeireiRunCenter        *self,
                                                     MeireiOperation         operation,
                                                     const char * const     *ids,
                                                     JsonObject             *options,
                                                     gboolean                recorded,
                                                     GError                **error);
void               meirei_run_center_start_async    (MeireiRunCenter        *self,
                                                     MeireiOperation         operation,
                                                     const MeireiSelection  *selection,
                                                     JsonObject             *options,
                                                     gboolean                recorded,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
MeireiBatchRunner *meirei_run_center_start_finish   (MeireiRunCenter        *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
MeireiBatchRunner *meirei_run_center_resume         (MeireiRunCenter        *self,
                                                     MeireiBatch            *batch);
MeireiBatchRunner *meirei_run_center_retry          (MeireiRunCenter        *self,
                                                     MeireiBatch            *batch,
                                                     MeireiBatchItem        *item);
MeireiBatchRunner *meirei_run_center_add            (MeireiRunCenter        *self,
                                                     MeireiBatch            *batch,
                                                     const char * const     *ids,
                                                     GError                **error);

/* What runs. */
GListModel        *meirei_run_center_get_runners    (MeireiRunCenter        *self);
MeireiBatchRunner *meirei_run_center_find_runner    (MeireiRunCenter        *self,
                                                     MeireiBatch            *batch);
MeireiExecution   *meirei_run_center_find_execution (MeireiRunCenter        *self,
                                                     const char             *id);
gboolean           meirei_run_center_stop           (MeireiRunCenter        *self,
                                                     const char             *id);
void               meirei_run_center_cancel_all     (MeireiRunCenter        *self);

G_END_DECLS
