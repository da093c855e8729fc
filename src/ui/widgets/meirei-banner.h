/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-enums.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BANNER (meirei_banner_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBanner, meirei_banner, MEIREI, BANNER, GtkWidget)

GtkWidget      *meirei_banner_new              (void);
const char     *meirei_banner_get_title        (MeireiBanner   *self);
void            meirei_banner_set_title        (MeireiBanner   *self,
                                                const char     *title);
const char     *meirei_banner_get_button_label (MeireiBanner   *self);
void            meirei_banner_set_button_label (MeireiBanner   *self,
                                                const char     *label);
MeireiSeverity  meirei_banner_get_level        (MeireiBanner   *self);
void            meirei_banner_set_level        (MeireiBanner   *self,
                                                MeireiSeverity  level);
gboolean        meirei_banner_get_revealed     (MeireiBanner   *self);
void            meirei_banner_set_revealed     (MeireiBanner   *self,
                                                gboolean        revealed);
GtkWidget      *meirei_banner_get_button       (MeireiBanner   *self);

G_END_DECLS
