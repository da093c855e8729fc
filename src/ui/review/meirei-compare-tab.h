/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-compare-pair.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_COMPARE_TAB (meirei_compare_tab_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCompareTab, meirei_compare_tab, MEIREI, COMPARE_TAB, AdwBin)

GtkWidget *meirei_compare_tab_new         (MeireiComparePair *pair);
void       meirei_compare_tab_next_change (MeireiCompareTab  *self,
                                           gboolean           backward);
gboolean   meirei_compare_tab_focus       (MeireiCompareTab  *self);

G_END_DECLS
