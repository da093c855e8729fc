/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-sheet.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CHECK_LIST (meirei_check_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCheckList, meirei_check_list, MEIREI, CHECK_LIST, AdwBin)

GtkWidget *meirei_check_list_new          (void);
void       meirei_check_list_set_sheet    (MeireiCheckList *self,
                                           MeireiSheet     *sheet);
guint      meirei_check_list_get_n_failed (MeireiCheckList *self);
guint      meirei_check_list_get_n_checks (MeireiCheckList *self);

G_END_DECLS
