/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-improvement.h"

/**
 * meirei_improvement_free:
 * @self: (nullable): an improvement
 *
 * Frees it.
 */
void
meirei_improvement_free (MeireiImprovement *self)
{
  if (self == NULL)
    return;

  g_free (self->item);
  g_free (self->title);
  g_free (self->message);
  g_free (self->why);
  g_free (self->fix);
  g_free (self);
}

static MeireiImprovement *
find_improvement (GPtrArray  *list,
                  const char *item)
{
  for (guint i = 0; i < list->len; i++)
    {
      MeireiImprovement *improvement = g_ptr_array_index (list, i);

      if (g_str_equal (improvement->item, item))
        return improvement;
    }

  return NULL;
}

static MeireiImprovement *
make_improvement (MeireiScoreTable *table,
                  MeireiFinding    *finding,
                  const char       *language)
{
  MeireiImprovement *self = g_new0 (MeireiImprovement, 1);
  const char *item = meirei_finding_get_item (finding);

  self->item = g_strdup (item);
  self->line = meirei_finding_get_line (finding);
  self->title = meirei_score_table_dup_text (table, item, "title", language);
  self->message = meirei_score_table_dup_message (table, finding, language);
  self->why = meirei_score_table_dup_text (table, item, "why", language);
  self->fix = meirei_score_table_dup_text (table, item, "fix", language);

  return self;
}

static int
compare_improvements (gconstpointer a,
                      gconstpointer b)
{
  const MeireiImprovement *first = *(MeireiImprovement **) a;
  const MeireiImprovement *second = *(MeireiImprovement **) b;

  if (first->points != second->points)
    return first->points > second->points ? -1 : 1;
  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;

  return g_strcmp0 (first->item, second->item);
}

/**
 * meirei_improvement_list:
 * @table: the scoring table, for its texts
 * @report: a report
 * @language: (nullable): the language or locale of the texts
 *
 * Puts the deductions of a report into words: one point for each row of the
 * table, worst first.
 *
 * Returns: (transfer full) (element-type MeireiImprovement): the points
 */
GPtrArray *
meirei_improvement_list (MeireiScoreTable *table,
                         MeireiReport     *report,
                         const char       *language)
{
  GPtrArray *list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_improvement_free);
  GPtrArray *findings;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), list);
  g_return_val_if_fail (MEIREI_IS_REPORT (report), list);

  findings = meirei_report_get_findings (report);
  for (guint i = 0; i < meirei_report_get_n_deductions (report); i++)
    {
      MeireiFinding *finding = g_ptr_array_index (findings, i);
      const char *item = meirei_finding_get_item (finding);
      MeireiImprovement *improvement;

      if (meirei_score_table_find_item (table, item) == NULL)
        continue;

      improvement = find_improvement (list, item);
      if (improvement == NULL)
        {
          improvement = make_improvement (table, finding, language);
          g_ptr_array_add (list, improvement);
        }
      improvement->points += meirei_finding_get_points (finding);
      improvement->count++;
    }
  g_ptr_array_sort (list, compare_improvements);

  return list;
}
