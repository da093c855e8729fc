/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-instruction-item.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_ITEM_LIST (meirei_item_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiItemList, meirei_item_list, MEIREI, ITEM_LIST, GObject)

MeireiItemList        *meirei_item_list_new    (void);
void                   meirei_item_list_fill   (MeireiItemList *self,
                                                GPtrArray      *items);
MeireiInstructionItem *meirei_item_list_lookup (MeireiItemList *self,
                                                const char     *id);
void                   meirei_item_list_apply  (MeireiItemList *self,
                                                GHashTable     *changes);

G_END_DECLS
