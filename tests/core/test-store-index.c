/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The index in the cache folder: missing, damaged, stale, not writable. */

#include "config.h"

#include <string.h>
#include <unistd.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "meirei-store-index.h"
#include "meirei-test-workspace.h"

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Trial", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
close_workspace (Fixture *fixture)
{
  meirei_test_drop_workspace (&fixture->workspace);
}

static void
open_workspace (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
}

static char *
find_index (void)
{
  g_autofree char *dir = g_build_filename (g_get_user_cache_dir (), "meirei", NULL);
  g_autoptr(GDir) stream = g_dir_open (dir, 0, NULL);
  const char *name;

  while (stream != NULL && (name = g_dir_read_name (stream)) != NULL)
    if (g_str_has_suffix (name, ".sqlite"))
      return g_build_filename (dir, name, NULL);

  return NULL;
}

static guint
count_found (Fixture    *fixture,
             const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) found = meirei_workspace_search (fixture->workspace, text, NULL, &error);

  g_assert_no_error (error);

  return g_hash_table_size (found);
}

static void
check (Fixture *fixture,
       guint    n_items)
{
  g_assert_cmpuint (g_list_model_get_n_items (meirei_workspace_get_items (fixture->workspace)),
                    ==, n_items);
  g_assert_cmpuint (count_found (fixture, "二つの数"), ==, n_items);
}

/* Everything a row knows survives. */
static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const tags[] = { "速い", "core", NULL };
  const MeireiItemFields fields = {
    .id = "9ea46229-d0bf-49ca-907a-352aac7c7339", .title = "足し算", .feature = "add",
    .phase = 3, .status = MEIREI_STATUS_REJECTED, .tags = tags, .model = "qwen", .score = 77,
    .gate = "failed", .flags = MEIREI_ITEM_FLAG_SECURITY | MEIREI_ITEM_FLAG_LARGE,
    .version = "v12", .n_versions = 12, .size = 70000, .created_at = 5, .updated_at = -6,
    .note = "遅い", .revision = 9,
  };
  MeireiStoreIndex *index = meirei_store_index_open ("/some/workspace");
  MeireiStoreRow *row = meirei_store_row_new (fields.id);
  g_autoptr(MeireiInstructionItem) item = meirei_instruction_item_new_from_fields (&fields);
  g_autoptr(GHashTable) rows = NULL;

  row->item = g_object_ref (item);
  row->text = g_strdup ("足し算\n\n");
  row->status = fields.status;
  row->stamp = (MeireiFileStamp) { G_MAXUINT64, G_MAXINT64, 3 };
  row->version_path = g_strdup ("9ea46229/v12.json");
  row->version_stamp = (MeireiFileStamp) { 4, 5, 6 };
  row->code_file = g_strdup ("add.py");
  row->code_stamp = (MeireiFileStamp) { 7, 8, 9 };
  meirei_store_index_put (index, row);
  meirei_store_index_close (index);

  index = meirei_store_index_open ("/some/workspace");
  rows = meirei_store_index_load (index);
  row = g_hash_table_lookup (rows, fields.id);
  g_assert_nonnull (row);
  g_assert_true (meirei_instruction_item_equal (row->item, item));
  g_assert_cmpint (row->status, ==, MEIREI_STATUS_REJECTED);
  g_assert_cmpuint (row->stamp.inode, ==, G_MAXUINT64);
  g_assert_cmpint (row->stamp.mtime, ==, G_MAXINT64);
  g_assert_cmpstr (row->version_path, ==, "9ea46229/v12.json");
  g_assert_cmpint (row->version_stamp.size, ==, 6);
  g_assert_cmpstr (row->code_file, ==, "add.py");
  g_assert_cmpint (row->code_stamp.mtime, ==, 8);
  meirei_store_index_close (index);
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *index = NULL;

  g_free (meirei_test_add_instruction (fixture->workspace, "A", "add"));
  close_workspace (fixture);
  index = find_index ();
  g_assert_nonnull (index);
  g_assert_cmpint (g_unlink (index), ==, 0);
  open_workspace (fixture);
  check (fixture, 1);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const gsize lengths[] = { 0, 10, 100, 4096, 5000, 20000 };

  g_free (meirei_test_add_instruction (fixture->workspace, "A", "add"));
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (int how = 0; how < 3; how++)
      {
        g_autofree char *index = NULL;
        g_autofree char *content = NULL;
        gsize length;

        close_workspace (fixture);
        index = find_index ();
        if (index == NULL)
          {
            /* It was given up; the next start made another one. */
            open_workspace (fixture);
            close_workspace (fixture);
            index = find_index ();
          }
        g_file_get_contents (index, &content, &length, NULL);
        if (how == 0)
          length = MIN (length, lengths[i]);
        else
          for (gsize j = lengths[i]; j < MIN (length, lengths[i] + 3000); j++)
            content[j] = (char) (how == 1 ? 0 : 'x');
        g_file_set_contents (index, content, (gssize) length, NULL);
        g_test_message ("%s at %" G_GSIZE_FORMAT,
                        how == 0 ? "cut off" : how == 1 ? "zeros" : "garbage", lengths[i]);
        open_workspace (fixture);
        check (fixture, 1);
      }
}

/* As a later or an earlier version of the program would leave it. */
static void
test_other_version (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *index = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_free (meirei_test_add_instruction (fixture->workspace, "A", "add"));
  close_workspace (fixture);
  index = find_index ();
  g_file_get_contents (index, &content, &length, NULL);
  content[63] = 99; /* the last byte of the user version */
  g_file_set_contents (index, content, (gssize) length, NULL);
  open_workspace (fixture);
  check (fixture, 1);
}

/* The files changed while nobody looked. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *a = meirei_test_add_instruction (fixture->workspace, "Before", "a");
  g_autofree char *b = meirei_test_add_instruction (fixture->workspace, "B", "b");
  g_autofree char *path = g_strdup_printf ("data/instructions/%s.json", a);
  g_autofree char *removed = g_strdup_printf ("%s/data/instructions/%s.json", fixture->dir, b);
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  g_auto(GStrv) parts = NULL;

  close_workspace (fixture);
  text = meirei_test_read_file (fixture->dir, path);
  parts = g_strsplit (text, "Before", 2);
  changed = g_strjoinv ("Behind", parts);
  meirei_test_write_file (fixture->dir, path, changed);
  g_unlink (removed);
  open_workspace (fixture);
  check (fixture, 1);
  g_assert_cmpuint (count_found (fixture, "before"), ==, 0);
  g_assert_cmpuint (count_found (fixture, "behind"), ==, 1);
  close_workspace (fixture);
  open_workspace (fixture);
  check (fixture, 1);
  g_assert_cmpuint (count_found (fixture, "before"), ==, 0);
}

/* The cache folder is a file: the workspace works without an index. */
static void
test_unavailable (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "meirei", NULL);

  g_free (meirei_test_add_instruction (fixture->workspace, "A", "add"));
  close_workspace (fixture);
  meirei_test_remove_dir (folder);
  g_file_set_contents (folder, "not a folder", -1, NULL);
  open_workspace (fixture);
  check (fixture, 1);
  g_free (meirei_test_add_instruction (fixture->workspace, "B", "b"));
  close_workspace (fixture);
  open_workspace (fixture);
  check (fixture, 2);
  g_unlink (folder);
}

/* Deleted while it is in use, as cleaning programs do. */
static void
test_deleted_in_use (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "meirei", NULL);

  g_free (meirei_test_add_instruction (fixture->workspace, "A", "add"));
  meirei_test_remove_dir (folder);
  g_free (meirei_test_add_instruction (fixture->workspace, "B", "b"));
  meirei_workspace_apply_changes (fixture->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_workspace_get_items (fixture->workspace)),
                    ==, 2);
  close_workspace (fixture);
  open_workspace (fixture);
  check (fixture, 2);
}

static char *
make_index_of_age (const char *name,
                   int         days)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "meirei", name, NULL);
  time_t then = (time_t) (g_get_real_time () / G_USEC_PER_SEC) - (time_t) days * 24 * 60 * 60;
  struct utimbuf times = { then, then };

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_utime (path, &times), ==, 0);

  return g_steal_pointer (&path);
}

static void
test_unused_is_removed (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *young = make_index_of_age ("0123456789abcdef.sqlite", 59);
  g_autofree char *old = make_index_of_age ("fedcba9876543210.sqlite", 61);
  g_autofree char *other = make_index_of_age ("notes.txt", 61);
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  close_workspace (fixture);
  open_workspace (fixture);
  while (g_file_test (old, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < end)
    g_usleep (20000);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add ("/core/store-index/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("missing", test_missing);
  ADD ("damaged", test_damaged);
  ADD ("unused-is-removed", test_unused_is_removed);
  ADD ("other-version", test_other_version);
  ADD ("stale", test_stale);
  ADD ("unavailable", test_unavailable);
  ADD ("deleted-in-use", test_deleted_in_use);

  return g_test_run ();
}
