/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-finding-index.h"

G_BEGIN_DECLS

void meirei_inline_message_snapshot (GtkWidget               *view,
                                     GtkSnapshot             *snapshot,
                                     const MeireiFindingLine *line,
                                     const char              *text,
                                     const GdkRectangle      *area,
                                     double                   scale);

G_END_DECLS
