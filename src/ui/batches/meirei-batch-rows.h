/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-batch-row.h"
#include "meirei-batch.h"

G_BEGIN_DECLS

/* Every group, for meirei_batch_rows_set_group(). */
#define MEIREI_BATCH_GROUP_ALL -1

#define MEIREI_TYPE_BATCH_ROWS (meirei_batch_rows_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchRows, meirei_batch_rows, MEIREI, BATCH_ROWS, GObject)

MeireiBatchRows *meirei_batch_rows_new         (MeireiBatch      *batch);
MeireiBatch     *meirei_batch_rows_get_batch   (MeireiBatchRows  *self);
guint            meirei_batch_rows_get_n_total (MeireiBatchRows  *self);
guint            meirei_batch_rows_count       (MeireiBatchRows  *self,
                                                MeireiBatchGroup  group);
MeireiBatchRow  *meirei_batch_rows_find        (MeireiBatchRows  *self,
                                                const char       *id);
void             meirei_batch_rows_set_group   (MeireiBatchRows  *self,
                                                int               group);
void             meirei_batch_rows_set_search  (MeireiBatchRows  *self,
                                                const char       *text);
void             meirei_batch_rows_set_sorter  (MeireiBatchRows  *self,
                                                GtkSorter        *sorter);
void             meirei_batch_rows_update      (MeireiBatchRows  *self);

G_END_DECLS
