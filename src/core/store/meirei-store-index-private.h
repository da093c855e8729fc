/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <sqlite3.h>

#include "meirei-store-index.h"
#include "meirei-store-thread.h"

G_BEGIN_DECLS

/* Raised whenever the columns, or what is written into them, change. */
#define MEIREI_STORE_INDEX_VERSION 3

struct _MeireiStoreIndex
{
  char *path;
  MeireiStoreThread *thread;
  sqlite3 *db;          /* (nullable): of the thread alone, once it runs */
  int damaged;          /* atomic */
  int closing;          /* atomic */

  GMutex search_mutex;
  sqlite3 *search_db;   /* (nullable): guarded by the search mutex */

  GMutex mutex;
  /* Guarded by the mutex. */
  GHashTable *pending;  /* id → MeireiStoreRow, or %NULL if it is gone */
  GHashTable *writing;  /* (nullable): the same, being written */
  gboolean scheduled;
};

typedef enum {
  MEIREI_STORE_INDEX_GOOD,
  MEIREI_STORE_INDEX_BAD,         /* damaged, or of another version */
  MEIREI_STORE_INDEX_UNAVAILABLE, /* busy, or the folder cannot be used */
} MeireiStoreIndexState;

MeireiStoreIndexState
          _meirei_store_index_connect      (const char        *path,
                                            gboolean           create,
                                            sqlite3          **db);
void      _meirei_store_index_flush        (MeireiStoreIndex  *self);
gboolean  _meirei_store_index_exec         (sqlite3           *db,
                                            const char        *sql);
gboolean  _meirei_store_index_read_rows    (sqlite3           *db,
                                            GHashTable        *rows);
gboolean  _meirei_store_index_write_rows   (sqlite3           *db,
                                            GHashTable        *rows);
gboolean  _meirei_store_index_prepare_runs (sqlite3           *db,
                                            sqlite3_stmt     **put,
                                            sqlite3_stmt     **remove);
gboolean  _meirei_store_index_put_runs     (sqlite3_stmt      *put,
                                            gint64             number,
                                            GPtrArray         *runs);
gboolean  _meirei_store_index_add_runs     (sqlite3           *db,
                                            GHashTable        *runs);
gboolean  _meirei_store_index_add_texts    (sqlite3           *db,
                                            guint              n_texts,
                                            guint             *n_added);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
