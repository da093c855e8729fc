/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-batch-archive.h"
#include "meirei-batch-report.h"
#include "meirei-json.h"
#include "meirei-quality-document.h"

static void
entry_free (MeireiBatchReportEntry *entry)
{
  g_object_unref (entry->item);
  meirei_report_subject_free (entry->subject);
  g_free (entry);
}

static void
rule_count_free (MeireiRuleCount *count)
{
  g_free (count->rule);
  g_free (count->tool);
  g_free (count->title);
  g_free (count);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const MeireiRuleCount *first = *(const MeireiRuleCount * const *) a;
  const MeireiRuleCount *second = *(const MeireiRuleCount * const *) b;

  if (first->points != second->points)
    return first->points < second->points ? 1 : -1;
  if (first->count != second->count)
    return first->count < second->count ? 1 : -1;

  return g_strcmp0 (first->rule, second->rule);
}

static void
count_finding (MeireiBatchReport *self,
               GHashTable        *by_rule,
               MeireiFinding     *finding,
               MeireiScoreTable  *table,
               const char        *language)
{
  const MeireiFindingFields *fields = meirei_finding_get_fields (finding);
  g_autofree char *key = g_strconcat (fields->tool, "\n", fields->rule, NULL);
  MeireiRuleCount *count = g_hash_table_lookup (by_rule, key);

  if (count == NULL)
    {
      count = g_new0 (MeireiRuleCount, 1);
      count->rule = g_strdup (fields->rule);
      count->tool = g_strdup (fields->tool);
      count->title = meirei_score_table_dup_text (table,
                                                  fields->item != NULL ? fields->item
                                                                       : fields->rule,
                                                  "title", language);
      if (count->title == NULL)
        count->title = g_strdup (fields->message);
      g_ptr_array_add (self->rules, count);
      g_hash_table_insert (by_rule, g_steal_pointer (&key), count);
    }
  count->count++;
  count->points += (guint) MAX (fields->points, 0);
}

static void
count_report (MeireiBatchReport *self,
              MeireiReport      *report)
{
  MeireiGateResult *gate = meirei_report_get_gate (report);
  int score = meirei_report_get_score (report);

  if (gate != NULL)
    {
      self->n_gates++;
      self->n_gates_passed += meirei_gate_result_get_passed (gate) ? 1 : 0;
    }
  if (!meirei_report_is_scored (report))
    return;

  self->mean_score = (self->mean_score * self->n_scored + score) / (self->n_scored + 1);
  self->lowest_score = self->n_scored == 0 ? score : MIN (self->lowest_score, score);
  self->highest_score = self->n_scored == 0 ? score : MAX (self->highest_score, score);
  self->bins[CLAMP (score / 10, 0, MEIREI_N_SCORE_BINS - 1)]++;
  self->n_scored++;
}

static void
count_entry (MeireiBatchReport      *self,
             GHashTable             *by_rule,
             MeireiBatchReportEntry *entry,
             MeireiScoreTable       *table,
             const char             *language)
{
  MeireiReportSubject *subject = entry->subject;
  GPtrArray *findings;

  self->n_items[meirei_batch_item_get_state (entry->item)]++;
  self->prompt_tokens += meirei_report_subject_sum_tokens (subject, "prompt_tokens");
  self->completion_tokens += meirei_report_subject_sum_tokens (subject, "completion_tokens");
  self->request_seconds += meirei_report_subject_sum_seconds (subject);
  if (subject->report == NULL)
    return;

  count_report (self, subject->report);
  findings = meirei_report_get_findings (subject->report);
  for (guint i = 0; i < findings->len; i++)
    count_finding (self, by_rule, findings->pdata[i], table, language);
}

/* The version that this batch made or worked on; an item that failed before
 * there was one must not be told with the version of an earlier run. */
static MeireiReportSubject *
load_subject (MeireiWorkspace *workspace,
              MeireiBatch     *batch,
              MeireiBatchItem *item)
{
  const char *version = meirei_json_get_string (meirei_batch_item_get_result (item), "version",
                                                NULL);
  MeireiReportSubject *subject = meirei_report_subject_load (workspace,
                                                             meirei_batch_item_get_id (item),
                                                             version, FALSE);

  if (version == NULL && meirei_batch_get_operation (batch) == MEIREI_OPERATION_EXECUTE)
    {
      g_clear_object (&subject->version);
      g_clear_object (&subject->report);
      g_clear_object (&subject->tests);
    }
  if (subject->instruction == NULL && *meirei_batch_item_get_title (item) != '\0')
    {
      g_free (subject->title);
      subject->title = g_strdup (meirei_batch_item_get_title (item));
    }

  return subject;
}

/**
 * meirei_batch_report_load:
 * @workspace: a workspace
 * @batch_id: (nullable): a batch's id; %NULL for the newest
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 * @error: return location for an error
 *
 * Reads a batch's journal and the versions it is about.  Blocks; any thread may
 * call it.
 *
 * Returns: (transfer full) (nullable): what a document tells about the batch,
 *   or %NULL with %MEIREI_BATCH_ERROR_NOT_FOUND or %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiBatchReport *
meirei_batch_report_load (MeireiWorkspace   *workspace,
                          const char        *batch_id,
                          MeireiScoreTable  *table,
                          const char        *language,
                          GError           **error)
{
  g_autoptr(MeireiBatch) batch = NULL;
  g_autoptr(GHashTable) by_rule = NULL;
  MeireiBatchReport *self;
  GListModel *items;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), NULL);

  batch = meirei_batch_archive_load (meirei_workspace_get_dir (workspace), batch_id, error);
  if (batch == NULL)
    return NULL;

  self = g_new0 (MeireiBatchReport, 1);
  self->project = meirei_workspace_dup_name (workspace);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_count_free);
  by_rule = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  items = meirei_batch_get_items (batch);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      MeireiBatchReportEntry *entry = g_new0 (MeireiBatchReportEntry, 1);

      entry->item = g_list_model_get_item (items, i);
      entry->subject = load_subject (workspace, batch, entry->item);
      g_ptr_array_add (self->entries, entry);
      count_entry (self, by_rule, entry, table, language);
    }
  g_ptr_array_sort (self->rules, compare_counts);
  self->batch = g_steal_pointer (&batch);

  return self;
}

/**
 * meirei_batch_report_free:
 * @self: (transfer full): what a document tells about a batch
 */
void
meirei_batch_report_free (MeireiBatchReport *self)
{
  g_clear_object (&self->batch);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->rules);
  g_free (self->project);
  g_free (self);
}

/**
 * meirei_batch_report_sarif:
 * @self: what a document tells about a batch
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): a SARIF document about all files of the batch
 */
char *
meirei_batch_report_sarif (MeireiBatchReport *self,
                           MeireiScoreTable  *table,
                           const char        *language)
{
  g_autoptr(GPtrArray) files =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_reported_file_free);

  for (guint i = 0; i < self->entries->len; i++)
    {
      MeireiReportSubject *subject = ((MeireiBatchReportEntry *) self->entries->pdata[i])->subject;
      g_autofree char *path = NULL;

      if (subject->report == NULL)
        continue;
      path = meirei_report_subject_dup_path (subject);
      g_ptr_array_add (files, meirei_reported_file_new (path, subject->report));
    }

  return meirei_quality_document_sarif (table, language, files);
}
