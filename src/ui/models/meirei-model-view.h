/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-model-choice.h"
#include "meirei-run-center.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_MODEL_VIEW (meirei_model_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelView, meirei_model_view, MEIREI, MODEL_VIEW, AdwBin)

GtkWidget   *meirei_model_view_new           (void);
void         meirei_model_view_set_context   (MeireiModelView    *self,
                                              MeireiContext      *context,
                                              MeireiModelChoice  *choice);
void         meirei_model_view_set_workspace (MeireiModelView    *self,
                                              MeireiWorkspace    *workspace,
                                              MeireiRunCenter    *center);
void         meirei_model_view_set_model     (MeireiModelView    *self,
                                              MeireiModel        *model);
MeireiModel *meirei_model_view_get_model     (MeireiModelView    *self);

G_END_DECLS
