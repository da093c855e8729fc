/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-store-file.h"

G_BEGIN_DECLS

/* Files that become visible together: first each is written under another
 * name, then all are on the disk, then they get their names, in the order in
 * which they were added.  A group that is freed before that leaves no trace. */
typedef struct _MeireiStoreGroup MeireiStoreGroup;

#define MEIREI_STORE_N_STAGES 3

MeireiStoreGroup *meirei_store_group_new       (void);
void              meirei_store_group_free      (MeireiStoreGroup  *self);
gboolean          meirei_store_group_write     (MeireiStoreGroup  *self,
                                                MeireiStoreDir    *dir,
                                                const char        *name,
                                                const char        *temporary,
                                                const void        *data,
                                                gsize              length,
                                                MeireiFileStamp   *stamp,
                                                GError           **error);
void              meirei_store_group_rename    (MeireiStoreGroup  *self,
                                                MeireiStoreDir    *from_dir,
                                                const char        *from,
                                                MeireiStoreDir    *to_dir,
                                                const char        *to);
void              meirei_store_group_remove    (MeireiStoreGroup  *self,
                                                MeireiStoreDir    *dir,
                                                const char        *name);
void              meirei_store_group_keep      (MeireiStoreGroup  *self,
                                                MeireiStoreDir    *dir,
                                                const char        *name);
void              meirei_store_group_need      (MeireiStoreGroup  *self,
                                                MeireiStoreDir    *dir);
void              meirei_store_group_set_loose (MeireiStoreGroup  *self);
void              meirei_store_group_begin_next_stage
                                               (MeireiStoreGroup  *self);
void              meirei_store_group_begin_last_stage
                                               (MeireiStoreGroup  *self);

gboolean          meirei_store_groups_sync     (GPtrArray         *groups,
                                                GError           **error);
gboolean          meirei_store_group_commit    (MeireiStoreGroup  *self,
                                                guint              stage,
                                                GError           **error);
gboolean          meirei_store_groups_finish   (GPtrArray         *groups,
                                                guint              stage,
                                                GError           **error);
gboolean          meirei_store_group_run       (MeireiStoreGroup  *self,
                                                GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiStoreGroup, meirei_store_group_free)

G_END_DECLS
