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
 * The sentence that is shown beside code and in lists.
 *
 * Returns: (transfer full): the message on one line
 */
char *
meirei_finding_dup_text (MeireiFinding *finding)
{
  char *text;

  g_return_val_if_fail (MEIREI_IS_FINDING (finding), NULL);

  /* A tool's message may contain anything, also line breaks. */
  text = g_strdup (meirei_finding_get_message (finding));
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
