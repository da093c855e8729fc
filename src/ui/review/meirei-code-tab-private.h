/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-banner.h"
#include "meirei-code-file.h"
#include "meirei-code-map.h"
#include "meirei-code-stream.h"
#include "meirei-code-tab.h"
#include "meirei-comment-editor.h"
#include "meirei-find-bar.h"

G_BEGIN_DECLS

struct _MeireiCodeTab
{
  AdwBin parent_instance;

  GtkLabel *file_label;
  GtkDropDown *version_drop_down;
  GtkButton *copy_button;
  GtkButton *open_button;
  MeireiBanner *banner;
  GtkWidget *keep_button;
  MeireiFindBar *find_bar;
  MeireiLiveBar *live_bar;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  MeireiCodeView *code_view;
  MeireiCodeMap *code_map;

  MeireiCommentEditor *comment_editor;  /* (nullable) */

  MeireiReview *review;
  MeireiVersionList *versions;
  MeireiRunCenter *center;        /* (nullable) */
  gulong center_id;
  MeireiCodeFile *file;           /* (owned) (nullable): that is shown */
  gboolean selecting;             /* the drop-down is being set, not used */

  MeireiCodeStream *stream;       /* (nullable) of the execution that is followed */
};

const char *_meirei_code_tab_get_language_id (MeireiCodeTab *self);
void        _meirei_code_tab_show_version    (MeireiCodeTab *self);
void        _meirei_code_tab_drop_file       (MeireiCodeTab *self);
void        _meirei_code_tab_reload_file     (MeireiCodeTab *self);
void        _meirei_code_tab_keep_file       (MeireiCodeTab *self);

G_END_DECLS
