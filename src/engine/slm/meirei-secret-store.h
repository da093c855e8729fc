/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_SECRET_STORE (meirei_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSecretStore, meirei_secret_store, MEIREI, SECRET_STORE, GObject)

MeireiSecretStore *meirei_secret_store_new             (void);

char              *meirei_secret_store_dup_variable    (const char           *url);
char              *meirei_secret_store_dup_environment (const char           *url,
                                                        gboolean             *is_for_host);

void               meirei_secret_store_lookup_async    (MeireiSecretStore    *self,
                                                        const char           *url,
                                                        gboolean              interactive,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
char              *meirei_secret_store_lookup_finish   (MeireiSecretStore    *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void               meirei_secret_store_save_async      (MeireiSecretStore    *self,
                                                        const char           *url,
                                                        const char           *api_key,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean           meirei_secret_store_save_finish     (MeireiSecretStore    *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

G_END_DECLS
