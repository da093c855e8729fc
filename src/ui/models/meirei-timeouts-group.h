/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-preset-editor.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_TIMEOUTS_GROUP (meirei_timeouts_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTimeoutsGroup, meirei_timeouts_group, MEIREI, TIMEOUTS_GROUP, AdwPreferencesGroup)

GtkWidget *meirei_timeouts_group_new        (void);
void       meirei_timeouts_group_set_editor (MeireiTimeoutsGroup *self,
                                             MeireiPresetEditor  *editor);

G_END_DECLS
