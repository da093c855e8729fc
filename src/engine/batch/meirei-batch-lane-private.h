/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-lane.h"

G_BEGIN_DECLS

struct _MeireiBatchLane
{
  GObject parent_instance;

  /* What was asked for. */
  char *server;           /* (nullable) */
  char *model;            /* (nullable) */
  char *default_server;   /* (nullable) */
  char *default_model;    /* (nullable) */
  guint fixed;            /* 0 is automatic */

  MeireiTarget *target;   /* (nullable) until it has answered once */
  MeireiBatchLaneState state;
  char *message;          /* (nullable) why it is lost */
  MeireiParallelTuner *tuner; /* (nullable) if it is automatic and has answered */
  char *reason;           /* (nullable) of a fixed limit */
  gboolean cold;          /* the first request loads the model, and goes alone */
  guint n_in_flight;
  guint n_finished;
  gint64 tokens;          /* of finished answers */
};

void _meirei_batch_lane_notify_limit     (MeireiBatchLane      *self);
void _meirei_batch_lane_notify_in_flight (MeireiBatchLane      *self);
void _meirei_batch_lane_set_state        (MeireiBatchLane      *self,
                                          MeireiBatchLaneState  state,
                                          const char           *message);
void _meirei_batch_lane_set_target       (MeireiBatchLane      *self,
                                          MeireiTarget         *target);

G_END_DECLS
