/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_RECORDER (meirei_batch_recorder_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchRecorder, meirei_batch_recorder, MEIREI, BATCH_RECORDER, GObject)

MeireiBatchRecorder *meirei_batch_recorder_open         (MeireiBatch          *batch,
                                                         const char           *workspace_dir,
                                                         GError              **error);
gboolean             meirei_batch_recorder_is_resumed   (MeireiBatchRecorder  *self);
gboolean             meirei_batch_recorder_is_broken    (MeireiBatchRecorder  *self);
void                 meirei_batch_recorder_write_entry  (MeireiBatchRecorder  *self,
                                                         const char           *type,
                                                         JsonObject           *members);
void                 meirei_batch_recorder_write_item   (MeireiBatchRecorder  *self,
                                                         MeireiBatchItem      *item);
void                 meirei_batch_recorder_write_retry  (MeireiBatchRecorder  *self,
                                                         MeireiBatchItem      *item,
                                                         const GError         *reason);
void                 meirei_batch_recorder_write_added  (MeireiBatchRecorder  *self,
                                                         GPtrArray            *items);
void                 meirei_batch_recorder_write_result (MeireiBatchRecorder  *self);
void                 meirei_batch_recorder_flush_async  (MeireiBatchRecorder  *self,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
gboolean             meirei_batch_recorder_flush_finish (MeireiBatchRecorder  *self,
                                                         GAsyncResult         *result,
                                                         GError              **error);

G_END_DECLS
