/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-store-dir.h"

G_BEGIN_DECLS

/* One writer at a time: between threads by a mutex, between processes by a
 * lock on a file that the system releases when its process dies. */
typedef struct _MeireiStoreLock MeireiStoreLock;

MeireiStoreLock *meirei_store_lock_new     (MeireiStoreDir   *dir,
                                            const char       *name,
                                            GError          **error);
void             meirei_store_lock_free    (MeireiStoreLock  *self);
gboolean         meirei_store_lock_acquire (MeireiStoreLock  *self,
                                            GError          **error);
void             meirei_store_lock_release (MeireiStoreLock  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiStoreLock, meirei_store_lock_free)

G_END_DECLS
