/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-settling.h"

static void
test_due (void)
{
  static const struct {
    int ms;
    double value;
    gboolean due;
  } rows[] = {
    { 1000, 10, TRUE },       /* never acted before */
    { 1016, 20, FALSE },      /* moves */
    { 1032, 30, FALSE },
    { 1048, 30, TRUE },       /* still */
    { 1064, 40, FALSE },
    { 1080, 50, FALSE },
    { 1180, 60, TRUE },       /* moves too long */
    { 1196, 70, FALSE },
    { 1212, 70, TRUE },
  };
  MeireiSettling settling = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (meirei_settling_is_due (&settling, rows[i].value,
                                             rows[i].ms * G_TIME_SPAN_MILLISECOND),
                     ==, rows[i].due);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/settling/due", test_due);

  return g_test_run ();
}
