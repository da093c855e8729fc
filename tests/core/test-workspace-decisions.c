/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
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
reopen (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  meirei_test_drop_workspace (&fixture->workspace);
  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
}

static char *
get_code_path (Fixture    *fixture,
               const char *id)
{
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (fixture->workspace, id, NULL,
                                                                    NULL);

  return meirei_workspace_dup_code_path (fixture->workspace, version);
}

static void
decide (Fixture        *fixture,
        const char     *id,
        MeireiDecision  decision)
{
  g_autoptr(GError) error = NULL;

  meirei_workspace_decide (fixture->workspace, id, NULL, decision, "note", NULL, &error);
  g_assert_no_error (error);
}

static char *
undo (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = meirei_workspace_undo_decision (fixture->workspace, &error);

  if (ids == NULL)
    {
      g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO);
      return g_strdup ("nothing");
    }
  g_assert_no_error (error);

  return g_strjoinv (",", ids);
}

#define ASSERT_UNDO(expected)                     \
  G_STMT_START {                                  \
    g_autofree char *undone_ids = undo (fixture); \
    g_assert_cmpstr (undone_ids, ==, expected);   \
  } G_STMT_END

static void
test_bound_to_file (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *path = get_code_path (fixture, id);
  g_autofree char *new_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "x = 2\n", -1);
  g_autoptr(JsonArray) comments = json_array_new ();
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiVerdict) verdict = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, "x = 2\n", -1, NULL);
  g_assert_false (meirei_workspace_decide (fixture->workspace, id, NULL,
                                           MEIREI_DECISION_ACCEPTED, NULL, NULL, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_FILE_CHANGED);
  g_clear_error (&error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_EXECUTED);

  /* Whoever has seen the new content may decide about it. */
  json_array_add_object_element (comments, json_object_new ());
  g_assert_true (meirei_workspace_decide (fixture->workspace, id, new_sha256,
                                          MEIREI_DECISION_REJECTED, "why", comments, &error));
  g_assert_no_error (error);
  version = meirei_workspace_load_version (fixture->workspace, id, NULL, NULL);
  verdict = meirei_version_dup_verdict (version);
  g_assert_cmpstr (meirei_verdict_get_file_sha256 (verdict), ==, new_sha256);
  g_assert_cmpuint (json_array_get_length (meirei_verdict_get_comments (verdict)), ==, 1);
}

static void
test_missing_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *path = get_code_path (fixture, id);
  g_autoptr(GError) error = NULL;

  g_unlink (path);
  g_assert_false (meirei_workspace_decide (fixture->workspace, id, NULL,
                                           MEIREI_DECISION_ACCEPTED, NULL, NULL, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE);
}

/* The list says so, at once after a new start and after a refresh. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *path = get_code_path (fixture, id);
  MeireiInstructionItem *item;

  decide (fixture, id, MEIREI_DECISION_ACCEPTED);
  meirei_workspace_apply_changes (fixture->workspace);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpint (meirei_instruction_item_get_flags (item), ==, MEIREI_ITEM_FLAG_NONE);

  g_file_set_contents (path, "x = 2\n", -1, NULL);
  meirei_workspace_refresh (fixture->workspace, NULL, NULL);
  meirei_workspace_apply_changes (fixture->workspace);
  g_assert_cmpint (meirei_instruction_item_get_flags (item), ==, MEIREI_ITEM_FLAG_VERDICT_STALE);

  g_file_set_contents (path, "x = 1\n", -1, NULL);
  reopen (fixture);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpint (meirei_instruction_item_get_flags (item), ==, MEIREI_ITEM_FLAG_NONE);
  g_unlink (path);
  reopen (fixture);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpint (meirei_instruction_item_get_flags (item), ==, MEIREI_ITEM_FLAG_VERDICT_STALE);
}

static void
test_undo_in_order (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *a = meirei_test_add_executed (fixture->workspace, "a", "x = 1\n");
  g_autofree char *b = meirei_test_add_executed (fixture->workspace, "b", "x = 1\n");
  g_autofree char *c = meirei_test_add_executed (fixture->workspace, "c", "x = 1\n");

  decide (fixture, a, MEIREI_DECISION_ACCEPTED);
  decide (fixture, b, MEIREI_DECISION_REJECTED);
  ASSERT_UNDO (b);
  decide (fixture, c, MEIREI_DECISION_ACCEPTED);
  decide (fixture, b, MEIREI_DECISION_ACCEPTED);
  reopen (fixture);
  ASSERT_UNDO (b);
  ASSERT_UNDO (c);
  reopen (fixture);
  ASSERT_UNDO (a);
  ASSERT_UNDO ("nothing");
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, a), ==, MEIREI_STATUS_EXECUTED);
  decide (fixture, a, MEIREI_DECISION_ACCEPTED);
  ASSERT_UNDO (a);
  ASSERT_UNDO ("nothing");
}

static void
test_group (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) errors = NULL;
  g_auto(GStrv) undone = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (ids, meirei_test_add_executed (fixture->workspace, "add", "x = 1\n"));
  g_ptr_array_add (ids, meirei_test_add_approved (fixture->workspace, "add"));
  g_ptr_array_add (ids, NULL);
  errors = meirei_workspace_decide_many (fixture->workspace,
                                         (const char * const *) ids->pdata,
                                         MEIREI_DECISION_ACCEPTED, "all", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    g_assert_null (errors->pdata[i]);
  g_assert_error ((GError *) errors->pdata[5], MEIREI_INSTRUCTION_ERROR,
                  MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);

  reopen (fixture);
  undone = meirei_workspace_undo_decision (fixture->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (undone), ==, 5);
  ASSERT_UNDO ("nothing");
}

/* A verdict that a newer version overtook, and an instruction that is gone. */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *a = meirei_test_add_executed (fixture->workspace, "a", "x = 1\n");
  g_autofree char *b = meirei_test_add_executed (fixture->workspace, "b", "x = 1\n");
  g_autofree char *c = meirei_test_add_executed (fixture->workspace, "c", "x = 1\n");

  decide (fixture, a, MEIREI_DECISION_ACCEPTED);
  decide (fixture, b, MEIREI_DECISION_REJECTED);
  decide (fixture, c, MEIREI_DECISION_REJECTED);
  meirei_test_execute (fixture->workspace, b, "x = 2\n");
  g_assert_true (meirei_workspace_delete_instruction (fixture->workspace, c, NULL));
  ASSERT_UNDO (a);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, b), ==, MEIREI_STATUS_EXECUTED);
  ASSERT_UNDO ("nothing");
}

static void
append_journal (Fixture    *fixture,
                const char *text)
{
  g_autofree char *path = g_build_filename (fixture->dir, "data", "decisions.jsonl", NULL);
  g_autofree char *before = meirei_test_read_file (fixture->dir, "data/decisions.jsonl");
  g_autofree char *after = g_strconcat (before != NULL ? before : "", text, NULL);

  g_file_set_contents (path, after, -1, NULL);
}

static void
test_damaged_journal (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *a = meirei_test_add_executed (fixture->workspace, "a", "x = 1\n");
  g_autofree char *b = meirei_test_add_executed (fixture->workspace, "b", "x = 1\n");

  append_journal (fixture, "garbage\n\n{\"group\": \"x\"}\n[]\n");
  decide (fixture, a, MEIREI_DECISION_ACCEPTED);
  append_journal (fixture, "{\"at\": \"torn");
  reopen (fixture);
  decide (fixture, b, MEIREI_DECISION_ACCEPTED);
  ASSERT_UNDO (b);
  ASSERT_UNDO (a);
  ASSERT_UNDO ("nothing");
}

/* Without the mark a verdict is completed, but only if it still fits. */
static void
test_interrupted (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "a", "x = 1\n");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "x = 1\n", -1);
  g_autofree char *fitting = NULL;
  g_autofree char *other = NULL;

  other = g_strdup_printf ("{\"group\": 1, \"begin\": true, \"id\": \"%s\", \"version\": \"v1\","
                           " \"verdict\": {\"decision\": \"accepted\", \"at\": null,"
                           " \"file_sha256\": \"other\"}}\n", id);
  fitting = g_strdup_printf ("{\"group\": 2, \"begin\": true, \"id\": \"%s\","
                             " \"version\": \"v1\", \"verdict\": {\"decision\": \"accepted\","
                             " \"at\": \"2025-09-06T16:12:03Z\", \"file_sha256\": \"%s\"}}\n",
                             id, sha256);
  append_journal (fixture, other);
  reopen (fixture);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_EXECUTED);
  append_journal (fixture, fitting);
  reopen (fixture);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_ACCEPTED);
  ASSERT_UNDO (id);

  /* Someone restored older files; what was done once is not done again. */
  reopen (fixture);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_EXECUTED);
}

static void
test_not_complete (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autoptr(GError) error = NULL;

  g_assert_false (meirei_workspace_decide (fixture->workspace, id, NULL,
                                           MEIREI_DECISION_ACCEPTED, NULL, NULL, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);
  ASSERT_UNDO ("nothing");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add ("/core/workspace-decisions/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("bound-to-file", test_bound_to_file);
  ADD ("missing-file", test_missing_file);
  ADD ("stale", test_stale);
  ADD ("undo-in-order", test_undo_in_order);
  ADD ("group", test_group);
  ADD ("overtaken", test_overtaken);
  ADD ("damaged-journal", test_damaged_journal);
  ADD ("interrupted", test_interrupted);
  ADD ("not-complete", test_not_complete);

  return g_test_run ();
}
