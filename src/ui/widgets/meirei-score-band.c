/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "meirei-score-band.h"

static const struct {
  double minimum;
  MeireiTone tone;
  const char *css_class;
  const char *label;
} bands[] = {
  [MEIREI_SCORE_BAND_NONE] = { -INFINITY, MEIREI_TONE_NEUTRAL, "none", N_("No score") },
  [MEIREI_SCORE_BAND_LOW]  = { 0., MEIREI_TONE_ERROR, "low", N_("Poor") },
  [MEIREI_SCORE_BAND_FAIR] = { 60., MEIREI_TONE_WARNING, "fair", N_("Fair") },
  [MEIREI_SCORE_BAND_GOOD] = { 75., MEIREI_TONE_ACCENT, "good", N_("Good") },
  [MEIREI_SCORE_BAND_HIGH] = { 90., MEIREI_TONE_SUCCESS, "high", N_("Excellent") },
};

/**
 * meirei_score_get_band:
 * @score: points from 0 to 100, or %MEIREI_SCORE_NONE
 *
 * The one place that knows the limits of the bands.
 *
 * Returns: the band of @score; none for negative and non-numeric values
 */
MeireiScoreBand
meirei_score_get_band (double score)
{
  MeireiScoreBand band = MEIREI_SCORE_BAND_HIGH;

  if (isnan (score))
    return MEIREI_SCORE_BAND_NONE;

  while (score < bands[band].minimum)
    band--;

  return band;
}

/**
 * meirei_score_format:
 * @score: points from 0 to 100, or %MEIREI_SCORE_NONE
 * @n_digits: digits after the decimal point
 *
 * Digits that are not shown are cut off, not rounded: 89.6 without digits is
 * “89”, so that a number never looks better than its band.
 *
 * Returns: (transfer full): the number in the user's notation, or “–”
 */
char *
meirei_score_format (double score,
                     guint  n_digits)
{
  double factor = pow (10., n_digits);

  if (meirei_score_get_band (score) == MEIREI_SCORE_BAND_NONE)
    return g_strdup ("–");

  /* 87.9 is 87.90000000000001 or 87.89999999999999 after a division. */
  return g_strdup_printf ("%.*f", (int) n_digits, floor (score * factor + 1e-6) / factor);
}

/**
 * meirei_score_band_get_css_class:
 * @band: a band
 *
 * Returns: its style class, to be used together with `score`
 */
const char *
meirei_score_band_get_css_class (MeireiScoreBand band)
{
  g_return_val_if_fail (band < G_N_ELEMENTS (bands), NULL);

  return bands[band].css_class;
}

/**
 * meirei_score_band_get_label:
 * @band: a band
 *
 * Returns: its name in the user's language
 */
const char *
meirei_score_band_get_label (MeireiScoreBand band)
{
  g_return_val_if_fail (band < G_N_ELEMENTS (bands), NULL);

  return _(bands[band].label);
}

/**
 * meirei_score_band_get_tone:
 * @band: a band
 *
 * Returns: the colour of rings and bars
 */
MeireiTone
meirei_score_band_get_tone (MeireiScoreBand band)
{
  g_return_val_if_fail (band < G_N_ELEMENTS (bands), MEIREI_TONE_NEUTRAL);

  return bands[band].tone;
}
