/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PHASE_DIALOG (meirei_phase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPhaseDialog, meirei_phase_dialog, MEIREI, PHASE_DIALOG, AdwWindow)

GtkWidget   *meirei_phase_dialog_new       (GtkWindow          *parent,
                                            MeireiWorkspace    *workspace,
                                            int                 number);
MeireiPhase *meirei_phase_dialog_get_phase (MeireiPhaseDialog  *self,
                                            GError            **error);

G_END_DECLS
