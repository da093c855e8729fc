/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-execution.h"

G_BEGIN_DECLS

/**
 * MeireiBatchItemState:
 * @MEIREI_BATCH_ITEM_WAITING: not begun
 * @MEIREI_BATCH_ITEM_QUEUED: begun, but waits: for its prompt to be made and
 *   measured, for its model to be loaded, for room in a context that is shared
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
  MEIREI_BATCH_ITEM_QUEUED,
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

MeireiBatchItem       *meirei_batch_item_new                   (const char            *id,
                                                                const char            *title);
const char            *meirei_batch_item_get_id                (MeireiBatchItem       *self);
const char            *meirei_batch_item_get_title             (MeireiBatchItem       *self);
MeireiBatchItemState   meirei_batch_item_get_state             (MeireiBatchItem       *self);
void                   meirei_batch_item_set_state             (MeireiBatchItem       *self,
                                                                MeireiBatchItemState   state);
gboolean               meirei_batch_item_is_settled            (MeireiBatchItem       *self);
gboolean               meirei_batch_item_is_busy               (MeireiBatchItem       *self);

/* What is known of it, live while it is in work. */
GObject               *meirei_batch_item_get_job               (MeireiBatchItem       *self);
void                   meirei_batch_item_set_job               (MeireiBatchItem       *self,
                                                                GObject               *job);
MeireiExecutionStage   meirei_batch_item_get_stage             (MeireiBatchItem       *self);
MeireiCompletionPhase  meirei_batch_item_get_phase             (MeireiBatchItem       *self);
double                 meirei_batch_item_get_progress          (MeireiBatchItem       *self);
double                 meirei_batch_item_get_seconds           (MeireiBatchItem       *self);
gint64                 meirei_batch_item_get_tokens            (MeireiBatchItem       *self);
double                 meirei_batch_item_get_tokens_per_second (MeireiBatchItem       *self);
double                 meirei_batch_item_get_ttft              (MeireiBatchItem       *self);
guint                  meirei_batch_item_get_attempt           (MeireiBatchItem       *self);
const char            *meirei_batch_item_get_server            (MeireiBatchItem       *self);
const char            *meirei_batch_item_get_model             (MeireiBatchItem       *self);
int                    meirei_batch_item_get_score             (MeireiBatchItem       *self);
const char            *meirei_batch_item_get_message           (MeireiBatchItem       *self);
void                   meirei_batch_item_update                (MeireiBatchItem       *self);

/* Its end. */
JsonObject            *meirei_batch_item_get_result            (MeireiBatchItem       *self);
void                   meirei_batch_item_settle                (MeireiBatchItem       *self,
                                                                MeireiBatchItemState   state,
                                                                double                 seconds,
                                                                const GError          *error,
                                                                JsonObject            *facts);
void                   meirei_batch_item_restore               (MeireiBatchItem       *self,
                                                                JsonObject            *result);
void                   meirei_batch_item_reset                 (MeireiBatchItem       *self);
JsonObject            *meirei_batch_item_to_header             (MeireiBatchItem       *self);
JsonObject            *meirei_batch_item_to_json               (MeireiBatchItem       *self,
                                                                const char            *operation);

G_END_DECLS
