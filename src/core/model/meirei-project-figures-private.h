/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-project-figures.h"

G_BEGIN_DECLS

struct _MeireiProjectFigures
{
  GObject parent_instance;

  gint64 now;
  int gate_score;
  guint counts[MEIREI_N_STATUSES];
  guint n_instructions;
  GArray *phases;   /* MeireiPhaseFigures, by number */
  guint bins[MEIREI_FIGURES_N_BINS];
  guint n_scored;
  guint n_at_gate;
  double mean_score;
  GArray *days;     /* MeireiDayFigures, by day */
  GArray *models;   /* MeireiModelFigures, most runs first */
  MeireiModelFigures all_models;
  MeireiProjectThroughput throughput;
  guint n_needs[MEIREI_N_NEEDS];
  GArray *needs[MEIREI_N_NEEDS]; /* MeireiFiguresEntry, longest waiting first */
  GArray *causes;   /* MeireiFailureCause, most frequent first */
  GArray *activity; /* MeireiFiguresEntry, latest first */
};

G_END_DECLS
