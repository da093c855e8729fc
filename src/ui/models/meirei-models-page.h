/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_MODELS_PAGE (meirei_models_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModelsPage, meirei_models_page, MEIREI, MODELS_PAGE, AdwBin)

G_END_DECLS
