/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-server.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_GROUP (meirei_server_group_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerGroup, meirei_server_group, MEIREI, SERVER_GROUP, AdwBin)

GtkWidget *meirei_server_group_new (MeireiServer *server);

G_END_DECLS
