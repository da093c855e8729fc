/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-rows.h"

G_BEGIN_DECLS

/* With more changed rows than this, one large change is cheaper than many. */
#define MEIREI_BATCH_ROWS_MAX_MOVES 48

struct _MeireiBatchRows
{
  GObject parent_instance;

  MeireiBatch *batch;
  GPtrArray *all;       /* (element-type MeireiBatchRow) (owned): in the order of the batch */
  GHashTable *by_id;    /* (element-type utf8 MeireiBatchRow) (unowned) */
  GPtrArray *shown;     /* (element-type MeireiBatchRow) (unowned) */
  GHashTable *changed;  /* (element-type MeireiBatchRow) (unowned): since the last update */
  GHashTable *live;     /* (element-type MeireiBatchRow) (unowned): in flight */
  guint counts[MEIREI_N_BATCH_GROUPS];
  MeireiBatchGroup *groups; /* (owned): of each row, as counted */

  int group;
  char *search;         /* (owned) (nullable): folded */
  GtkSorter *sorter;    /* (owned) (nullable) */
};

/* meirei-batch-rows-order.c */
void _meirei_batch_rows_rebuild (MeireiBatchRows *self);
void _meirei_batch_rows_move    (MeireiBatchRows *self,
                                 GHashTable      *changed);

G_END_DECLS
