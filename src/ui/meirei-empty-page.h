/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_EMPTY_PAGE (meirei_empty_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiEmptyPage, meirei_empty_page, MEIREI, EMPTY_PAGE, AdwBin)

void meirei_empty_page_set_servers (MeireiEmptyPage *self,
                                    GListModel      *servers);

G_END_DECLS
