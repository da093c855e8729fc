/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-history-event.h"
#include "meirei-project-figures.h"

G_BEGIN_DECLS

/* Adds up the figures of a project, one instruction after another; knows
 * neither files nor clocks. */
typedef struct _MeireiFiguresBuilder MeireiFiguresBuilder;

MeireiFiguresBuilder *meirei_figures_builder_new             (gint64                        now,
                                                              GTimeZone                    *time_zone,
                                                              int                           gate_score);
void                  meirei_figures_builder_free            (MeireiFiguresBuilder         *self);
void                  meirei_figures_builder_add_phase       (MeireiFiguresBuilder         *self,
                                                              MeireiPhase                  *phase);
void                  meirei_figures_builder_add_instruction (MeireiFiguresBuilder         *self,
                                                              const MeireiItemFields       *fields,
                                                              const MeireiRunFigures *const *runs,
                                                              guint                         n_runs);
void                  meirei_figures_builder_add_event       (MeireiFiguresBuilder         *self,
                                                              const MeireiItemFields       *fields,
                                                              MeireiHistoryEvent           *event,
                                                              guint                         n_events);
MeireiProjectFigures *meirei_figures_builder_end             (MeireiFiguresBuilder         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiFiguresBuilder, meirei_figures_builder_free)

G_END_DECLS
