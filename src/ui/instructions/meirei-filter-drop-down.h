/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-filter-choice.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_FILTER_DROP_DOWN (meirei_filter_drop_down_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFilterDropDown, meirei_filter_drop_down, MEIREI, FILTER_DROP_DOWN, AdwBin)

void meirei_filter_drop_down_add_choice (MeireiFilterDropDown *self,
                                         int                   value,
                                         const char           *label,
                                         const char           *short_label);
void meirei_filter_drop_down_clear      (MeireiFilterDropDown *self);
MeireiFilterChoice *
     meirei_filter_drop_down_find       (MeireiFilterDropDown *self,
                                         int                   value);
int  meirei_filter_drop_down_get_value  (MeireiFilterDropDown *self);
void meirei_filter_drop_down_set_value  (MeireiFilterDropDown *self,
                                         int                   value);
void meirei_filter_drop_down_set_label  (MeireiFilterDropDown *self,
                                         const char           *label);

G_END_DECLS
