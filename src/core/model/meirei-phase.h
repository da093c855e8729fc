/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiPhaseCriterion:
 * @MEIREI_PHASE_CRITERION_ALL_ACCEPTED: every instruction of the phase is accepted
 * @MEIREI_PHASE_CRITERION_N_ACCEPTED: a given number of its instructions is accepted
 * @MEIREI_PHASE_CRITERION_BY_HAND: a person says so
 *
 * When a phase is achieved.
 */
typedef enum {
  MEIREI_PHASE_CRITERION_ALL_ACCEPTED,
  MEIREI_PHASE_CRITERION_N_ACCEPTED,
  MEIREI_PHASE_CRITERION_BY_HAND,
} MeireiPhaseCriterion;

#define MEIREI_TYPE_PHASE_CRITERION (meirei_phase_criterion_get_type ())
GType meirei_phase_criterion_get_type (void);

#define MEIREI_TYPE_PHASE (meirei_phase_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPhase, meirei_phase, MEIREI, PHASE, GObject)

MeireiPhase          *meirei_phase_new             (int           number,
                                                    const char   *name);
MeireiPhase          *meirei_phase_new_from_json   (JsonObject   *object,
                                                    GError      **error);
MeireiPhase          *meirei_phase_with_member     (MeireiPhase  *self,
                                                    const char   *member,
                                                    JsonNode     *value,
                                                    GError      **error);
JsonObject           *meirei_phase_to_json         (MeireiPhase  *self);

int                   meirei_phase_get_number      (MeireiPhase  *self);
const char           *meirei_phase_get_name        (MeireiPhase  *self);
const char           *meirei_phase_get_goal        (MeireiPhase  *self);
const char           *meirei_phase_get_start       (MeireiPhase  *self);
const char           *meirei_phase_get_end         (MeireiPhase  *self);
MeireiPhaseCriterion  meirei_phase_get_criterion   (MeireiPhase  *self);
guint                 meirei_phase_get_n_required  (MeireiPhase  *self);
gint64                meirei_phase_get_achieved_at (MeireiPhase  *self);
gboolean              meirei_phase_is_achieved     (MeireiPhase  *self,
                                                    guint         n_accepted,
                                                    guint         n_instructions);

G_END_DECLS
