/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-fit.h"
#include "meirei-preset.h"

G_BEGIN_DECLS

#define MEIREI_EXECUTION_MAX_REPAIR_ROUNDS 2
#define MEIREI_EXECUTION_MAX_BEST_OF 16

#define MEIREI_TYPE_EXECUTION_OPTIONS (meirei_execution_options_get_type ())
G_DECLARE_FINAL_TYPE (MeireiExecutionOptions, meirei_execution_options, MEIREI, EXECUTION_OPTIONS, GObject)

MeireiExecutionOptions *meirei_execution_options_new             (JsonObject              *object);
MeireiExecutionOptions *meirei_execution_options_with_preset     (MeireiExecutionOptions  *self,
                                                                  MeireiPreset            *preset);
MeireiExecutionOptions *meirei_execution_options_with_change     (MeireiExecutionOptions  *self,
                                                                  const char              *base_version,
                                                                  const char              *note);
MeireiExecutionOptions *meirei_execution_options_with_params     (MeireiExecutionOptions  *self,
                                                                  JsonObject              *params);
MeireiExecutionOptions *meirei_execution_options_with_model      (MeireiExecutionOptions  *self,
                                                                  const char              *model);
MeireiExecutionOptions *meirei_execution_options_without_cache   (MeireiExecutionOptions  *self);
JsonObject             *meirei_execution_options_get_json        (MeireiExecutionOptions  *self);
const char             *meirei_execution_options_get_server      (MeireiExecutionOptions  *self);
const char             *meirei_execution_options_get_model       (MeireiExecutionOptions  *self);
guint                   meirei_execution_options_get_parallel    (MeireiExecutionOptions  *self);
guint                   meirei_execution_options_get_attempts    (MeireiExecutionOptions  *self);
int                     meirei_execution_options_get_repair      (MeireiExecutionOptions  *self);
guint                   meirei_execution_options_get_best_of     (MeireiExecutionOptions  *self);
gboolean                meirei_execution_options_get_uses_cache  (MeireiExecutionOptions  *self);
const char             *meirei_execution_options_get_change_base (MeireiExecutionOptions  *self);
const char             *meirei_execution_options_get_change_note (MeireiExecutionOptions  *self);
MeireiFit               meirei_execution_options_get_fit         (MeireiExecutionOptions  *self);
JsonObject             *meirei_execution_options_get_params      (MeireiExecutionOptions  *self);

G_END_DECLS
