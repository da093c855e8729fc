/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_WORKSPACE_BUTTON (meirei_workspace_button_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWorkspaceButton, meirei_workspace_button, MEIREI, WORKSPACE_BUTTON, AdwBin)

void  meirei_workspace_button_set_workspace (MeireiWorkspaceButton *self,
                                             const char            *name,
                                             const char            *dir);
void  meirei_workspace_button_set_recent    (MeireiWorkspaceButton *self,
                                             const char * const    *dirs);
char *meirei_dup_display_path               (const char            *path);

G_END_DECLS
