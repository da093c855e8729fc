/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *meirei_error_presenter_dup_sentence (const GError *error);
char *meirei_error_presenter_dup_advice   (const GError *error);
void  meirei_error_presenter_show_toast   (GtkWidget    *widget,
                                           const GError *error);
void  meirei_error_presenter_show_dialog  (GtkWidget    *widget,
                                           const char   *heading,
                                           const GError *error);

G_END_DECLS
