/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_VIEW (meirei_server_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerView, meirei_server_view, MEIREI, SERVER_VIEW, AdwBin)

GtkWidget *meirei_server_view_new        (void);
void       meirei_server_view_set_server (MeireiServerView     *self,
                                          MeireiServerRegistry *registry,
                                          MeireiServer         *server);

G_END_DECLS
