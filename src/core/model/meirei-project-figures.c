/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiProjectFigures:
 *
 * The figures of a project at one moment: how far each phase is, how good the
 * answers are and were, how each model did, what happened last, and what needs
 * a person now.  Immutable, and the same whenever they are computed from the
 * same files, gate, moment and time zone.
 *
 * “Scored” instructions are counted by their latest versions; models and days
 * by all versions.
 *
 * Made by [func@project_figures_compute_async] from a workspace, or by
 * [struct@FiguresBuilder].
 */

#include "config.h"

#include "meirei-project-figures-private.h"

G_DEFINE_FINAL_TYPE (MeireiProjectFigures, meirei_project_figures, G_TYPE_OBJECT)

GType
meirei_phase_state_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_PHASE_STATE_PLANNED, "MEIREI_PHASE_STATE_PLANNED", "planned" },
        { MEIREI_PHASE_STATE_OPEN, "MEIREI_PHASE_STATE_OPEN", "open" },
        { MEIREI_PHASE_STATE_LATE, "MEIREI_PHASE_STATE_LATE", "late" },
        { MEIREI_PHASE_STATE_ACHIEVED, "MEIREI_PHASE_STATE_ACHIEVED", "achieved" },
        { MEIREI_PHASE_STATE_COMPLETE, "MEIREI_PHASE_STATE_COMPLETE", "complete" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiPhaseState", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

GType
meirei_need_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_NEED_REVIEW, "MEIREI_NEED_REVIEW", "review" },
        { MEIREI_NEED_STALE_APPROVAL, "MEIREI_NEED_STALE_APPROVAL", "stale-approval" },
        { MEIREI_NEED_STALE_VERDICT, "MEIREI_NEED_STALE_VERDICT", "stale-verdict" },
        { MEIREI_NEED_FAILED, "MEIREI_NEED_FAILED", "failed" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiNeed", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
clear_phase (gpointer data)
{
  MeireiPhaseFigures *figures = data;

  g_clear_object (&figures->phase);
}

static void
clear_model (gpointer data)
{
  MeireiModelFigures *figures = data;

  g_free ((char *) figures->model);
}

static void
clear_entry (gpointer data)
{
  MeireiFiguresEntry *entry = data;

  g_free (entry->id);
  g_free (entry->title);
  g_free (entry->event);
  g_free (entry->note);
}

static void
clear_cause (gpointer data)
{
  MeireiFailureCause *cause = data;

  g_free (cause->cause);
}

static GArray *
array_new (guint          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, size);

  g_array_set_clear_func (array, clear);

  return array;
}

static void
meirei_project_figures_finalize (GObject *object)
{
  MeireiProjectFigures *self = MEIREI_PROJECT_FIGURES (object);

  g_array_unref (self->phases);
  g_array_unref (self->days);
  g_array_unref (self->models);
  g_array_unref (self->causes);
  g_array_unref (self->activity);
  for (int i = 0; i < MEIREI_N_NEEDS; i++)
    g_array_unref (self->needs[i]);

  G_OBJECT_CLASS (meirei_project_figures_parent_class)->finalize (object);
}

static void
meirei_project_figures_class_init (MeireiProjectFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_project_figures_finalize;
}

static void
meirei_project_figures_init (MeireiProjectFigures *self)
{
  self->phases = array_new (sizeof (MeireiPhaseFigures), clear_phase);
  self->days = array_new (sizeof (MeireiDayFigures), NULL);
  self->models = array_new (sizeof (MeireiModelFigures), clear_model);
  self->causes = array_new (sizeof (MeireiFailureCause), clear_cause);
  self->activity = array_new (sizeof (MeireiFiguresEntry), clear_entry);
  for (int i = 0; i < MEIREI_N_NEEDS; i++)
    self->needs[i] = array_new (sizeof (MeireiFiguresEntry), clear_entry);
}

/* An empty array has no elements to point to. */
static gconstpointer
get_elements (GArray *array,
              guint  *n_elements)
{
  *n_elements = array->len;

  return array->data;
}

/**
 * meirei_project_figures_get_now:
 * @self: figures
 *
 * Returns: the moment they are about, in microseconds since the epoch
 */
gint64
meirei_project_figures_get_now (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0);

  return self->now;
}

/**
 * meirei_project_figures_get_gate_score:
 * @self: figures
 *
 * Returns: the least score that the workspace's gate lets through, 0 to 100
 */
int
meirei_project_figures_get_gate_score (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0);

  return self->gate_score;
}

/**
 * meirei_project_figures_get_count:
 * @self: figures
 * @status: a status
 *
 * Returns: how many instructions have it
 */
guint
meirei_project_figures_get_count (MeireiProjectFigures *self,
                                  MeireiStatus          status)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0);
  g_return_val_if_fail (status < MEIREI_N_STATUSES, 0);

  return self->counts[status];
}

/**
 * meirei_project_figures_get_n_instructions:
 * @self: figures
 *
 * Returns: how many instructions there are
 */
guint
meirei_project_figures_get_n_instructions (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0);

  return self->n_instructions;
}

/**
 * meirei_project_figures_get_phases:
 * @self: figures
 * @n_phases: (out): how many
 *
 * Returns: (transfer none) (array length=n_phases): the phases by number: those of
 *   `meirei.json` and those that only instructions name
 */
const MeireiPhaseFigures *
meirei_project_figures_get_phases (MeireiProjectFigures *self,
                                   guint                *n_phases)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return get_elements (self->phases, n_phases);
}

/**
 * meirei_project_figures_get_current_phase:
 * @self: figures
 *
 * Returns: (transfer none) (nullable): the phase to work on: the first that is
 *   not achieved and whose dates include today, else the first that is not
 *   achieved and has instructions
 */
const MeireiPhaseFigures *
meirei_project_figures_get_current_phase (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  for (guint i = 0; i < self->phases->len; i++)
    {
      const MeireiPhaseFigures *figures = &g_array_index (self->phases, MeireiPhaseFigures, i);

      if (figures->current)
        return figures;
    }

  return NULL;
}

/**
 * meirei_project_figures_get_bins:
 * @self: figures
 *
 * Returns: (transfer none) (array fixed-size=20): how many instructions have a
 *   score from 0 to 4, 5 to 9, …, 95 to 100
 */
const guint *
meirei_project_figures_get_bins (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return self->bins;
}

/**
 * meirei_project_figures_get_n_scored:
 * @self: figures
 *
 * Returns: how many instructions have a score
 */
guint
meirei_project_figures_get_n_scored (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0);

  return self->n_scored;
}

/**
 * meirei_project_figures_get_n_at_gate:
 * @self: figures
 *
 * Returns: how many of the scores are at or above the gate's
 */
guint
meirei_project_figures_get_n_at_gate (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0);

  return self->n_at_gate;
}

/**
 * meirei_project_figures_get_mean_score:
 * @self: figures
 *
 * Returns: the mean score of the instructions that have one; 0 without any
 */
double
meirei_project_figures_get_mean_score (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0.);

  return self->mean_score;
}

/**
 * meirei_project_figures_get_days:
 * @self: figures
 * @n_days: (out): how many
 *
 * Returns: (transfer none) (array length=n_days): the days on which versions
 *   were scored, in the local time zone, first to last
 */
const MeireiDayFigures *
meirei_project_figures_get_days (MeireiProjectFigures *self,
                                 guint                *n_days)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return get_elements (self->days, n_days);
}

/**
 * meirei_project_figures_get_models:
 * @self: figures
 * @n_models: (out): how many
 *
 * Returns: (transfer none) (array length=n_models): the models, most runs first
 */
const MeireiModelFigures *
meirei_project_figures_get_models (MeireiProjectFigures *self,
                                   guint                *n_models)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return get_elements (self->models, n_models);
}

/**
 * meirei_project_figures_get_all_models:
 * @self: figures
 *
 * Returns: (transfer none): all models together
 */
const MeireiModelFigures *
meirei_project_figures_get_all_models (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return &self->all_models;
}

/**
 * meirei_project_figures_get_throughput:
 * @self: figures
 *
 * Returns: (transfer none): what was done within the last seven days
 */
const MeireiProjectThroughput *
meirei_project_figures_get_throughput (MeireiProjectFigures *self)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return &self->throughput;
}

/**
 * meirei_project_figures_count_need:
 * @self: figures
 * @need: a kind of need
 *
 * Returns: how many instructions have it
 */
guint
meirei_project_figures_count_need (MeireiProjectFigures *self,
                                   MeireiNeed            need)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), 0);
  g_return_val_if_fail (need < MEIREI_N_NEEDS, 0);

  return self->n_needs[need];
}

/**
 * meirei_project_figures_get_needs:
 * @self: figures
 * @need: a kind of need
 * @n_entries: (out): how many, at most %MEIREI_FIGURES_MAX_ENTRIES
 *
 * Returns: (transfer none) (array length=n_entries): those that have waited longest
 */
const MeireiFiguresEntry *
meirei_project_figures_get_needs (MeireiProjectFigures *self,
                                  MeireiNeed            need,
                                  guint                *n_entries)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);
  g_return_val_if_fail (need < MEIREI_N_NEEDS, NULL);

  return get_elements (self->needs[need], n_entries);
}

/**
 * meirei_project_figures_get_causes:
 * @self: figures
 * @n_causes: (out): how many, at most %MEIREI_FIGURES_MAX_ENTRIES
 *
 * Returns: (transfer none) (array length=n_causes): why instructions failed,
 *   most frequent first
 */
const MeireiFailureCause *
meirei_project_figures_get_causes (MeireiProjectFigures *self,
                                   guint                *n_causes)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return get_elements (self->causes, n_causes);
}

/**
 * meirei_project_figures_get_activity:
 * @self: figures
 * @n_entries: (out): how many
 *
 * Returns: (transfer none) (array length=n_entries): what happened last, latest first
 */
const MeireiFiguresEntry *
meirei_project_figures_get_activity (MeireiProjectFigures *self,
                                     guint                *n_entries)
{
  g_return_val_if_fail (MEIREI_IS_PROJECT_FIGURES (self), NULL);

  return get_elements (self->activity, n_entries);
}
