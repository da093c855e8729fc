/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-preset-editor.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_GENERATION_GROUP (meirei_generation_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiGenerationGroup, meirei_generation_group, MEIREI, GENERATION_GROUP, AdwPreferencesGroup)

GtkWidget *meirei_generation_group_new        (void);
void       meirei_generation_group_set_editor (MeireiGenerationGroup *self,
                                               MeireiPresetEditor    *editor);

G_END_DECLS
