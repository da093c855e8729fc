/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-preset-store.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PRESET_EDITOR (meirei_preset_editor_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPresetEditor, meirei_preset_editor, MEIREI, PRESET_EDITOR, GObject)

MeireiPresetEditor *meirei_preset_editor_new        (MeireiPresetStore   *presets,
                                                     MeireiWorkspace     *workspace,
                                                     const char          *model_key);
const char         *meirei_preset_editor_get_model  (MeireiPresetEditor  *self);
MeireiPreset       *meirei_preset_editor_get_preset (MeireiPresetEditor  *self);
gboolean            meirei_preset_editor_has        (MeireiPresetEditor  *self,
                                                     const char          *section,
                                                     const char          *member);
gboolean            meirei_preset_editor_set        (MeireiPresetEditor  *self,
                                                     const char          *section,
                                                     const char          *member,
                                                     JsonNode            *value,
                                                     GError             **error);
gboolean            meirei_preset_editor_is_saving  (MeireiPresetEditor  *self);

G_END_DECLS
