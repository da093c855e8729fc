/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void       ui_test_init         (int        *argc,
                                 char     ***argv);
GtkWidget *ui_test_show         (GtkWidget  *child,
                                 int         width,
                                 int         height);
void       ui_test_close        (GtkWidget  *window);
void       ui_test_wait_ms      (guint       ms);
void       ui_test_wait_frames  (GtkWidget  *widget,
                                 guint       n_frames);
gboolean   ui_test_wait_until   (gboolean  (*condition) (gpointer user_data),
                                 gpointer    user_data,
                                 guint       limit_ms);
void       ui_test_get_pixel    (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 GdkRGBA    *color);
gboolean   ui_test_pixel_is     (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 const char *color);
void       ui_test_set_animated (gboolean    animated);

G_END_DECLS
