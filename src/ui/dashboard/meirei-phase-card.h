/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-project-figures.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PHASE_CARD (meirei_phase_card_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPhaseCard, meirei_phase_card, MEIREI, PHASE_CARD, GtkFlowBoxChild)

GtkWidget *meirei_phase_card_new         (void);
int        meirei_phase_card_get_number  (MeireiPhaseCard          *self);
void       meirei_phase_card_set_figures (MeireiPhaseCard          *self,
                                          const MeireiPhaseFigures *figures,
                                          gint64                    now);

G_END_DECLS
