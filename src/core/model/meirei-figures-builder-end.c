/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From what has been added up to the figures. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "meirei-figures-builder-private.h"

#define DAYS_PER_WEEK 7

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* Sorts them.  Returns −1 if there are none. */
static double
find_median (GArray *values)
{
  guint middle = values->len / 2;

  if (values->len == 0)
    return -1.;
  g_array_sort (values, compare_doubles);
  if (values->len % 2 == 1)
    return g_array_index (values, double, middle);

  return (g_array_index (values, double, middle - 1) + g_array_index (values, double, middle))
         / 2.;
}

static int
compare_models (gconstpointer a,
                gconstpointer b)
{
  const MeireiModelFigures *first = a, *second = b;

  if (first->n_runs != second->n_runs)
    return first->n_runs > second->n_runs ? -1 : 1;

  return strcmp (first->model, second->model);
}

static void
end_model (MeireiModelSum *sum,
           const char     *model)
{
  MeireiModelFigures *figures = &sum->figures;

  figures->model = g_strdup (model);
  figures->mean_score = figures->n_scored > 0 ? sum->sum / figures->n_scored : 0.;
  figures->median_seconds = find_median (sum->seconds);
  figures->first_token = find_median (sum->first_tokens);
  figures->tokens_per_second = sum->write_seconds > 0.
                               ? (double) figures->n_tokens / sum->write_seconds
                               : 0.;
}

static void
add_to_all (MeireiModelSum *all,
            MeireiModelSum *sum)
{
  all->figures.n_runs += sum->figures.n_runs;
  all->figures.n_scored += sum->figures.n_scored;
  all->figures.n_passed += sum->figures.n_passed;
  all->figures.n_tokens += sum->figures.n_tokens;
  all->figures.n_repairs += sum->figures.n_repairs;
  all->sum += sum->sum;
  all->write_seconds += sum->write_seconds;
  g_array_append_vals (all->seconds, sum->seconds->data, sum->seconds->len);
  g_array_append_vals (all->first_tokens, sum->first_tokens->data, sum->first_tokens->len);
}

void
_meirei_figures_builder_end_models (MeireiFiguresBuilder *self)
{
  g_autoptr(GArray) seconds = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) first_tokens = g_array_new (FALSE, FALSE, sizeof (double));
  MeireiModelSum all = { .seconds = seconds, .first_tokens = first_tokens };
  GArray *models = self->figures->models;
  GHashTableIter iter;
  gpointer model, value;

  g_hash_table_iter_init (&iter, self->models);
  while (g_hash_table_iter_next (&iter, &model, &value))
    {
      MeireiModelSum *sum = value;

      end_model (sum, model);
      add_to_all (&all, sum);
      g_array_append_val (models, sum->figures);
    }
  g_array_sort (models, compare_models);
  end_model (&all, NULL);
  self->figures->all_models = all.figures;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const MeireiDayFigures *first = a, *second = b;

  return first->day < second->day ? -1 : first->day > second->day;
}

/* The mean of the days’ sums, not of their means: a day with many answers says
 * more. */
static double
find_week_mean (MeireiFiguresBuilder *self,
                guint32               day)
{
  gint64 sum = 0;
  guint n_scored = 0;

  for (guint32 d = day; d > day - DAYS_PER_WEEK; d--)
    {
      const MeireiDaySum *of_day = g_hash_table_lookup (self->days, GUINT_TO_POINTER (d));

      if (of_day == NULL)
        continue;
      sum += of_day->sum;
      n_scored += of_day->n_scored;
    }

  return (double) sum / n_scored;
}

void
_meirei_figures_builder_end_days (MeireiFiguresBuilder *self)
{
  GHashTableIter iter;
  gpointer day, value;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, &day, &value))
    {
      const MeireiDaySum *sum = value;
      MeireiDayFigures figures = {
        .day = GPOINTER_TO_UINT (day),
        .n_scored = sum->n_scored,
        .mean = (double) sum->sum / sum->n_scored,
        .week_mean = find_week_mean (self, GPOINTER_TO_UINT (day)),
      };

      g_array_append_val (self->figures->days, figures);
    }
  g_array_sort (self->figures->days, compare_days);
}

static int
compare_causes (gconstpointer a,
                gconstpointer b)
{
  const MeireiFailureCause *first = a, *second = b;

  if (first->n_instructions != second->n_instructions)
    return first->n_instructions > second->n_instructions ? -1 : 1;

  return strcmp (first->cause, second->cause);
}

void
_meirei_figures_builder_end_causes (MeireiFiguresBuilder *self)
{
  GArray *causes = self->figures->causes;
  GHashTableIter iter;
  gpointer cause, n;

  g_hash_table_iter_init (&iter, self->causes);
  while (g_hash_table_iter_next (&iter, &cause, &n))
    {
      MeireiFailureCause element = { g_strdup (cause), GPOINTER_TO_UINT (n) };

      g_array_append_val (causes, element);
    }
  g_array_sort (causes, compare_causes);
  if (causes->len > MEIREI_FIGURES_MAX_ENTRIES)
    g_array_set_size (causes, MEIREI_FIGURES_MAX_ENTRIES);
}

/* Of a date that is checked, such as 2025-09-06; 0 without one. */
static guint32
parse_day (const char *date)
{
  GDate parsed;

  if (date == NULL)
    return 0;
  g_date_clear (&parsed, 1);
  g_date_set_dmy (&parsed, (GDateDay) atoi (date + 8), (GDateMonth) atoi (date + 5),
                  (GDateYear) atoi (date));

  return g_date_get_julian (&parsed);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* A criterion by count is met by the n-th verdict, one of all by the last. */
static gint64
find_achieved_at (MeireiPhaseSum *sum)
{
  MeireiPhase *phase = sum->figures.phase;
  guint n_needed = sum->accepted_at->len;

  if (meirei_phase_get_achieved_at (phase) != 0)
    return meirei_phase_get_achieved_at (phase);
  if (meirei_phase_get_criterion (phase) == MEIREI_PHASE_CRITERION_N_ACCEPTED)
    n_needed = meirei_phase_get_n_required (phase);
  if (n_needed == 0 || n_needed > sum->accepted_at->len)
    return 0;
  g_array_sort (sum->accepted_at, compare_times);

  return g_array_index (sum->accepted_at, gint64, n_needed - 1);
}

static MeireiPhaseState
find_state (MeireiFiguresBuilder     *self,
            const MeireiPhaseFigures *figures)
{
  guint32 start = parse_day (meirei_phase_get_start (figures->phase));
  guint32 end = parse_day (meirei_phase_get_end (figures->phase));

  if (figures->achieved)
    return figures->n_accepted == figures->n_instructions ? MEIREI_PHASE_STATE_COMPLETE
                                                          : MEIREI_PHASE_STATE_ACHIEVED;
  if (end != 0 && self->today > end)
    return MEIREI_PHASE_STATE_LATE;
  if (figures->n_accepted == 0 && (figures->n_instructions == 0 || start > self->today))
    return MEIREI_PHASE_STATE_PLANNED;

  return MEIREI_PHASE_STATE_OPEN;
}

static void
end_phase (MeireiFiguresBuilder *self,
           MeireiPhaseSum       *sum)
{
  MeireiPhaseFigures *figures = &sum->figures;
  guint32 end = parse_day (meirei_phase_get_end (figures->phase));

  figures->mean_score = figures->n_scored > 0 ? sum->sum / figures->n_scored : 0.;
  figures->achieved = meirei_phase_is_achieved (figures->phase, figures->n_accepted,
                                                figures->n_instructions);
  figures->achieved_at = figures->achieved ? find_achieved_at (sum) : 0;
  figures->days_left = end != 0 ? (int) end - (int) self->today : 0;
  figures->state = find_state (self, figures);
}

static int
compare_phases (gconstpointer a,
                gconstpointer b)
{
  const MeireiPhaseFigures *first = a, *second = b;

  return meirei_phase_get_number (first->phase) - meirei_phase_get_number (second->phase);
}

static gboolean
is_running (MeireiFiguresBuilder     *self,
            const MeireiPhaseFigures *figures)
{
  guint32 start = parse_day (meirei_phase_get_start (figures->phase));
  guint32 end = parse_day (meirei_phase_get_end (figures->phase));

  return (start != 0 || end != 0) && start <= self->today && (end == 0 || self->today <= end);
}

static void
mark_current (MeireiFiguresBuilder *self)
{
  GArray *phases = self->figures->phases;
  MeireiPhaseFigures *current = NULL;

  for (guint i = phases->len; i-- > 0;)
    {
      MeireiPhaseFigures *figures = &g_array_index (phases, MeireiPhaseFigures, i);

      if (!figures->achieved && figures->n_instructions > 0)
        current = figures;
    }
  for (guint i = phases->len; i-- > 0;)
    {
      MeireiPhaseFigures *figures = &g_array_index (phases, MeireiPhaseFigures, i);

      if (!figures->achieved && is_running (self, figures))
        current = figures;
    }
  if (current != NULL)
    current->current = TRUE;
}

void
_meirei_figures_builder_end_phases (MeireiFiguresBuilder *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->phases);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      MeireiPhaseSum *sum = value;

      end_phase (self, sum);
      g_object_ref (sum->figures.phase);
      g_array_append_val (self->figures->phases, sum->figures);
    }
  g_array_sort (self->figures->phases, compare_phases);
  mark_current (self);
}
