/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtksourceview/gtksource.h>

#include "meirei-diff-layout.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_DIFF_GUTTER (meirei_diff_gutter_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDiffGutter, meirei_diff_gutter, MEIREI, DIFF_GUTTER, GtkSourceGutterRenderer)

GtkSourceGutterRenderer *meirei_diff_gutter_new        (void);
void                     meirei_diff_gutter_set_layout (MeireiDiffGutter *self,
                                                        MeireiDiffLayout *layout);
gboolean                 meirei_diff_kind_get_color    (MeireiDiffLineKind  kind,
                                                        GtkWidget          *widget,
                                                        GdkRGBA            *color);

G_END_DECLS
