/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-tone.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_RING_GAUGE (meirei_ring_gauge_get_type ())
G_DECLARE_FINAL_TYPE (MeireiRingGauge, meirei_ring_gauge, MEIREI, RING_GAUGE, GtkWidget)

GtkWidget *meirei_ring_gauge_new            (void);
void       meirei_ring_gauge_set_fraction   (MeireiRingGauge *self,
                                             double           fraction,
                                             MeireiTone       tone);
double     meirei_ring_gauge_get_fraction   (MeireiRingGauge *self);
void       meirei_ring_gauge_set_busy       (MeireiRingGauge *self,
                                             gboolean         busy);
double     meirei_ring_gauge_get_line_width (double           diameter);

G_END_DECLS
