/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *meirei_workspace_maker_dup_default_dir (const char           *name);
void      meirei_workspace_maker_make_async      (const char           *dir,
                                                  gboolean              sample,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
char     *meirei_workspace_maker_make_finish     (GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
