/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The instructions behind a number: what the action “win.show-instructions”
 * takes. */
GVariant *meirei_figure_target_new_all    (void);
GVariant *meirei_figure_target_new_status (int         phase,
                                           int         status);
GVariant *meirei_figure_target_new_phase  (int         phase);
GVariant *meirei_figure_target_new_word   (const char *key,
                                           const char *word);

char     *meirei_figure_link_markup       (const char *text,
                                           GVariant   *target);
void      meirei_figure_link_set_up       (GtkLabel   *label);
void      meirei_figure_target_show       (GtkWidget  *widget,
                                           GVariant   *target);

G_END_DECLS
