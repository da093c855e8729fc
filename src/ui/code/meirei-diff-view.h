/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtksourceview/gtksource.h>

#include "meirei-diff-layout.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_DIFF_VIEW (meirei_diff_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDiffView, meirei_diff_view, MEIREI, DIFF_VIEW, GtkSourceView)

GtkWidget        *meirei_diff_view_new           (void);
void              meirei_diff_view_set_layout    (MeireiDiffView   *self,
                                                  MeireiDiffLayout *layout,
                                                  const char       *language_id);
MeireiDiffLayout *meirei_diff_view_get_layout    (MeireiDiffView   *self);
int               meirei_diff_view_get_top       (MeireiDiffView   *self);
void              meirei_diff_view_jump          (MeireiDiffView   *self,
                                                  guint             place);

G_END_DECLS
