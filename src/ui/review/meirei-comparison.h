/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-diff-layout.h"

G_BEGIN_DECLS

#define MEIREI_N_DIFF_FORMS (MEIREI_DIFF_FORM_UNIFIED + 1)

/**
 * MeireiComparison:
 * @codes: the texts, by side
 * @flags: what does not count
 * @unified: whether both are shown in one
 * @only_changes: whether what is unchanged is folded
 * @diff: (nullable): the lines, if they have been compared already
 *
 * What is to be compared, and how it will be shown.
 */
typedef struct {
  const char          *codes[MEIREI_N_DIFF_SIDES];
  MeireiLineDiffFlags  flags;
  gboolean             unified;
  gboolean             only_changes;
  MeireiLineDiff      *diff;
} MeireiComparison;

void     meirei_comparison_run_async  (GObject                 *source,
                                       const MeireiComparison  *comparison,
                                       GCancellable            *cancellable,
                                       GAsyncReadyCallback      callback,
                                       gpointer                 user_data);
gboolean meirei_comparison_run_finish (GAsyncResult            *result,
                                       MeireiLineDiff         **diff,
                                       MeireiDiffLayout       **layouts);

G_END_DECLS
