/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-run-center.h"
#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_MODEL_LOADING (meirei_model_loading_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelLoading, meirei_model_loading, MEIREI, MODEL_LOADING, GObject)

MeireiModelLoading *meirei_model_loading_new     (GtkWidget            *widget,
                                                  MeireiServerRegistry *registry,
                                                  MeireiModel          *model);
void                meirei_model_loading_load    (MeireiModelLoading   *self,
                                                  MeireiRunCenter      *center,
                                                  guint                 context);
void                meirei_model_loading_unload  (MeireiModelLoading   *self,
                                                  MeireiRunCenter      *center);
void                meirei_model_loading_stop    (MeireiModelLoading   *self);
gboolean            meirei_model_loading_is_busy (MeireiModelLoading   *self);

G_END_DECLS
