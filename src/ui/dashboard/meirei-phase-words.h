/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-project-figures.h"
#include "meirei-tone.h"

G_BEGIN_DECLS

char       *meirei_phase_dup_title   (MeireiPhase              *phase);
char       *meirei_phase_dup_state   (const MeireiPhaseFigures *figures);
char       *meirei_phase_dup_dates   (MeireiPhase              *phase,
                                      gint64                    now);
char       *meirei_phase_dup_tooltip (const MeireiPhaseFigures *figures);
MeireiTone  meirei_phase_get_tone    (const MeireiPhaseFigures *figures);
const char *meirei_phase_get_css_class
                                     (const MeireiPhaseFigures *figures);

G_END_DECLS
