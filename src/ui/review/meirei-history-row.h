/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *meirei_history_row_new        (const char *title,
                                          const char *subtitle);
GtkWidget *meirei_history_time_label_new (gint64      at);

G_END_DECLS
