/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The index works beside everything else: what is put into it waits until its
 * own thread writes it.  Nothing that goes wrong here is an error for anyone;
 * at worst the files are read again. */

#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "meirei-store-index-private.h"

/* Several changes in a row are written together. */
#define WRITE_AFTER_MS 200

/* Indexing the texts gives way to other work in between, and does not compete
 * with the start of the program. */
#define TEXTS_AT_ONCE 100
#define TEXTS_AFTER_MS 1500

/* An index is small beside what it saves, but workspaces come and go. */
#define UNUSED_AFTER_DAYS 60

static void
row_free (gpointer row)
{
  if (row != NULL)
    meirei_store_row_free (row);
}

static GHashTable *
rows_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
}

static char *
make_path (const char *workspace_path)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, workspace_path, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.sqlite", sha256);
  g_autofree char *dir = g_build_filename (g_get_user_cache_dir (), "meirei", NULL);

  if (g_mkdir_with_parents (dir, 0700) != 0)
    return NULL;

  return g_build_filename (dir, name, NULL);
}

static void
remove_files (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static gboolean
is_unused (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0
         && g_get_real_time () / G_USEC_PER_SEC - (gint64) status.st_mtime
            > (gint64) UNUSED_AFTER_DAYS * 24 * 60 * 60;
}

/* Opening an index sets its time, so that the ones of workspaces that are gone
 * or were moved grow old. */
static void
remove_unused (const char *dir)
{
  g_autoptr(GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = NULL;

      if (!g_str_has_suffix (name, ".sqlite"))
        continue;
      path = g_build_filename (dir, name, NULL);
      if (is_unused (path))
        remove_files (path);
    }
}

static void
remove_unused_worker (gpointer data)
{
  MeireiStoreIndex *self = data;
  g_autofree char *dir = g_path_get_dirname (self->path);

  if (!g_atomic_int_get (&self->closing))
    remove_unused (dir);
}

static gboolean
write_pending (MeireiStoreIndex *self)
{
  gboolean written = TRUE;

  g_mutex_lock (&self->mutex);
  self->scheduled = FALSE;
  self->writing = g_steal_pointer (&self->pending);
  self->pending = rows_new ();
  g_mutex_unlock (&self->mutex);

  if (g_hash_table_size (self->writing) > 0)
    written = _meirei_store_index_write_rows (self->db, self->writing);

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->writing, g_hash_table_unref);
  g_mutex_unlock (&self->mutex);

  return written;
}

static void
give_up (MeireiStoreIndex *self)
{
  g_debug ("The index “%s” cannot be written: %s", self->path, sqlite3_errmsg (self->db));
  g_atomic_int_set (&self->damaged, TRUE);
}

static void
add_texts_worker (gpointer data)
{
  MeireiStoreIndex *self = data;
  guint n_added = 0;

  if (g_atomic_int_get (&self->closing) || g_atomic_int_get (&self->damaged))
    return;
  if (!_meirei_store_index_add_texts (self->db, TEXTS_AT_ONCE, &n_added))
    give_up (self);
  else if (n_added > 0)
    meirei_store_thread_push (self->thread, add_texts_worker, self);
}

static void
write_worker (gpointer data)
{
  MeireiStoreIndex *self = data;

  if (g_atomic_int_get (&self->damaged))
    return;
  if (write_pending (self))
    meirei_store_thread_push (self->thread, add_texts_worker, self);
  else
    give_up (self);
}

static sqlite3 *
connect_anew (const char *path)
{
  sqlite3 *db = NULL;

  if (_meirei_store_index_connect (path, TRUE, &db) == MEIREI_STORE_INDEX_BAD)
    {
      remove_files (path);
      _meirei_store_index_connect (path, TRUE, &db);
    }

  return db;
}

/**
 * meirei_store_index_open:
 * @workspace_path: the workspace's absolute path
 *
 * Opens the index of a workspace; one that is damaged or of another version is
 * made anew.
 *
 * Returns: (transfer full) (nullable): the index, or %NULL if the cache folder cannot
 *   be used
 */
MeireiStoreIndex *
meirei_store_index_open (const char *workspace_path)
{
  g_autofree char *path = make_path (workspace_path);
  MeireiStoreIndex *self;
  sqlite3 *db;

  if (path == NULL)
    return NULL;
  db = connect_anew (path);
  if (db == NULL)
    {
      g_debug ("No index at “%s”", path);
      return NULL;
    }

  self = g_new0 (MeireiStoreIndex, 1);
  self->path = g_steal_pointer (&path);
  self->db = db;
  g_mutex_init (&self->search_mutex);
  g_mutex_init (&self->mutex);
  self->pending = rows_new ();
  self->thread = meirei_store_thread_new ("meirei-index");
  g_utime (self->path, NULL);
  /* What was not finished the last time. */
  meirei_store_thread_delay (self->thread, TEXTS_AFTER_MS, add_texts_worker, self);
  meirei_store_thread_delay (self->thread, TEXTS_AFTER_MS, remove_unused_worker, self);

  return self;
}

/**
 * meirei_store_index_load:
 * @self: an index that was just opened
 *
 * Returns: (transfer full) (element-type utf8 MeireiStoreRow): all its rows by id
 */
GHashTable *
meirei_store_index_load (MeireiStoreIndex *self)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, row_free);

  if (_meirei_store_index_read_rows (self->db, rows))
    return rows;

  g_debug ("The index “%s” is damaged: %s", self->path, sqlite3_errmsg (self->db));
  g_hash_table_remove_all (rows);
  sqlite3_close (self->db);
  remove_files (self->path);
  self->db = connect_anew (self->path);
  g_atomic_int_set (&self->damaged, self->db == NULL);

  return rows;
}

/* With the mutex held. */
static void
schedule_write (MeireiStoreIndex *self)
{
  if (self->scheduled)
    return;

  self->scheduled = TRUE;
  meirei_store_thread_delay (self->thread, WRITE_AFTER_MS, write_worker, self);
}

/**
 * meirei_store_index_put:
 * @self: an index
 * @row: (transfer full): a row with its item and its text
 */
void
meirei_store_index_put (MeireiStoreIndex *self,
                        MeireiStoreRow   *row)
{
  g_mutex_lock (&self->mutex);
  meirei_store_row_keep_runs (row, g_hash_table_lookup (self->pending, row->id));
  g_hash_table_replace (self->pending, g_strdup (row->id), row);
  schedule_write (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * meirei_store_index_remove:
 * @self: an index
 * @id: the id of a row that is gone
 */
void
meirei_store_index_remove (MeireiStoreIndex *self,
                           const char       *id)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->pending, g_strdup (id), NULL);
  schedule_write (self);
  g_mutex_unlock (&self->mutex);
}

typedef struct {
  MeireiStoreIndex *index;
  GHashTable *runs; /* (nullable) id → runs */
  GMutex mutex;
  GCond cond;
  gboolean done;    /* guarded by the mutex */
} Errand;

static void
flush_worker (gpointer data)
{
  Errand *errand = data;

  if (!g_atomic_int_get (&errand->index->damaged) && !write_pending (errand->index))
    give_up (errand->index);
  g_mutex_lock (&errand->mutex);
  errand->done = TRUE;
  g_cond_signal (&errand->cond);
  g_mutex_unlock (&errand->mutex);
}

/* Waits until all that was put into the index before is written. */
void
_meirei_store_index_flush (MeireiStoreIndex *self)
{
  Errand errand = { .index = self };

  g_mutex_init (&errand.mutex);
  g_cond_init (&errand.cond);
  meirei_store_thread_push (self->thread, flush_worker, &errand);
  g_mutex_lock (&errand.mutex);
  while (!errand.done)
    g_cond_wait (&errand.cond, &errand.mutex);
  g_mutex_unlock (&errand.mutex);
  g_mutex_clear (&errand.mutex);
  g_cond_clear (&errand.cond);
}

static void
add_runs_worker (gpointer data)
{
  Errand *errand = data;

  if (!g_atomic_int_get (&errand->index->damaged)
      && !_meirei_store_index_add_runs (errand->index->db, errand->runs))
    give_up (errand->index);
  g_hash_table_unref (errand->runs);
  g_free (errand);
}

/**
 * meirei_store_index_add_runs:
 * @self: an index
 * @runs: (element-type utf8 GPtrArray): by instruction, the figures of versions that the
 *   index does not know
 *
 * Adds what was read from the files.
 */
void
meirei_store_index_add_runs (MeireiStoreIndex *self,
                             GHashTable       *runs)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->index = self;
  errand->runs = g_hash_table_ref (runs);
  meirei_store_thread_push (self->thread, add_runs_worker, errand);
}

/**
 * meirei_store_index_is_usable:
 * @self: (nullable): an index
 *
 * Returns: whether it can be searched
 */
gboolean
meirei_store_index_is_usable (MeireiStoreIndex *self)
{
  return self != NULL && !g_atomic_int_get (&self->damaged);
}

/**
 * meirei_store_index_close:
 * @self: (transfer full): an index
 *
 * Writes what was put into it and closes it.  Texts that are not indexed yet
 * are left for the next time.
 */
void
meirei_store_index_close (MeireiStoreIndex *self)
{
  g_atomic_int_set (&self->closing, TRUE);
  meirei_store_thread_stop (self->thread);
  if (g_atomic_int_get (&self->damaged))
    remove_files (self->path);
  sqlite3_close (self->search_db);
  sqlite3_close (self->db);
  g_hash_table_unref (self->pending);
  g_mutex_clear (&self->search_mutex);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}
