/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiSample:
 * @version: the version
 * @behaviour: what it does: the outcome of its tests, else its code
 * @position: which one of the samples it is, from 0
 * @agreement: how many samples behave like it, itself included
 * @complete: whether its answer is whole
 * @compiles: whether its code compiles, as far as is known
 * @gate: whether it passed the gate
 * @tests: how many tests failed; more than any number if they did not run
 * @missing: how many declared functions are not there
 * @score: its score; -1 if there is none
 *
 * One of several versions that were made to choose from.
 */
typedef struct {
  MeireiVersion *version;
  char          *behaviour;
  guint          position;
  guint          agreement;
  gboolean       complete;
  gboolean       compiles;
  gboolean       gate;
  int            tests;
  int            missing;
  int            score;
} MeireiSample;

GPtrArray *meirei_sample_rank_all (MeireiWorkspace *workspace,
                                   const char      *id,
                                   GPtrArray       *names,
                                   const char      *tests);

G_END_DECLS
