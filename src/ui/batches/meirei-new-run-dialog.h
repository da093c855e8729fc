/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-run-center.h"
#include "meirei-run-choice.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_NEW_RUN_DIALOG (meirei_new_run_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MeireiNewRunDialog, meirei_new_run_dialog, MEIREI, NEW_RUN_DIALOG, AdwWindow)

GtkWindow  *meirei_new_run_dialog_new         (MeireiWorkspace    *workspace,
                                               MeireiContext      *context,
                                               MeireiRunCenter    *center);
void        meirei_new_run_dialog_set_choice  (MeireiNewRunDialog    *self,
                                               const MeireiRunChoice *choice);
JsonObject *meirei_new_run_dialog_dup_options (MeireiNewRunDialog    *self);

G_END_DECLS
