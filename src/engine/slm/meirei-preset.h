/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-limits.h"
#include "meirei-chat-params.h"
#include "meirei-token-estimator.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PRESET (meirei_preset_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPreset, meirei_preset, MEIREI, PRESET, GObject)

MeireiPreset     *meirei_preset_new_from_json      (JsonObject       *object,
                                                    GError          **error);
MeireiPreset     *meirei_preset_overlay            (MeireiPreset     *self,
                                                    JsonObject       *overrides,
                                                    GError          **error);

gboolean          meirei_preset_matches            (MeireiPreset     *self,
                                                    const char       *model_id);
const char       *meirei_preset_get_name           (MeireiPreset     *self);
const char       *meirei_preset_get_license        (MeireiPreset     *self);
const char       *meirei_preset_get_system_prompt  (MeireiPreset     *self);
MeireiChatParams *meirei_preset_get_params         (MeireiPreset     *self);
void              meirei_preset_get_limits         (MeireiPreset     *self,
                                                    MeireiChatLimits *limits);
guint             meirei_preset_get_parallel       (MeireiPreset     *self);
guint             meirei_preset_get_attempts       (MeireiPreset     *self);
int               meirei_preset_get_repair         (MeireiPreset     *self);
const char       *meirei_preset_get_fit            (MeireiPreset     *self);
guint             meirei_preset_get_context        (MeireiPreset     *self);
guint             meirei_preset_get_overhead       (MeireiPreset     *self);
gboolean          meirei_preset_get_thinks         (MeireiPreset     *self);
MeireiVocabulary  meirei_preset_get_vocabulary     (MeireiPreset     *self);

G_END_DECLS
