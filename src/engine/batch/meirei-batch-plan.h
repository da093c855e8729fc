/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiSelection:
 * @ids: (array zero-terminated=1) (nullable): ids or unique beginnings of ids
 * @all: every instruction for which the operation is legal
 * @status: (nullable): only those of this status
 * @phase: only those of this phase, or -1
 * @below: only those whose score is below this, or 0
 *
 * Which instructions a person named.
 */
typedef struct {
  const char * const *ids;
  gboolean            all;
  const char         *status;
  int                 phase;
  int                 below;
} MeireiSelection;

gboolean     meirei_selection_is_empty (const MeireiSelection  *selection);

MeireiBatch *meirei_batch_plan         (MeireiWorkspace        *workspace,
                                        const char             *operation,
                                        const MeireiSelection  *selection,
                                        JsonObject             *options,
                                        GError                **error);
void         meirei_batch_plan_async   (MeireiWorkspace        *workspace,
                                        const char             *operation,
                                        const MeireiSelection  *selection,
                                        JsonObject             *options,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data);
MeireiBatch *meirei_batch_plan_finish  (MeireiWorkspace        *workspace,
                                        GAsyncResult           *result,
                                        GError                **error);
GPtrArray   *meirei_batch_plan_items   (MeireiWorkspace        *workspace,
                                        const char * const     *ids,
                                        GError                **error);

G_END_DECLS
