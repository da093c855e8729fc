/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finding-text.h"

static const struct {
  MeireiTone tone;
  const char *icon;
} severities[] = {
  [MEIREI_SEVERITY_INFO]    = { MEIREI_TONE_ACCENT, "dialog-information-symbolic" },
  [MEIREI_SEVERITY_WARNING] = { MEIREI_TONE_WARNING, "meirei-failed-symbolic" },
  [MEIREI_SEVERITY_ERROR]   = { MEIREI_TONE_ERROR, "meirei-rejected-symbolic" },
};

/**
 * meirei_finding_dup_text:
 * @finding: a finding
 *
 * Returns: (transfer full): the finding's own message, which is English, on
 *   one line
 */
char *
meirei_finding_dup_text (MeireiFinding *finding)
{
  return meirei_finding_dup_translated (finding, NULL);
}

/**
 * meirei_finding_dup_translated:
 * @finding: a finding
 * @table: (nullable): the scoring table, which has the translations
 *
 * The sentence that is shown beside code and in lists.
 *
 * Returns: (transfer full): the message in the user's language if @table has
 *   it, on one line
 */
char *
meirei_finding_dup_translated (MeireiFinding    *finding,
                               MeireiScoreTable *table)
{
  char *text = NULL;

  g_return_val_if_fail (MEIREI_IS_FINDING (finding), NULL);
  g_return_val_if_fail (table == NULL || MEIREI_IS_SCORE_TABLE (table), NULL);

  if (table != NULL)
    text = meirei_score_table_dup_message (table, finding, g_get_language_names ()[0]);
  if (text == NULL)
    text = g_strdup (meirei_finding_get_message (finding));

  /* The message of a tool may contain anything, also line breaks. */
  g_strdelimit (text, "\r\n\t", ' ');

  return g_strstrip (text);
}

/**
 * meirei_severity_get_tone:
 * @severity: a severity
 *
 * Returns: its colour
 */
MeireiTone
meirei_severity_get_tone (MeireiSeverity severity)
{
  g_return_val_if_fail ((gsize) severity < G_N_ELEMENTS (severities), MEIREI_TONE_NEUTRAL);

  return severities[severity].tone;
}

/**
 * meirei_severity_get_icon:
 * @severity: a severity
 *
 * Returns: the name of its symbolic icon
 */
const char *
meirei_severity_get_icon (MeireiSeverity severity)
{
  g_return_val_if_fail ((gsize) severity < G_N_ELEMENTS (severities), NULL);

  return severities[severity].icon;
}
