/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-builtin-engine.h"
#include "meirei-tone.h"

G_BEGIN_DECLS

gboolean    meirei_server_is_engine       (MeireiServer     *server);
const char *meirei_server_get_label       (MeireiServer     *server);
const char *meirei_server_kind_get_label  (MeireiServerKind  kind);
char       *meirei_model_dup_label        (MeireiModel      *model);
const char *meirei_server_get_state_word  (MeireiServer     *server);
const char *meirei_server_state_get_label (MeireiServerState state);
MeireiTone  meirei_server_state_get_tone  (MeireiServerState state);
const char *meirei_model_state_get_label  (MeireiModelState  state);

G_END_DECLS
