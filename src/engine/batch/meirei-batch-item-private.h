/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-item.h"

G_BEGIN_DECLS

struct _MeireiBatchItem
{
  GObject parent_instance;

  char *id;
  char *title;
  MeireiBatchItemState state;
  MeireiBatchItemState counted;  /* the state that its batch has counted */
  double seconds;
  GObject *job;                  /* (owned) (nullable) */
  JsonObject *result;            /* (owned) (nullable) */
  gboolean reopened;             /* it was settled, and the journal says so */

  /* Of the present job, as meirei_batch_item_update() found it. */
  gint64 started_at;             /* monotonic */
  MeireiExecutionStage stage;
  MeireiCompletionPhase phase;
  double progress;
  gint64 tokens;
  double tokens_per_second;
  double ttft;
  guint attempt;
  char *server;                  /* (owned) (nullable) */
  char *model;                   /* (owned) (nullable) */
};

void     _meirei_batch_item_clear_live    (MeireiBatchItem *self);
void     _meirei_batch_item_notify_live   (MeireiBatchItem *self);
gboolean _meirei_batch_item_take_reopened (MeireiBatchItem *self);

G_END_DECLS
