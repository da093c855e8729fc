/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_LINE_LIST (meirei_line_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiLineList, meirei_line_list, MEIREI, LINE_LIST, AdwBin)

GtkWidget  *meirei_line_list_new       (void);
char      **meirei_line_list_dup_lines (MeireiLineList      *self);
void        meirei_line_list_set_lines (MeireiLineList      *self,
                                        const char * const  *lines);
void        meirei_line_list_add       (MeireiLineList      *self);

G_END_DECLS
