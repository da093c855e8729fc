/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-json.h"
#include "meirei-repeatability.h"

/**
 * meirei_repeatability_describe:
 * @version: a version
 *
 * Says whether the model gave the same answer again when the request was
 * repeated, and under which circumstances, see [class@Repetition].
 *
 * Returns: (transfer full): one line in the user's language; empty if nobody
 *   tried
 */
char *
meirei_repeatability_describe (MeireiVersion *version)
{
  JsonObject *record = meirei_version_get_section (version, "repeatability");
  const char *state = meirei_json_get_string (record, "state", NULL);
  int times = (int) meirei_json_get_int (record, "times", 0);
  int n_same = (int) meirei_json_get_int (record, "same_answer", 0);
  g_autofree char *counts = NULL;

  if (state == NULL)
    return g_strdup ("");

  /* Translators: how many answers were the same when a request was repeated. */
  counts = g_strdup_printf (_("%d of %d answers are the same"), n_same, times);

  return g_strdup_printf ("%s · %s · %s", g_str_equal (state, "repeats") ? _("Repeats")
                                                                          : _("Differs"),
                          counts, meirei_json_get_boolean (record, "strict", FALSE)
                                  ? _("one at a time, without the server's cache")
                                  : _("as the server likes"));
}
