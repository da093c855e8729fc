/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-batch-report.h"
#include "meirei-document-words.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-markdown.h"
#include "meirei-quality-sections.h"

static void
append_facts (GString           *text,
              MeireiBatchReport *self)
{
  g_autofree char *created = _meirei_words_time (meirei_batch_get_created_at (self->batch));
  g_autofree char *seconds = _meirei_words_seconds (meirei_batch_get_total_time (self->batch));
  g_autofree char *prompt = _meirei_words_number (self->prompt_tokens);
  g_autofree char *completion = _meirei_words_number (self->completion_tokens);
  g_autofree char *tokens = NULL;
  g_autofree char *done = _meirei_words_percent (self->n_items[MEIREI_BATCH_ITEM_DONE],
                                                 self->entries->len);
  g_autofree char *gates = _meirei_words_percent (self->n_gates_passed, self->n_gates);
  g_autofree char *scores = NULL;

  /* Translators: the tokens of a model's prompts and answers; %s are numbers. */
  tokens = g_strdup_printf (_("%s in, %s out"), prompt, completion);
  if (self->n_scored > 0)
    /* Translators: the mean, the lowest and the highest of several scores. */
    scores = g_strdup_printf (_("%.1f on average, from %d to %d"), self->mean_score,
                              self->lowest_score, self->highest_score);

  meirei_markdown_append_fact (text, _("Project"), self->project);
  meirei_markdown_append_fact (text, _("Operation"),
                               meirei_operation_get_label (meirei_batch_get_operation (self->batch)));
  meirei_markdown_append_fact (text, _("State"),
                               meirei_batch_state_get_label (meirei_batch_get_state (self->batch)));
  meirei_markdown_append_fact (text, _("Begun"), created);
  meirei_markdown_append_fact (text, _("Total time"), seconds);
  meirei_markdown_append_fact (text, _("Successful"), done);
  meirei_markdown_append_fact (text, _("Score"), scores);
  if (self->n_gates > 0)
    meirei_markdown_append_fact (text, _("Quality gate passed"), gates);
  if (self->completion_tokens > 0)
    meirei_markdown_append_fact (text, _("Tokens"), tokens);
  g_string_append_c (text, '\n');
}

static void
append_items (GString           *text,
              MeireiBatchReport *self)
{
  meirei_markdown_append_heading (text, 2, _("Instructions"));
  g_string_append_printf (text, "| # | %s | %s | %s | %s | %s | %s |\n"
                          "|---:|---|---|---|---:|---|---:|\n",
                          _("Title"), _("Result"), _("Version"), _("Score"), _("Quality gate"),
                          _("Time"));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      MeireiReportSubject *subject = entry->subject;
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *score = _meirei_words_score (subject->report);
      g_autofree char *gate = _meirei_words_gate (subject->report);
      g_autofree char *seconds =
        _meirei_words_seconds (meirei_batch_item_get_seconds (entry->item));

      meirei_markdown_append_row (text, number, subject->title,
                                  meirei_batch_item_state_get_label (
                                    meirei_batch_item_get_state (entry->item)),
                                  subject->version != NULL
                                  ? meirei_version_get_name (subject->version) : "–",
                                  score, gate, seconds, NULL);
    }
  g_string_append_c (text, '\n');
}

static void
append_failures (GString           *text,
                 MeireiBatchReport *self)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      JsonObject *error =
        meirei_json_get_object (meirei_batch_item_get_result (entry->item), "error");

      if (error == NULL)
        continue;
      if (!begun)
        meirei_markdown_append_heading (text, 2, _("What failed"));
      begun = TRUE;
      g_string_append (text, "- **");
      meirei_markdown_append_text (text, entry->subject->title);
      g_string_append (text, "** (");
      meirei_markdown_append_text (text, meirei_json_get_string (error, "type", "–"));
      g_string_append (text, "): ");
      meirei_markdown_append_text (text, meirei_json_get_string (error, "message", ""));
      g_string_append_c (text, '\n');
    }
  if (begun)
    g_string_append_c (text, '\n');
}

static void
append_rules (GString           *text,
              MeireiBatchReport *self)
{
  if (self->rules->len == 0)
    return;

  meirei_markdown_append_heading (text, 2, _("Findings by rule"));
  g_string_append_printf (text, "| %s | %s | %s | %s |\n|---|---|---:|---:|\n", _("Rule"),
                          _("Finding"), _("Count"), _("Points"));
  for (guint i = 0; i < self->rules->len; i++)
    {
      const MeireiRuleCount *count = self->rules->pdata[i];
      g_autofree char *rule = g_strdup_printf ("%s %s", count->tool, count->rule);
      g_autofree char *number = g_strdup_printf ("%u", count->count);
      g_autofree char *points = g_strdup_printf ("%s%u", count->points > 0 ? "−" : "",
                                                 count->points);

      meirei_markdown_append_row (text, rule, count->title, number, points, NULL);
    }
  g_string_append_c (text, '\n');
}

static void
append_reports (GString           *text,
                MeireiBatchReport *self,
                MeireiScoreTable  *table,
                const char        *language)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      g_autofree char *heading = NULL;

      if (entry->subject->report == NULL)
        continue;
      if (!begun)
        meirei_markdown_append_heading (text, 2, _("Quality"));
      begun = TRUE;
      heading = g_strdup_printf ("%u · %s", i + 1, entry->subject->title);
      meirei_markdown_append_heading (text, 3, heading);
      _meirei_quality_markdown_append (text, 4, table, language, entry->subject->report);
    }
}

/**
 * meirei_batch_report_markdown:
 * @self: what a document tells about a batch
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): a document in Markdown
 */
char *
meirei_batch_report_markdown (MeireiBatchReport *self,
                              MeireiScoreTable  *table,
                              const char        *language)
{
  GString *text;
  g_autofree char *title = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  /* Translators: the title of a document; %s is a batch's id. */
  title = g_strdup_printf (_("Batch report %s"), meirei_batch_get_id (self->batch));
  meirei_markdown_append_heading (text, 1, title);
  append_facts (text, self);
  append_items (text, self);
  append_failures (text, self);
  append_rules (text, self);
  append_reports (text, self, table, language);

  return g_string_free (text, FALSE);
}
