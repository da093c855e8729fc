/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-settings.h"

G_BEGIN_DECLS

void meirei_preferences_present (GtkWindow      *parent,
                                 MeireiSettings *settings);

G_END_DECLS
