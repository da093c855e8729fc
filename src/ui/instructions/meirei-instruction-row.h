/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-instruction-item.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_INSTRUCTION_ROW (meirei_instruction_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionRow, meirei_instruction_row, MEIREI, INSTRUCTION_ROW, AdwBin)

GtkWidget             *meirei_instruction_row_new            (void);
MeireiInstructionItem *meirei_instruction_row_get_item       (MeireiInstructionRow  *self);
void                   meirei_instruction_row_set_item       (MeireiInstructionRow  *self,
                                                              MeireiInstructionItem *item);
void                   meirei_instruction_row_set_checkable  (MeireiInstructionRow  *self,
                                                              gboolean               checkable);
void                   meirei_instruction_row_set_compact    (MeireiInstructionRow  *self,
                                                              gboolean               compact);
void                   meirei_instruction_row_update_time    (MeireiInstructionRow  *self);
char                  *meirei_instruction_row_dup_label      (MeireiInstructionRow  *self);

G_END_DECLS
