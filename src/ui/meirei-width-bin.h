/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-width-rules.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_WIDTH_BIN (meirei_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWidthBin, meirei_width_bin, MEIREI, WIDTH_BIN, GtkWidget)

MeireiWidthRules *meirei_width_bin_get_rules (MeireiWidthBin *self);

G_END_DECLS
