/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-score-band.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SCORE_BADGE (meirei_score_badge_get_type ())
G_DECLARE_FINAL_TYPE (MeireiScoreBadge, meirei_score_badge, MEIREI, SCORE_BADGE, GtkWidget)

GtkWidget  *meirei_score_badge_new        (void);
double      meirei_score_badge_get_score  (MeireiScoreBadge *self);
void        meirei_score_badge_set_score  (MeireiScoreBadge *self,
                                           double            score);
guint       meirei_score_badge_get_digits (MeireiScoreBadge *self);
void        meirei_score_badge_set_digits (MeireiScoreBadge *self,
                                           guint             digits);
void        meirei_score_badge_set_points (MeireiScoreBadge *self,
                                           int               points,
                                           MeireiScoreBand   band);
void        meirei_score_badge_set_delta  (MeireiScoreBadge *self,
                                           int               delta);
const char *meirei_score_badge_get_text   (MeireiScoreBadge *self);
char       *meirei_format_points          (int               points);

G_END_DECLS
