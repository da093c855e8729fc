/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-quality-words.h"

/* What the documents say about a gate; one place for all formats. */

const char *
_meirei_quality_gate_key_words (MeireiGateKey key)
{
  switch (key)
    {
    case MEIREI_GATE_KEY_SCORE:
      return _("Score");

    case MEIREI_GATE_KEY_SYNTAX_ERRORS:
      return _("Syntax errors");

    case MEIREI_GATE_KEY_TRUNCATED:
      return _("Cut off");

    case MEIREI_GATE_KEY_SECURITY_POINTS:
      return _("Worst security finding");

    case MEIREI_GATE_KEY_INVENTED_MODULES:
      return _("Possibly invented modules");

    case MEIREI_GATE_KEY_MISSING_DECLARATIONS:
      return _("Declarations not met");

    case MEIREI_GATE_KEY_FAILED_TESTS:
      return _("Failed tests");

    case MEIREI_GATE_KEY_ERROR_FINDINGS:
      return _("Errors");

    default:
      return "";
    }
}

char *
_meirei_quality_check_words (const MeireiGateCheck *check)
{
  if (!check->known)
    /* Translators: a measured value that is not known, in a table. */
    return g_strdup (_("unknown"));

  if (check->key == MEIREI_GATE_KEY_SCORE)
    /* Translators: the measured score and the least one, in a table. */
    return g_strdup_printf (_("%d (at least %d)"), check->value, check->limit);

  /* Translators: a measured number and the highest one allowed, in a table. */
  return g_strdup_printf (_("%d (at most %d)"), check->value, check->limit);
}
