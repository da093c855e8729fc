/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-item.h"

G_BEGIN_DECLS

/**
 * MeireiBatchGroup:
 * @MEIREI_BATCH_GROUP_IN_FLIGHT: in work
 * @MEIREI_BATCH_GROUP_FAILED: tried and failed
 * @MEIREI_BATCH_GROUP_DONE: done well
 * @MEIREI_BATCH_GROUP_WAITING: not tried: it waits, or it was left out
 *
 * What the table's items are sorted and filtered by, in the order of the table.
 */
typedef enum {
  MEIREI_BATCH_GROUP_IN_FLIGHT,
  MEIREI_BATCH_GROUP_FAILED,
  MEIREI_BATCH_GROUP_DONE,
  MEIREI_BATCH_GROUP_WAITING,
} MeireiBatchGroup;

#define MEIREI_N_BATCH_GROUPS (MEIREI_BATCH_GROUP_WAITING + 1)

#define MEIREI_TYPE_BATCH_ROW (meirei_batch_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchRow, meirei_batch_row, MEIREI, BATCH_ROW, GObject)

MeireiBatchRow   *meirei_batch_row_new           (MeireiBatchItem *item,
                                                  guint            position);
MeireiBatchItem  *meirei_batch_row_get_item      (MeireiBatchRow  *self);
guint             meirei_batch_row_get_position  (MeireiBatchRow  *self);
MeireiBatchGroup  meirei_batch_row_get_group     (MeireiBatchRow  *self);
gboolean          meirei_batch_row_match         (MeireiBatchRow  *self,
                                                  const char      *needle);
void              meirei_batch_row_update        (MeireiBatchRow  *self);

gboolean          meirei_batch_row_get_expanded  (MeireiBatchRow  *self);
void              meirei_batch_row_set_expanded  (MeireiBatchRow  *self,
                                                  gboolean         expanded);

const char       *meirei_batch_row_get_model     (MeireiBatchRow  *self);
guint             meirei_batch_row_get_attempt   (MeireiBatchRow  *self);
gint64            meirei_batch_row_get_tokens    (MeireiBatchRow  *self);
double            meirei_batch_row_get_rate      (MeireiBatchRow  *self);
double            meirei_batch_row_get_seconds   (MeireiBatchRow  *self);
int               meirei_batch_row_get_score     (MeireiBatchRow  *self);
char             *meirei_batch_row_dup_message   (MeireiBatchRow  *self);

G_END_DECLS
