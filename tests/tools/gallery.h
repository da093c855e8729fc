/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

GtkWidget *gallery_create_charts_page  (gboolean japanese);
GtkWidget *gallery_create_code_page    (gboolean japanese);
GtkWidget *gallery_create_stream_page  (gboolean japanese);
GtkWidget *gallery_create_widgets_page (gboolean japanese);
