/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-compare-pair.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_COMPARE_VIEW (meirei_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCompareView, meirei_compare_view, MEIREI, COMPARE_VIEW, AdwBin)

GtkWidget *meirei_compare_view_new         (MeireiComparePair *pair);
guint      meirei_compare_view_get_current (MeireiCompareView *self,
                                            guint             *n_changes);
void       meirei_compare_view_next_change (MeireiCompareView *self,
                                            gboolean           backward);
gboolean   meirei_compare_view_focus       (MeireiCompareView *self);

G_END_DECLS
