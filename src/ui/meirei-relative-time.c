/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How long ago something happened, in words. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-relative-time.h"

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* After this a date says more than a number of days. */
#define MAX_DAYS 14

static char *
format_date (gint64 at,
             gint64 now)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  if (then == NULL || today == NULL)
    return g_strdup ("–");

  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year as g_date_time_format() makes it */
    return g_date_time_format (then, _("%-d %b"));

  /* Translators: a day of another year as g_date_time_format() makes it */
  return g_date_time_format (then, _("%-d %b %Y"));
}

/**
 * meirei_relative_time_format_short:
 * @at: when it happened, in microseconds since the epoch
 * @now: the present time, in microseconds since the epoch
 *
 * Says how long ago something happened where there is little room.
 *
 * Returns: (transfer full): such as “2 min”
 */
char *
meirei_relative_time_format_short (gint64 at,
                                   gint64 now)
{
  gint64 age = now - at;

  /* Clocks differ; the future is as good as now. */
  if (age < MINUTE)
    return g_strdup (_("now"));
  if (age < HOUR)
    /* Translators: a time ago, in minutes, as short as possible */
    return g_strdup_printf (_("%d min"), (int) (age / MINUTE));
  if (age < DAY)
    /* Translators: a time ago, in hours, as short as possible */
    return g_strdup_printf (_("%d h"), (int) (age / HOUR));
  if (age < MAX_DAYS * DAY)
    /* Translators: a time ago, in days, as short as possible */
    return g_strdup_printf (_("%d d"), (int) (age / DAY));

  return format_date (at, now);
}

/**
 * meirei_relative_time_format_long:
 * @at: when it happened, in microseconds since the epoch
 * @now: the present time, in microseconds since the epoch
 *
 * Says how long ago something happened in full words, for screen readers and
 * tooltips.
 *
 * Returns: (transfer full): such as “2 minutes ago”
 */
char *
meirei_relative_time_format_long (gint64 at,
                                  gint64 now)
{
  gint64 age = now - at;
  int count;

  if (age < MINUTE)
    return g_strdup (_("just now"));

  if (age < HOUR)
    {
      count = (int) (age / MINUTE);
      /* Translators: %d is a number of minutes */
      return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) count),
                              count);
    }

  if (age < DAY)
    {
      count = (int) (age / HOUR);
      /* Translators: %d is a number of hours */
      return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) count), count);
    }

  if (age < MAX_DAYS * DAY)
    {
      count = (int) (age / DAY);
      /* Translators: %d is a number of days */
      return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) count), count);
    }

  return format_date (at, now);
}
