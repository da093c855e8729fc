/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-model.h"
#include "meirei-preset-editor.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_EXECUTION_GROUP (meirei_execution_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiExecutionGroup, meirei_execution_group, MEIREI, EXECUTION_GROUP, AdwPreferencesGroup)

GtkWidget *meirei_execution_group_new       (void);
void       meirei_execution_group_set_model (MeireiExecutionGroup *self,
                                             MeireiModel          *model,
                                             MeireiPresetEditor   *editor);

G_END_DECLS
