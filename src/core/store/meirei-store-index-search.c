/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Searching in the index. */

#include "config.h"

#include <string.h>

#include "meirei-store-index-private.h"
#include "meirei-workspace-error.h"

/* Two characters are the beginning of some trigrams; of more than this many,
 * looking at all texts is faster. */
#define MAX_TRIGRAMS 400

static char *
quote (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

/* Every text ends in two newlines, so that its last characters begin a
 * trigram, too. */
static char *
make_expression_for_two (sqlite3    *db,
                         const char *folded)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  g_autoptr(GString) expression = g_string_new (NULL);
  g_autofree char *end = g_strconcat (folded, "\xf4\x8f\xbf\xbf", NULL);
  guint n_trigrams = 0;

  if (sqlite3_prepare_v2 (db, "SELECT term FROM vocabulary WHERE term >= ? AND term <= ?", -1,
                          &statement, NULL) != SQLITE_OK)
    return NULL;
  sqlite3_bind_text (statement, 1, folded, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, end, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autofree char *term = quote ((const char *) sqlite3_column_text (statement, 0));

      if (++n_trigrams > MAX_TRIGRAMS)
        return NULL;
      g_string_append_printf (expression, "%s%s", expression->len > 0 ? " OR " : "", term);
    }

  return expression->len > 0 ? g_strdup (expression->str) : NULL;
}

static char *
make_expression (sqlite3    *db,
                 const char *folded)
{
  glong length = g_utf8_strlen (folded, -1);

  if (length >= 3)
    return quote (folded);

  return length == 2 ? make_expression_for_two (db, folded) : NULL;
}

static gboolean
collect (sqlite3    *db,
         const char *sql,
         const char *text,
         GHashTable *found)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  int result;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    return FALSE;
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_hash_table_add (found, g_strdup ((const char *) sqlite3_column_text (statement, 0)));

  return result == SQLITE_DONE;
}

static gboolean
search_tables (sqlite3    *db,
               const char *folded,
               GHashTable *found)
{
  g_autofree char *expression = make_expression (db, folded);

  if (expression == NULL)
    return collect (db, "SELECT id FROM body JOIN item USING (number)"
                        " WHERE instr (body.text, ?) > 0", folded, found);

  return collect (db, "SELECT id FROM trigram JOIN item ON item.number = trigram.rowid"
                      " WHERE trigram MATCH ?", expression, found)
         && collect (db, "SELECT id FROM body JOIN item USING (number)"
                         " WHERE indexed = 0 AND instr (body.text, ?) > 0", folded, found);
}

static void
search_rows (GHashTable *rows,
             const char *folded,
             GHashTable *newer)
{
  GHashTableIter iter;
  gpointer id, row;

  if (rows == NULL)
    return;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      gboolean fits = row != NULL
                      && strstr (((MeireiStoreRow *) row)->text, folded) != NULL;

      g_hash_table_replace (newer, g_strdup (id), GINT_TO_POINTER (fits));
    }
}

/* Texts are being brought from one table into the other meanwhile; within a
 * transaction each is in exactly one. */
static gboolean
search_db (sqlite3    *db,
           const char *folded,
           GHashTable *found)
{
  gboolean searched;

  if (!_meirei_store_index_exec (db, "BEGIN"))
    return FALSE;
  searched = search_tables (db, folded, found);
  /* Only reading, so there is nothing to lose. */
  _meirei_store_index_exec (db, "ROLLBACK");

  return searched;
}

/* What waits to be written is newer than what is in the tables.  It is looked
 * at first, because it may be written at any moment. */
static GHashTable *
search_waiting (MeireiStoreIndex *self,
                const char       *folded)
{
  GHashTable *newer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_mutex_lock (&self->mutex);
  search_rows (self->writing, folded, newer);
  search_rows (self->pending, folded, newer);
  g_mutex_unlock (&self->mutex);

  return newer;
}

static void
apply_newer (GHashTable *newer,
             GHashTable *found)
{
  GHashTableIter iter;
  gpointer id, fits;

  g_hash_table_iter_init (&iter, newer);
  while (g_hash_table_iter_next (&iter, &id, &fits))
    if (GPOINTER_TO_INT (fits))
      g_hash_table_add (found, g_strdup (id));
    else
      g_hash_table_remove (found, id);
}

static gboolean
connect_search (MeireiStoreIndex *self)
{
  if (self->search_db != NULL)
    return TRUE;

  return _meirei_store_index_connect (self->path, FALSE, &self->search_db)
         == MEIREI_STORE_INDEX_GOOD
         && _meirei_store_index_exec (self->search_db,
                                      "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab"
                                      " (main, trigram, row)");
}

static void
cancelled_cb (GCancellable     *cancellable,
              MeireiStoreIndex *self)
{
  sqlite3_interrupt (self->search_db);
}

/**
 * meirei_store_index_search:
 * @self: an index
 * @folded: what to look for, see meirei_search_text_fold()
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of what has
 *   it, a set, or %NULL, with %MEIREI_WORKSPACE_ERROR_INVALID_DATA if the index is
 *   not usable any more
 */
GHashTable *
meirei_store_index_search (MeireiStoreIndex  *self,
                           const char        *folded,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) newer = search_waiting (self, folded);
  gboolean searched;

  g_mutex_lock (&self->search_mutex);
  searched = connect_search (self);
  if (searched)
    {
      gulong handler = cancellable != NULL
                       ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self,
                                                NULL)
                       : 0;

      searched = search_db (self->search_db, folded, found);
      g_cancellable_disconnect (cancellable, handler);
    }
  g_mutex_unlock (&self->search_mutex);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!searched)
    {
      g_atomic_int_set (&self->damaged, TRUE);
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                   "The index “%s” is damaged; it is made anew at the next start", self->path);
      return NULL;
    }

  apply_newer (newer, found);

  return g_steal_pointer (&found);
}
