/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The tables of the index.
 *
 * `item` has what the lists show and the stamps of the files it comes from;
 * `body` the text that can be found; `trigram` where each three characters
 * occur in it.  The last one takes most of the time, so it follows later;
 * `body.indexed` says how far it has come.  `run` has the figures of versions,
 * the latest and those that were looked at; see meirei-store-index-runs.c. */

#include "config.h"

#include <string.h>

#include "meirei-store-index-private.h"

#define INDEX_ID 0x4d656972

static const char schema[] =
  "CREATE TABLE item ("
  " number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
  " inode INTEGER, mtime INTEGER, size INTEGER,"
  " version_path TEXT, version_inode INTEGER, version_mtime INTEGER, version_size INTEGER,"
  " code_file TEXT, code_inode INTEGER, code_mtime INTEGER, code_size INTEGER,"
  " title TEXT, feature TEXT, phase INTEGER, status INTEGER, tags TEXT, model TEXT,"
  " score INTEGER, gate TEXT, flags INTEGER, version TEXT, n_versions INTEGER,"
  " bytes INTEGER, created_at INTEGER, updated_at INTEGER, note TEXT, revision INTEGER);"
  "CREATE TABLE body (number INTEGER PRIMARY KEY, text TEXT NOT NULL, indexed INTEGER NOT NULL);"
  "CREATE INDEX body_waiting ON body (number) WHERE indexed = 0;"
  "CREATE VIRTUAL TABLE trigram USING fts5 (text, content = 'body', content_rowid = 'number',"
  " tokenize = 'trigram case_sensitive 1');"
  "CREATE TABLE run ("
  " number INTEGER NOT NULL, version TEXT NOT NULL, model TEXT, at INTEGER, finish INTEGER,"
  " score INTEGER, failed_tests INTEGER, decision INTEGER, decided_at INTEGER, seconds REAL,"
  " first_token REAL, tokens INTEGER, write_seconds REAL, repairs INTEGER,"
  " PRIMARY KEY (number, version)) WITHOUT ROWID;";

/* In the order of the columns after “number”. */
enum {
  COLUMN_ID = 1,
  COLUMN_STAMP = 2,
  COLUMN_VERSION_PATH = 5,
  COLUMN_VERSION_STAMP = 6,
  COLUMN_CODE_FILE = 9,
  COLUMN_CODE_STAMP = 10,
  COLUMN_TITLE = 13,
  COLUMN_FEATURE,
  COLUMN_PHASE,
  COLUMN_STATUS,
  COLUMN_TAGS,
  COLUMN_MODEL,
  COLUMN_SCORE,
  COLUMN_GATE,
  COLUMN_FLAGS,
  COLUMN_VERSION,
  COLUMN_N_VERSIONS,
  COLUMN_BYTES,
  COLUMN_CREATED_AT,
  COLUMN_UPDATED_AT,
  COLUMN_NOTE,
  COLUMN_REVISION,
};

gboolean
_meirei_store_index_exec (sqlite3    *db,
                          const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  g_debug ("Index: %s", sqlite3_errmsg (db));

  return FALSE;
}

static gint64
read_pragma (sqlite3    *db,
             const char *name)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s", name);
  g_autoptr(sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    return -1;

  return sqlite3_column_int64 (statement, 0);
}

static gboolean
is_current (sqlite3 *db)
{
  return read_pragma (db, "application_id") == INDEX_ID
         && read_pragma (db, "user_version") == MEIREI_STORE_INDEX_VERSION;
}

static gboolean
is_new (sqlite3 *db)
{
  return read_pragma (db, "application_id") == 0 && read_pragma (db, "user_version") == 0
         && read_pragma (db, "page_count") == 0;
}

/* Whoever is first; another process waits and finds it done. */
static gboolean
create_tables (sqlite3 *db)
{
  g_autofree char *pragmas = g_strdup_printf ("PRAGMA application_id = %d;"
                                              "PRAGMA user_version = %d;",
                                              INDEX_ID, MEIREI_STORE_INDEX_VERSION);

  if (!_meirei_store_index_exec (db, "BEGIN IMMEDIATE"))
    return FALSE;
  if (is_current (db)
      || (_meirei_store_index_exec (db, schema) && _meirei_store_index_exec (db, pragmas)))
    return _meirei_store_index_exec (db, "COMMIT");
  _meirei_store_index_exec (db, "ROLLBACK");

  return FALSE;
}

static MeireiStoreIndexState
set_up (sqlite3  *db,
        gboolean  create)
{
  static const char pragmas[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -16000;";
  gboolean done = sqlite3_busy_timeout (db, 5000) == SQLITE_OK
                  && (!create || !is_new (db) || create_tables (db))
                  && _meirei_store_index_exec (db, pragmas);
  int code = sqlite3_errcode (db);

  if (done)
    return is_current (db) ? MEIREI_STORE_INDEX_GOOD : MEIREI_STORE_INDEX_BAD;

  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR
         ? MEIREI_STORE_INDEX_BAD
         : MEIREI_STORE_INDEX_UNAVAILABLE;
}

/**
 * _meirei_store_index_connect:
 * @path: the file
 * @create: whether to make it if it does not exist
 * @db: (out): the connection, if it is good
 *
 * Returns: whether there is a connection to an index of this version
 */
MeireiStoreIndexState
_meirei_store_index_connect (const char  *path,
                             gboolean     create,
                             sqlite3    **db)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
                    | (create ? SQLITE_OPEN_CREATE : 0);
  MeireiStoreIndexState state = MEIREI_STORE_INDEX_UNAVAILABLE;

  if (sqlite3_open_v2 (path, db, flags, NULL) == SQLITE_OK)
    state = set_up (*db, create);
  if (state != MEIREI_STORE_INDEX_GOOD)
    {
      sqlite3_close (*db);
      *db = NULL;
    }

  return state;
}

static MeireiFileStamp
read_stamp (sqlite3_stmt *statement,
            int           column)
{
  return (MeireiFileStamp) {
    .inode = (guint64) sqlite3_column_int64 (statement, column),
    .mtime = sqlite3_column_int64 (statement, column + 1),
    .size = sqlite3_column_int64 (statement, column + 2),
  };
}

static const char *
read_text (sqlite3_stmt *statement,
           int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

/* Tags are joined by newlines, which the list could not show anyway. */
static char **
read_tags (sqlite3_stmt *statement)
{
  const char *tags = read_text (statement, COLUMN_TAGS);

  return tags != NULL && tags[0] != '\0' ? g_strsplit (tags, "\n", -1) : NULL;
}

static MeireiStoreRow *
read_row (sqlite3_stmt *statement)
{
  g_auto(GStrv) tags = read_tags (statement);
  MeireiStoreRow *row = meirei_store_row_new (read_text (statement, COLUMN_ID));
  MeireiItemFields fields = {
    .id = row->id,
    .title = read_text (statement, COLUMN_TITLE),
    .feature = read_text (statement, COLUMN_FEATURE),
    .phase = sqlite3_column_int (statement, COLUMN_PHASE),
    .status = (MeireiStatus) sqlite3_column_int (statement, COLUMN_STATUS),
    .tags = (const char * const *) tags,
    .model = read_text (statement, COLUMN_MODEL),
    .score = sqlite3_column_int (statement, COLUMN_SCORE),
    .gate = read_text (statement, COLUMN_GATE),
    .flags = (MeireiItemFlags) sqlite3_column_int (statement, COLUMN_FLAGS),
    .version = read_text (statement, COLUMN_VERSION),
    .n_versions = (guint) sqlite3_column_int (statement, COLUMN_N_VERSIONS),
    .size = sqlite3_column_int64 (statement, COLUMN_BYTES),
    .created_at = sqlite3_column_int64 (statement, COLUMN_CREATED_AT),
    .updated_at = sqlite3_column_int64 (statement, COLUMN_UPDATED_AT),
    .note = read_text (statement, COLUMN_NOTE),
    .revision = sqlite3_column_int64 (statement, COLUMN_REVISION),
  };

  row->status = fields.status;
  row->stamp = read_stamp (statement, COLUMN_STAMP);
  row->version_path = g_strdup (read_text (statement, COLUMN_VERSION_PATH));
  row->version_stamp = read_stamp (statement, COLUMN_VERSION_STAMP);
  row->code_file = g_strdup (read_text (statement, COLUMN_CODE_FILE));
  row->code_stamp = read_stamp (statement, COLUMN_CODE_STAMP);
  row->item = meirei_instruction_item_new_from_fields (&fields);

  return row;
}

/* The cache folder is the user's own, but a damaged file may hold anything. */
static gboolean
is_good_row (sqlite3_stmt *statement)
{
  const char *id = read_text (statement, COLUMN_ID);
  int status = sqlite3_column_int (statement, COLUMN_STATUS);

  return id != NULL && g_uuid_string_is_valid (id) && status >= 0 && status < MEIREI_N_STATUSES;
}

gboolean
_meirei_store_index_read_rows (sqlite3    *db,
                               GHashTable *rows)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  int result;

  if (sqlite3_prepare_v2 (db, "SELECT * FROM item", -1, &statement, NULL) != SQLITE_OK
      || sqlite3_column_count (statement) != COLUMN_REVISION + 1)
    return FALSE;

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    if (is_good_row (statement))
      {
        MeireiStoreRow *row = read_row (statement);

        g_hash_table_replace (rows, row->id, row);
      }

  return result == SQLITE_DONE;
}

static void
bind_text (sqlite3_stmt *statement,
           int           column,
           const char   *text)
{
  sqlite3_bind_text (statement, column, text, -1, SQLITE_STATIC);
}

static void
bind_stamp (sqlite3_stmt          *statement,
            int                    column,
            const MeireiFileStamp *stamp)
{
  sqlite3_bind_int64 (statement, column, (gint64) stamp->inode);
  sqlite3_bind_int64 (statement, column + 1, stamp->mtime);
  sqlite3_bind_int64 (statement, column + 2, stamp->size);
}

static void
bind_item (sqlite3_stmt          *statement,
           MeireiInstructionItem *item)
{
  g_autofree char *tags = g_strjoinv ("\n",
                                      (char **) meirei_instruction_item_get_tags (item));

  bind_text (statement, COLUMN_TITLE, meirei_instruction_item_get_title (item));
  bind_text (statement, COLUMN_FEATURE, meirei_instruction_item_get_feature (item));
  sqlite3_bind_int (statement, COLUMN_PHASE, meirei_instruction_item_get_phase (item));
  sqlite3_bind_int (statement, COLUMN_STATUS, (int) meirei_instruction_item_get_status (item));
  sqlite3_bind_text (statement, COLUMN_TAGS, tags, -1, SQLITE_TRANSIENT);
  bind_text (statement, COLUMN_MODEL, meirei_instruction_item_get_model (item));
  sqlite3_bind_int (statement, COLUMN_SCORE, meirei_instruction_item_get_score (item));
  bind_text (statement, COLUMN_GATE, meirei_instruction_item_get_gate (item));
  sqlite3_bind_int (statement, COLUMN_FLAGS, (int) meirei_instruction_item_get_flags (item));
  bind_text (statement, COLUMN_VERSION, meirei_instruction_item_get_version (item));
  sqlite3_bind_int64 (statement, COLUMN_N_VERSIONS,
                      meirei_instruction_item_get_n_versions (item));
  sqlite3_bind_int64 (statement, COLUMN_BYTES, meirei_instruction_item_get_size (item));
  sqlite3_bind_int64 (statement, COLUMN_CREATED_AT,
                      meirei_instruction_item_get_created_at (item));
  sqlite3_bind_int64 (statement, COLUMN_UPDATED_AT,
                      meirei_instruction_item_get_updated_at (item));
  bind_text (statement, COLUMN_NOTE, meirei_instruction_item_get_note (item));
  sqlite3_bind_int64 (statement, COLUMN_REVISION, meirei_instruction_item_get_revision (item));
}

typedef struct {
  sqlite3_stmt *find;
  sqlite3_stmt *put;
  sqlite3_stmt *find_text;
  sqlite3_stmt *forget_text;
  sqlite3_stmt *put_text;
  sqlite3_stmt *remove;
  sqlite3_stmt *remove_text;
  sqlite3_stmt *put_run;
  sqlite3_stmt *remove_runs;
} Statements;

static void
statements_clear (Statements *statements)
{
  sqlite3_finalize (statements->find);
  sqlite3_finalize (statements->put);
  sqlite3_finalize (statements->find_text);
  sqlite3_finalize (statements->forget_text);
  sqlite3_finalize (statements->put_text);
  sqlite3_finalize (statements->remove);
  sqlite3_finalize (statements->remove_text);
  sqlite3_finalize (statements->put_run);
  sqlite3_finalize (statements->remove_runs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statements, statements_clear)

static gboolean
statements_prepare (Statements *statements,
                    sqlite3    *db)
{
  g_autoptr(GString) put = g_string_new ("INSERT OR REPLACE INTO item VALUES (?29");

  for (int i = 1; i <= COLUMN_REVISION; i++)
    g_string_append_printf (put, ", ?%d", i);
  g_string_append_c (put, ')');

#define PREPARE(member, sql) \
  (sqlite3_prepare_v2 (db, sql, -1, &statements->member, NULL) == SQLITE_OK)

  return PREPARE (find, "SELECT number FROM item WHERE id = ?")
         && PREPARE (put, put->str)
         && PREPARE (find_text, "SELECT text, indexed FROM body WHERE number = ?")
         && PREPARE (forget_text,
                     "INSERT INTO trigram (trigram, rowid, text) VALUES ('delete', ?, ?)")
         && PREPARE (put_text, "INSERT OR REPLACE INTO body VALUES (?, ?, 0)")
         && PREPARE (remove, "DELETE FROM item WHERE number = ?")
         && PREPARE (remove_text, "DELETE FROM body WHERE number = ?")
         && _meirei_store_index_prepare_runs (db, &statements->put_run, &statements->remove_runs);

#undef PREPARE
}

static gboolean
run (sqlite3_stmt *statement)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return done;
}

static gint64
find_number (Statements *statements,
             const char *id)
{
  gint64 number = 0;

  bind_text (statements->find, 1, id);
  if (sqlite3_step (statements->find) == SQLITE_ROW)
    number = sqlite3_column_int64 (statements->find, 0);
  sqlite3_reset (statements->find);

  return number;
}

/* The table of trigrams has to be told what it knew.  Returns whether the text
 * is the one that is stored. */
static gboolean
forget_text (Statements *statements,
             gint64      number,
             const char *new_text,
             gboolean   *same)
{
  const char *text;
  gboolean done = TRUE;

  *same = FALSE;
  sqlite3_bind_int64 (statements->find_text, 1, number);
  if (sqlite3_step (statements->find_text) == SQLITE_ROW)
    {
      text = read_text (statements->find_text, 0);
      *same = g_strcmp0 (text, new_text) == 0;
      if (!*same && sqlite3_column_int (statements->find_text, 1) != 0)
        {
          sqlite3_bind_int64 (statements->forget_text, 1, number);
          bind_text (statements->forget_text, 2, text);
          done = run (statements->forget_text);
        }
    }
  sqlite3_reset (statements->find_text);

  return done;
}

static gboolean
put_row (Statements     *statements,
         sqlite3        *db,
         MeireiStoreRow *row)
{
  gint64 number = find_number (statements, row->id);
  gboolean same = FALSE;

  if (number > 0)
    sqlite3_bind_int64 (statements->put, 29, number);
  bind_text (statements->put, COLUMN_ID, row->id);
  bind_stamp (statements->put, COLUMN_STAMP, &row->stamp);
  bind_text (statements->put, COLUMN_VERSION_PATH, row->version_path);
  bind_stamp (statements->put, COLUMN_VERSION_STAMP, &row->version_stamp);
  bind_text (statements->put, COLUMN_CODE_FILE, row->code_file);
  bind_stamp (statements->put, COLUMN_CODE_STAMP, &row->code_stamp);
  bind_item (statements->put, row->item);
  if (!run (statements->put))
    return FALSE;
  if (number == 0)
    number = sqlite3_last_insert_rowid (db);
  else if (!forget_text (statements, number, row->text, &same))
    return FALSE;
  if (row->runs != NULL && !_meirei_store_index_put_runs (statements->put_run, number, row->runs))
    return FALSE;
  if (same)
    return TRUE;

  sqlite3_bind_int64 (statements->put_text, 1, number);
  bind_text (statements->put_text, 2, row->text);

  return run (statements->put_text);
}

static gboolean
remove_row (Statements *statements,
            const char *id)
{
  gint64 number = find_number (statements, id);
  gboolean same;

  if (number == 0)
    return TRUE;
  sqlite3_bind_int64 (statements->remove, 1, number);
  if (!forget_text (statements, number, NULL, &same) || !run (statements->remove))
    return FALSE;
  sqlite3_bind_int64 (statements->remove_text, 1, number);
  sqlite3_bind_int64 (statements->remove_runs, 1, number);

  return run (statements->remove_text) && run (statements->remove_runs);
}

/* In one transaction. */
gboolean
_meirei_store_index_write_rows (sqlite3    *db,
                                GHashTable *rows)
{
  g_auto(Statements) statements = { NULL, };
  GHashTableIter iter;
  gpointer id, row;

  if (!statements_prepare (&statements, db)
      || !_meirei_store_index_exec (db, "BEGIN IMMEDIATE"))
    return FALSE;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    if (!(row != NULL ? put_row (&statements, db, row) : remove_row (&statements, id)))
      {
        g_debug ("Index: %s", sqlite3_errmsg (db));
        _meirei_store_index_exec (db, "ROLLBACK");
        return FALSE;
      }

  return _meirei_store_index_exec (db, "COMMIT");
}

/* Brings some more texts into the table of trigrams. */
gboolean
_meirei_store_index_add_texts (sqlite3 *db,
                               guint    n_texts,
                               guint   *n_added)
{
  g_autofree char *add = NULL;
  g_autofree char *mark = NULL;

  add = g_strdup_printf ("INSERT INTO trigram (rowid, text) SELECT number, text FROM body"
                         " WHERE indexed = 0 ORDER BY number LIMIT %u", n_texts);
  mark = g_strdup_printf ("UPDATE body SET indexed = 1 WHERE number IN (SELECT number FROM body"
                          " WHERE indexed = 0 ORDER BY number LIMIT %u)", n_texts);
  *n_added = 0;
  if (!_meirei_store_index_exec (db, "BEGIN IMMEDIATE"))
    return FALSE;
  if (!_meirei_store_index_exec (db, add) || !_meirei_store_index_exec (db, mark))
    {
      _meirei_store_index_exec (db, "ROLLBACK");
      return FALSE;
    }
  *n_added = (guint) sqlite3_changes (db);

  return _meirei_store_index_exec (db, "COMMIT");
}
