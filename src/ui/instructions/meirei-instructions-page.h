/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-instruction-view.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_INSTRUCTIONS_PAGE (meirei_instructions_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionsPage, meirei_instructions_page, MEIREI, INSTRUCTIONS_PAGE, AdwBin)

MeireiInstructionView *meirei_instructions_page_get_view (MeireiInstructionsPage *self);

G_END_DECLS
