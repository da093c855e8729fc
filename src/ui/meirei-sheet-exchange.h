/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace.h"

G_BEGIN_DECLS

void     meirei_sheet_exchange_import_async  (MeireiWorkspace      *workspace,
                                              const char * const   *paths,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char   **meirei_sheet_exchange_import_finish (MeireiWorkspace      *workspace,
                                              GAsyncResult         *result,
                                              guint                *n_skipped,
                                              GError              **error);
void     meirei_sheet_exchange_export_async  (MeireiWorkspace      *workspace,
                                              const char * const   *ids,
                                              const char           *path,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean meirei_sheet_exchange_export_finish (MeireiWorkspace      *workspace,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
