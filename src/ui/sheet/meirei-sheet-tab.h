/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-review.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SHEET_TAB (meirei_sheet_tab_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSheetTab, meirei_sheet_tab, MEIREI, SHEET_TAB, AdwBin)

GtkWidget *meirei_sheet_tab_new  (MeireiReview   *review);
void       meirei_sheet_tab_save (MeireiSheetTab *self);

G_END_DECLS
