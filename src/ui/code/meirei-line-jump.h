/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void meirei_line_jump_start (GtkTextView *view,
                             int          line);
void meirei_line_jump_stop  (GtkTextView *view);

G_END_DECLS
