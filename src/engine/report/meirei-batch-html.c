/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-batch-report.h"
#include "meirei-document-words.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-markup.h"
#include "meirei-quality-sections.h"
#include "meirei-svg-chart.h"

/* A browser has no joy in more; the JSON document has all. */
#define MAX_REPORTS 300
#define MAX_SLOWEST 10

static void
append_facts (GString           *html,
              MeireiBatchReport *self)
{
  g_autofree char *created = _meirei_words_time (meirei_batch_get_created_at (self->batch));
  g_autofree char *seconds = _meirei_words_seconds (meirei_batch_get_total_time (self->batch));
  g_autofree char *prompt = _meirei_words_number (self->prompt_tokens);
  g_autofree char *completion = _meirei_words_number (self->completion_tokens);
  g_autofree char *done = _meirei_words_percent (self->n_items[MEIREI_BATCH_ITEM_DONE],
                                                 self->entries->len);
  g_autofree char *gates = _meirei_words_percent (self->n_gates_passed, self->n_gates);
  g_autofree char *tokens = NULL;
  g_autofree char *scores = NULL;

  /* Translators: the tokens of a model's prompts and answers; %s are numbers. */
  tokens = g_strdup_printf (_("%s in, %s out"), prompt, completion);
  if (self->n_scored > 0)
    /* Translators: the mean, the lowest and the highest of several scores. */
    scores = g_strdup_printf (_("%.1f on average, from %d to %d"), self->mean_score,
                              self->lowest_score, self->highest_score);

  g_string_append (html, "<dl>");
  meirei_markup_append_fact (html, _("Project"), self->project);
  meirei_markup_append_fact (html, _("Operation"),
                             meirei_operation_get_label (meirei_batch_get_operation (self->batch)));
  meirei_markup_append_fact (html, _("State"),
                             meirei_batch_state_get_label (meirei_batch_get_state (self->batch)));
  meirei_markup_append_fact (html, _("Begun"), created);
  meirei_markup_append_fact (html, _("Total time"), seconds);
  meirei_markup_append_fact (html, _("Successful"), done);
  meirei_markup_append_fact (html, _("Score"), scores);
  meirei_markup_append_fact (html, _("Quality gate passed"), self->n_gates > 0 ? gates : NULL);
  meirei_markup_append_fact (html, _("Tokens"), self->completion_tokens > 0 ? tokens : NULL);
  g_string_append (html, "</dl>\n");
}

static void
append_state_chart (GString           *html,
                    MeireiBatchReport *self)
{
  static const guint colors[MEIREI_N_BATCH_ITEM_STATES] = {
    [MEIREI_BATCH_ITEM_WAITING] = 3, [MEIREI_BATCH_ITEM_RUNNING] = 4,
    [MEIREI_BATCH_ITEM_DONE] = 0,    [MEIREI_BATCH_ITEM_FAILED] = 1,
    [MEIREI_BATCH_ITEM_SKIPPED] = 2, [MEIREI_BATCH_ITEM_CANCELLED] = 3,
  };
  MeireiSvgPart parts[MEIREI_N_BATCH_ITEM_STATES] = { { NULL } };

  for (guint i = 0; i < MEIREI_N_BATCH_ITEM_STATES; i++)
    {
      parts[i].label = meirei_batch_item_state_get_label ((MeireiBatchItemState) i);
      parts[i].value = self->n_items[i];
      parts[i].color = colors[i];
    }
  meirei_svg_append_segments (html, _("Results"), parts, G_N_ELEMENTS (parts));
}

static void
append_score_chart (GString           *html,
                    MeireiBatchReport *self)
{
  static const char * const labels[MEIREI_N_SCORE_BINS] = {
    "0–9", "10–19", "20–29", "30–39", "40–49", "50–59", "60–69", "70–79", "80–89", "90–100",
  };
  MeireiSvgPart parts[MEIREI_N_SCORE_BINS] = { { NULL } };

  if (self->n_scored == 0)
    return;

  for (guint i = 0; i < MEIREI_N_SCORE_BINS; i++)
    {
      parts[i].label = labels[i];
      parts[i].value = self->bins[i];
      parts[i].color = 4;
    }
  meirei_markup_append_element (html, "h2", _("Scores"));
  meirei_svg_append_columns (html, _("How many versions have which score"), parts,
                             G_N_ELEMENTS (parts));
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
append_time_chart (GString           *html,
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
  if (n_parts == 0 || parts[0].value <= 0.0)
    return;

  meirei_markup_append_element (html, "h2", _("Longest times"));
  meirei_svg_append_bars (html, _("Longest times"), parts, n_parts);
}

static const char *
get_state_class (MeireiBatchItemState state)
{
  if (state == MEIREI_BATCH_ITEM_DONE)
    return "good";

  return state == MEIREI_BATCH_ITEM_FAILED ? "bad" : "dim";
}

static void
append_row (GString                      *html,
            const MeireiBatchReportEntry *entry,
            guint                         number)
{
  MeireiReportSubject *subject = entry->subject;
  MeireiBatchItemState state = meirei_batch_item_get_state (entry->item);
  JsonObject *error = meirei_json_get_object (meirei_batch_item_get_result (entry->item), "error");
  g_autofree char *position = g_strdup_printf ("%u", number);
  g_autofree char *score = _meirei_words_score (subject->report);
  g_autofree char *gate = _meirei_words_gate (subject->report);
  g_autofree char *seconds = _meirei_words_seconds (meirei_batch_item_get_seconds (entry->item));

  g_string_append (html, "<tr>");
  meirei_markup_append_cell (html, "n", position);
  g_string_append (html, "<td>");
  meirei_markup_append_text (html, subject->title);
  if (error != NULL)
    {
      g_string_append (html, "<br><span class=\"bad\">");
      meirei_markup_append_text (html, meirei_json_get_string (error, "type", ""));
      g_string_append (html, ": ");
      meirei_markup_append_text (html, meirei_json_get_string (error, "message", ""));
      g_string_append (html, "</span>");
    }
  g_string_append (html, "</td>");
  meirei_markup_append_cell (html, get_state_class (state),
                             meirei_batch_item_state_get_label (state));
  meirei_markup_append_cell (html, NULL, subject->version != NULL
                                         ? meirei_version_get_name (subject->version) : "–");
  meirei_markup_append_cell (html, "n", score);
  meirei_markup_append_cell (html, NULL, gate);
  meirei_markup_append_cell (html, "n", seconds);
  g_string_append (html, "</tr>\n");
}

static void
append_items (GString           *html,
              MeireiBatchReport *self)
{
  const char *headings[] = { "#", _("Title"), _("Result"), _("Version"), _("Score"),
                             _("Quality gate"), _("Time") };

  meirei_markup_append_element (html, "h2", _("Instructions"));
  meirei_markup_begin_table (html, headings, G_N_ELEMENTS (headings), 1 << 0 | 1 << 4 | 1 << 6);
  for (guint i = 0; i < self->entries->len; i++)
    append_row (html, self->entries->pdata[i], i + 1);
  g_string_append (html, "</tbody></table>\n");
}

static void
append_rules (GString           *html,
              MeireiBatchReport *self)
{
  const char *headings[] = { _("Rule"), _("Finding"), _("Count"), _("Points") };

  if (self->rules->len == 0)
    return;

  meirei_markup_append_element (html, "h2", _("Findings by rule"));
  meirei_markup_begin_table (html, headings, G_N_ELEMENTS (headings), 1 << 2 | 1 << 3);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const MeireiRuleCount *count = self->rules->pdata[i];
      g_autofree char *rule = g_strdup_printf ("%s %s", count->tool, count->rule);

      g_string_append (html, "<tr>");
      meirei_markup_append_element (html, "td", rule);
      meirei_markup_append_element (html, "td", count->title);
      g_string_append_printf (html, "<td class=\"n\">%u</td><td class=\"n\">%s%u</td></tr>\n",
                              count->count, count->points > 0 ? "−" : "", count->points);
    }
  g_string_append (html, "</tbody></table>\n");
}

static void
append_reports (GString           *html,
                MeireiBatchReport *self,
                MeireiScoreTable  *table,
                const char        *language)
{
  guint n_reports = 0;

  for (guint i = 0; i < self->entries->len && n_reports < MAX_REPORTS; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      g_autofree char *score = _meirei_words_score (entry->subject->report);
      g_autofree char *summary = NULL;

      if (entry->subject->report == NULL)
        continue;
      if (n_reports++ == 0)
        meirei_markup_append_element (html, "h2", _("Quality"));
      summary = g_strdup_printf ("%u · %s · %s", i + 1, entry->subject->title, score);
      g_string_append (html, "<details>");
      meirei_markup_append_element (html, "summary", summary);
      _meirei_quality_html_append (html, table, language, entry->subject->report);
      g_string_append (html, "</details>\n");
    }
  if (n_reports == MAX_REPORTS)
    {
      g_autofree char *note =
        g_strdup_printf (_("Only the first %d reports are shown; the JSON document has all."),
                         MAX_REPORTS);

      meirei_markup_append_element (html, "p", note);
    }
}

/**
 * meirei_batch_report_html:
 * @self: what a document tells about a batch
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): one page, without scripts and without anything to
 *   fetch
 */
char *
meirei_batch_report_html (MeireiBatchReport *self,
                          MeireiScoreTable  *table,
                          const char        *language)
{
  GString *html;
  g_autofree char *title = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  html = g_string_new (NULL);
  /* Translators: the title of a document; %s is a batch's id. */
  title = g_strdup_printf (_("Batch report %s"), meirei_batch_get_id (self->batch));
  meirei_markup_begin_page (html, title);
  append_facts (html, self);
  append_state_chart (html, self);
  append_score_chart (html, self);
  append_time_chart (html, self);
  append_items (html, self);
  append_rules (html, self);
  append_reports (html, self, table, language);
  meirei_markup_end_page (html);

  return g_string_free (html, FALSE);
}
