/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-batch-rows.h"
#include "meirei-batch-runner.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCH_PROGRESS (meirei_batch_progress_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchProgress, meirei_batch_progress, MEIREI, BATCH_PROGRESS, GtkWidget)

void meirei_batch_progress_set_rows   (MeireiBatchProgress *self,
                                       MeireiBatchRows     *rows);
void meirei_batch_progress_set_runner (MeireiBatchProgress *self,
                                       MeireiBatchRunner   *runner);
void meirei_batch_progress_update     (MeireiBatchProgress *self);

G_END_DECLS
