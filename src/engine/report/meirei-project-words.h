/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-next-step.h"
#include "meirei-project-figures.h"

G_BEGIN_DECLS

char       *_meirei_words_phase           (MeireiPhase              *phase);
const char *_meirei_words_phase_state     (MeireiPhaseState          state);
char       *_meirei_words_phase_criterion (MeireiPhase              *phase);
char       *_meirei_words_phase_dates     (MeireiPhase              *phase);
const char *_meirei_words_need            (MeireiNeed                need);
char       *_meirei_words_mean            (double                    mean,
                                           guint                     count);
char       *_meirei_words_share           (guint                     part,
                                           guint                     whole);

G_END_DECLS
