/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How the project is doing, for people. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-document-words.h"
#include "meirei-document.h"
#include "meirei-labels.h"
#include "meirei-project-report.h"
#include "meirei-project-words.h"

/* Days of the course of quality, and events. */
#define MAX_DAYS   14
#define MAX_EVENTS 10

static void
add_summary (MeireiDocument      *document,
             MeireiProjectReport *self)
{
  MeireiProjectFigures *figures = self->figures;
  const MeireiPhaseFigures *current = meirei_project_figures_get_current_phase (figures);
  guint n_scored = meirei_project_figures_get_n_scored (figures);
  g_autofree char *at = _meirei_words_time (self->at);
  g_autofree char *accepted =
    _meirei_words_percent (meirei_project_figures_get_count (figures, MEIREI_STATUS_ACCEPTED),
                           meirei_project_figures_get_n_instructions (figures));
  g_autofree char *gate =
    _meirei_words_percent (meirei_project_figures_get_n_at_gate (figures), n_scored);
  g_autofree char *mean =
    _meirei_words_mean (meirei_project_figures_get_mean_score (figures), n_scored);
  g_autofree char *phase = current != NULL ? _meirei_words_phase (current->phase) : NULL;
  g_autofree char *gate_name =
    /* Translators: versions whose score reaches that of the quality gate, %d. */
    g_strdup_printf (_("Score at least %d"), meirei_project_figures_get_gate_score (figures));

  meirei_document_add_fact (document, _("Last change"), at);
  meirei_document_add_fact (document, _("Accepted"), accepted);
  meirei_document_add_fact (document, _("Current phase"), phase);
  if (n_scored > 0)
    {
      meirei_document_add_fact (document, _("Mean score"), mean);
      meirei_document_add_fact (document, gate_name, gate);
    }
}

static void
add_statuses (MeireiDocument      *document,
              MeireiProjectReport *self)
{
  static const guint colors[MEIREI_N_STATUSES] = {
    [MEIREI_STATUS_DRAFT] = 3,     [MEIREI_STATUS_VALIDATED] = 3, [MEIREI_STATUS_APPROVED] = 4,
    [MEIREI_STATUS_EXECUTING] = 4, [MEIREI_STATUS_EXECUTED] = 2,  [MEIREI_STATUS_ACCEPTED] = 0,
    [MEIREI_STATUS_REJECTED] = 1,  [MEIREI_STATUS_FAILED] = 1,
  };
  const char * const headings[] = { _("Status"), _("Instructions") };
  MeireiSvgPart parts[MEIREI_N_STATUSES] = { { NULL } };

  meirei_document_add_heading (document, 2, _("Instructions"));
  for (guint i = 0; i < MEIREI_N_STATUSES; i++)
    {
      parts[i].label = meirei_status_get_label ((MeireiStatus) i);
      parts[i].value = meirei_project_figures_get_count (self->figures, (MeireiStatus) i);
      parts[i].color = colors[i];
    }
  meirei_document_add_segments (document, _("Instructions by status"), parts,
                                MEIREI_N_STATUSES);
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 1);
  for (guint i = 0; i < MEIREI_N_STATUSES; i++)
    {
      g_autofree char *count = _meirei_words_number ((gint64) parts[i].value);

      if (parts[i].value > 0.0)
        meirei_document_add_row (document, parts[i].label, count, NULL);
    }
}

static void
add_phases (MeireiDocument      *document,
            MeireiProjectReport *self)
{
  const char * const headings[] = { _("Phase"), _("State"), _("Accepted"), _("Mean score"),
                                    _("Dates"), _("Achieved when"), _("Achieved") };
  guint n_phases;
  const MeireiPhaseFigures *phases = meirei_project_figures_get_phases (self->figures, &n_phases);

  if (n_phases == 0)
    return;

  meirei_document_add_heading (document, 2, _("Phases"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 3);
  for (guint i = 0; i < n_phases; i++)
    {
      g_autofree char *name = _meirei_words_phase (phases[i].phase);
      g_autofree char *accepted = _meirei_words_percent (phases[i].n_accepted,
                                                         phases[i].n_instructions);
      g_autofree char *mean = _meirei_words_mean (phases[i].mean_score, phases[i].n_scored);
      g_autofree char *dates = _meirei_words_phase_dates (phases[i].phase);
      g_autofree char *criterion = _meirei_words_phase_criterion (phases[i].phase);
      g_autofree char *achieved = _meirei_words_time (phases[i].achieved_at);

      meirei_document_add_row (document, name, _meirei_words_phase_state (phases[i].state),
                               accepted, mean, dates, criterion,
                               *achieved != '\0' ? achieved : "–", NULL);
    }
}

static void
add_distribution (MeireiDocument      *document,
                  MeireiProjectReport *self)
{
  const guint *bins = meirei_project_figures_get_bins (self->figures);
  const char * const headings[] = { _("Score"), _("Instructions") };
  MeireiSvgPart parts[MEIREI_FIGURES_N_BINS] = { { NULL } };
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MEIREI_FIGURES_N_BINS; i++)
    {
      guint last = i + 1 == MEIREI_FIGURES_N_BINS ? 100 : (i + 1) * MEIREI_FIGURES_BIN_WIDTH - 1;

      g_ptr_array_add (labels, g_strdup_printf ("%u–%u", i * MEIREI_FIGURES_BIN_WIDTH, last));
      parts[i] = (MeireiSvgPart) { i % 2 == 0 ? labels->pdata[i] : "", bins[i], NULL, 4 };
    }
  meirei_document_add_columns (document, _("How many versions have which score"), parts,
                               MEIREI_FIGURES_N_BINS);
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 1);
  for (guint i = 0; i < MEIREI_FIGURES_N_BINS; i++)
    {
      g_autofree char *count = _meirei_words_number (bins[i]);

      if (bins[i] > 0)
        meirei_document_add_row (document, labels->pdata[i], count, NULL);
    }
}

static void
format_day (const MeireiDayFigures *figures,
            const char             *format,
            char                   *day,
            gsize                   size)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, figures->day);
  g_date_strftime (day, size, format, &date);
}

/* One day is no course. */
static void
add_day_chart (MeireiDocument         *document,
               const MeireiDayFigures *days,
               guint                   n_days)
{
  MeireiSvgPart parts[MAX_DAYS] = { { NULL } };
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_parts = MIN (n_days, MAX_DAYS);

  for (guint i = 0; i < n_parts && n_days > 1; i++)
    {
      const MeireiDayFigures *figures = &days[n_days - n_parts + i];
      char label[32];

      format_day (figures, "%m-%d", label, sizeof label);
      g_ptr_array_add (texts, g_strdup (label));
      parts[i].label = g_ptr_array_index (texts, texts->len - 1);
      g_ptr_array_add (texts, g_strdup_printf ("%.0f", figures->week_mean));
      parts[i].text = g_ptr_array_index (texts, texts->len - 1);
      parts[i].value = figures->week_mean;
      parts[i].color = 4;
    }
  if (n_days > 1)
    meirei_document_add_columns (document, _("Mean of 7 days"), parts, n_parts);
}

static void
add_days (MeireiDocument      *document,
          MeireiProjectReport *self)
{
  const char * const headings[] = { _("Day"), _("Versions"), _("Mean score"),
                                    _("Mean of 7 days") };
  guint n_days;
  const MeireiDayFigures *days = meirei_project_figures_get_days (self->figures, &n_days);

  if (n_days == 0)
    return;

  meirei_document_add_heading (document, 3, _("Course of quality"));
  add_day_chart (document, days, n_days);
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings),
                               1 << 1 | 1 << 2 | 1 << 3);
  for (guint i = n_days > MAX_DAYS ? n_days - MAX_DAYS : 0; i < n_days; i++)
    {
      char day[32];
      g_autofree char *count = _meirei_words_number (days[i].n_scored);
      g_autofree char *mean = _meirei_words_mean (days[i].mean, days[i].n_scored);
      g_autofree char *week = _meirei_words_mean (days[i].week_mean, 1);

      format_day (&days[i], "%Y-%m-%d", day, sizeof day);
      meirei_document_add_row (document, day, count, mean, week, NULL);
    }
}

static void
add_models (MeireiDocument      *document,
            MeireiProjectReport *self)
{
  const char * const headings[] = { _("Model"), _("Runs"), _("Pass rate"), _("Mean score"),
                                    _("Median time"), _("Tokens/s"), _("Tokens"), _("Repairs") };
  guint n_models;
  const MeireiModelFigures *models = meirei_project_figures_get_models (self->figures, &n_models);

  if (n_models == 0)
    return;

  meirei_document_add_heading (document, 2, _("Models"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 0xfe);
  for (guint i = 0; i < n_models; i++)
    {
      const MeireiModelFigures *model = &models[i];
      g_autofree char *runs = _meirei_words_number (model->n_runs);
      g_autofree char *passed = _meirei_words_share (model->n_passed, model->n_scored);
      g_autofree char *mean = _meirei_words_mean (model->mean_score, model->n_scored);
      g_autofree char *seconds = model->median_seconds >= 0.0
                                 ? _meirei_words_seconds (model->median_seconds) : g_strdup ("–");
      g_autofree char *speed = _meirei_words_mean (model->tokens_per_second,
                                                   model->tokens_per_second > 0.0);
      g_autofree char *tokens = _meirei_words_number (model->n_tokens);
      g_autofree char *repairs = _meirei_words_number (model->n_repairs);

      meirei_document_add_row (document,
                               model->model != NULL && *model->model != '\0'
                               ? model->model : _("Unknown model"),
                               runs, passed, mean, seconds, speed, tokens, repairs, NULL);
    }
}

static void
add_needs (MeireiDocument      *document,
           MeireiProjectReport *self)
{
  const char * const headings[] = { _("What"), _("Instructions") };

  meirei_document_add_heading (document, 2, _("Needs a person"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 1);
  for (guint i = 0; i < MEIREI_N_NEEDS; i++)
    {
      g_autofree char *count =
        _meirei_words_number (meirei_project_figures_count_need (self->figures, (MeireiNeed) i));

      meirei_document_add_row (document, _meirei_words_need ((MeireiNeed) i), count, NULL);
    }
}

static void
add_batches (MeireiDocument      *document,
             MeireiProjectReport *self)
{
  const char * const headings[] = { _("Batch"), _("Begun"), _("Operation"), _("State"),
                                    _("Successful"), _("Time") };

  if (self->batches->len == 0)
    return;

  meirei_document_add_heading (document, 2, _("Last runs"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 5);
  for (guint i = 0; i < self->batches->len; i++)
    {
      MeireiBatch *batch = self->batches->pdata[i];
      g_autofree char *begun = _meirei_words_time (meirei_batch_get_created_at (batch));
      g_autofree char *done =
        _meirei_words_percent (meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE),
                               g_list_model_get_n_items (meirei_batch_get_items (batch)));
      g_autofree char *seconds = _meirei_words_seconds (meirei_batch_get_total_time (batch));

      meirei_document_add_row (document, meirei_batch_get_id (batch), begun,
                               meirei_operation_get_label (meirei_batch_get_operation (batch)),
                               meirei_batch_state_get_label (meirei_batch_get_state (batch)),
                               done, seconds, NULL);
    }
}

static void
add_events (MeireiDocument      *document,
            MeireiProjectReport *self)
{
  const char * const headings[] = { _("Time"), _("Title"), _("Event"), _("Note") };
  guint n_events;
  const MeireiFiguresEntry *events = meirei_project_figures_get_activity (self->figures,
                                                                          &n_events);

  if (n_events == 0)
    return;

  meirei_document_add_heading (document, 2, _("Latest events"));
  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 0);
  for (guint i = 0; i < MIN (n_events, MAX_EVENTS); i++)
    {
      g_autofree char *at = _meirei_words_time (events[i].at);

      meirei_document_add_row (document, at, events[i].title,
                               meirei_event_get_label (events[i].event),
                               events[i].note != NULL ? events[i].note : "", NULL);
    }
}

/**
 * meirei_project_report_dashboard:
 * @self: what a document tells about a project
 * @format: %MEIREI_DOCUMENT_FORMAT_MARKDOWN or %MEIREI_DOCUMENT_FORMAT_HTML
 *
 * Returns: (transfer full): a document for people, with places in Markdown for
 *   what a person adds
 */
char *
meirei_project_report_dashboard (MeireiProjectReport  *self,
                                 MeireiDocumentFormat  format)
{
  g_autoptr(MeireiDocument) document = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* Translators: the title of a document; %s is a project's name. */
  title = g_strdup_printf (_("%s – project dashboard"), self->project);
  document = meirei_document_new (format, title);
  meirei_document_add_place (document, "intro");
  add_summary (document, self);
  add_phases (document, self);
  add_statuses (document, self);
  if (meirei_project_figures_get_n_scored (self->figures) > 0)
    {
      meirei_document_add_heading (document, 2, _("Quality"));
      add_distribution (document, self);
      add_days (document, self);
    }
  add_models (document, self);
  add_needs (document, self);
  add_batches (document, self);
  add_events (document, self);
  meirei_document_add_place (document, "notes");

  return meirei_document_free_to_text (g_steal_pointer (&document));
}
