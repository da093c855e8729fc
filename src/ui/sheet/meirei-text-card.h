/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_TEXT_CARD (meirei_text_card_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTextCard, meirei_text_card, MEIREI, TEXT_CARD, AdwBin)

GtkWidget     *meirei_text_card_new      (void);
char          *meirei_text_card_dup_text (MeireiTextCard *self);
void           meirei_text_card_set_text (MeireiTextCard *self,
                                          const char     *text);
GtkTextBuffer *meirei_text_card_get_buffer (MeireiTextCard *self);

G_END_DECLS
