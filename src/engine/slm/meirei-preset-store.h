/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-preset.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PRESET_STORE (meirei_preset_store_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPresetStore, meirei_preset_store, MEIREI, PRESET_STORE, GObject)

MeireiPresetStore *meirei_preset_store_new    (const char         *data_dir,
                                               GError            **error);
MeireiPreset      *meirei_preset_store_lookup (MeireiPresetStore  *self,
                                               const char         *model_id,
                                               JsonObject         *overrides,
                                               GError            **error);

G_END_DECLS
