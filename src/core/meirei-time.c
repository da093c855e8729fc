/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-time.h"

static GDateTime *
date_time_new_local_usec (gint64 usec)
{
  g_autoptr(GDateTime) seconds =
    g_date_time_new_from_unix_local (usec / G_USEC_PER_SEC);

  return seconds != NULL
         ? g_date_time_add (seconds, usec % G_USEC_PER_SEC)
         : NULL;
}

/**
 * meirei_time_format:
 * @usec: a point in time in microseconds since the epoch, as from
 *   g_get_real_time()
 *
 * Writes a time as the workspace's files have it: ISO 8601 with microseconds
 * and the local offset, `2025-09-06T16:17:39.254151+09:00`.
 *
 * Returns: (transfer full): the text
 */
char *
meirei_time_format (gint64 usec)
{
  g_autoptr(GDateTime) local = date_time_new_local_usec (usec);

  return local != NULL
         ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S.%f%:z")
         : g_strdup ("1970-01-01T00:00:00.000000+00:00");
}

/**
 * meirei_time_parse:
 * @text: (nullable): an ISO 8601 time; without an offset it is local time
 *
 * Returns: microseconds since the epoch, or 0 if @text is not a time
 */
gint64
meirei_time_parse (const char *text)
{
  g_autoptr(GTimeZone) local = g_time_zone_new_local ();
  g_autoptr(GDateTime) parsed = NULL;

  if (text == NULL)
    return 0;

  parsed = g_date_time_new_from_iso8601 (text, local);
  if (parsed == NULL)
    return 0;

  return g_date_time_to_unix (parsed) * G_USEC_PER_SEC
         + g_date_time_get_microsecond (parsed);
}

/**
 * meirei_time_format_stamp:
 * @usec: a point in time in microseconds since the epoch
 *
 * Writes the local time as file names have it: `20250906_161738`.
 *
 * Returns: (transfer full): the text
 */
char *
meirei_time_format_stamp (gint64 usec)
{
  g_autoptr(GDateTime) local = date_time_new_local_usec (usec);

  return local != NULL
         ? g_date_time_format (local, "%Y%m%d_%H%M%S")
         : g_strdup ("19700101_000000");
}
