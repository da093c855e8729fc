/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-decision-bar.h"
#include "meirei-empty-page.h"
#include "meirei-instruction-list.h"
#include "meirei-instruction-view.h"
#include "meirei-review.h"
#include "meirei-workspace-state.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_INSTRUCTIONS_PAGE (meirei_instructions_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionsPage, meirei_instructions_page, MEIREI, INSTRUCTIONS_PAGE, AdwBin)

void                   meirei_instructions_page_set_workspace    (MeireiInstructionsPage *self,
                                                                  MeireiWorkspace        *workspace,
                                                                  MeireiWorkspaceState   *state);
void                   meirei_instructions_page_set_run_center   (MeireiInstructionsPage *self,
                                                                  MeireiRunCenter        *center);
void                   meirei_instructions_page_set_opening      (MeireiInstructionsPage *self,
                                                                  gboolean                opening);
gboolean               meirei_instructions_page_open             (MeireiInstructionsPage *self,
                                                                  const char             *id);

MeireiReview          *meirei_instructions_page_get_review       (MeireiInstructionsPage *self);
MeireiInstructionList *meirei_instructions_page_get_list         (MeireiInstructionsPage *self);
MeireiInstructionView *meirei_instructions_page_get_view         (MeireiInstructionsPage *self);
MeireiDecisionBar     *meirei_instructions_page_get_decision_bar (MeireiInstructionsPage *self);
MeireiEmptyPage       *meirei_instructions_page_get_empty_page   (MeireiInstructionsPage *self);
GActionGroup          *meirei_instructions_page_get_actions      (MeireiInstructionsPage *self);

G_END_DECLS
