/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The figures of versions in the index.
 *
 * Every change of an instruction or version brings along the figures of the
 * version that was read anyway.  Older versions that nobody touched since the
 * index was made are missing until somebody asks for figures, reads them and
 * adds them. */

#include "config.h"

#include "meirei-store-index-private.h"
#include "meirei-workspace-error.h"

/* The columns of `run` after “number”. */
enum {
  RUN_VERSION,
  RUN_MODEL,
  RUN_AT,
  RUN_FINISH,
  RUN_SCORE,
  RUN_FAILED_TESTS,
  RUN_DECISION,
  RUN_DECIDED_AT,
  RUN_SECONDS,
  RUN_FIRST_TOKEN,
  RUN_TOKENS,
  RUN_WRITE_SECONDS,
  RUN_REPAIRS,
  N_RUN_COLUMNS
};

#define RUN_COLUMNS "version, model, at, finish, score, failed_tests, decision, decided_at," \
                    " seconds, first_token, tokens, write_seconds, repairs"

gboolean
_meirei_store_index_prepare_runs (sqlite3       *db,
                                  sqlite3_stmt **put,
                                  sqlite3_stmt **remove)
{
  return sqlite3_prepare_v2 (db, "INSERT OR REPLACE INTO run VALUES"
                                 " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, put, NULL)
         == SQLITE_OK
         && sqlite3_prepare_v2 (db, "DELETE FROM run WHERE number = ?", -1, remove, NULL)
            == SQLITE_OK;
}

static void
bind_run (sqlite3_stmt           *statement,
          gint64                  number,
          const MeireiRunFigures *run)
{
  /* The first parameter is the number. */
  const int first = 2;

  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_text (statement, first + RUN_VERSION, run->version, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, first + RUN_MODEL, run->model, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, first + RUN_AT, run->at);
  sqlite3_bind_int (statement, first + RUN_FINISH, (int) run->finish);
  sqlite3_bind_int (statement, first + RUN_SCORE, run->score);
  sqlite3_bind_int (statement, first + RUN_FAILED_TESTS, run->n_failed_tests);
  sqlite3_bind_int (statement, first + RUN_DECISION, (int) run->decision);
  sqlite3_bind_int64 (statement, first + RUN_DECIDED_AT, run->decided_at);
  sqlite3_bind_double (statement, first + RUN_SECONDS, run->seconds);
  sqlite3_bind_double (statement, first + RUN_FIRST_TOKEN, run->first_token);
  sqlite3_bind_int64 (statement, first + RUN_TOKENS, run->n_tokens);
  sqlite3_bind_double (statement, first + RUN_WRITE_SECONDS, run->write_seconds);
  sqlite3_bind_int (statement, first + RUN_REPAIRS, (int) run->n_repairs);
}

gboolean
_meirei_store_index_put_runs (sqlite3_stmt *put,
                              gint64        number,
                              GPtrArray    *runs)
{
  gboolean done = TRUE;

  for (guint i = 0; done && i < runs->len; i++)
    {
      bind_run (put, number, runs->pdata[i]);
      done = sqlite3_step (put) == SQLITE_DONE;
      sqlite3_reset (put);
      sqlite3_clear_bindings (put);
    }

  return done;
}

static gboolean
add_runs_of (sqlite3_stmt *find,
             sqlite3_stmt *add,
             const char   *id,
             GPtrArray    *runs)
{
  gint64 number = 0;

  sqlite3_bind_text (find, 1, id, -1, SQLITE_STATIC);
  if (sqlite3_step (find) == SQLITE_ROW)
    number = sqlite3_column_int64 (find, 0);
  sqlite3_reset (find);

  /* It may have been deleted meanwhile. */
  return number == 0 || _meirei_store_index_put_runs (add, number, runs);
}

/* What is there already came from whoever wrote the version and is newer. */
gboolean
_meirei_store_index_add_runs (sqlite3    *db,
                              GHashTable *runs)
{
  g_autoptr(sqlite3_stmt) find = NULL;
  g_autoptr(sqlite3_stmt) add = NULL;
  GHashTableIter iter;
  gpointer id, of_id;
  gboolean added = TRUE;

  if (sqlite3_prepare_v2 (db, "SELECT number FROM item WHERE id = ?", -1, &find, NULL)
      != SQLITE_OK
      || sqlite3_prepare_v2 (db, "INSERT OR IGNORE INTO run VALUES"
                                 " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, &add, NULL)
         != SQLITE_OK
      || !_meirei_store_index_exec (db, "BEGIN IMMEDIATE"))
    return FALSE;

  g_hash_table_iter_init (&iter, runs);
  while (added && g_hash_table_iter_next (&iter, &id, &of_id))
    added = add_runs_of (find, add, id, of_id);

  return _meirei_store_index_exec (db, added ? "COMMIT" : "ROLLBACK") && added;
}

static const char *
read_text (sqlite3_stmt *statement,
           int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

/* The cache folder is the user's own, but a damaged file may hold anything. */
static int
read_enum (sqlite3_stmt *statement,
           int           column,
           int           last)
{
  return CLAMP (sqlite3_column_int (statement, column), 0, last);
}

static MeireiRunFigures *
read_run (sqlite3_stmt *statement)
{
  const MeireiRunFigures run = {
    .version = read_text (statement, RUN_VERSION),
    .model = read_text (statement, RUN_MODEL),
    .at = sqlite3_column_int64 (statement, RUN_AT),
    .finish = (MeireiFinish) read_enum (statement, RUN_FINISH, MEIREI_FINISH_REPEATING),
    .score = CLAMP (sqlite3_column_int (statement, RUN_SCORE), -1, 100),
    .n_failed_tests = sqlite3_column_int (statement, RUN_FAILED_TESTS),
    .decision = (MeireiDecision) read_enum (statement, RUN_DECISION, MEIREI_DECISION_REJECTED),
    .decided_at = sqlite3_column_int64 (statement, RUN_DECIDED_AT),
    .seconds = sqlite3_column_double (statement, RUN_SECONDS),
    .first_token = sqlite3_column_double (statement, RUN_FIRST_TOKEN),
    .n_tokens = sqlite3_column_int64 (statement, RUN_TOKENS),
    .write_seconds = sqlite3_column_double (statement, RUN_WRITE_SECONDS),
    .n_repairs = (guint) MAX (sqlite3_column_int (statement, RUN_REPAIRS), 0),
  };

  return meirei_run_figures_copy (&run);
}

static gboolean
read_runs (sqlite3_stmt *statement,
           gint64        number,
           GPtrArray    *runs)
{
  int result;

  g_ptr_array_set_size (runs, 0);
  sqlite3_bind_int64 (statement, 1, number);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (runs, read_run (statement));
  sqlite3_reset (statement);

  return result == SQLITE_DONE;
}

/* Columns of the query below. */
enum {
  ITEM_NUMBER,
  ITEM_ID,
  ITEM_TITLE,
  ITEM_PHASE,
  ITEM_STATUS,
  ITEM_MODEL,
  ITEM_SCORE,
  ITEM_FLAGS,
  ITEM_VERSION,
  ITEM_N_VERSIONS,
  ITEM_CREATED_AT,
  ITEM_UPDATED_AT,
  ITEM_NOTE,
};

#define ITEM_QUERY "SELECT number, id, title, phase, status, model, score, flags, version," \
                   " n_versions, created_at, updated_at, note FROM item"

static MeireiItemFields
read_fields (sqlite3_stmt *statement)
{
  return (MeireiItemFields) {
    .id = read_text (statement, ITEM_ID),
    .title = read_text (statement, ITEM_TITLE),
    .phase = sqlite3_column_int (statement, ITEM_PHASE),
    .status = (MeireiStatus) read_enum (statement, ITEM_STATUS, MEIREI_STATUS_FAILED),
    .model = read_text (statement, ITEM_MODEL),
    .score = CLAMP (sqlite3_column_int (statement, ITEM_SCORE), -1, 100),
    .flags = (MeireiItemFlags) sqlite3_column_int (statement, ITEM_FLAGS),
    .version = read_text (statement, ITEM_VERSION),
    .n_versions = (guint) MAX (sqlite3_column_int (statement, ITEM_N_VERSIONS), 0),
    .created_at = sqlite3_column_int64 (statement, ITEM_CREATED_AT),
    .updated_at = sqlite3_column_int64 (statement, ITEM_UPDATED_AT),
    .note = read_text (statement, ITEM_NOTE),
  };
}

static gboolean
read_figures (sqlite3                *db,
              MeireiIndexFiguresFunc  func,
              gpointer                user_data,
              GCancellable           *cancellable)
{
  g_autoptr(GPtrArray) runs =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_run_figures_free);
  g_autoptr(sqlite3_stmt) items = NULL;
  g_autoptr(sqlite3_stmt) of_item = NULL;
  int result;

  if (sqlite3_prepare_v2 (db, ITEM_QUERY, -1, &items, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (db, "SELECT " RUN_COLUMNS " FROM run WHERE number = ?", -1,
                             &of_item, NULL) != SQLITE_OK)
    return FALSE;

  while ((result = sqlite3_step (items)) == SQLITE_ROW
         && !g_cancellable_is_cancelled (cancellable))
    {
      MeireiItemFields fields = read_fields (items);

      g_ptr_array_set_size (runs, 0);
      if (fields.n_versions > 0
          && !read_runs (of_item, sqlite3_column_int64 (items, ITEM_NUMBER), runs))
        return FALSE;
      func (&fields, (const MeireiRunFigures *const *) runs->pdata, runs->len, user_data);
    }

  return result == SQLITE_DONE || g_cancellable_is_cancelled (cancellable);
}

/* One moment: nothing that is written meanwhile is seen. */
static gboolean
read_figures_at_once (sqlite3                *db,
                      MeireiIndexFiguresFunc  func,
                      gpointer                user_data,
                      GCancellable           *cancellable)
{
  gboolean read;

  if (!_meirei_store_index_exec (db, "BEGIN"))
    return FALSE;
  read = read_figures (db, func, user_data, cancellable);
  _meirei_store_index_exec (db, "ROLLBACK");

  return read;
}

/**
 * meirei_store_index_read_figures:
 * @self: an index
 * @func: takes what is known of each instruction, in no particular order
 * @user_data: its data
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Waits until what was put into the index is written, then reads all of it.
 * Blocks, for about 5 µs per instruction.
 *
 * Returns: whether everything was read; else with
 *   %MEIREI_WORKSPACE_ERROR_INVALID_DATA, if the index is not usable
 */
gboolean
meirei_store_index_read_figures (MeireiStoreIndex        *self,
                                 MeireiIndexFiguresFunc   func,
                                 gpointer                 user_data,
                                 GCancellable            *cancellable,
                                 GError                 **error)
{
  sqlite3 *db = NULL;
  gboolean read;

  _meirei_store_index_flush (self);
  read = meirei_store_index_is_usable (self)
         && _meirei_store_index_connect (self->path, FALSE, &db) == MEIREI_STORE_INDEX_GOOD
         && read_figures_at_once (db, func, user_data, cancellable);
  sqlite3_close (db);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!read)
    g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                 "The index “%s” cannot be read; it is made anew at the next start", self->path);

  return read;
}
