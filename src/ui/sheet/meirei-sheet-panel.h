/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-review.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SHEET_PANEL (meirei_sheet_panel_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSheetPanel, meirei_sheet_panel, MEIREI, SHEET_PANEL, AdwBin)

GtkWidget *meirei_sheet_panel_new         (MeireiReview     *review);
void       meirei_sheet_panel_set_context (MeireiSheetPanel *self,
                                           MeireiContext    *context);
void       meirei_sheet_panel_set_sheet   (MeireiSheetPanel *self,
                                           MeireiSheet      *sheet);

G_END_DECLS
