/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-item.h"
#include "meirei-phase.h"
#include "meirei-run-figures.h"

G_BEGIN_DECLS

/* Fewer scored files say nothing as a distribution or a course. */
#define MEIREI_FIGURES_MIN_SCORED 3

/* Instructions that are named per kind of need, and causes of failures. */
#define MEIREI_FIGURES_MAX_ENTRIES 20

/* Points that one bin of the distribution holds; the last one holds one more. */
#define MEIREI_FIGURES_BIN_WIDTH 5
#define MEIREI_FIGURES_N_BINS (100 / MEIREI_FIGURES_BIN_WIDTH)

/**
 * MeireiPhaseState:
 * @MEIREI_PHASE_STATE_PLANNED: nothing is accepted yet and it is not its time
 * @MEIREI_PHASE_STATE_OPEN: being worked on
 * @MEIREI_PHASE_STATE_LATE: its last day is over and its criterion is not met
 * @MEIREI_PHASE_STATE_ACHIEVED: its criterion is met, though some of its
 *   instructions are not accepted
 * @MEIREI_PHASE_STATE_COMPLETE: its criterion is met and nothing is left
 *
 * How a phase is doing.
 */
typedef enum {
  MEIREI_PHASE_STATE_PLANNED,
  MEIREI_PHASE_STATE_OPEN,
  MEIREI_PHASE_STATE_LATE,
  MEIREI_PHASE_STATE_ACHIEVED,
  MEIREI_PHASE_STATE_COMPLETE,
} MeireiPhaseState;

#define MEIREI_TYPE_PHASE_STATE (meirei_phase_state_get_type ())
GType meirei_phase_state_get_type (void);

/**
 * MeireiNeed:
 * @MEIREI_NEED_REVIEW: executed, awaits accept or reject
 * @MEIREI_NEED_STALE_APPROVAL: the sheet changed after its approval
 * @MEIREI_NEED_STALE_VERDICT: the sheet or the file changed after the verdict
 * @MEIREI_NEED_FAILED: the last execution failed
 *
 * What an instruction needs a person for.
 */
typedef enum {
  MEIREI_NEED_REVIEW,
  MEIREI_NEED_STALE_APPROVAL,
  MEIREI_NEED_STALE_VERDICT,
  MEIREI_NEED_FAILED,
} MeireiNeed;

#define MEIREI_N_NEEDS (MEIREI_NEED_FAILED + 1)
#define MEIREI_TYPE_NEED (meirei_need_get_type ())
GType meirei_need_get_type (void);

/**
 * MeireiPhaseFigures:
 * @phase: the phase; one without name, goal and dates if `meirei.json` does
 *   not have it and only instructions name its number
 * @defined: whether `meirei.json` has it
 * @current: whether it is the one to work on
 * @state: how it is doing
 * @counts: its instructions by status
 * @n_instructions: all of them
 * @n_accepted: the accepted ones
 * @n_scored: those whose latest version has a score
 * @mean_score: the mean of these scores; 0 without any
 * @achieved: whether its criterion is met
 * @achieved_at: since when, in microseconds since the epoch: what a person
 *   recorded, else when the verdict that met the criterion was given; 0 if it
 *   is not met or unknown
 * @days_left: days from today to its last day, negative when that is over; 0
 *   without a last day, see [method@Phase.get_end]
 *
 * The figures of one phase.
 */
typedef struct {
  MeireiPhase      *phase;
  gboolean          defined;
  gboolean          current;
  MeireiPhaseState  state;
  guint             counts[MEIREI_N_STATUSES];
  guint             n_instructions;
  guint             n_accepted;
  guint             n_scored;
  double            mean_score;
  gboolean          achieved;
  gint64            achieved_at;
  int               days_left;
} MeireiPhaseFigures;

/**
 * MeireiDayFigures:
 * @day: the day, as a Julian day number, see [struct@GLib.Date]
 * @n_scored: versions of that day that have a score
 * @mean: the mean of their scores
 * @week_mean: the mean of all scores of this day and the six before it
 *
 * A day on which something was scored.
 */
typedef struct {
  guint32 day;
  guint   n_scored;
  double  mean;
  double  week_mean;
} MeireiDayFigures;

/**
 * MeireiModelFigures:
 * @model: (nullable): the model's id, empty if unknown; %NULL for all models
 * @n_runs: versions that it wrote
 * @n_scored: those that have a score
 * @n_passed: those at or above the gate's score without a failed test
 * @mean_score: the mean score; 0 without any
 * @median_seconds: the median time of a run; -1 if none is known
 * @first_token: the median time to the first token in seconds; -1 if none is known
 * @tokens_per_second: tokens per second of writing; 0 if unknown
 * @n_tokens: tokens that it wrote
 * @n_repairs: repair rounds
 *
 * How a model did.
 */
typedef struct {
  const char *model;
  guint       n_runs;
  guint       n_scored;
  guint       n_passed;
  double      mean_score;
  double      median_seconds;
  double      first_token;
  double      tokens_per_second;
  gint64      n_tokens;
  guint       n_repairs;
} MeireiModelFigures;

/**
 * MeireiProjectThroughput:
 * @n_runs: versions that were made
 * @n_accepted: versions that were accepted
 * @n_rejected: versions that were rejected
 * @n_tokens: tokens that were written
 * @seconds: how long models worked
 * @tokens_per_second: tokens per second of writing; 0 if unknown
 *
 * What was done within the last seven days, today included.
 */
typedef struct {
  guint  n_runs;
  guint  n_accepted;
  guint  n_rejected;
  gint64 n_tokens;
  double seconds;
  double tokens_per_second;
} MeireiProjectThroughput;

/**
 * MeireiFiguresEntry:
 * @id: the instruction's UUID
 * @title: its title
 * @phase: its phase
 * @status: its status
 * @score: its latest version's score; -1 if there is none
 * @at: since when it waits, or when the event was
 * @event: the event's word such as `approve`; empty for a need
 * @note: the note, such as why it failed; possibly empty
 *
 * An instruction that is named: it needs a person, or something happened to it.
 */
typedef struct {
  char         *id;
  char         *title;
  int           phase;
  MeireiStatus  status;
  int           score;
  gint64        at;
  char         *event;
  char         *note;
} MeireiFiguresEntry;

/**
 * MeireiFailureCause:
 * @cause: why executions failed, without the version's name
 * @n_instructions: how many instructions failed for that
 *
 * A cause of failures.
 */
typedef struct {
  char  *cause;
  guint  n_instructions;
} MeireiFailureCause;

#define MEIREI_TYPE_PROJECT_FIGURES (meirei_project_figures_get_type ())
G_DECLARE_FINAL_TYPE (MeireiProjectFigures, meirei_project_figures, MEIREI, PROJECT_FIGURES, GObject)

gint64                     meirei_project_figures_get_now        (MeireiProjectFigures *self);
int                        meirei_project_figures_get_gate_score (MeireiProjectFigures *self);
guint                      meirei_project_figures_get_count      (MeireiProjectFigures *self,
                                                                  MeireiStatus          status);
guint                      meirei_project_figures_get_n_instructions
                                                                 (MeireiProjectFigures *self);
const MeireiPhaseFigures  *meirei_project_figures_get_phases     (MeireiProjectFigures *self,
                                                                  guint                *n_phases);
const MeireiPhaseFigures  *meirei_project_figures_get_current_phase
                                                                 (MeireiProjectFigures *self);
const guint               *meirei_project_figures_get_bins       (MeireiProjectFigures *self);
guint                      meirei_project_figures_get_n_scored   (MeireiProjectFigures *self);
guint                      meirei_project_figures_get_n_at_gate  (MeireiProjectFigures *self);
double                     meirei_project_figures_get_mean_score (MeireiProjectFigures *self);
const MeireiDayFigures    *meirei_project_figures_get_days       (MeireiProjectFigures *self,
                                                                  guint                *n_days);
const MeireiModelFigures  *meirei_project_figures_get_models     (MeireiProjectFigures *self,
                                                                  guint                *n_models);
const MeireiModelFigures  *meirei_project_figures_get_all_models (MeireiProjectFigures *self);
const MeireiProjectThroughput *
                           meirei_project_figures_get_throughput (MeireiProjectFigures *self);
guint                      meirei_project_figures_count_need     (MeireiProjectFigures *self,
                                                                  MeireiNeed            need);
const MeireiFiguresEntry  *meirei_project_figures_get_needs      (MeireiProjectFigures *self,
                                                                  MeireiNeed            need,
                                                                  guint                *n_entries);
const MeireiFailureCause  *meirei_project_figures_get_causes     (MeireiProjectFigures *self,
                                                                  guint                *n_causes);
const MeireiFiguresEntry  *meirei_project_figures_get_activity   (MeireiProjectFigures *self,
                                                                  guint                *n_entries);
JsonObject                *meirei_project_figures_to_json        (MeireiProjectFigures *self);

G_END_DECLS
