/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-version-list.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_HISTORY_TAB (meirei_history_tab_get_type ())
G_DECLARE_FINAL_TYPE (MeireiHistoryTab, meirei_history_tab, MEIREI, HISTORY_TAB, AdwBin)

GtkWidget *meirei_history_tab_new (MeireiReview      *review,
                                   MeireiVersionList *versions);
void       meirei_history_tab_set_context (MeireiHistoryTab *self,
                                           MeireiContext    *context);

G_END_DECLS
