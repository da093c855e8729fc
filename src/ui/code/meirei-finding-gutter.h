/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtksourceview/gtksource.h>

#include "meirei-finding-index.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_FINDING_GUTTER (meirei_finding_gutter_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFindingGutter, meirei_finding_gutter, MEIREI, FINDING_GUTTER, GtkSourceGutterRenderer)

GtkSourceGutterRenderer *meirei_finding_gutter_new            (MeireiFindingIndex *index);
gboolean                 meirei_severity_get_background_color (MeireiSeverity      severity,
                                                               GtkWidget          *widget,
                                                               GdkRGBA            *color);

G_END_DECLS
