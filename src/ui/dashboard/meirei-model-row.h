/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-project-figures.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_MODEL_ROW (meirei_model_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelRow, meirei_model_row, MEIREI, MODEL_ROW, GObject)

MeireiModelRow           *meirei_model_row_new         (MeireiProjectFigures     *figures,
                                                        const MeireiModelFigures *model);
const MeireiModelFigures *meirei_model_row_get_figures (MeireiModelRow           *self);
void                      meirei_model_row_set_figures (MeireiModelRow           *self,
                                                        MeireiProjectFigures     *figures,
                                                        const MeireiModelFigures *model);

G_END_DECLS
