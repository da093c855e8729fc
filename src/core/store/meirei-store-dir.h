/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder of the workspace, held open, so that nothing that happens to the
 * path afterwards can lead a write elsewhere.  Shared between threads. */
typedef struct _MeireiStoreDir MeireiStoreDir;

MeireiStoreDir *meirei_store_dir_open       (const char      *path,
                                             GError         **error);
MeireiStoreDir *meirei_store_dir_open_child (MeireiStoreDir  *parent,
                                             const char      *name,
                                             gboolean         create,
                                             GError         **error);
MeireiStoreDir *meirei_store_dir_ref        (MeireiStoreDir  *self);
void            meirei_store_dir_unref      (MeireiStoreDir  *self);
int             meirei_store_dir_get_fd     (MeireiStoreDir  *self);
const char     *meirei_store_dir_get_path   (MeireiStoreDir  *self);
char           *meirei_store_dir_build_path (MeireiStoreDir  *self,
                                             const char      *name);
GPtrArray      *meirei_store_dir_list_names (MeireiStoreDir  *self,
                                             GError         **error);
void            meirei_store_dir_set_errno  (MeireiStoreDir  *self,
                                             const char      *name,
                                             const char      *action,
                                             int              system_error,
                                             GError         **error);
void            meirei_store_set_errno      (const char      *path,
                                             const char      *action,
                                             int              system_error,
                                             GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiStoreDir, meirei_store_dir_unref)

G_END_DECLS
