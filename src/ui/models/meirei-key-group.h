/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_KEY_GROUP (meirei_key_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiKeyGroup, meirei_key_group, MEIREI, KEY_GROUP, AdwPreferencesGroup)

GtkWidget *meirei_key_group_new        (void);
void       meirei_key_group_set_server (MeireiKeyGroup       *self,
                                        MeireiServerRegistry *registry,
                                        MeireiServer         *server);

G_END_DECLS
