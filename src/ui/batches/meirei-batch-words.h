/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

char       *meirei_batch_words_dup_title     (MeireiBatch         *batch,
                                              MeireiWorkspace     *workspace);
char       *meirei_batch_words_dup_counts    (MeireiBatch         *batch);
const char *meirei_batch_words_get_state     (MeireiBatchState     state);
const char *meirei_batch_words_get_item_state
                                             (MeireiBatchItemState state);
char       *meirei_batch_words_dup_progress  (MeireiBatchItem     *item);
char       *meirei_batch_words_dup_outcome   (MeireiBatchItem     *item);

char       *meirei_batch_words_dup_clock     (gint64               at);
char       *meirei_batch_words_dup_when      (gint64               at,
                                              gint64               now);
char       *meirei_batch_words_dup_duration  (double               seconds);
char       *meirei_batch_words_dup_rough     (double               seconds);
char       *meirei_batch_words_dup_number    (gint64               number);

G_END_DECLS
