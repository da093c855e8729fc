/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-figures-builder-private.h"

#define JULIAN_OF_EPOCH 719163
#define SECONDS_PER_DAY (24 * 3600)
#define DAYS_PER_WEEK 7

static void
phase_sum_free (gpointer data)
{
  MeireiPhaseSum *sum = data;

  g_object_unref (sum->figures.phase);
  g_array_unref (sum->accepted_at);
  g_free (sum);
}

static void
model_sum_free (gpointer data)
{
  MeireiModelSum *sum = data;

  g_array_unref (sum->seconds);
  g_array_unref (sum->first_tokens);
  g_free (sum);
}

/* The day in the builder's time zone; 0 for a time that is unknown. */
guint32
_meirei_figures_builder_find_day (MeireiFiguresBuilder *self,
                                  gint64                usec)
{
  gint64 seconds = usec / G_USEC_PER_SEC;
  int interval;

  if (usec <= 0)
    return 0;
  interval = g_time_zone_find_interval (self->time_zone, G_TIME_TYPE_UNIVERSAL, seconds);
  seconds += g_time_zone_get_offset (self->time_zone, interval);

  return (guint32) MIN (seconds / SECONDS_PER_DAY + JULIAN_OF_EPOCH, G_MAXINT32);
}

/**
 * meirei_figures_builder_new:
 * @now: the moment that the figures are about, in microseconds since the epoch
 * @time_zone: where days begin
 * @gate_score: the least score that the gate lets through, 0 to 100
 *
 * Returns: (transfer full): a builder that has seen nothing yet
 */
MeireiFiguresBuilder *
meirei_figures_builder_new (gint64     now,
                            GTimeZone *time_zone,
                            int        gate_score)
{
  MeireiFiguresBuilder *self;

  g_return_val_if_fail (time_zone != NULL, NULL);

  self = g_new0 (MeireiFiguresBuilder, 1);
  self->figures = g_object_new (MEIREI_TYPE_PROJECT_FIGURES, NULL);
  self->figures->now = now;
  self->figures->gate_score = CLAMP (gate_score, 0, 100);
  self->time_zone = g_time_zone_ref (time_zone);
  self->today = _meirei_figures_builder_find_day (self, now);
  self->phases = g_hash_table_new_full (NULL, NULL, NULL, phase_sum_free);
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, model_sum_free);
  self->days = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->causes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * meirei_figures_builder_free:
 * @self: (transfer full): a builder
 */
void
meirei_figures_builder_free (MeireiFiguresBuilder *self)
{
  g_clear_object (&self->figures);
  g_time_zone_unref (self->time_zone);
  g_hash_table_unref (self->phases);
  g_hash_table_unref (self->models);
  g_hash_table_unref (self->days);
  g_hash_table_unref (self->causes);
  g_free (self);
}

static MeireiPhaseSum *
get_phase (MeireiFiguresBuilder *self,
           int                   number,
           MeireiPhase          *phase)
{
  MeireiPhaseSum *sum = g_hash_table_lookup (self->phases, GINT_TO_POINTER (number));

  if (sum != NULL)
    return sum;

  sum = g_new0 (MeireiPhaseSum, 1);
  sum->figures.phase = phase != NULL ? g_object_ref (phase) : meirei_phase_new (number, NULL);
  sum->figures.defined = phase != NULL;
  sum->accepted_at = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->phases, GINT_TO_POINTER (number), sum);

  return sum;
}

/**
 * meirei_figures_builder_add_phase:
 * @self: a builder
 * @phase: a phase of the project
 *
 * Phases have to be added before instructions.  Of two with the same number
 * the first one counts.
 */
void
meirei_figures_builder_add_phase (MeireiFiguresBuilder *self,
                                  MeireiPhase          *phase)
{
  g_return_if_fail (MEIREI_IS_PHASE (phase));

  get_phase (self, meirei_phase_get_number (phase), phase);
}

static MeireiModelSum *
get_model (MeireiFiguresBuilder *self,
           const char           *model)
{
  MeireiModelSum *sum = g_hash_table_lookup (self->models, model);

  if (sum != NULL)
    return sum;

  sum = g_new0 (MeireiModelSum, 1);
  sum->seconds = g_array_new (FALSE, FALSE, sizeof (double));
  sum->first_tokens = g_array_new (FALSE, FALSE, sizeof (double));
  g_hash_table_insert (self->models, g_strdup (model), sum);

  return sum;
}

static void
add_model_run (MeireiFiguresBuilder   *self,
               const MeireiRunFigures *run)
{
  MeireiModelSum *sum = get_model (self, run->model);

  sum->figures.n_runs++;
  sum->figures.n_repairs += run->n_repairs;
  sum->figures.n_tokens += run->n_tokens;
  sum->write_seconds += run->write_seconds;
  if (run->score >= 0)
    {
      sum->figures.n_scored++;
      sum->sum += run->score;
    }
  if (meirei_run_figures_is_passed (run, self->figures->gate_score))
    sum->figures.n_passed++;
  if (run->seconds >= 0.)
    g_array_append_val (sum->seconds, run->seconds);
  if (run->first_token >= 0.)
    g_array_append_val (sum->first_tokens, run->first_token);
}

static void
add_day_run (MeireiFiguresBuilder   *self,
             const MeireiRunFigures *run)
{
  guint32 day = _meirei_figures_builder_find_day (self, run->at);
  MeireiDaySum *sum;

  if (day == 0 || run->score < 0)
    return;
  sum = g_hash_table_lookup (self->days, GUINT_TO_POINTER (day));
  if (sum == NULL)
    {
      sum = g_new0 (MeireiDaySum, 1);
      g_hash_table_insert (self->days, GUINT_TO_POINTER (day), sum);
    }
  sum->n_scored++;
  sum->sum += run->score;
}

static gboolean
is_this_week (MeireiFiguresBuilder *self,
              gint64                usec)
{
  guint32 day = _meirei_figures_builder_find_day (self, usec);

  return day <= self->today && day + DAYS_PER_WEEK > self->today;
}

static void
add_throughput (MeireiFiguresBuilder   *self,
                const MeireiRunFigures *run)
{
  MeireiProjectThroughput *throughput = &self->figures->throughput;

  if (is_this_week (self, run->at))
    {
      throughput->n_runs++;
      throughput->n_tokens += run->n_tokens;
      throughput->seconds += MAX (run->seconds, 0.);
      self->week_write_seconds += run->write_seconds;
    }
  if (run->decision != MEIREI_DECISION_NONE && is_this_week (self, run->decided_at))
    {
      if (run->decision == MEIREI_DECISION_ACCEPTED)
        throughput->n_accepted++;
      else
        throughput->n_rejected++;
    }
}

static void
add_score (MeireiFiguresBuilder   *self,
           MeireiPhaseSum         *phase,
           const MeireiItemFields *fields)
{
  MeireiProjectFigures *figures = self->figures;
  int score = MIN (fields->score, 100);

  if (score < 0)
    return;
  phase->figures.n_scored++;
  phase->sum += score;
  self->sum += score;
  figures->n_scored++;
  figures->bins[MIN (score / MEIREI_FIGURES_BIN_WIDTH, MEIREI_FIGURES_N_BINS - 1)]++;
  if (score >= figures->gate_score)
    figures->n_at_gate++;
}

/* When the verdict was given that made it accepted. */
static void
add_accepted (MeireiPhaseSum                *phase,
              const MeireiItemFields        *fields,
              const MeireiRunFigures *const *runs,
              guint                          n_runs)
{
  gint64 at = 0;

  if (fields->status != MEIREI_STATUS_ACCEPTED)
    return;
  for (guint i = 0; i < n_runs; i++)
    if (g_strcmp0 (runs[i]->version, fields->version) == 0
        && runs[i]->decision == MEIREI_DECISION_ACCEPTED)
      at = runs[i]->decided_at;
  phase->figures.n_accepted++;
  if (at == 0)
    at = fields->updated_at;
  g_array_append_val (phase->accepted_at, at);
}

/**
 * meirei_figures_builder_add_instruction:
 * @self: a builder
 * @fields: what lists show of an instruction
 * @runs: (array length=n_runs) (nullable): the figures of its versions
 * @n_runs: how many
 */
void
meirei_figures_builder_add_instruction (MeireiFiguresBuilder          *self,
                                        const MeireiItemFields        *fields,
                                        const MeireiRunFigures *const *runs,
                                        guint                          n_runs)
{
  MeireiPhaseSum *phase;

  g_return_if_fail (fields != NULL && fields->id != NULL);
  g_return_if_fail (fields->status < MEIREI_N_STATUSES);

  phase = get_phase (self, CLAMP (fields->phase, 0, MEIREI_SHEET_MAX_PHASE), NULL);
  phase->figures.n_instructions++;
  phase->figures.counts[fields->status]++;
  self->figures->n_instructions++;
  self->figures->counts[fields->status]++;
  add_score (self, phase, fields);
  add_accepted (phase, fields, runs, n_runs);
  _meirei_figures_builder_add_needs (self, fields);
  for (guint i = 0; i < n_runs; i++)
    {
      add_model_run (self, runs[i]);
      add_day_run (self, runs[i]);
      add_throughput (self, runs[i]);
    }
}

/**
 * meirei_figures_builder_end:
 * @self: a builder, which cannot be used any more
 *
 * Returns: (transfer full): the figures
 */
MeireiProjectFigures *
meirei_figures_builder_end (MeireiFiguresBuilder *self)
{
  MeireiProjectFigures *figures;

  g_return_val_if_fail (self->figures != NULL, NULL);

  figures = self->figures;
  if (figures->n_scored > 0)
    figures->mean_score = self->sum / figures->n_scored;
  if (self->week_write_seconds > 0.)
    figures->throughput.tokens_per_second = (double) figures->throughput.n_tokens
                                            / self->week_write_seconds;
  _meirei_figures_builder_end_phases (self);
  _meirei_figures_builder_end_models (self);
  _meirei_figures_builder_end_days (self);
  _meirei_figures_builder_end_causes (self);

  return g_steal_pointer (&self->figures);
}
