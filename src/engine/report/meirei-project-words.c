/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How the documents name the phases of a project and what they need. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-document-words.h"
#include "meirei-project-words.h"

char *
_meirei_words_phase (MeireiPhase *phase)
{
  const char *name = meirei_phase_get_name (phase);

  if (name == NULL || *name == '\0')
    return g_strdup_printf (_("Phase %d"), meirei_phase_get_number (phase));

  /* Translators: the number and the name of a phase. */
  return g_strdup_printf (_("Phase %d: %s"), meirei_phase_get_number (phase), name);
}

const char *
_meirei_words_phase_state (MeireiPhaseState state)
{
  switch (state)
    {
    case MEIREI_PHASE_STATE_PLANNED:
      return C_("phase", "Planned");
    case MEIREI_PHASE_STATE_OPEN:
      return C_("phase", "In work");
    case MEIREI_PHASE_STATE_LATE:
      return C_("phase", "Late");
    case MEIREI_PHASE_STATE_ACHIEVED:
      return C_("phase", "Achieved");
    case MEIREI_PHASE_STATE_COMPLETE:
      return C_("phase", "Complete");
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
_meirei_words_phase_criterion (MeireiPhase *phase)
{
  switch (meirei_phase_get_criterion (phase))
    {
    case MEIREI_PHASE_CRITERION_ALL_ACCEPTED:
      return g_strdup (_("all instructions are accepted"));
    case MEIREI_PHASE_CRITERION_N_ACCEPTED:
      /* Translators: when a phase is achieved. */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u instruction is accepted",
                                           "%u instructions are accepted",
                                           meirei_phase_get_n_required (phase)),
                              meirei_phase_get_n_required (phase));
    case MEIREI_PHASE_CRITERION_BY_HAND:
      return g_strdup (_("a person says so"));
    default:
      g_return_val_if_reached (NULL);
    }
}

/* “2026-01-02 – 2026-02-03”; what is not known is left out. */
char *
_meirei_words_phase_dates (MeireiPhase *phase)
{
  const char *start = meirei_phase_get_start (phase);
  const char *end = meirei_phase_get_end (phase);

  if (start == NULL && end == NULL)
    return g_strdup ("–");

  return g_strdup_printf ("%s – %s", start != NULL ? start : "", end != NULL ? end : "");
}

const char *
_meirei_words_need (MeireiNeed need)
{
  switch (need)
    {
    case MEIREI_NEED_REVIEW:
      return _("Awaiting review");
    case MEIREI_NEED_STALE_APPROVAL:
      return _("Approval out of date");
    case MEIREI_NEED_STALE_VERDICT:
      return _("Verdict out of date");
    case MEIREI_NEED_FAILED:
      return _("Failed");
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
_meirei_words_mean (double mean,
                    guint  count)
{
  return count > 0 ? g_strdup_printf ("%.1f", mean) : g_strdup ("–");
}

char *
_meirei_words_share (guint part,
                     guint whole)
{
  return whole > 0 ? g_strdup_printf ("%.0f %%", 100.0 * part / whole) : g_strdup ("–");
}
