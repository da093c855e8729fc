/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_CONNECTION_CARD (meirei_connection_card_get_type ())
G_DECLARE_FINAL_TYPE (MeireiConnectionCard, meirei_connection_card, MEIREI, CONNECTION_CARD, AdwBin)

void meirei_connection_card_set_servers (MeireiConnectionCard *self,
                                         GListModel           *servers);

G_END_DECLS
