/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiBatchShare:
 * @n_done: items done well
 * @n_failed: items that failed
 * @tokens: tokens of their answers
 * @seconds: how long they took, in seconds
 * @generating: the part of it in which tokens arrived, in seconds
 * @ttft: seconds to the first token, summed up
 * @n_ttft: of how many items
 *
 * What one item, or many, add to a sum.
 */
typedef struct {
  guint  n_done;
  guint  n_failed;
  gint64 tokens;
  double seconds;
  double generating;
  double ttft;
  guint  n_ttft;
} MeireiBatchShare;

#define MEIREI_TYPE_BATCH_TALLY (meirei_batch_tally_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchTally, meirei_batch_tally, MEIREI, BATCH_TALLY, GObject)

MeireiBatchTally *meirei_batch_tally_new                   (const char             *name);
void              meirei_batch_tally_add                   (MeireiBatchTally       *self,
                                                            const MeireiBatchShare *share);
void              meirei_batch_tally_subtract              (MeireiBatchTally       *self,
                                                            const MeireiBatchShare *share);
const char       *meirei_batch_tally_get_name              (MeireiBatchTally       *self);
guint             meirei_batch_tally_get_n_done            (MeireiBatchTally       *self);
guint             meirei_batch_tally_get_n_failed          (MeireiBatchTally       *self);
gint64            meirei_batch_tally_get_tokens            (MeireiBatchTally       *self);
double            meirei_batch_tally_get_mean_seconds      (MeireiBatchTally       *self);
double            meirei_batch_tally_get_tokens_per_second (MeireiBatchTally       *self);
double            meirei_batch_tally_get_mean_ttft         (MeireiBatchTally       *self);
JsonObject       *meirei_batch_tally_to_json               (MeireiBatchTally       *self);

G_END_DECLS
