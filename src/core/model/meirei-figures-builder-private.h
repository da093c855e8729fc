/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-figures-builder.h"
#include "meirei-project-figures-private.h"

G_BEGIN_DECLS

struct _MeireiFiguresBuilder
{
  MeireiProjectFigures *figures;
  GTimeZone *time_zone;
  guint32 today;
  double sum;         /* of the scores of the latest versions */
  GHashTable *phases; /* number → MeireiPhaseSum */
  GHashTable *models; /* id → MeireiModelSum */
  GHashTable *days;   /* Julian day → MeireiDaySum */
  GHashTable *causes; /* text → count */
  double week_write_seconds;
};

/* What becomes MeireiPhaseFigures. */
typedef struct {
  MeireiPhaseFigures figures;
  double sum;
  GArray *accepted_at; /* gint64 */
} MeireiPhaseSum;

/* What becomes MeireiModelFigures. */
typedef struct {
  MeireiModelFigures figures;
  double sum;
  double write_seconds;
  GArray *seconds;      /* double */
  GArray *first_tokens; /* double */
} MeireiModelSum;

/* What becomes MeireiDayFigures. */
typedef struct {
  guint n_scored;
  gint64 sum;
} MeireiDaySum;

void     _meirei_figures_builder_add_needs  (MeireiFiguresBuilder   *self,
                                             const MeireiItemFields *fields);
void     _meirei_figures_builder_end_phases (MeireiFiguresBuilder *self);
void     _meirei_figures_builder_end_models (MeireiFiguresBuilder *self);
void     _meirei_figures_builder_end_days   (MeireiFiguresBuilder *self);
void     _meirei_figures_builder_end_causes (MeireiFiguresBuilder *self);
guint32  _meirei_figures_builder_find_day   (MeireiFiguresBuilder *self,
                                             gint64                usec);

G_END_DECLS
