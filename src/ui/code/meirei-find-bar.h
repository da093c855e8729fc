/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-code-view.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_FIND_BAR (meirei_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFindBar, meirei_find_bar, MEIREI, FIND_BAR, AdwBin)

GtkWidget *meirei_find_bar_new      (void);
void       meirei_find_bar_set_view (MeireiFindBar  *self,
                                     MeireiCodeView *view);
void       meirei_find_bar_find     (MeireiFindBar  *self,
                                     gboolean        backward);
void       meirei_find_bar_close    (MeireiFindBar  *self);

G_END_DECLS
