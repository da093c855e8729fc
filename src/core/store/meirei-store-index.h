/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-store-row.h"

G_BEGIN_DECLS

/* What the files said when they were last read, in the user's cache folder.
 * It makes starting and searching fast and can be deleted at any time. */
typedef struct _MeireiStoreIndex MeireiStoreIndex;

/**
 * MeireiIndexFiguresFunc:
 * @fields: what lists show of an instruction, valid during the call
 * @runs: (array length=n_runs): the figures of those of its versions that the
 *   index knows, valid during the call
 * @n_runs: how many
 * @user_data: the caller's data
 *
 * Takes the figures of one instruction.
 */
typedef void (*MeireiIndexFiguresFunc) (const MeireiItemFields        *fields,
                                        const MeireiRunFigures *const *runs,
                                        guint                          n_runs,
                                        gpointer                       user_data);

MeireiStoreIndex *meirei_store_index_open   (const char        *workspace_path);
void              meirei_store_index_close  (MeireiStoreIndex  *self);
GHashTable       *meirei_store_index_load   (MeireiStoreIndex  *self);
void              meirei_store_index_put    (MeireiStoreIndex  *self,
                                             MeireiStoreRow    *row);
void              meirei_store_index_remove (MeireiStoreIndex  *self,
                                             const char        *id);
GHashTable       *meirei_store_index_search (MeireiStoreIndex  *self,
                                             const char        *folded,
                                             GCancellable      *cancellable,
                                             GError           **error);
gboolean          meirei_store_index_read_figures
                                            (MeireiStoreIndex  *self,
                                             MeireiIndexFiguresFunc func,
                                             gpointer           user_data,
                                             GCancellable      *cancellable,
                                             GError           **error);
void              meirei_store_index_add_runs
                                            (MeireiStoreIndex  *self,
                                             GHashTable        *runs);
gboolean          meirei_store_index_is_usable
                                            (MeireiStoreIndex  *self);

G_END_DECLS
