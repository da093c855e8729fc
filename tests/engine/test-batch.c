/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-batch-journal.h"
#include "meirei-batch.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-slm-error.h"

typedef struct {
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = g_dir_make_tmp ("meirei-batch-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "b.jsonl", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static MeireiBatch *
make_batch (guint n_items)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", i);

      g_ptr_array_add (items, meirei_batch_item_new (id, "題名"));
    }

  return meirei_batch_new (MEIREI_OPERATION_EXECUTE, items, NULL);
}

static void
settle (MeireiBatch          *batch,
        guint                 position,
        MeireiBatchItemState  state,
        const GError         *error)
{
  g_autoptr(MeireiBatchItem) item = g_list_model_get_item (meirei_batch_get_items (batch), position);

  meirei_batch_item_settle (item, state, 0.25, error, NULL);
}

static void
test_result (void)
{
  g_autoptr(MeireiBatch) batch = make_batch (4);
  g_autoptr(GError) error = g_error_new (MEIREI_INSTRUCTION_ERROR,
                                         MEIREI_INSTRUCTION_ERROR_NOT_FOUND, "none");
  g_autoptr(JsonObject) result = NULL;
  JsonArray *details;
  JsonObject *entry;

  settle (batch, 0, MEIREI_BATCH_ITEM_DONE, NULL);
  settle (batch, 1, MEIREI_BATCH_ITEM_FAILED, error);
  settle (batch, 2, MEIREI_BATCH_ITEM_SKIPPED, NULL);
  meirei_batch_set_total_time (batch, 1.5);
  result = meirei_batch_to_result (batch);

  g_assert_cmpint (json_object_get_int_member (result, "success"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (result, "failed"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (result, "skipped"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (result, "waiting"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (result, "total_time"), ==, 1.5);

  details = json_object_get_array_member (result, "details");
  g_assert_cmpuint (json_array_get_length (details), ==, 4);
  entry = json_array_get_object_element (details, 1);
  g_assert_false (json_object_get_boolean_member (entry, "ok"));
  g_assert_cmpstr (json_object_get_string_member (entry, "operation"), ==, "execute");
  g_assert_cmpstr (meirei_json_get_string (meirei_json_get_object (entry, "error"), "type", NULL),
                   ==, "InstructionNotFoundError");
  entry = json_array_get_object_element (details, 0);
  g_assert_true (json_object_get_boolean_member (entry, "ok"));
  g_assert_true (json_object_get_null_member (entry, "error"));
}

static void
test_same_id_twice (void)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(MeireiBatch) batch = NULL;

  g_ptr_array_add (items, meirei_batch_item_new ("a", NULL));
  g_ptr_array_add (items, meirei_batch_item_new ("a", NULL));
  batch = meirei_batch_new (MEIREI_OPERATION_VALIDATE, items, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (meirei_batch_get_items (batch)), ==, 1);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

static void
flush (MeireiBatchJournal *journal)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_batch_journal_flush_async (journal, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (meirei_batch_journal_flush_finish (journal, result, &error));
  g_assert_no_error (error);
}

static void
append_item (MeireiBatchJournal *journal,
             MeireiBatch        *batch,
             guint               position)
{
  g_autoptr(MeireiBatchItem) item = g_list_model_get_item (meirei_batch_get_items (batch), position);
  g_autoptr(JsonObject) entry = json_object_new ();

  json_object_set_string_member (entry, "type", "item");
  json_object_set_string_member (entry, "id", meirei_batch_item_get_id (item));
  json_object_set_object_member (entry, "result",
                                 json_object_ref (meirei_batch_item_get_result (item)));
  meirei_batch_journal_append (journal, entry);
}

static MeireiBatch *
read_batch (const char *path,
            guint      *n_damaged)
{
  g_autoptr(GError) error = NULL;
  MeireiBatch *batch = meirei_batch_new_from_journal (path, n_damaged, &error);

  g_assert_no_error (error);

  return batch;
}

static void
write_begun_batch (Fixture *fixture)
{
  g_autoptr(MeireiBatch) batch = make_batch (3);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiBatchJournal) journal = meirei_batch_journal_open (fixture->path, &error);
  g_autoptr(JsonObject) header = meirei_batch_to_header (batch);
  g_autoptr(JsonObject) begin = json_object_new ();

  g_assert_no_error (error);
  json_object_set_string_member (begin, "type", "begin");
  meirei_batch_journal_append (journal, header);
  meirei_batch_journal_append (journal, begin);
  settle (batch, 0, MEIREI_BATCH_ITEM_DONE, NULL);
  append_item (journal, batch, 0);
  flush (journal);
}

static void
test_replay (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(MeireiBatch) batch = NULL;
  guint n_damaged = 99;

  write_begun_batch (fixture);
  batch = read_batch (fixture->path, &n_damaged);

  g_assert_cmpuint (n_damaged, ==, 0);
  g_assert_cmpint (meirei_batch_get_state (batch), ==, MEIREI_BATCH_STATE_INTERRUPTED);
  g_assert_cmpuint (meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE), ==, 1);
  g_assert_cmpuint (meirei_batch_count (batch, MEIREI_BATCH_ITEM_WAITING), ==, 2);
  g_assert_cmpint (meirei_batch_get_operation (batch), ==, MEIREI_OPERATION_EXECUTE);
}

/* A process that died while writing leaves half a line; what comes after it
 * must not be swallowed. */
static void
test_torn_line (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(MeireiBatch) before = NULL;
  g_autoptr(MeireiBatch) after = NULL;
  FILE *file;
  guint n_damaged = 0;

  write_begun_batch (fixture);
  file = g_fopen (fixture->path, "a");
  fputs ("{\"type\":\"item\",\"id\":\"0000", file);
  fclose (file);
  before = read_batch (fixture->path, &n_damaged);
  g_assert_cmpuint (n_damaged, ==, 1);
  g_assert_cmpuint (meirei_batch_count (before, MEIREI_BATCH_ITEM_DONE), ==, 1);

  {
    g_autoptr(MeireiBatchJournal) journal = meirei_batch_journal_open (fixture->path, NULL);

    settle (before, 1, MEIREI_BATCH_ITEM_FAILED, NULL);
    append_item (journal, before, 1);
    flush (journal);
  }

  after = read_batch (fixture->path, &n_damaged);
  g_assert_cmpuint (n_damaged, ==, 1);
  g_assert_cmpuint (meirei_batch_count (after, MEIREI_BATCH_ITEM_FAILED), ==, 1);
}

static void
test_locked (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  G_GNUC_UNUSED g_autoptr(MeireiBatchJournal) first = meirei_batch_journal_open (fixture->path, &error);
  g_autoptr(MeireiBatchJournal) second = NULL;

  g_assert_no_error (error);
  second = meirei_batch_journal_open (fixture->path, &error);
  g_assert_null (second);
  g_assert_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL);
}

static void
test_not_a_journal (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const lines[] = {
    "", "{}", "{\"type\":\"batch\"}",
    "{\"type\":\"batch\",\"id\":\"x\",\"operation\":\"fly\",\"items\":[]}",
    "{\"type\":\"batch\",\"id\":\"x\",\"operation\":\"execute\",\"items\":7}",
    "{\"type\":\"batch\",\"schema\":9,\"id\":\"x\",\"operation\":\"execute\",\"items\":[]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiBatch) batch = NULL;

      g_file_set_contents (fixture->path, lines[i], -1, &error);
      g_assert_no_error (error);
      batch = meirei_batch_new_from_journal (fixture->path, NULL, &error);
      g_assert_null (batch);
      g_assert_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL);
    }
}

static void
test_error_words (void)
{
  const struct {
    GQuark domain;
    int code;
    const char *type;
    const char *word;
  } rows[] = {
    { MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
      "InstructionNotFoundError", "not_found" },
    { MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION,
      "InvalidOperationError", "invalid_operation" },
    { MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_SHEET,
      "InvalidOperationError", "invalid_sheet" },
    { MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE,
      "BatchProcessingError", "incomplete_answer" },
    { MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CONTEXT_OVERFLOW,
      "BatchProcessingError", "context_overflow" },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, "BatchProcessingError", "cancelled" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = g_error_new (rows[i].domain, rows[i].code, "x");
      g_autofree char *code = meirei_error_dup_code (error);

      g_assert_cmpstr (meirei_error_get_type_name (error), ==, rows[i].type);
      g_assert_cmpstr (code, ==, rows[i].word);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/batch/result", test_result);
  g_test_add_func ("/batch/same-id-twice", test_same_id_twice);
  g_test_add_func ("/batch/error-words", test_error_words);
  g_test_add ("/batch/journal/not-a-journal", Fixture, NULL, set_up, test_not_a_journal,
              tear_down);
  g_test_add ("/batch/journal/replay", Fixture, NULL, set_up, test_replay, tear_down);
  g_test_add ("/batch/journal/torn-line", Fixture, NULL, set_up, test_torn_line, tear_down);
  g_test_add ("/batch/journal/locked", Fixture, NULL, set_up, test_locked, tear_down);

  return g_test_run ();
}
