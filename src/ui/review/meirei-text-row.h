/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_TEXT_ROW (meirei_text_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTextRow, meirei_text_row, MEIREI, TEXT_ROW, AdwExpanderRow)

GtkWidget *meirei_text_row_new      (const char    *title,
                                     const char    *subtitle);
void       meirei_text_row_set_text (MeireiTextRow *self,
                                     const char    *text,
                                     gssize         length);
void       meirei_text_row_set_note (MeireiTextRow *self,
                                     const char    *note);

G_END_DECLS
