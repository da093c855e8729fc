/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-batch-item.h"
#include "meirei-batch-statistics.h"
#include "meirei-enums.h"

G_BEGIN_DECLS

#define MEIREI_BATCH_SCHEMA 1

/**
 * MeireiBatchState:
 * @MEIREI_BATCH_STATE_NEW: not begun
 * @MEIREI_BATCH_STATE_RUNNING: in work
 * @MEIREI_BATCH_STATE_PAUSED: lets running items finish, begins no others
 * @MEIREI_BATCH_STATE_INTERRUPTED: its process ended before it was finished
 * @MEIREI_BATCH_STATE_CANCELLED: stopped by the user
 * @MEIREI_BATCH_STATE_FINISHED: every item is settled
 *
 * How far a batch is.
 */
typedef enum {
  MEIREI_BATCH_STATE_NEW,
  MEIREI_BATCH_STATE_RUNNING,
  MEIREI_BATCH_STATE_PAUSED,
  MEIREI_BATCH_STATE_INTERRUPTED,
  MEIREI_BATCH_STATE_CANCELLED,
  MEIREI_BATCH_STATE_FINISHED,
} MeireiBatchState;

#define MEIREI_TYPE_BATCH_STATE (meirei_batch_state_get_type ())
GType meirei_batch_state_get_type (void);

#define MEIREI_TYPE_BATCH (meirei_batch_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatch, meirei_batch, MEIREI, BATCH, GObject)

MeireiBatch           *meirei_batch_new                (MeireiOperation       operation,
                                                        GPtrArray            *items,
                                                        JsonObject           *options);
MeireiBatch           *meirei_batch_new_from_journal   (const char           *path,
                                                        guint                *n_damaged,
                                                        GError              **error);
const char            *meirei_batch_get_id             (MeireiBatch          *self);
MeireiOperation        meirei_batch_get_operation      (MeireiBatch          *self);
const char            *meirei_batch_get_operation_name (MeireiBatch          *self);
JsonObject            *meirei_batch_get_options        (MeireiBatch          *self);
gint64                 meirei_batch_get_created_at     (MeireiBatch          *self);
double                 meirei_batch_get_total_time     (MeireiBatch          *self);
void                   meirei_batch_set_total_time     (MeireiBatch          *self,
                                                        double                seconds);

/* Items. */
GListModel            *meirei_batch_get_items          (MeireiBatch          *self);
guint                  meirei_batch_get_n_items        (MeireiBatch          *self);
guint                  meirei_batch_get_n_settled      (MeireiBatch          *self);
guint                  meirei_batch_count              (MeireiBatch          *self,
                                                        MeireiBatchItemState  state);
MeireiBatchItem       *meirei_batch_find_item          (MeireiBatch          *self,
                                                        const char           *id);
gboolean               meirei_batch_add_item           (MeireiBatch          *self,
                                                        MeireiBatchItem      *item);
gboolean               meirei_batch_matches            (MeireiBatch          *self,
                                                        const char           *text);
MeireiBatchStatistics *meirei_batch_get_statistics     (MeireiBatch          *self);

/* How far it is. */
MeireiBatchState       meirei_batch_get_state          (MeireiBatch          *self);
void                   meirei_batch_set_state          (MeireiBatch          *self,
                                                        MeireiBatchState      state);
const char            *meirei_batch_get_message        (MeireiBatch          *self);
void                   meirei_batch_set_message        (MeireiBatch          *self,
                                                        const char           *message);
void                   meirei_batch_reopen             (MeireiBatch          *self);
void                   meirei_batch_reopen_failed      (MeireiBatch          *self,
                                                        MeireiBatchItem      *item);
JsonObject            *meirei_batch_to_header          (MeireiBatch          *self);
JsonObject            *meirei_batch_to_result          (MeireiBatch          *self);

G_END_DECLS
