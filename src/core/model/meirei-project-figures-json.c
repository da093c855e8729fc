/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The figures of a project as JSON. */

#include "config.h"

#include <math.h>

#include "meirei-json.h"
#include "meirei-project-figures-private.h"

/* More digits would only be noise. */
static void
set_number (JsonObject *object,
            const char *member,
            double      number,
            gboolean    known)
{
  if (known)
    json_object_set_double_member (object, member, round (number * 100.) / 100.);
  else
    json_object_set_null_member (object, member);
}

static JsonObject *
counts_to_json (const guint *counts)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < MEIREI_N_STATUSES; i++)
    json_object_set_int_member (object, meirei_enum_to_nick (MEIREI_TYPE_STATUS, i), counts[i]);

  return object;
}

static JsonObject *
phase_to_json (const MeireiPhaseFigures *figures)
{
  JsonObject *object = meirei_phase_to_json (figures->phase);

  json_object_set_boolean_member (object, "defined", figures->defined);
  json_object_set_boolean_member (object, "current", figures->current);
  json_object_set_string_member (object, "state",
                                 meirei_enum_to_nick (MEIREI_TYPE_PHASE_STATE,
                                                      (int) figures->state));
  json_object_set_object_member (object, "counts", counts_to_json (figures->counts));
  json_object_set_int_member (object, "instructions", figures->n_instructions);
  json_object_set_int_member (object, "accepted", figures->n_accepted);
  json_object_set_int_member (object, "scored", figures->n_scored);
  set_number (object, "mean_score", figures->mean_score, figures->n_scored > 0);
  json_object_set_boolean_member (object, "achieved", figures->achieved);
  meirei_json_set_time (object, "achieved_at", figures->achieved_at);
  if (meirei_phase_get_end (figures->phase) != NULL)
    json_object_set_int_member (object, "days_left", figures->days_left);
  else
    json_object_set_null_member (object, "days_left");

  return object;
}

static JsonObject *
model_to_json (const MeireiModelFigures *figures)
{
  JsonObject *object = json_object_new ();

  meirei_json_set_string (object, "model", figures->model);
  json_object_set_int_member (object, "runs", figures->n_runs);
  json_object_set_int_member (object, "scored", figures->n_scored);
  json_object_set_int_member (object, "passed", figures->n_passed);
  set_number (object, "mean_score", figures->mean_score, figures->n_scored > 0);
  set_number (object, "median_seconds", figures->median_seconds, figures->median_seconds >= 0.);
  set_number (object, "first_token_seconds", figures->first_token, figures->first_token >= 0.);
  set_number (object, "tokens_per_second", figures->tokens_per_second,
              figures->tokens_per_second > 0.);
  json_object_set_int_member (object, "tokens", figures->n_tokens);
  json_object_set_int_member (object, "repairs", figures->n_repairs);

  return object;
}

static JsonObject *
entry_to_json (const MeireiFiguresEntry *entry)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", entry->id);
  json_object_set_string_member (object, "title", entry->title);
  json_object_set_int_member (object, "phase", entry->phase);
  json_object_set_string_member (object, "status",
                                 meirei_enum_to_nick (MEIREI_TYPE_STATUS, (int) entry->status));
  if (entry->score >= 0)
    json_object_set_int_member (object, "score", entry->score);
  else
    json_object_set_null_member (object, "score");
  meirei_json_set_time (object, "at", entry->at);
  if (entry->event[0] != '\0')
    json_object_set_string_member (object, "event", entry->event);
  json_object_set_string_member (object, "note", entry->note);

  return object;
}

static JsonArray *
entries_to_json (GArray *entries)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < entries->len; i++)
    json_array_add_object_element (array,
                                   entry_to_json (&g_array_index (entries, MeireiFiguresEntry,
                                                                  i)));

  return array;
}

static JsonObject *
scores_to_json (MeireiProjectFigures *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *bins = json_array_new ();

  for (int i = 0; i < MEIREI_FIGURES_N_BINS; i++)
    json_array_add_int_element (bins, self->bins[i]);
  json_object_set_int_member (object, "gate", self->gate_score);
  json_object_set_int_member (object, "scored", self->n_scored);
  json_object_set_int_member (object, "at_gate", self->n_at_gate);
  set_number (object, "mean", self->mean_score, self->n_scored > 0);
  json_object_set_int_member (object, "bin_width", MEIREI_FIGURES_BIN_WIDTH);
  json_object_set_array_member (object, "bins", bins);

  return object;
}

static JsonArray *
days_to_json (MeireiProjectFigures *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->days->len; i++)
    {
      const MeireiDayFigures *figures = &g_array_index (self->days, MeireiDayFigures, i);
      JsonObject *object = json_object_new ();
      g_autofree char *day = NULL;
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, figures->day);
      day = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                             g_date_get_day (&date));
      json_object_set_string_member (object, "day", day);
      json_object_set_int_member (object, "scored", figures->n_scored);
      set_number (object, "mean", figures->mean, TRUE);
      set_number (object, "week_mean", figures->week_mean, TRUE);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
models_to_json (MeireiProjectFigures *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->models->len; i++)
    json_array_add_object_element (array, model_to_json (&g_array_index (self->models,
                                                                         MeireiModelFigures, i)));
  json_object_set_array_member (object, "by_model", array);
  json_object_set_object_member (object, "all", model_to_json (&self->all_models));

  return object;
}

static JsonObject *
needs_to_json (MeireiProjectFigures *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *causes = json_array_new ();

  for (int i = 0; i < MEIREI_N_NEEDS; i++)
    {
      JsonObject *need = json_object_new ();

      json_object_set_int_member (need, "count", self->n_needs[i]);
      json_object_set_array_member (need, "longest_waiting", entries_to_json (self->needs[i]));
      json_object_set_object_member (object, meirei_enum_to_nick (MEIREI_TYPE_NEED, i), need);
    }
  for (guint i = 0; i < self->causes->len; i++)
    {
      const MeireiFailureCause *cause = &g_array_index (self->causes, MeireiFailureCause, i);
      JsonObject *element = json_object_new ();

      json_object_set_string_member (element, "cause", cause->cause);
      json_object_set_int_member (element, "count", cause->n_instructions);
      json_array_add_object_element (causes, element);
    }
  json_object_set_array_member (object, "failure_causes", causes);

  return object;
}

static JsonObject *
throughput_to_json (const MeireiProjectThroughput *throughput)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "days", 7);
  json_object_set_int_member (object, "runs", throughput->n_runs);
  json_object_set_int_member (object, "accepted", throughput->n_accepted);
  json_object_set_int_member (object, "rejected", throughput->n_rejected);
  json_object_set_int_member (object, "tokens", throughput->n_tokens);
  set_number (object, "seconds", throughput->seconds, TRUE);
  set_number (object, "tokens_per_second", throughput->tokens_per_second,
              throughput->tokens_per_second > 0.);

  return object;
}

/**
 * meirei_project_figures_to_json:
 * @self: figures
 *
 * Returns: (transfer full): all figures: `at`, `instructions`, `counts`,
 *   `phases`, `scores`, `days`, `models`, `throughput`, `needs`, `activity`;
 *   what is unknown is `null`
 */
JsonObject *
meirei_project_figures_to_json (MeireiProjectFigures *self)
{
  JsonObject *object;
  JsonArray *phases;

  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  object = json_object_new ();
  phases = json_array_new ();
  meirei_json_set_time (object, "at", self->now);
  json_object_set_int_member (object, "instructions", self->n_instructions);
  json_object_set_object_member (object, "counts", counts_to_json (self->counts));
  for (guint i = 0; i < self->phases->len; i++)
    json_array_add_object_element (phases, phase_to_json (&g_array_index (self->phases,
                                                                          MeireiPhaseFigures, i)));
  json_object_set_array_member (object, "phases", phases);
  json_object_set_object_member (object, "scores", scores_to_json (self));
  json_object_set_array_member (object, "days", days_to_json (self));
  json_object_set_object_member (object, "models", models_to_json (self));
  json_object_set_object_member (object, "throughput", throughput_to_json (&self->throughput));
  json_object_set_object_member (object, "needs", needs_to_json (self));
  json_object_set_array_member (object, "activity", entries_to_json (self->activity));

  return object;
}
