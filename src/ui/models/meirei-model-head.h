/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-model-choice.h"
#include "meirei-model-loading.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_MODEL_HEAD (meirei_model_head_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelHead, meirei_model_head, MEIREI, MODEL_HEAD, AdwBin)

GtkWidget *meirei_model_head_new       (void);
void       meirei_model_head_set_model (MeireiModelHead    *self,
                                        MeireiModel        *model,
                                        MeireiModelLoading *loading,
                                        MeireiModelChoice  *choice);
void       meirei_model_head_update    (MeireiModelHead    *self);

G_END_DECLS
