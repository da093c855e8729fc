/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-project-figures.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_MODEL_TABLE (meirei_model_table_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelTable, meirei_model_table, MEIREI, MODEL_TABLE, AdwBin)

GtkWidget *meirei_model_table_new         (void);
void       meirei_model_table_set_figures (MeireiModelTable     *self,
                                           MeireiProjectFigures *figures);

G_END_DECLS
