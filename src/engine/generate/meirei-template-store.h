/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-prompt-template.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_TEMPLATE_STORE (meirei_template_store_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTemplateStore, meirei_template_store, MEIREI, TEMPLATE_STORE, GObject)

MeireiTemplateStore  *meirei_template_store_new         (const char           *data_dir);
void                  meirei_template_store_find_async  (MeireiTemplateStore  *self,
                                                         const char           *workspace_dir,
                                                         const char           *name,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
MeireiPromptTemplate *meirei_template_store_find_finish (MeireiTemplateStore  *self,
                                                         GAsyncResult         *result,
                                                         GError              **error);

G_END_DECLS
