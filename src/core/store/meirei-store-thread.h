/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One thread that does things one after another. */
typedef struct _MeireiStoreThread MeireiStoreThread;

typedef void (*MeireiStoreThreadFunc) (gpointer data);

MeireiStoreThread *meirei_store_thread_new   (const char            *name);
void               meirei_store_thread_stop  (MeireiStoreThread     *self);
void               meirei_store_thread_push  (MeireiStoreThread     *self,
                                              MeireiStoreThreadFunc  func,
                                              gpointer               data);
void               meirei_store_thread_delay (MeireiStoreThread     *self,
                                              guint                  milliseconds,
                                              MeireiStoreThreadFunc  func,
                                              gpointer               data);
gboolean           meirei_store_thread_is_current
                                             (MeireiStoreThread     *self);

G_END_DECLS
