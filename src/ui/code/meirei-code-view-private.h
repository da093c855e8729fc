/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-view.h"
#include "meirei-line-jump.h"

G_BEGIN_DECLS

struct _MeireiCodeView
{
  GtkSourceView parent_instance;

  MeireiFindingIndex *index;    /* (owned) */
  MeireiLineJump *jump;         /* (owned) */
  MeireiLineComments *comments; /* (owned) (nullable) */
  int zoom;
  gboolean streaming;
};

char    *_meirei_code_view_dup_size_class  (int               zoom);
void     _meirei_code_view_update_current_line
                                           (MeireiCodeView   *self);
double   _meirei_code_view_get_scale       (MeireiCodeView   *self);
void     _meirei_code_view_snapshot_layer  (GtkTextView      *view,
                                            GtkTextViewLayer  layer,
                                            GtkSnapshot      *snapshot);
gboolean _meirei_code_view_query_tooltip   (GtkWidget        *widget,
                                            int               x,
                                            int               y,
                                            gboolean          keyboard,
                                            GtkTooltip       *tooltip);
void     _meirei_code_view_install_actions (GtkWidgetClass   *widget_class);
void     _meirei_code_view_add_scroll_zoom (MeireiCodeView   *self);

G_END_DECLS
