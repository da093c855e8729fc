/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-server.h"

G_BEGIN_DECLS

gboolean    meirei_load_dialect_can_load        (MeireiServerKind   kind);
gboolean    meirei_load_dialect_can_set_context (MeireiServerKind   kind);
char       *meirei_load_dialect_dup_remedy      (MeireiServer      *server,
                                                 const char        *key,
                                                 guint              context);
JsonObject *meirei_load_dialect_build_load      (MeireiServerKind   kind,
                                                 const char        *key,
                                                 guint              context,
                                                 const char       **path);
JsonObject *meirei_load_dialect_build_unload    (MeireiServerKind   kind,
                                                 const char        *id,
                                                 const char       **path);

G_END_DECLS
