/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_LINE_JUMP (meirei_line_jump_get_type ())
G_DECLARE_FINAL_TYPE (MeireiLineJump, meirei_line_jump, MEIREI, LINE_JUMP, GObject)

MeireiLineJump *meirei_line_jump_new   (GtkTextView    *view);
void            meirei_line_jump_start (MeireiLineJump *self,
                                        int             line);
void            meirei_line_jump_stop  (MeireiLineJump *self);

G_END_DECLS
