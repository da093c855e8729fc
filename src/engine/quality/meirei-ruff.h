/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_RUFF (meirei_ruff_get_type ())

G_DECLARE_FINAL_TYPE (MeireiRuff, meirei_ruff, MEIREI, RUFF, GObject)

char       *meirei_ruff_find         (void);
MeireiRuff *meirei_ruff_new          (const char           *path,
                                      const char * const   *rules);
const char *meirei_ruff_get_path     (MeireiRuff           *self);
const char *meirei_ruff_get_version  (MeireiRuff           *self);
void        meirei_ruff_set_deadline (MeireiRuff           *self,
                                      guint                 milliseconds);
void        meirei_ruff_check_async  (MeireiRuff           *self,
                                      const char           *folder,
                                      const char * const   *names,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GBytes     *meirei_ruff_check_finish (MeireiRuff           *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
