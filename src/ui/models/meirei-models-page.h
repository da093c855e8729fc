/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_MODELS_PAGE (meirei_models_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelsPage, meirei_models_page, MEIREI, MODELS_PAGE, AdwBin)

void meirei_models_page_set_servers (MeireiModelsPage *self,
                                     GListModel       *servers);

G_END_DECLS
