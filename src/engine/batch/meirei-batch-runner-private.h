/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-lane.h"
#include "meirei-batch-recorder.h"
#include "meirei-batch-runner.h"
#include "meirei-batch-schedule.h"

G_BEGIN_DECLS

struct _MeireiBatchRunner
{
  GObject parent_instance;

  MeireiContext *context;
  MeireiWorkspace *workspace;
  MeireiBatch *batch;
  MeireiExecutionOptions *options;
  MeireiBatchSchedule *schedule;
  MeireiBatchRecorder *recorder; /* (owned) (nullable) if it is recorded */

  /* Where executions go. */
  GListStore *lanes;             /* of MeireiBatchLane */
  guint fixed;                   /* requests for each server; 0 is automatic */
  gboolean sequential;           /* one at a time, whatever the servers are */
  char *parallel_reason;         /* (nullable) why so many at once */
  GHashTable *waits;             /* of Wait, by MeireiBatchLane */
  GHashTable *returns;           /* how often an item came back, by its id */

  /* In progress. */
  GTask *task;                   /* (owned) (nullable) while it runs */
  GCancellable *cancellable;     /* (owned) stops what is in flight */
  gulong cancelled_id;
  gboolean prepared;             /* items may begin */
  gboolean paused;               /* by the user */
  GError *trouble;               /* (owned) (nullable) why nothing can be stored */
  guint n_running;               /* items that are in work */
  guint n_preparing;             /* items that were added and are being read */
  guint n_asking;                /* servers that are being asked for the first time */
  GPtrArray *flights;            /* of MeireiBatchFlight */
  gint64 started_at;             /* monotonic */
  double earlier_time;           /* seconds of earlier runs */
  guint tick_id;
};

/* meirei-batch-runner.c */
void     _meirei_batch_runner_notify_parallel (MeireiBatchRunner    *self);
void     _meirei_batch_runner_update_state    (MeireiBatchRunner    *self);
void     _meirei_batch_runner_return          (MeireiBatchRunner    *self,
                                               GError               *error);

/* meirei-batch-runner-change.c */
char    *_meirei_batch_runner_make_reason     (MeireiBatchRunner    *self);

/* meirei-batch-runner-start.c */
void     _meirei_batch_runner_start           (MeireiBatchRunner    *self);
void     _meirei_batch_runner_prepare         (MeireiBatchRunner    *self,
                                               GPtrArray            *items,
                                               gboolean              resumed);

/* meirei-batch-runner-work.c */
void     _meirei_batch_runner_start_more      (MeireiBatchRunner    *self);
void     _meirei_batch_runner_settle          (MeireiBatchRunner    *self,
                                               MeireiBatchItem      *item,
                                               double                seconds,
                                               const GError         *error,
                                               JsonObject           *facts);
void     _meirei_batch_runner_put_back        (MeireiBatchRunner    *self,
                                               MeireiBatchItem      *item,
                                               const GError         *reason);

/* meirei-batch-runner-flights.c */
void     _meirei_batch_runner_start_flights   (MeireiBatchRunner    *self);
void     _meirei_batch_runner_observe         (MeireiBatchRunner    *self);
guint    _meirei_batch_runner_get_n_in_flight (MeireiBatchRunner    *self);

/* meirei-batch-runner-servers.c */
MeireiBatchLane *
         _meirei_batch_runner_find_free_lane  (MeireiBatchRunner    *self);
gboolean _meirei_batch_runner_has_server      (MeireiBatchRunner    *self);
void     _meirei_batch_runner_ask_lane        (MeireiBatchRunner    *self,
                                               MeireiBatchLane      *lane);
void     _meirei_batch_runner_doubt_lane      (MeireiBatchRunner    *self,
                                               MeireiBatchLane      *lane,
                                               MeireiBatchItem      *item,
                                               double                seconds,
                                               const GError         *error,
                                               JsonObject           *facts,
                                               gboolean              again);
void     _meirei_batch_runner_wait_for_lane   (MeireiBatchRunner    *self,
                                               MeireiBatchLane      *lane);
void     _meirei_batch_runner_forget_servers  (MeireiBatchRunner    *self);

/* meirei-batch-runner-choice.c */
void     _meirei_batch_runner_choose_servers  (MeireiBatchRunner    *self);

G_END_DECLS
