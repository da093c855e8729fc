/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-view.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CODE_MAP (meirei_code_map_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCodeMap, meirei_code_map, MEIREI, CODE_MAP, GtkSourceMap)

GtkWidget *meirei_code_map_new      (MeireiCodeView *view);
void       meirei_code_map_set_view (MeireiCodeMap  *self,
                                     MeireiCodeView *view);

G_END_DECLS
