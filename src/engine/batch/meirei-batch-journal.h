/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiBatchJournalFunc:
 * @entry: an entry of a journal
 * @user_data: the caller's data
 *
 * Returns: whether the next one is wanted
 */
typedef gboolean (*MeireiBatchJournalFunc) (JsonObject *entry,
                                            gpointer    user_data);

#define MEIREI_TYPE_BATCH_JOURNAL (meirei_batch_journal_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchJournal, meirei_batch_journal, MEIREI, BATCH_JOURNAL, GObject)

MeireiBatchJournal *meirei_batch_journal_open          (const char          *path,
                                                        GError             **error);
gboolean            meirei_batch_journal_is_empty      (MeireiBatchJournal  *self);
gboolean            meirei_batch_journal_is_broken     (MeireiBatchJournal  *self);
void                meirei_batch_journal_append        (MeireiBatchJournal  *self,
                                                        JsonObject          *entry);
void                meirei_batch_journal_flush_async   (MeireiBatchJournal  *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean            meirei_batch_journal_flush_finish  (MeireiBatchJournal  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
gboolean            meirei_batch_journal_foreach       (const char             *path,
                                                        MeireiBatchJournalFunc  func,
                                                        gpointer                user_data,
                                                        guint                  *n_damaged,
                                                        GError                **error);

G_END_DECLS
