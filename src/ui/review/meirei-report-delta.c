/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-report-delta.h"

/* What makes a finding the same one in other code; lines move. */
static char *
dup_key (MeireiFinding *finding)
{
  return g_strdup_printf ("%s\n%s\n%s\n%s", meirei_finding_get_tool (finding),
                          meirei_finding_get_rule (finding),
                          meirei_finding_get_argument (finding) != NULL
                          ? meirei_finding_get_argument (finding) : "",
                          meirei_finding_get_message (finding));
}

/**
 * meirei_report_find_missing:
 * @report: a report
 * @other: a report of another version
 *
 * The findings that cost points in @report and that @other does not have as
 * often; the same finding may be on another line there.
 *
 * Returns: (transfer full) (element-type MeireiFinding): the findings
 */
GPtrArray *
meirei_report_find_missing (MeireiReport *report,
                            MeireiReport *other)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *findings;

  g_return_val_if_fail (MEIREI_IS_REPORT (report), NULL);
  g_return_val_if_fail (MEIREI_IS_REPORT (other), NULL);

  findings = meirei_report_get_findings (other);
  for (guint i = 0; i < findings->len; i++)
    if (meirei_finding_get_suppressed (findings->pdata[i]) == NULL)
      {
        char *key = dup_key (findings->pdata[i]);
        guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

        g_hash_table_insert (counts, key, GUINT_TO_POINTER (count + 1));
      }

  findings = meirei_report_get_findings (report);
  for (guint i = 0; i < findings->len; i++)
    {
      MeireiFinding *finding = findings->pdata[i];
      g_autofree char *key = dup_key (finding);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      if (count > 0)
        g_hash_table_insert (counts, g_steal_pointer (&key), GUINT_TO_POINTER (count - 1));
      else if (meirei_finding_get_points (finding) > 0)
        g_ptr_array_add (missing, g_object_ref (finding));
    }

  return missing;
}
