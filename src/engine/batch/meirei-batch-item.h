/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiBatchItemState:
 * @MEIREI_BATCH_ITEM_WAITING: not begun
 * @MEIREI_BATCH_ITEM_RUNNING: in work
 * @MEIREI_BATCH_ITEM_DONE: done well
 * @MEIREI_BATCH_ITEM_FAILED: tried and failed
 * @MEIREI_BATCH_ITEM_SKIPPED: not tried, because of a failed dependency
 * @MEIREI_BATCH_ITEM_CANCELLED: not tried, because the batch was cancelled
 *
 * How far an item of a batch is.
 */
typedef enum {
  MEIREI_BATCH_ITEM_WAITING,
  MEIREI_BATCH_ITEM_RUNNING,
  MEIREI_BATCH_ITEM_DONE,
  MEIREI_BATCH_ITEM_FAILED,
  MEIREI_BATCH_ITEM_SKIPPED,
  MEIREI_BATCH_ITEM_CANCELLED,
} MeireiBatchItemState;

#define MEIREI_N_BATCH_ITEM_STATES (MEIREI_BATCH_ITEM_CANCELLED + 1)
#define MEIREI_TYPE_BATCH_ITEM_STATE (meirei_batch_item_state_get_type ())
GType meirei_batch_item_state_get_type (void);

#define MEIREI_TYPE_BATCH_ITEM (meirei_batch_item_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchItem, meirei_batch_item, MEIREI, BATCH_ITEM, GObject)

MeireiBatchItem      *meirei_batch_item_new              (const char            *id,
                                                          const char            *title);
const char           *meirei_batch_item_get_id           (MeireiBatchItem       *self);
const char           *meirei_batch_item_get_title        (MeireiBatchItem       *self);
MeireiBatchItemState  meirei_batch_item_get_state        (MeireiBatchItem       *self);
void                  meirei_batch_item_set_state        (MeireiBatchItem       *self,
                                                          MeireiBatchItemState   state);
gboolean              meirei_batch_item_is_settled       (MeireiBatchItem       *self);
double                meirei_batch_item_get_seconds      (MeireiBatchItem       *self);
GObject              *meirei_batch_item_get_job          (MeireiBatchItem       *self);
void                  meirei_batch_item_set_job          (MeireiBatchItem       *self,
                                                          GObject               *job);
JsonObject           *meirei_batch_item_get_result       (MeireiBatchItem       *self);
void                  meirei_batch_item_settle           (MeireiBatchItem       *self,
                                                          MeireiBatchItemState   state,
                                                          double                 seconds,
                                                          const GError          *error,
                                                          JsonObject            *facts);
void                  meirei_batch_item_restore          (MeireiBatchItem       *self,
                                                          JsonObject            *result);
void                  meirei_batch_item_reset            (MeireiBatchItem       *self);
JsonObject           *meirei_batch_item_to_json          (MeireiBatchItem       *self,
                                                          const char            *operation);

G_END_DECLS
