/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-server.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_PILL (meirei_server_pill_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerPill, meirei_server_pill, MEIREI, SERVER_PILL, AdwBin)

void        meirei_server_pill_set_servers    (MeireiServerPill *self,
                                               GListModel       *servers);
void        meirei_server_pill_set_model      (MeireiServerPill *self,
                                               MeireiModel      *model);
void        meirei_server_pill_set_generating (MeireiServerPill *self,
                                               gboolean          generating);
void        meirei_server_pill_set_fallback   (MeireiServerPill *self,
                                               const char       *fallback,
                                               gboolean          starts);
const char *meirei_server_pill_get_text       (MeireiServerPill *self);

G_END_DECLS
