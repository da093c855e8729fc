/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtksourceview/gtksource.h>

#include "meirei-line-comments.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_COMMENT_GUTTER (meirei_comment_gutter_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCommentGutter, meirei_comment_gutter, MEIREI, COMMENT_GUTTER, GtkSourceGutterRenderer)

GtkSourceGutterRenderer *meirei_comment_gutter_new (MeireiLineComments *comments);

G_END_DECLS
