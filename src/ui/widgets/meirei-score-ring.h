/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-score-band.h"

G_BEGIN_DECLS

#define MEIREI_SCORE_RING_LARGE 88
#define MEIREI_SCORE_RING_MEDIUM 72
#define MEIREI_SCORE_RING_SMALL 56
#define MEIREI_SCORE_RING_MINI 20

#define MEIREI_TYPE_SCORE_RING (meirei_score_ring_get_type ())
G_DECLARE_FINAL_TYPE (MeireiScoreRing, meirei_score_ring, MEIREI, SCORE_RING, GtkWidget)

GtkWidget *meirei_score_ring_new          (void);
double     meirei_score_ring_get_score    (MeireiScoreRing *self);
void       meirei_score_ring_set_score    (MeireiScoreRing *self,
                                           double           score);
void       meirei_score_ring_set_diameter (MeireiScoreRing *self,
                                           int              diameter);
void       meirei_score_ring_set_unit     (MeireiScoreRing *self,
                                           const char      *unit);
void       meirei_score_ring_set_caption  (MeireiScoreRing *self,
                                           const char      *caption);
void       meirei_score_ring_set_detail   (MeireiScoreRing *self,
                                           const char      *detail);
void       meirei_score_ring_set_tone     (MeireiScoreRing *self,
                                           MeireiTone       tone);
void       meirei_score_ring_unset_tone   (MeireiScoreRing *self);
void       meirei_score_ring_set_busy     (MeireiScoreRing *self,
                                           gboolean         busy);

G_END_DECLS
