/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-instruction-item.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiNextStep:
 * @id: the instruction's UUID
 * @title: its title
 * @phase: its phase
 * @status: its status
 * @score: its latest version's score; -1 if there is none
 * @note: the note of its last event, such as why it failed
 * @waits_for: (array zero-terminated=1): the titles of what it depends on that
 *   is not accepted
 * @in_cycle: whether it waits for itself, through others
 *
 * An instruction that is not accepted yet, and what it waits for.
 */
typedef struct {
  char          *id;
  char          *title;
  int            phase;
  MeireiStatus   status;
  int            score;
  char          *note;
  char         **waits_for;
  gboolean       in_cycle;
} MeireiNextStep;

GPtrArray  *meirei_next_step_list          (MeireiWorkspace      *workspace,
                                            GPtrArray            *items);
void        meirei_next_step_free          (MeireiNextStep       *self);
gboolean    meirei_next_step_is_blocked    (const MeireiNextStep *self);
const char *meirei_next_step_get_operation (const MeireiNextStep *self);
JsonObject *meirei_next_step_to_json       (const MeireiNextStep *self);

G_END_DECLS
