/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-tone.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PAGE_HEAD (meirei_page_head_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPageHead, meirei_page_head, MEIREI, PAGE_HEAD, AdwBin)

GtkWidget *meirei_page_head_new        (const char     *icon_name);
void       meirei_page_head_set_title  (MeireiPageHead *self,
                                        const char     *title,
                                        const char     *caption);
void       meirei_page_head_set_state  (MeireiPageHead *self,
                                        const char     *word,
                                        MeireiTone      tone);
void       meirei_page_head_set_busy   (MeireiPageHead *self,
                                        gboolean        busy);
void       meirei_page_head_add_button (MeireiPageHead *self,
                                        GtkWidget      *button);

G_END_DECLS
