/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-instruction-filter.h"
#include "meirei-instruction-sort.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_INSTRUCTION_MODEL (meirei_instruction_model_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionModel, meirei_instruction_model, MEIREI, INSTRUCTION_MODEL, GObject)

/* What meirei_instruction_model_find() gives for “not in the list”. */
#define MEIREI_NO_POSITION G_MAXUINT

MeireiInstructionModel  *meirei_instruction_model_new               (void);

void                     meirei_instruction_model_set_source        (MeireiInstructionModel *self,
                                                                     GListModel             *source);
MeireiInstructionFilter *meirei_instruction_model_get_filter        (MeireiInstructionModel *self);
MeireiSortKey            meirei_instruction_model_get_sort_key      (MeireiInstructionModel *self);
void                     meirei_instruction_model_set_sort_key      (MeireiInstructionModel *self,
                                                                     MeireiSortKey           sort_key);
void                     meirei_instruction_model_flush             (MeireiInstructionModel *self);

guint                    meirei_instruction_model_get_n_total       (MeireiInstructionModel *self);
guint                    meirei_instruction_model_get_n_with_status (MeireiInstructionModel *self,
                                                                     MeireiStatus            status);
GHashTable              *meirei_instruction_model_get_phase_counts  (MeireiInstructionModel *self);

MeireiInstructionItem   *meirei_instruction_model_peek              (MeireiInstructionModel *self,
                                                                     guint                   position);
guint                    meirei_instruction_model_find              (MeireiInstructionModel *self,
                                                                     MeireiInstructionItem  *item);
guint                    meirei_instruction_model_find_next         (MeireiInstructionModel *self,
                                                                     guint                   position,
                                                                     MeireiStatus            status);
guint                    meirei_instruction_model_count_status      (MeireiInstructionModel *self,
                                                                     MeireiStatus            status,
                                                                     MeireiInstructionItem  *item,
                                                                     guint                  *place);

G_END_DECLS
