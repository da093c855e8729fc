/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-preset-editor.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_TEST_GROUP (meirei_test_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTestGroup, meirei_test_group, MEIREI, TEST_GROUP, AdwPreferencesGroup)

GtkWidget *meirei_test_group_new       (void);
void       meirei_test_group_set_model (MeireiTestGroup    *self,
                                        MeireiContext      *context,
                                        MeireiModel        *model,
                                        MeireiPresetEditor *editor);

G_END_DECLS
