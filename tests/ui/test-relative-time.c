/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-relative-time.h"

#define SECOND G_USEC_PER_SEC
#define MINUTE (60 * G_GINT64_CONSTANT (1000000))
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static void
test_format (void)
{
  static const struct {
    gint64 age;
    const char *in_short;
    const char *in_full;
  } rows[] = {
    { -5 * SECOND, "now", "just now" },
    { 0, "now", "just now" },
    { 59 * SECOND, "now", "just now" },
    { MINUTE, "1 min", "1 minute ago" },
    { 59 * MINUTE, "59 min", "59 minutes ago" },
    { HOUR, "1 h", "1 hour ago" },
    { 23 * HOUR, "23 h", "23 hours ago" },
    { DAY, "1 d", "1 day ago" },
    { 13 * DAY, "13 d", "13 days ago" },
    { 30 * DAY, "17 Aug", "17 Aug" },
    { 400 * DAY, "12 Aug 2025", "12 Aug 2025" },
  };
  g_autoptr(GDateTime) now = g_date_time_new_local (2026, 9, 16, 12, 0, 0);
  gint64 usec = g_date_time_to_unix (now) * G_USEC_PER_SEC;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *in_short = meirei_relative_time_format_short (usec - rows[i].age, usec);
      g_autofree char *in_full = meirei_relative_time_format_long (usec - rows[i].age, usec);

      g_assert_cmpstr (in_short, ==, rows[i].in_short);
      g_assert_cmpstr (in_full, ==, rows[i].in_full);
    }
}

/* Whatever a file says, there is some text. */
static void
test_extremes (void)
{
  static const gint64 times[] = { G_MININT64 / 2, -1, 0, G_MAXINT64 / 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = meirei_relative_time_format_short (times[i], g_get_real_time ());

      g_assert_nonnull (text);
      g_assert_cmpuint (strlen (text), >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/relative-time/format", test_format);
  g_test_add_func ("/ui/relative-time/extremes", test_extremes);

  return g_test_run ();
}
