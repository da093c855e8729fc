/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-view.h"
#include "meirei-line-comments.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_COMMENT_EDITOR (meirei_comment_editor_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCommentEditor, meirei_comment_editor, MEIREI, COMMENT_EDITOR, GtkPopover)

MeireiCommentEditor *meirei_comment_editor_new  (MeireiCodeView      *view,
                                                 GtkWidget           *parent,
                                                 MeireiLineComments  *comments);
void                 meirei_comment_editor_open (MeireiCommentEditor *self,
                                                 int                  line);

G_END_DECLS
