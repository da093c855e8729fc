/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-model-choice.h"
#include "meirei-run-center.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_MODELS_PAGE (meirei_models_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelsPage, meirei_models_page, MEIREI, MODELS_PAGE, AdwBin)

void meirei_models_page_set_context   (MeireiModelsPage  *self,
                                       MeireiContext     *context,
                                       MeireiModelChoice *choice);
void meirei_models_page_set_workspace (MeireiModelsPage  *self,
                                       MeireiWorkspace   *workspace,
                                       MeireiRunCenter   *center);

G_END_DECLS
