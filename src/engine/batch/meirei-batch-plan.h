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
 *
 * Which instructions a person named.
 */
typedef struct {
  const char * const *ids;
  gboolean            all;
  const char         *status;
  int                 phase;
} MeireiSelection;

MeireiBatch *meirei_batch_plan (MeireiWorkspace        *workspace,
                                const char             *operation,
                                const MeireiSelection  *selection,
                                JsonObject             *options,
                                GError                **error);

G_END_DECLS
