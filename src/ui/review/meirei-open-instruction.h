/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_OPEN_INSTRUCTION (meirei_open_instruction_get_type ())
G_DECLARE_FINAL_TYPE (MeireiOpenInstruction, meirei_open_instruction, MEIREI, OPEN_INSTRUCTION, GObject)

MeireiOpenInstruction *meirei_open_instruction_new             (void);
void                   meirei_open_instruction_open            (MeireiOpenInstruction *self,
                                                                MeireiWorkspace       *workspace,
                                                                const char            *id);
void                   meirei_open_instruction_reload          (MeireiOpenInstruction *self);
void                   meirei_open_instruction_choose_version  (MeireiOpenInstruction *self,
                                                                const char            *name);
MeireiWorkspace       *meirei_open_instruction_get_workspace   (MeireiOpenInstruction *self);
const char            *meirei_open_instruction_get_id          (MeireiOpenInstruction *self);
MeireiInstruction     *meirei_open_instruction_get_instruction (MeireiOpenInstruction *self);
GListModel            *meirei_open_instruction_get_versions    (MeireiOpenInstruction *self);
MeireiVersion         *meirei_open_instruction_get_version     (MeireiOpenInstruction *self);
MeireiVersion         *meirei_open_instruction_get_previous    (MeireiOpenInstruction *self);
GBytes                *meirei_open_instruction_get_code        (MeireiOpenInstruction *self);
gboolean               meirei_open_instruction_is_code_changed (MeireiOpenInstruction *self);
MeireiReport          *meirei_open_instruction_get_report      (MeireiOpenInstruction *self);
const GError          *meirei_open_instruction_get_error       (MeireiOpenInstruction *self);
gboolean               meirei_open_instruction_is_loading      (MeireiOpenInstruction *self);

G_END_DECLS
