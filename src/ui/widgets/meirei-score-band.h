/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-tone.h"

G_BEGIN_DECLS

/**
 * MEIREI_SCORE_NONE:
 *
 * Stands for “there is no score”.
 */
#define MEIREI_SCORE_NONE (-1.)

/**
 * MeireiScoreBand:
 * @MEIREI_SCORE_BAND_NONE: there is no score
 * @MEIREI_SCORE_BAND_LOW: below 60
 * @MEIREI_SCORE_BAND_FAIR: 60 to 74
 * @MEIREI_SCORE_BAND_GOOD: 75 to 89
 * @MEIREI_SCORE_BAND_HIGH: 90 and above
 *
 * What a score is worth, for people.  The quality gate is separate.
 */
typedef enum {
  MEIREI_SCORE_BAND_NONE,
  MEIREI_SCORE_BAND_LOW,
  MEIREI_SCORE_BAND_FAIR,
  MEIREI_SCORE_BAND_GOOD,
  MEIREI_SCORE_BAND_HIGH,
} MeireiScoreBand;

MeireiScoreBand  meirei_score_get_band           (double           score);
char            *meirei_score_format             (double           score,
                                                  guint            n_digits);
const char      *meirei_score_band_get_css_class (MeireiScoreBand  band);
const char      *meirei_score_band_get_label     (MeireiScoreBand  band);
MeireiTone       meirei_score_band_get_tone      (MeireiScoreBand  band);

G_END_DECLS
