/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-score-bill.h"
#include "meirei-scorer.h"

/* The scorer is pure: the same table and the same input give the same report,
 * whatever the time, the machine or the order of the findings. */

#define SYNTAX_RULE MEIREI_ITEM_SYNTAX_ERROR
#define PYTHON_TOOL "python"

static const MeireiScoreItem *
find_item (MeireiScoreTable          *table,
           const MeireiFindingFields *fields)
{
  g_autofree char *variant = NULL;
  const MeireiScoreItem *item;

  if (fields->item != NULL)
    return meirei_score_table_find_item (table, fields->item);

  item = meirei_score_table_find_rule (table, fields->tool, fields->rule);
  if (item != NULL)
    return item;

  /* Nothing says that the text is fixed, so take it as put together. */
  variant = g_strdup_printf ("%s:variable", fields->rule);

  return meirei_score_table_find_rule (table, fields->tool, variant);
}

static void
add_own (GPtrArray              *findings,
         MeireiScoreTable       *table,
         const MeireiScoreInput *input,
         const char             *key)
{
  const MeireiScoreItem *item = meirei_score_table_find_item (table, key);
  gboolean is_syntax = g_str_equal (key, SYNTAX_RULE);
  MeireiFindingFields fields = {
    .rule = key,
    .item = key,
    .tool = PYTHON_TOOL,
    .tool_version = input->python_version,
    .message = key,
  };

  if (item == NULL)
    return;

  fields.category = item->category;
  fields.severity = item->severity;
  if (is_syntax)
    {
      fields.line = fields.end_line = input->syntax_line;
      fields.column = fields.end_column = input->syntax_column;
      fields.argument = input->syntax_message;
    }
  g_ptr_array_add (findings, meirei_finding_new (&fields));
}

static void
add_observation (GPtrArray             *findings,
                 MeireiFinding         *observation,
                 const MeireiScoreItem *item)
{
  MeireiFindingFields fields = *meirei_finding_get_fields (observation);

  if (item != NULL)
    {
      fields.item = item->key;
      fields.category = item->category;
      fields.severity = item->severity;
    }
  g_ptr_array_add (findings, meirei_finding_new (&fields));
}

/* A row may name the very fault that keeps the file from compiling; then it
 * counts and "does not compile" does not. */
static gboolean
is_explained (MeireiScoreTable       *table,
              const MeireiScoreInput *input)
{
  for (guint i = 0; input->parsed && i < input->observations->len; i++)
    {
      const MeireiFindingFields *fields =
        meirei_finding_get_fields (g_ptr_array_index (input->observations, i));
      const MeireiScoreItem *item = find_item (table, fields);

      if (item != NULL && fields->line == input->syntax_line
          && g_strcmp0 (item->instead_of, SYNTAX_RULE) == 0)
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
collect (MeireiScoreTable       *table,
         const MeireiScoreInput *input,
         gboolean                is_empty,
         gboolean                is_broken)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  if (is_empty)
    add_own (findings, table, input, MEIREI_ITEM_NO_CODE);
  else if (is_broken)
    add_own (findings, table, input, SYNTAX_RULE);
  if ((input->flags & MEIREI_SOURCE_TRUNCATED) != 0 || input->cut_off)
    add_own (findings, table, input, MEIREI_ITEM_TRUNCATED);

  for (guint i = 0; i < input->observations->len; i++)
    {
      MeireiFinding *observation = g_ptr_array_index (input->observations, i);
      const MeireiScoreItem *item =
        find_item (table, meirei_finding_get_fields (observation));

      if (item != NULL)
        {
          if (is_empty || (item->only_if_asked && !input->has_docstring_duty)
              || (is_broken && item->category != MEIREI_CATEGORY_STRUCTURE))
            continue;
        }
      add_observation (findings, observation, item);
    }

  return findings;
}

/**
 * meirei_scorer_score:
 * @table: a version of the scoring model
 * @input: what is known about a file
 *
 * Computes a report: drops what does not count, adds what follows from the
 * syntax and the extraction, puts points on each finding, applies the caps of
 * rules and categories and the limits on the total.
 *
 * Returns: (transfer full): the report, without a gate
 */
MeireiReport *
meirei_scorer_score (MeireiScoreTable       *table,
                     const MeireiScoreInput *input)
{
  MeireiReportFields fields = { NULL, };
  g_autoptr(GPtrArray) findings = NULL;
  gboolean is_empty;
  gboolean is_broken;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), NULL);
  g_return_val_if_fail (input != NULL && input->observations != NULL, NULL);

  is_empty = (input->flags & MEIREI_SOURCE_NO_CODE) != 0
             || (input->syntax_known && input->counts.code == 0);
  is_broken = input->syntax_known && !input->syntax_ok && !is_explained (table, input);
  findings = collect (table, input, is_empty, is_broken);

  /* Such a file has its score whatever the other tools might say. */
  fields.scored = input->unscored_reason == NULL || is_empty || is_broken;
  fields.unscored_reason = fields.scored ? NULL : input->unscored_reason;
  fields.language = input->language;
  fields.counts = input->counts;
  fields.syntax_known = input->syntax_known;
  fields.syntax_ok = input->syntax_ok;
  fields.syntax_line = input->syntax_line;
  fields.syntax_message = input->syntax_message;
  fields.declared_known = input->declared_known;
  fields.declared_total = input->declared_total;
  fields.declared_found = input->declared_found;
  fields.tools = input->tools;
  fields.n_tools = input->n_tools;

  return meirei_score_bill_settle (table, findings, &fields);
}

/**
 * meirei_scorer_rescore:
 * @table: a version of the scoring model
 * @report: a report
 * @findings: (element-type MeireiFinding) (nullable): its findings, some of
 *   them suppressed or no longer so; %NULL for the report's own
 *
 * Computes the points, the categories and the score of a report again.  The
 * gate's outcome is dropped, since it may be another one now.
 *
 * Returns: (transfer full): the new report
 */
MeireiReport *
meirei_scorer_rescore (MeireiScoreTable *table,
                       MeireiReport     *report,
                       GPtrArray        *findings)
{
  MeireiReportFields fields;
  g_autoptr(GPtrArray) copy = NULL;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), NULL);
  g_return_val_if_fail (MEIREI_IS_REPORT (report), NULL);

  if (findings == NULL)
    findings = meirei_report_get_findings (report);
  copy = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (findings, i)));

  fields = *meirei_report_get_fields (report);
  fields.gate = NULL;

  return meirei_score_bill_settle (table, copy, &fields);
}

/**
 * meirei_scorer_suppress:
 * @table: a version of the scoring model
 * @report: a report
 * @finding: one of its findings
 * @reason: (nullable): why it does not count; %NULL lets it count again
 *
 * Says that a finding does not count, or that it does.  It stays in the
 * report, with the reason.
 *
 * Returns: (transfer full): the report with new points and a new score,
 *   without a gate
 */
MeireiReport *
meirei_scorer_suppress (MeireiScoreTable *table,
                        MeireiReport     *report,
                        MeireiFinding    *finding,
                        const char       *reason)
{
  g_autoptr(GPtrArray) findings = NULL;
  GPtrArray *old;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), NULL);
  g_return_val_if_fail (MEIREI_IS_REPORT (report), NULL);
  g_return_val_if_fail (MEIREI_IS_FINDING (finding), NULL);

  findings = g_ptr_array_new_with_free_func (g_object_unref);
  old = meirei_report_get_findings (report);
  for (guint i = 0; i < old->len; i++)
    {
      MeireiFindingFields fields = *meirei_finding_get_fields (g_ptr_array_index (old, i));

      if (g_ptr_array_index (old, i) == finding)
        fields.suppressed = reason;
      g_ptr_array_add (findings, meirei_finding_new (&fields));
    }

  return meirei_scorer_rescore (table, report, findings);
}
