/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-ruff.h"

G_BEGIN_DECLS

/**
 * MEIREI_RUFF_PROBE:
 *
 * The name of a file that must stand in the folder of a batch.  It holds
 * nothing that could trouble the rule engine: if that fails on it, too, the
 * program is at fault and not a file.
 */
#define MEIREI_RUFF_PROBE "probe.py"

/**
 * MeireiRuffOutcome:
 * @outputs: (element-type GBytes): what the runs of the program printed
 * @problems: (element-type utf8): for each file why it was not looked at, or
 *   %NULL if it was; goes on after the program's name
 *
 * What came of a batch.
 */
typedef struct {
  GPtrArray *outputs;
  GPtrArray *problems;
} MeireiRuffOutcome;

void               meirei_ruff_batch_run_async  (MeireiRuff           *ruff,
                                                 const char           *folder,
                                                 const char * const   *names,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
MeireiRuffOutcome *meirei_ruff_batch_run_finish (MeireiRuff           *ruff,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void               meirei_ruff_outcome_free     (MeireiRuffOutcome    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiRuffOutcome, meirei_ruff_outcome_free)

G_END_DECLS
