/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_LINE_COMMENTS (meirei_line_comments_get_type ())
G_DECLARE_FINAL_TYPE (MeireiLineComments, meirei_line_comments, MEIREI, LINE_COMMENTS, GObject)

MeireiLineComments *meirei_line_comments_new          (void);
void                meirei_line_comments_load         (MeireiLineComments *self,
                                                       JsonArray          *array,
                                                       gboolean            editable);
JsonArray          *meirei_line_comments_to_json      (MeireiLineComments *self);
gboolean            meirei_line_comments_get_editable (MeireiLineComments *self);
guint               meirei_line_comments_get_count    (MeireiLineComments *self);
const char         *meirei_line_comments_get          (MeireiLineComments *self,
                                                       int                 line);
void                meirei_line_comments_edit         (MeireiLineComments *self,
                                                       int                 line,
                                                       const char         *text);

G_END_DECLS
