/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-diff-layout.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_DIFF_STRIP (meirei_diff_strip_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDiffStrip, meirei_diff_strip, MEIREI, DIFF_STRIP, GtkWidget)

GtkWidget *meirei_diff_strip_new            (void);
void       meirei_diff_strip_set_adjustment (MeireiDiffStrip  *self,
                                             GtkAdjustment    *adjustment);
void       meirei_diff_strip_set_layouts    (MeireiDiffStrip  *self,
                                             MeireiDiffLayout *old_layout,
                                             MeireiDiffLayout *new_layout);

G_END_DECLS
