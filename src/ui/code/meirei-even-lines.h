/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void meirei_even_lines_watch (GtkTextBuffer *buffer);

G_END_DECLS
