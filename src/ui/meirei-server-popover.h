/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-server.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_POPOVER (meirei_server_popover_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerPopover, meirei_server_popover, MEIREI, SERVER_POPOVER, GtkPopover)

void meirei_server_popover_set_servers (MeireiServerPopover *self,
                                            GListModel          *servers);
void meirei_server_popover_set_model   (MeireiServerPopover *self,
                                            MeireiModel         *model);

G_END_DECLS
