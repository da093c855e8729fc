/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-enums.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_STATUS_ICON (meirei_status_icon_get_type ())
G_DECLARE_FINAL_TYPE (MeireiStatusIcon, meirei_status_icon, MEIREI, STATUS_ICON, GtkWidget)

GtkWidget    *meirei_status_icon_new        (void);
MeireiStatus  meirei_status_icon_get_status (MeireiStatusIcon *self);
void          meirei_status_icon_set_status (MeireiStatusIcon *self,
                                             MeireiStatus      status);

G_END_DECLS
