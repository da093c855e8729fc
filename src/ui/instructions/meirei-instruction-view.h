/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-compare-pair.h"
#include "meirei-review.h"
#include "meirei-run-center.h"

G_BEGIN_DECLS

/**
 * MeireiInstructionTab:
 * @MEIREI_INSTRUCTION_TAB_SHEET: what is asked for
 * @MEIREI_INSTRUCTION_TAB_CODE: what the model wrote
 * @MEIREI_INSTRUCTION_TAB_COMPARE: two versions side by side
 * @MEIREI_INSTRUCTION_TAB_TESTS: the acceptance tests
 * @MEIREI_INSTRUCTION_TAB_HISTORY: events, attempts, provenance
 *
 * The tabs of the open instruction, in the order of the window.
 */
typedef enum {
  MEIREI_INSTRUCTION_TAB_SHEET,
  MEIREI_INSTRUCTION_TAB_CODE,
  MEIREI_INSTRUCTION_TAB_COMPARE,
  MEIREI_INSTRUCTION_TAB_TESTS,
  MEIREI_INSTRUCTION_TAB_HISTORY,
} MeireiInstructionTab;

#define MEIREI_N_INSTRUCTION_TABS (MEIREI_INSTRUCTION_TAB_HISTORY + 1)

#define MEIREI_TYPE_INSTRUCTION_VIEW (meirei_instruction_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionView, meirei_instruction_view, MEIREI, INSTRUCTION_VIEW, AdwBin)

MeireiInstructionTab meirei_instruction_view_get_tab       (MeireiInstructionView *self);
void                 meirei_instruction_view_set_tab       (MeireiInstructionView *self,
                                                            MeireiInstructionTab   tab);
void                 meirei_instruction_view_set_tab_count (MeireiInstructionView *self,
                                                            MeireiInstructionTab   tab,
                                                            guint                  count);
void                 meirei_instruction_view_focus_tab     (MeireiInstructionView *self);
GtkWidget           *meirei_instruction_view_get_content   (MeireiInstructionView *self);
GtkWidget           *meirei_instruction_view_get_side      (MeireiInstructionView *self);
MeireiReview        *meirei_instruction_view_get_review    (MeireiInstructionView *self);
MeireiComparePair   *meirei_instruction_view_get_pair      (MeireiInstructionView *self);
void                 meirei_instruction_view_comment       (MeireiInstructionView *self);
void                 meirei_instruction_view_find          (MeireiInstructionView *self,
                                                            gboolean               backward);
void                 meirei_instruction_view_next_mark     (MeireiInstructionView *self,
                                                            gboolean               backward);
void                 meirei_instruction_view_set_run_center
                                                           (MeireiInstructionView *self,
                                                            MeireiRunCenter       *center);
void                 meirei_instruction_view_set_review    (MeireiInstructionView *self,
                                                            MeireiReview          *review);

G_END_DECLS
