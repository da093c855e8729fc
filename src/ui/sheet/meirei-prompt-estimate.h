/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PROMPT_ESTIMATE (meirei_prompt_estimate_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPromptEstimate, meirei_prompt_estimate, MEIREI, PROMPT_ESTIMATE, AdwBin)

GtkWidget *meirei_prompt_estimate_new         (void);
void       meirei_prompt_estimate_set_context (MeireiPromptEstimate *self,
                                               MeireiContext        *context,
                                               MeireiWorkspace      *workspace);
void       meirei_prompt_estimate_set_sheet   (MeireiPromptEstimate *self,
                                               MeireiSheet          *sheet);

G_END_DECLS
