/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_KEY_HINT (meirei_key_hint_get_type ())
G_DECLARE_FINAL_TYPE (MeireiKeyHint, meirei_key_hint, MEIREI, KEY_HINT, GtkWidget)

GtkWidget  *meirei_key_hint_new             (const char    *accelerator);
const char *meirei_key_hint_get_accelerator (MeireiKeyHint *self);
void        meirei_key_hint_set_accelerator (MeireiKeyHint *self,
                                             const char    *accelerator);

G_END_DECLS
