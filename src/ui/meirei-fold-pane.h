/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_FOLD_PANE (meirei_fold_pane_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFoldPane, meirei_fold_pane, MEIREI, FOLD_PANE, GtkWidget)

GtkWidget *meirei_fold_pane_get_side      (MeireiFoldPane *self);
gboolean   meirei_fold_pane_get_folded    (MeireiFoldPane *self);
void       meirei_fold_pane_set_folded    (MeireiFoldPane *self,
                                           gboolean        folded);
gboolean   meirei_fold_pane_get_show_side (MeireiFoldPane *self);
void       meirei_fold_pane_set_show_side (MeireiFoldPane *self,
                                           gboolean        show_side);

G_END_DECLS
