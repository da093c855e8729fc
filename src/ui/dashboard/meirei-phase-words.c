/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the dashboard says about a phase. */

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "meirei-phase-words.h"

/**
 * meirei_phase_dup_title:
 * @phase: a phase
 *
 * Returns: (transfer full): such as “Phase 3”
 */
char *
meirei_phase_dup_title (MeireiPhase *phase)
{
  /* Translators: %d is the number of a phase of the project */
  return g_strdup_printf (_("Phase %d"), meirei_phase_get_number (phase));
}

static char *
dup_n_open (const MeireiPhaseFigures *figures)
{
  guint n_open = figures->n_instructions - figures->n_accepted;

  /* Translators: how many instructions of a phase are not accepted yet */
  return g_strdup_printf (ngettext ("%u open", "%u open", n_open), n_open);
}

static char *
dup_days_late (const MeireiPhaseFigures *figures)
{
  int days = -figures->days_left;

  return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) days), days);
}

static char *
dup_days_left (const MeireiPhaseFigures *figures)
{
  if (meirei_phase_get_end (figures->phase) == NULL)
    return dup_n_open (figures);
  if (figures->days_left == 0)
    return g_strdup (_("Last day"));

  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) figures->days_left),
                          figures->days_left);
}

/**
 * meirei_phase_dup_state:
 * @figures: a phase's figures
 *
 * Returns: (transfer full): such as “7 open · 8 days late”
 */
char *
meirei_phase_dup_state (const MeireiPhaseFigures *figures)
{
  g_autofree char *n_open = NULL;
  g_autofree char *days = NULL;

  switch (figures->state)
    {
    case MEIREI_PHASE_STATE_PLANNED:
      return g_strdup (C_("phase", "Planned"));
    case MEIREI_PHASE_STATE_COMPLETE:
      return g_strdup (C_("phase", "Complete"));
    case MEIREI_PHASE_STATE_ACHIEVED:
      return dup_n_open (figures);
    case MEIREI_PHASE_STATE_LATE:
      n_open = dup_n_open (figures);
      days = dup_days_late (figures);
      return g_strdup_printf ("%s · %s", n_open, days);
    case MEIREI_PHASE_STATE_OPEN:
      return dup_days_left (figures);
    default:
      g_return_val_if_reached (NULL);
    }
}

static GDateTime *
parse_date (const char *date)
{
  return date != NULL
         ? g_date_time_new_local (atoi (date), atoi (date + 5), atoi (date + 8), 0, 0, 0.)
         : NULL;
}

static char *
format_date (GDateTime *date,
             int        year)
{
  if (g_date_time_get_year (date) == year)
    return g_date_time_format (date, _("%-d %b"));

  return g_date_time_format (date, _("%-d %b %Y"));
}

static char *
format_range (GDateTime *start,
              GDateTime *end,
              int        year)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (g_date_time_get_year (start) == g_date_time_get_year (end)
      && g_date_time_get_month (start) == g_date_time_get_month (end)
      && g_date_time_get_year (start) == year)
    {
      /* Translators: the first day of “14–18 Jul”, as g_date_time_format() makes it */
      first = g_date_time_format (start, C_("first of two days in a month", "%-d"));
      /* Translators: the last day of “14–18 Jul”, as g_date_time_format() makes it */
      last = g_date_time_format (end, C_("last of two days in a month", "%-d %b"));
      return g_strdup_printf ("%s – %s", first, last);
    }
  first = format_date (start, g_date_time_get_year (start) == g_date_time_get_year (end)
                              ? g_date_time_get_year (start) : year);
  last = format_date (end, year);

  return g_strdup_printf ("%s – %s", first, last);
}

/**
 * meirei_phase_dup_dates:
 * @phase: a phase
 * @now: the present time, in microseconds since the epoch
 *
 * Returns: (transfer full): such as “16 – 29 Aug”; empty without dates
 */
char *
meirei_phase_dup_dates (MeireiPhase *phase,
                        gint64       now)
{
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr(GDateTime) start = parse_date (meirei_phase_get_start (phase));
  g_autoptr(GDateTime) end = parse_date (meirei_phase_get_end (phase));
  int year = today != NULL ? g_date_time_get_year (today) : 0;
  g_autofree char *date = NULL;

  if (start != NULL && end != NULL)
    return format_range (start, end, year);
  if (start != NULL)
    {
      date = format_date (start, year);
      /* Translators: %s is a date */
      return g_strdup_printf (_("from %s"), date);
    }
  if (end != NULL)
    {
      date = format_date (end, year);
      /* Translators: %s is a date */
      return g_strdup_printf (_("until %s"), date);
    }

  return g_strdup ("");
}

/**
 * meirei_phase_dup_tooltip:
 * @figures: a phase's figures
 *
 * Returns: (transfer full) (nullable): its goal and when it was achieved
 */
char *
meirei_phase_dup_tooltip (const MeireiPhaseFigures *figures)
{
  const char *goal = meirei_phase_get_goal (figures->phase);
  g_autoptr(GDateTime) achieved = NULL;
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  if (figures->achieved_at == 0)
    return *goal != '\0' ? g_strdup (goal) : NULL;

  achieved = g_date_time_new_from_unix_local (figures->achieved_at / G_USEC_PER_SEC);
  if (achieved == NULL)
    return NULL;
  date = g_date_time_format (achieved, _("%-d %b %Y"));
  /* Translators: when a phase was achieved; %s is a date */
  text = g_strdup_printf (_("Achieved on %s"), date);

  return *goal != '\0' ? g_strdup_printf ("%s\n%s", goal, text) : g_steal_pointer (&text);
}

/**
 * meirei_phase_get_tone:
 * @figures: a phase's figures
 *
 * Returns: the colour of its ring
 */
MeireiTone
meirei_phase_get_tone (const MeireiPhaseFigures *figures)
{
  switch (figures->state)
    {
    case MEIREI_PHASE_STATE_PLANNED:
      return MEIREI_TONE_NEUTRAL;
    case MEIREI_PHASE_STATE_COMPLETE:
      return MEIREI_TONE_SUCCESS;
    case MEIREI_PHASE_STATE_LATE:
      return MEIREI_TONE_WARNING;
    case MEIREI_PHASE_STATE_ACHIEVED:
    case MEIREI_PHASE_STATE_OPEN:
      return MEIREI_TONE_ACCENT;
    default:
      g_return_val_if_reached (MEIREI_TONE_NEUTRAL);
    }
}

/**
 * meirei_phase_get_css_class:
 * @figures: a phase's figures
 *
 * Returns: the style class of the words about its state
 */
const char *
meirei_phase_get_css_class (const MeireiPhaseFigures *figures)
{
  switch (figures->state)
    {
    case MEIREI_PHASE_STATE_COMPLETE:
      return "success";
    case MEIREI_PHASE_STATE_LATE:
      return "warning";
    case MEIREI_PHASE_STATE_OPEN:
      return figures->current ? "accent" : "dim-label";
    case MEIREI_PHASE_STATE_PLANNED:
    case MEIREI_PHASE_STATE_ACHIEVED:
      return "dim-label";
    default:
      g_return_val_if_reached ("dim-label");
    }
}
