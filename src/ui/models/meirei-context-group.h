/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-model.h"
#include "meirei-preset.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CONTEXT_GROUP (meirei_context_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiContextGroup, meirei_context_group, MEIREI, CONTEXT_GROUP, AdwPreferencesGroup)

GtkWidget *meirei_context_group_new         (void);
void       meirei_context_group_set_model   (MeireiContextGroup *self,
                                             MeireiModel        *model,
                                             MeireiPreset       *preset);
void       meirei_context_group_set_busy    (MeireiContextGroup *self,
                                             gboolean            busy);
void       meirei_context_group_set_longest (MeireiContextGroup *self,
                                             gint64              n_tokens,
                                             const char         *title);
guint      meirei_context_group_get_context (MeireiContextGroup *self);

G_END_DECLS
