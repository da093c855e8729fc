/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtksourceview/gtksource.h>

#include "meirei-finding-index.h"
#include "meirei-line-comments.h"

G_BEGIN_DECLS

#define MEIREI_CODE_ZOOM_MINIMUM (-3)
#define MEIREI_CODE_ZOOM_MAXIMUM 7

#define MEIREI_TYPE_CODE_VIEW (meirei_code_view_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCodeView, meirei_code_view, MEIREI, CODE_VIEW, GtkSourceView)

GtkWidget          *meirei_code_view_new           (void);
void                meirei_code_view_set_text      (MeireiCodeView   *self,
                                                    const char       *text,
                                                    gssize            length,
                                                    const char       *language_id);
void                meirei_code_view_set_language  (MeireiCodeView   *self,
                                                    const char       *language_id);
void                meirei_code_view_set_findings  (MeireiCodeView   *self,
                                                    GPtrArray        *findings);
void                meirei_code_view_set_table     (MeireiCodeView   *self,
                                                    MeireiScoreTable *table);
MeireiFindingIndex *meirei_code_view_get_index     (MeireiCodeView   *self);
int                 meirei_code_view_get_line      (MeireiCodeView   *self);
void                meirei_code_view_jump_to_line  (MeireiCodeView   *self,
                                                    int               line);
MeireiFinding      *meirei_code_view_next_finding  (MeireiCodeView   *self,
                                                    gboolean          backward);
MeireiLineComments *meirei_code_view_get_comments  (MeireiCodeView   *self);
void                meirei_code_view_set_comments  (MeireiCodeView   *self,
                                                    MeireiLineComments
                                                                     *comments);
int                 meirei_code_view_get_zoom      (MeireiCodeView   *self);
void                meirei_code_view_set_zoom      (MeireiCodeView   *self,
                                                    int               zoom);
gboolean            meirei_code_view_get_streaming (MeireiCodeView   *self);
void                meirei_code_view_set_streaming (MeireiCodeView   *self,
                                                    gboolean          streaming);

G_END_DECLS
