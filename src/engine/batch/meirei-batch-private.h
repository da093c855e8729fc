/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"

G_BEGIN_DECLS

struct _MeireiBatch
{
  GObject parent_instance;

  char *id;
  MeireiOperation operation;
  JsonObject *options;
  gint64 created_at;
  double total_time;
  MeireiBatchState state;
  char *message;            /* (nullable) why it is paused */
  GListStore *items;        /* of MeireiBatchItem */
  GHashTable *items_by_id;  /* (element-type utf8 MeireiBatchItem) */
  guint counts[MEIREI_N_BATCH_ITEM_STATES];
  MeireiBatchStatistics *statistics;
};

G_END_DECLS
