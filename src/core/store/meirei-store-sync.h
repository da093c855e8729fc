/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-store-dir.h"

G_BEGIN_DECLS

/* Files and folders that are brought to the disk at the same time. */
typedef struct _MeireiStoreSync MeireiStoreSync;

MeireiStoreSync *meirei_store_sync_new      (void);
void             meirei_store_sync_free     (MeireiStoreSync  *self);
void             meirei_store_sync_add_file (MeireiStoreSync  *self,
                                             MeireiStoreDir   *dir,
                                             const char       *name);
void             meirei_store_sync_add_dir  (MeireiStoreSync  *self,
                                             MeireiStoreDir   *dir);
gboolean         meirei_store_sync_run      (MeireiStoreSync  *self,
                                             GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiStoreSync, meirei_store_sync_free)

G_END_DECLS
