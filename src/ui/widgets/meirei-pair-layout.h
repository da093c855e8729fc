/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_PAIR_LAYOUT (meirei_pair_layout_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPairLayout, meirei_pair_layout, MEIREI, PAIR_LAYOUT, GtkLayoutManager)

GtkLayoutManager *meirei_pair_layout_new (void);

G_END_DECLS
