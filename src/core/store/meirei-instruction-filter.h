/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-item.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_INSTRUCTION_FILTER (meirei_instruction_filter_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionFilter, meirei_instruction_filter, MEIREI, INSTRUCTION_FILTER, GObject)

#define MEIREI_FILTER_ANY_PHASE -1
#define MEIREI_STATUS_BIT(status) (1u << (status))

MeireiInstructionFilter *meirei_instruction_filter_new             (void);
gboolean                 meirei_instruction_filter_match           (MeireiInstructionFilter *self,
                                                                    MeireiInstructionItem   *item);
gboolean                 meirei_instruction_filter_is_empty        (MeireiInstructionFilter *self);
void                     meirei_instruction_filter_clear           (MeireiInstructionFilter *self);

guint                    meirei_instruction_filter_get_statuses    (MeireiInstructionFilter *self);
void                     meirei_instruction_filter_set_statuses    (MeireiInstructionFilter *self,
                                                                    guint                    status_bits);
int                      meirei_instruction_filter_get_phase       (MeireiInstructionFilter *self);
void                     meirei_instruction_filter_set_phase       (MeireiInstructionFilter *self,
                                                                    int                      phase);
const char              *meirei_instruction_filter_get_tag         (MeireiInstructionFilter *self);
void                     meirei_instruction_filter_set_tag         (MeireiInstructionFilter *self,
                                                                    const char              *tag);
const char              *meirei_instruction_filter_get_model       (MeireiInstructionFilter *self);
void                     meirei_instruction_filter_set_model       (MeireiInstructionFilter *self,
                                                                    const char              *model);
void                     meirei_instruction_filter_get_score_range (MeireiInstructionFilter *self,
                                                                    double                  *lowest,
                                                                    double                  *highest);
void                     meirei_instruction_filter_set_score_range (MeireiInstructionFilter *self,
                                                                    double                   lowest,
                                                                    double                   highest);
MeireiItemFlags          meirei_instruction_filter_get_flags       (MeireiInstructionFilter *self);
void                     meirei_instruction_filter_set_flags       (MeireiInstructionFilter *self,
                                                                    MeireiItemFlags          flags);
void                     meirei_instruction_filter_set_found       (MeireiInstructionFilter *self,
                                                                    GHashTable              *ids);
void                     meirei_instruction_filter_set_only        (MeireiInstructionFilter *self,
                                                                    GHashTable              *ids);

G_END_DECLS
