/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_MODEL_CHOICE (meirei_model_choice_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelChoice, meirei_model_choice, MEIREI, MODEL_CHOICE, GObject)

MeireiModelChoice *meirei_model_choice_new       (MeireiServerRegistry  *registry);
MeireiModel       *meirei_model_choice_get_model (MeireiModelChoice     *self);
gboolean           meirei_model_choice_choose    (MeireiModelChoice     *self,
                                                  const char            *server_url,
                                                  const char            *model_id,
                                                  GError               **error);

G_END_DECLS
