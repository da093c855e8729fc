/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_CONTEXT_CHOOSER (meirei_context_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MeireiContextChooser, meirei_context_chooser, MEIREI, CONTEXT_CHOOSER, AdwBin)

GtkWidget *meirei_context_chooser_new           (void);
guint      meirei_context_chooser_get_context   (MeireiContextChooser *self);
void       meirei_context_chooser_set_context   (MeireiContextChooser *self,
                                                 guint                 context);
void       meirei_context_chooser_set_maximum   (MeireiContextChooser *self,
                                                 guint                 maximum);
void       meirei_context_chooser_set_caption   (MeireiContextChooser *self,
                                                 const char           *caption);
void       meirei_context_chooser_set_sensitive (MeireiContextChooser *self,
                                                 gboolean              sensitive);
void       meirei_context_chooser_set_action    (MeireiContextChooser *self,
                                                 const char           *label,
                                                 gboolean              sensitive,
                                                 gboolean              suggested);

G_END_DECLS
