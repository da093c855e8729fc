/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A batch, for people. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-batch-report.h"
#include "meirei-document-words.h"
#include "meirei-document.h"
#include "meirei-json.h"
#include "meirei-labels.h"

/* Nobody reads more; the JSON document has all. */
#define MAX_REPORTS 300
#define MAX_SLOWEST 10

static void
add_facts (MeireiDocument    *document,
           MeireiBatchReport *self)
{
  g_autofree char *created = _meirei_words_time (meirei_batch_get_created_at (self->batch));
  g_autofree char *seconds = _meirei_words_seconds (meirei_batch_get_total_time (self->batch));
  g_autofree char *done = _meirei_words_percent (self->n_items[MEIREI_BATCH_ITEM_DONE],
                                                 self->entries->len);
  g_autofree char *gates = _meirei_words_percent (self->n_gates_passed, self->n_gates);
  g_autofree char *tokens = _meirei_words_tokens (self->prompt_tokens, self->completion_tokens);
  g_autofree char *scores = NULL;

  if (self->n_scored > 0)
    /* Translators: the mean, the lowest and the highest of several scores. */
    scores = g_strdup_printf (_("%.1f on average, from %d to %d"), self->mean_score,
                              self->lowest_score, self->highest_score);

  meirei_document_add_fact (document, _("Project"), self->project);
  meirei_document_add_fact (document, _("Operation"),
                            meirei_operation_get_label (meirei_batch_get_operation (self->batch)));
  meirei_document_add_fact (document, _("State"),
                            meirei_batch_state_get_label (meirei_batch_get_state (self->batch)));
  meirei_document_add_fact (document, _("Begun"), created);
  meirei_document_add_fact (document, _("Total time"), seconds);
  meirei_document_add_fact (document, _("Successful"), done);
  meirei_document_add_fact (document, _("Score"), scores);
  meirei_document_add_fact (document, _("Quality gate passed"), self->n_gates > 0 ? gates : NULL);
  meirei_document_add_fact (document, _("Tokens"), self->completion_tokens > 0 ? tokens : NULL);
}

static void
add_state_chart (MeireiDocument    *document,
                 MeireiBatchReport *self)
{
  static const guint colors[MEIREI_N_BATCH_ITEM_STATES] = {
    [MEIREI_BATCH_ITEM_WAITING] = 3,   [MEIREI_BATCH_ITEM_QUEUED] = 3,
    [MEIREI_BATCH_ITEM_RUNNING] = 4,   [MEIREI_BATCH_ITEM_DONE] = 0,
    [MEIREI_BATCH_ITEM_FAILED] = 1,    [MEIREI_BATCH_ITEM_SKIPPED] = 2,
    [MEIREI_BATCH_ITEM_CANCELLED] = 3,
  };
  MeireiSvgPart parts[MEIREI_N_BATCH_ITEM_STATES] = { { NULL } };

  for (guint i = 0; i < MEIREI_N_BATCH_ITEM_STATES; i++)
    {
      parts[i].label = meirei_batch_item_state_get_label ((MeireiBatchItemState) i);
      parts[i].value = self->n_items[i];
      parts[i].color = colors[i];
    }
  meirei_document_add_segments (document, _("Results"), parts, G_N_ELEMENTS (parts));
}

static void
add_score_chart (MeireiDocument    *document,
                 MeireiBatchReport *self)
{
  static const char * const labels[MEIREI_N_SCORE_BINS] = {
    "0–9", "10–19", "20–29", "30–39", "40–49", "50–59", "60–69", "70–79", "80–89", "90–100",
  };
  MeireiSvgPart parts[MEIREI_N_SCORE_BINS] = { { NULL } };
  const char * const headings[] = { _("Score"), _("Count") };

  if (self->n_scored == 0)
    return;

  meirei_document_add_heading (document, 2, _("Scores"));
  for (guint i = 0; i < MEIREI_N_SCORE_BINS; i++)
    parts[i] = (MeireiSvgPart) { labels[i], self->bins[i], NULL, 4 };
  meirei_document_add_columns (document, _("How many versions have which score"), parts,
                               G_N_ELEMENTS (parts));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 1);
  for (guint i = 0; i < MEIREI_N_SCORE_BINS; i++)
    {
      g_autofree char *count = _meirei_words_number (self->bins[i]);

      if (self->bins[i] > 0)
        meirei_document_add_row (document, labels[i], count, NULL);
    }
}

static int
compare_seconds (gconstpointer a,
                 gconstpointer b)
{
  const MeireiBatchReportEntry *first = *(const MeireiBatchReportEntry * const *) a;
  const MeireiBatchReportEntry *second = *(const MeireiBatchReportEntry * const *) b;
  double difference = meirei_batch_item_get_seconds (second->item)
                      - meirei_batch_item_get_seconds (first->item);

  return difference > 0.0 ? 1 : difference < 0.0 ? -1 : 0;
}

static void
add_time_chart (MeireiDocument    *document,
                MeireiBatchReport *self)
{
  g_autoptr(GPtrArray) slowest = g_ptr_array_new ();
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  MeireiSvgPart parts[MAX_SLOWEST] = { { NULL } };
  guint n_parts = MIN (self->entries->len, MAX_SLOWEST);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (slowest, self->entries->pdata[i]);
  g_ptr_array_sort (slowest, compare_seconds);
  for (guint i = 0; i < n_parts; i++)
    {
      const MeireiBatchReportEntry *entry = slowest->pdata[i];
      MeireiBatchItemState state = meirei_batch_item_get_state (entry->item);

      parts[i].label = entry->subject->title;
      parts[i].value = meirei_batch_item_get_seconds (entry->item);
      parts[i].color = state == MEIREI_BATCH_ITEM_FAILED ? 1 : 4;
      g_ptr_array_add (texts, _meirei_words_seconds (parts[i].value));
      parts[i].text = texts->pdata[i];
    }
  meirei_document_add_bars (document, _("Longest times"), parts, n_parts);
}

static void
add_items (MeireiDocument    *document,
           MeireiBatchReport *self)
{
  const char * const headings[] = { "#", _("Title"), _("Result"), _("Version"), _("Score"),
                                    _("Tests"), _("Quality gate"), _("Time") };

  meirei_document_add_heading (document, 2, _("Instructions"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings),
                               1 << 0 | 1 << 4 | 1 << 5 | 1 << 7);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      MeireiReportSubject *subject = entry->subject;
      g_autofree char *number = _meirei_words_number (i + 1);
      g_autofree char *score = _meirei_words_score (subject->report);
      g_autofree char *tests = _meirei_words_tests (subject->tests);
      g_autofree char *gate = _meirei_words_gate (subject->report);
      g_autofree char *seconds =
        _meirei_words_seconds (meirei_batch_item_get_seconds (entry->item));

      meirei_document_add_row (document, number, subject->title,
                               meirei_batch_item_state_get_label (
                                 meirei_batch_item_get_state (entry->item)),
                               subject->version != NULL
                               ? meirei_version_get_name (subject->version) : "–",
                               score, tests, gate, seconds, NULL);
    }
}

/* What the batch counted for each model; older journals have no tokens. */
static void
add_models (MeireiDocument    *document,
            MeireiBatchReport *self)
{
  const char * const headings[] = { _("Model"), _("Successful"), _("Tokens"), _("Mean time") };
  g_autoptr(JsonObject) result = meirei_batch_to_result (self->batch);
  JsonArray *models =
    meirei_json_get_array (meirei_json_get_object (result, "statistics"), "models");

  if (models == NULL || json_array_get_length (models) == 0)
    return;

  meirei_document_add_heading (document, 2, _("Models"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 2 | 1 << 3);
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *model = meirei_json_array_object (models, i);
      guint n_done = (guint) MAX (meirei_json_get_int (model, "success", 0), 0);
      guint n_failed = (guint) MAX (meirei_json_get_int (model, "failed", 0), 0);
      gint64 n_tokens = meirei_json_get_int (model, "tokens", 0);
      g_autofree char *done = _meirei_words_percent (n_done, n_done + n_failed);
      g_autofree char *tokens = n_tokens > 0 ? _meirei_words_number (n_tokens) : g_strdup ("–");
      g_autofree char *seconds =
        _meirei_words_seconds (meirei_json_get_double (model, "mean_seconds", 0.0));

      meirei_document_add_row (document, meirei_json_get_string (model, "name", "–"), done, tokens,
                               seconds, NULL);
    }
}

static void
add_failures (MeireiDocument    *document,
              MeireiBatchReport *self)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      JsonObject *error =
        meirei_json_get_object (meirei_batch_item_get_result (entry->item), "error");
      g_autofree char *text = NULL;

      if (error == NULL)
        continue;
      if (!begun)
        meirei_document_add_heading (document, 2, _("What failed"));
      begun = TRUE;
      text = g_strdup_printf ("%s (%s)", meirei_json_get_string (error, "message", "–"),
                              meirei_json_get_string (error, "type", "–"));
      meirei_document_add_item (document, entry->subject->title, text);
    }
}

static void
add_rules (MeireiDocument    *document,
           MeireiBatchReport *self)
{
  const char * const headings[] = { _("Rule"), _("Finding"), _("Count"), _("Points") };

  if (self->rules->len == 0)
    return;

  meirei_document_add_heading (document, 2, _("Findings by rule"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 2 | 1 << 3);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const MeireiRuleCount *count = self->rules->pdata[i];
      g_autofree char *rule = g_strdup_printf ("%s %s", count->tool, count->rule);
      g_autofree char *number = _meirei_words_number (count->count);
      g_autofree char *points = g_strdup_printf ("%s%u", count->points > 0 ? "−" : "",
                                                 count->points);

      meirei_document_add_row (document, rule, count->title, number, points, NULL);
    }
}

static void
add_reports (MeireiDocument    *document,
             MeireiBatchReport *self,
             MeireiScoreTable  *table,
             const char        *language)
{
  guint n_reports = 0;

  for (guint i = 0; i < self->entries->len && n_reports < MAX_REPORTS; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      g_autofree char *score = _meirei_words_score (entry->subject->report);
      g_autofree char *title = NULL;

      if (entry->subject->report == NULL)
        continue;
      if (n_reports++ == 0)
        meirei_document_add_heading (document, 2, _("Quality"));
      title = g_strdup_printf ("%u · %s · %s", i + 1, entry->subject->title, score);
      meirei_document_begin_details (document, 3, title);
      meirei_document_add_quality (document, 4, table, language, entry->subject->report);
      meirei_document_end_details (document);
    }
  if (n_reports == MAX_REPORTS)
    {
      g_autofree char *note =
        g_strdup_printf (_("Only the first %d reports are shown; the JSON document has all."),
                         MAX_REPORTS);

      meirei_document_add_paragraph (document, note);
    }
}

/**
 * meirei_batch_report_document:
 * @self: what a document tells about a batch
 * @format: %MEIREI_DOCUMENT_FORMAT_MARKDOWN or %MEIREI_DOCUMENT_FORMAT_HTML
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): a document for people
 */
char *
meirei_batch_report_document (MeireiBatchReport    *self,
                              MeireiDocumentFormat  format,
                              MeireiScoreTable     *table,
                              const char           *language)
{
  g_autoptr(MeireiDocument) document = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* Translators: the title of a document; %s is a batch's id. */
  title = g_strdup_printf (_("Batch report %s"), meirei_batch_get_id (self->batch));
  document = meirei_document_new (format, title);
  add_facts (document, self);
  add_state_chart (document, self);
  add_score_chart (document, self);
  add_items (document, self);
  add_time_chart (document, self);
  add_models (document, self);
  add_failures (document, self);
  add_rules (document, self);
  add_reports (document, self, table, language);

  return meirei_document_free_to_text (g_steal_pointer (&document));
}
