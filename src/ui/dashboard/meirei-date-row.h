/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_DATE_ROW (meirei_date_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDateRow, meirei_date_row, MEIREI, DATE_ROW, AdwEntryRow)

GtkWidget *meirei_date_row_new      (const char    *title);
gboolean   meirei_date_row_is_valid (MeireiDateRow *self);
char      *meirei_date_row_dup_date (MeireiDateRow *self);
void       meirei_date_row_set_date (MeireiDateRow *self,
                                     const char    *date);

G_END_DECLS
