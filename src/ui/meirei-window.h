/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-settings.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_WINDOW (meirei_window_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWindow, meirei_window, MEIREI, WINDOW, AdwApplicationWindow)

MeireiWindow *meirei_window_new       (GtkApplication *application,
                                       MeireiSettings *settings);
void          meirei_window_add_toast (MeireiWindow   *self,
                                       AdwToast       *toast);

G_END_DECLS
