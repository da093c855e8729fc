/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-model-choice.h"
#include "meirei-settings.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_WINDOW (meirei_window_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWindow, meirei_window, MEIREI, WINDOW, AdwApplicationWindow)

MeireiWindow    *meirei_window_new             (GtkApplication     *application,
                                                MeireiSettings     *settings,
                                                MeireiContext      *context,
                                                MeireiModelChoice  *model_choice);
MeireiContext   *meirei_window_get_context     (MeireiWindow       *self);
MeireiWorkspace *meirei_window_get_workspace   (MeireiWindow       *self);
void             meirei_window_open_workspace  (MeireiWindow       *self,
                                                const char         *dir);
void             meirei_window_close_workspace (MeireiWindow       *self);
void             meirei_window_import          (MeireiWindow       *self,
                                                const char * const *paths);
void             meirei_window_show_run        (MeireiWindow       *self,
                                                const char         *batch_id);
void             meirei_window_add_toast       (MeireiWindow       *self,
                                                AdwToast           *toast);

G_END_DECLS
