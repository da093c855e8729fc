/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-workspace.h"

G_BEGIN_DECLS

void meirei_phase_mover_move (GtkWidget          *widget,
                              MeireiWorkspace    *workspace,
                              const char * const *ids,
                              int                 number);

G_END_DECLS
