/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-item.h"
#include "meirei-server-registry.h"

G_BEGIN_DECLS

/**
 * MeireiBatchRemedy:
 * @MEIREI_BATCH_REMEDY_RETRY: try once more
 * @MEIREI_BATCH_REMEDY_RELOAD: load the model with a larger context, then try
 * @MEIREI_BATCH_REMEDY_RAISE_LIMIT: try with a higher limit of tokens
 * @MEIREI_BATCH_REMEDY_OPEN_ATTEMPT: look at what the model wrote
 * @MEIREI_BATCH_REMEDY_OPEN_SHEET: change the sheet
 * @MEIREI_BATCH_REMEDY_MODELS: choose, load or set up the model
 *
 * What a person can do about a failure.
 */
typedef enum {
  MEIREI_BATCH_REMEDY_RETRY,
  MEIREI_BATCH_REMEDY_RELOAD,
  MEIREI_BATCH_REMEDY_RAISE_LIMIT,
  MEIREI_BATCH_REMEDY_OPEN_ATTEMPT,
  MEIREI_BATCH_REMEDY_OPEN_SHEET,
  MEIREI_BATCH_REMEDY_MODELS,
} MeireiBatchRemedy;

/**
 * MeireiBatchFailure:
 * @heading: what happened, in one line
 * @text: the numbers and the advice
 * @details: (nullable): the technical words of the engine, if @text does not
 *   have their numbers
 * @remedy: what to do
 * @value: the context or the limit that @remedy asks for, else 0
 * @timed_out: whether a limit of time was passed
 *
 * Why an item failed.
 */
typedef struct {
  char *heading;
  char *text;
  char *details;
  MeireiBatchRemedy remedy;
  gint64 value;
  gboolean timed_out;
} MeireiBatchFailure;

MeireiBatchFailure *meirei_batch_failure_new       (MeireiBatchItem      *item,
                                                    MeireiServerRegistry *registry);
void                meirei_batch_failure_free      (MeireiBatchFailure   *self);
char               *meirei_batch_failure_dup_label (MeireiBatchFailure   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiBatchFailure, meirei_batch_failure_free)

G_END_DECLS
