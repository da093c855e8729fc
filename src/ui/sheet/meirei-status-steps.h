/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-instruction.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_STATUS_STEPS (meirei_status_steps_get_type ())
G_DECLARE_FINAL_TYPE (MeireiStatusSteps, meirei_status_steps, MEIREI, STATUS_STEPS, AdwBin)

GtkWidget *meirei_status_steps_new             (void);
void       meirei_status_steps_set_instruction (MeireiStatusSteps *self,
                                                MeireiInstruction *instruction);

G_END_DECLS
