/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-finding.h"
#include "meirei-run-center.h"
#include "meirei-version-list.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CODE_TAB (meirei_code_tab_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCodeTab, meirei_code_tab, MEIREI, CODE_TAB, AdwBin)

GtkWidget *meirei_code_tab_new            (MeireiReview       *review,
                                           MeireiVersionList  *versions);
void       meirei_code_tab_set_run_center (MeireiCodeTab      *self,
                                           MeireiRunCenter    *center);
void       meirei_code_tab_show_finding   (MeireiCodeTab      *self,
                                           MeireiFinding      *finding);
void       meirei_code_tab_next_finding   (MeireiCodeTab      *self,
                                           gboolean            backward);
void       meirei_code_tab_comment        (MeireiCodeTab      *self);
void       meirei_code_tab_set_compact    (MeireiCodeTab      *self,
                                           gboolean            compact);
gboolean   meirei_code_tab_focus          (MeireiCodeTab      *self);
void       meirei_code_tab_find           (MeireiCodeTab      *self,
                                           gboolean            backward);

G_END_DECLS
