/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-parallel-tuner.h"
#include "meirei-server-registry.h"

G_BEGIN_DECLS

/**
 * MeireiBatchLaneState:
 * @MEIREI_BATCH_LANE_ASKING: being asked what it has
 * @MEIREI_BATCH_LANE_READY: takes work
 * @MEIREI_BATCH_LANE_LOST: does not answer; asked again from time to time
 *
 * Whether a server takes part in a batch at present.
 */
typedef enum {
  MEIREI_BATCH_LANE_ASKING,
  MEIREI_BATCH_LANE_READY,
  MEIREI_BATCH_LANE_LOST,
} MeireiBatchLaneState;

#define MEIREI_TYPE_BATCH_LANE_STATE (meirei_batch_lane_state_get_type ())
GType meirei_batch_lane_state_get_type (void);

#define MEIREI_TYPE_BATCH_LANE (meirei_batch_lane_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchLane, meirei_batch_lane, MEIREI, BATCH_LANE, GObject)

MeireiBatchLane      *meirei_batch_lane_new             (const MeireiTargetWish  *wish,
                                                         guint                    limit);
MeireiBatchLane      *meirei_batch_lane_new_for_target  (MeireiTarget            *target,
                                                         guint                    limit);
MeireiTarget         *meirei_batch_lane_get_target      (MeireiBatchLane         *self);
const char           *meirei_batch_lane_get_name        (MeireiBatchLane         *self);
const char           *meirei_batch_lane_get_url         (MeireiBatchLane         *self);
const char           *meirei_batch_lane_get_model       (MeireiBatchLane         *self);
MeireiBatchLaneState  meirei_batch_lane_get_state       (MeireiBatchLane         *self);
const char           *meirei_batch_lane_get_message     (MeireiBatchLane         *self);
guint                 meirei_batch_lane_get_limit       (MeireiBatchLane         *self);
const char           *meirei_batch_lane_get_reason      (MeireiBatchLane         *self);
void                  meirei_batch_lane_set_limit       (MeireiBatchLane         *self,
                                                         guint                    limit);
gboolean              meirei_batch_lane_is_auto         (MeireiBatchLane         *self);
guint                 meirei_batch_lane_get_n_in_flight (MeireiBatchLane         *self);
guint                 meirei_batch_lane_get_n_free      (MeireiBatchLane         *self);

/* For MeireiBatchRunner. */
void                  meirei_batch_lane_enter           (MeireiBatchLane         *self);
void                  meirei_batch_lane_leave           (MeireiBatchLane         *self);
void                  meirei_batch_lane_count           (MeireiBatchLane         *self,
                                                         gint64                   tokens);
gboolean              meirei_batch_lane_observe         (MeireiBatchLane         *self,
                                                         gint64                   now,
                                                         gint64                   tokens_in_flight);
gboolean              meirei_batch_lane_refuse          (MeireiBatchLane         *self);
void                  meirei_batch_lane_lose            (MeireiBatchLane         *self,
                                                         const char              *message);
void                  meirei_batch_lane_ask_async       (MeireiBatchLane         *self,
                                                         MeireiServerRegistry    *registry,
                                                         GCancellable            *cancellable,
                                                         GAsyncReadyCallback      callback,
                                                         gpointer                 user_data);
gboolean              meirei_batch_lane_ask_finish      (MeireiBatchLane         *self,
                                                         GAsyncResult            *result,
                                                         GError                 **error);

G_END_DECLS
