/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-enums.h"

G_BEGIN_DECLS

/**
 * MeireiRunFigures:
 * @version: the version's name
 * @model: the model's id; empty if unknown
 * @at: when the version was made, in microseconds since the epoch
 * @finish: how the answer ended
 * @score: 0 to 100; -1 if it was not scored
 * @n_failed_tests: acceptance tests that failed; -1 if none ran
 * @decision: what a person decided about it
 * @decided_at: when, in microseconds since the epoch; 0 if nobody did
 * @seconds: how long all its requests took together; -1 if unknown
 * @first_token: seconds to the first token of the first request that had one;
 *   -1 if unknown
 * @n_tokens: tokens that the model wrote
 * @write_seconds: how long it wrote them; 0 if unknown
 * @n_repairs: repair rounds, which are requests after a complete answer
 *
 * The figures of one version: one run of one model.
 */
typedef struct {
  const char     *version;
  const char     *model;
  gint64          at;
  MeireiFinish    finish;
  int             score;
  int             n_failed_tests;
  MeireiDecision  decision;
  gint64          decided_at;
  double          seconds;
  double          first_token;
  gint64          n_tokens;
  double          write_seconds;
  guint           n_repairs;
} MeireiRunFigures;

gboolean          meirei_run_figures_read      (MeireiRunFigures       *run,
                                                JsonObject             *version);
MeireiRunFigures *meirei_run_figures_copy      (const MeireiRunFigures *run);
void              meirei_run_figures_free      (MeireiRunFigures       *run);
gboolean          meirei_run_figures_is_passed (const MeireiRunFigures *run,
                                                int                     gate_score);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiRunFigures, meirei_run_figures_free)

G_END_DECLS
