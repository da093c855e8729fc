/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiBatchPreparedItem:
 * @id: the instruction's UUID
 * @phase: its phase
 * @feature: (nullable): its feature; %NULL if it could not be read
 * @depends_on: (nullable) (array zero-terminated=1): what its sheet names
 * @facts: (nullable): of the answer that the batch already got
 * @seconds: how long that took
 *
 * What has to be known of an item before it can begin.
 */
typedef struct {
  char       *id;
  int         phase;
  char       *feature;
  char      **depends_on;
  JsonObject *facts;
  double      seconds;
} MeireiBatchPreparedItem;

void       meirei_batch_prepare_async  (MeireiBatch          *batch,
                                        MeireiWorkspace      *workspace,
                                        GPtrArray            *items,
                                        gboolean              resumed,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray *meirei_batch_prepare_finish (MeireiBatch          *batch,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
