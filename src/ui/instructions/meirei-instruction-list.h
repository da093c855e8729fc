/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-instruction-model.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_INSTRUCTION_LIST (meirei_instruction_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionList, meirei_instruction_list, MEIREI, INSTRUCTION_LIST, AdwBin)

void                    meirei_instruction_list_set_workspace (MeireiInstructionList *self,
                                                               MeireiWorkspace       *workspace);
MeireiInstructionModel *meirei_instruction_list_get_model     (MeireiInstructionList *self);

void                    meirei_instruction_list_show_only     (MeireiInstructionList *self,
                                                               GVariant              *filters);
MeireiInstructionItem  *meirei_instruction_list_get_selected  (MeireiInstructionList *self);
gboolean                meirei_instruction_list_select        (MeireiInstructionList *self,
                                                               MeireiInstructionItem *item);
void                    meirei_instruction_list_select_near   (MeireiInstructionList *self,
                                                               int                    offset);
void                    meirei_instruction_list_show_run      (MeireiInstructionList *self,
                                                               const char            *title,
                                                               GHashTable            *ids);
void                    meirei_instruction_list_focus_search  (MeireiInstructionList *self);
void                    meirei_instruction_list_focus_rows    (MeireiInstructionList *self);

gboolean                meirei_instruction_list_has_checked   (MeireiInstructionList *self);
char                  **meirei_instruction_list_dup_checked   (MeireiInstructionList *self);
void                    meirei_instruction_list_check_all     (MeireiInstructionList *self);
void                    meirei_instruction_list_clear_checked (MeireiInstructionList *self);

G_END_DECLS
