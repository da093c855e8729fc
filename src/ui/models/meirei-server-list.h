/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_LIST (meirei_server_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerList, meirei_server_list, MEIREI, SERVER_LIST, AdwBin)

GtkWidget *meirei_server_list_new          (void);
void       meirei_server_list_set_registry (MeireiServerList     *self,
                                            MeireiServerRegistry *registry);
GObject   *meirei_server_list_get_selected (MeireiServerList     *self);
gboolean   meirei_server_list_select       (MeireiServerList     *self,
                                            gpointer              item);

G_END_DECLS
