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

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *name = meirei_workspace_dup_name (fixture->workspace);
  g_autofree char *settings = meirei_test_read_file (fixture->dir, "meirei.json");
  g_autofree char *inside = g_build_filename (fixture->dir, "data", "versions", NULL);
  g_autofree char *found = meirei_workspace_find_dir (inside);
  g_autofree char *nothing = meirei_workspace_find_dir ("/proc/self");
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (name, ==, "Trial");
  g_assert_true (g_str_has_suffix (settings, "}\n"));
  g_assert_cmpstr (found, ==, fixture->dir);
  g_assert_null (nothing);
  g_assert_null (meirei_workspace_create (fixture->dir, "Again", &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_EXISTS);
}

static void
test_open_nothing (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autoptr(GError) error = NULL;

  g_assert_null (meirei_workspace_open (dir, NULL, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE);
  meirei_test_remove_dir (dir);
}

static void
test_add_and_find (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "足し算", "add");
  g_autofree char *prefix = g_strndup (id, 6);
  g_autofree char *upper = g_ascii_strup (prefix, -1);
  g_autofree char *found = NULL;
  g_autoptr(GError) error = NULL;
  MeireiInstructionItem *item;

  found = meirei_workspace_find_id (fixture->workspace, upper, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, id);

  meirei_workspace_apply_changes (fixture->workspace);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpstr (meirei_instruction_item_get_title (item), ==, "足し算");
  g_assert_cmpint (meirei_instruction_item_get_revision (item), ==, 1);

  reopen (fixture);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpstr (meirei_instruction_item_get_title (item), ==, "足し算");
  g_assert_null (meirei_workspace_find_id (fixture->workspace, "zzzz", &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add",
                                                  "def add(a, b):\n    return a + b\n");
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) undone = NULL;
  gboolean unchanged = FALSE;

  version = meirei_workspace_load_version (fixture->workspace, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meirei_version_get_name (version), ==, "v1");
  g_assert_true (g_str_has_prefix (meirei_version_get_file (version), "add_"));
  g_assert_true (g_str_has_suffix (meirei_version_get_file (version), ".py"));
  path = meirei_workspace_dup_code_path (fixture->workspace, version);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  code = meirei_workspace_read_code (fixture->workspace, id, NULL, &unchanged, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged);
  g_assert_cmpstr (g_bytes_get_data (code, NULL), ==, "def add(a, b):\n    return a + b\n");

  g_assert_true (meirei_workspace_decide (fixture->workspace, id, NULL,
                                          MEIREI_DECISION_ACCEPTED, "良い", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_ACCEPTED);

  reopen (fixture);
  undone = meirei_workspace_undo_decision (fixture->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone[0], ==, id);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_EXECUTED);
  g_assert_null (meirei_workspace_undo_decision (fixture->workspace, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO);
}

static gboolean
set_title (MeireiInstruction  *instruction,
           gpointer            title,
           GError            **error)
{
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), title);
  g_autoptr(MeireiSheet) sheet =
    meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), "title", value, error);

  return sheet != NULL && meirei_lifecycle_edit (instruction, sheet, error);
}

static gboolean
refuse (MeireiInstruction  *instruction,
        gpointer            user_data,
        GError            **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no");

  return FALSE;
}

static gboolean
change_nothing (MeireiInstruction  *instruction,
                gpointer            user_data,
                GError            **error)
{
  return TRUE;
}

static void
test_update (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_instruction (fixture->workspace, "A", "add");
  g_autoptr(MeireiInstruction) changed = NULL;
  g_autoptr(MeireiInstruction) same = NULL;
  g_autoptr(GError) error = NULL;

  changed = meirei_workspace_update_instruction (fixture->workspace, id, 1, set_title,
                                                 (gpointer) "題名", &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_instruction_get_revision (changed), ==, 2);

  /* Someone who has seen revision 1 is too late. */
  g_assert_null (meirei_workspace_update_instruction (fixture->workspace, id, 1, set_title,
                                                      (gpointer) "late", &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (meirei_workspace_update_instruction (fixture->workspace, id, -1, refuse, NULL,
                                                      &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);

  same = meirei_workspace_update_instruction (fixture->workspace, id, -1, change_nothing, NULL,
                                              &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_instruction_get_revision (same), ==, 2);
  g_assert_cmpstr (meirei_sheet_get_title (meirei_instruction_get_sheet (same)), ==, "題名");
}

static void
test_update_many (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *first = meirei_test_add_instruction (fixture->workspace, "A", "add");
  g_autofree char *executed = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autofree char *unknown = g_uuid_string_random ();
  const char *ids[] = { first, unknown, executed, "../../x", first, NULL };
  g_autoptr(GPtrArray) errors = NULL;
  g_autoptr(GError) error = NULL;

  errors = meirei_workspace_update_instructions (fixture->workspace, ids, meirei_test_approve,
                                                 NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (errors->len, ==, 5);
  g_assert_no_error ((GError *) errors->pdata[0]);
  g_assert_error ((GError *) errors->pdata[1], MEIREI_INSTRUCTION_ERROR,
                  MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
  g_assert_error ((GError *) errors->pdata[2], MEIREI_INSTRUCTION_ERROR,
                  MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);
  g_assert_error ((GError *) errors->pdata[3], MEIREI_INSTRUCTION_ERROR,
                  MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
  /* The same one again is approved already. */
  g_assert_error ((GError *) errors->pdata[4], MEIREI_INSTRUCTION_ERROR,
                  MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, first), ==,
                   MEIREI_STATUS_APPROVED);
}

static void
test_add_twice (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(MeireiInstruction) instruction = meirei_test_instruction_new ("A", "add");
  g_autoptr(GError) error = NULL;

  g_assert_true (meirei_workspace_add_instruction (fixture->workspace, instruction, &error));
  g_assert_false (meirei_workspace_add_instruction (fixture->workspace, instruction, &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_EXISTS);
}

static void
test_find_ambiguous (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char * const ids[] = {
    "9ea46229-d0bf-49ca-907a-352aac7c7339", "9ea46229-0000-49ca-907a-352aac7c7339",
  };
  g_autofree char *found = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(MeireiInstruction) draft = meirei_test_instruction_new ("A", "add");
      g_autoptr(JsonObject) object = meirei_instruction_to_json (draft);
      g_autoptr(MeireiInstruction) instruction = NULL;

      json_object_set_string_member (object, "id", ids[i]);
      instruction = meirei_instruction_new_from_json (object, NULL);
      meirei_workspace_add_instruction (fixture->workspace, instruction, &error);
      g_assert_no_error (error);
    }

  g_assert_null (meirei_workspace_find_id (fixture->workspace, "9ea46229", &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_null (meirei_workspace_find_id (fixture->workspace, "9ea", &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
  g_clear_error (&error);
  found = meirei_workspace_find_id (fixture->workspace, "9ea46229-d", &error);
  g_assert_cmpstr (found, ==, ids[0]);
}

/* Two ids that begin alike, which 50,000 random ones are likely to have. */
static void
test_same_short_id (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const codes[] = { "first = 1\n", "second = 2\n" };
  static const char * const ids[] = {
    "9ea46229-d0bf-49ca-907a-352aac7c7339", "9ea46229-0000-49ca-907a-352aac7c7339",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(MeireiInstruction) draft = meirei_test_instruction_new ("A", "add");
      g_autoptr(JsonObject) object = meirei_instruction_to_json (draft);
      g_autoptr(MeireiInstruction) instruction = NULL;
      g_autoptr(MeireiInstruction) approved = NULL;

      json_object_set_string_member (object, "id", ids[i]);
      instruction = meirei_instruction_new_from_json (object, NULL);
      g_assert_true (meirei_workspace_add_instruction (fixture->workspace, instruction, NULL));
      approved = meirei_workspace_update_instruction (fixture->workspace, ids[i], -1,
                                                      meirei_test_approve, NULL, NULL);
      meirei_test_execute (fixture->workspace, ids[i], codes[i]);
    }
  reopen (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) code = meirei_workspace_read_code (fixture->workspace, ids[i], "v1", NULL,
                                                           &error);
      g_autoptr(GBytes) raw = meirei_workspace_read_raw (fixture->workspace, ids[i], "v1", NULL,
                                                         &error);

      g_assert_no_error (error);
      g_assert_cmpstr (g_bytes_get_data (code, NULL), ==, codes[i]);
      g_assert_cmpstr (g_bytes_get_data (raw, NULL), ==, codes[i]);
    }
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) code = NULL;

  g_assert_true (meirei_workspace_delete_instruction (fixture->workspace, id, &error));
  meirei_workspace_apply_changes (fixture->workspace);
  g_assert_null (meirei_workspace_get_item (fixture->workspace, id));
  g_assert_false (meirei_workspace_delete_instruction (fixture->workspace, id, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
  g_clear_error (&error);

  reopen (fixture);
  g_assert_true (meirei_workspace_restore_instruction (fixture->workspace, id, &error));
  g_assert_no_error (error);
  meirei_workspace_apply_changes (fixture->workspace);
  g_assert_nonnull (meirei_workspace_get_item (fixture->workspace, id));
  code = meirei_workspace_read_code (fixture->workspace, id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (meirei_workspace_restore_instruction (fixture->workspace, id, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
}

static void
test_phases (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) phases = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GListModel) list = meirei_workspace_list_phases (fixture->workspace);
  g_autoptr(GListModel) again = NULL;
  g_autoptr(MeireiPhase) first = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (phases, meirei_phase_new (2, "二"));
  g_ptr_array_add (phases, meirei_phase_new (0, "零"));
  g_assert_true (meirei_workspace_set_phases (fixture->workspace, phases, &error));
  g_assert_no_error (error);
  meirei_workspace_apply_changes (fixture->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  first = g_list_model_get_item (list, 0);
  g_assert_cmpint (meirei_phase_get_number (first), ==, 0);

  g_clear_object (&list);
  reopen (fixture);
  again = meirei_workspace_list_phases (fixture->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (again), ==, 2);
}

static gboolean
set_member (JsonObject  *settings,
            gpointer     name,
            GError     **error)
{
  json_object_set_string_member (settings, "name", name);

  return TRUE;
}

/* What another version wrote into it stays. */
static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(JsonObject) settings = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;

  meirei_test_write_file (fixture->dir, "meirei.json",
                          "{\"schema\": 1, \"name\": \"Old\", \"later\": {\"a\": [1]}}\n");
  g_assert_true (meirei_workspace_update_settings (fixture->workspace, set_member,
                                                   (gpointer) "新しい", &error));
  g_assert_no_error (error);
  name = meirei_workspace_dup_name (fixture->workspace);
  g_assert_cmpstr (name, ==, "新しい");
  settings = meirei_workspace_dup_settings (fixture->workspace);
  g_assert_nonnull (meirei_json_get_object (settings, "later"));
  g_assert_cmpint (meirei_json_get_int (settings, "revision", 0), ==, 1);
}

static gboolean
add_report (MeireiVersion  *version,
            gpointer        user_data,
            GError        **error)
{
  g_autoptr(JsonObject) report =
    meirei_json_parse_object ("{\"score\": 87, \"gate\": {\"passed\": false}}", -1, NULL);

  meirei_version_set_section (version, "report", report);

  return TRUE;
}

static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GError) error = NULL;
  MeireiInstructionItem *item;

  version = meirei_workspace_update_version (fixture->workspace, id, "v1", add_report, NULL,
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_version_get_revision (version), ==, 3);
  meirei_workspace_apply_changes (fixture->workspace);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpint (meirei_instruction_item_get_score (item), ==, 87);
  g_assert_cmpstr (meirei_instruction_item_get_gate (item), ==, "failed");

  g_assert_null (meirei_workspace_update_version (fixture->workspace, id, "v2", add_report, NULL,
                                                  &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE);
  g_clear_error (&error);
  g_assert_null (meirei_workspace_load_version (fixture->workspace, id, "../v1", &error));
  g_assert_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE);

  reopen (fixture);
  item = meirei_workspace_get_item (fixture->workspace, id);
  g_assert_cmpint (meirei_instruction_item_get_score (item), ==, 87);
}

static void
test_executions (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GBytes) attempt = g_bytes_new_static ("bad", 3);
  g_autoptr(GBytes) raw = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  gboolean unchanged = FALSE;

  version = meirei_workspace_begin_execution (fixture->workspace, id, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, id), ==, MEIREI_STATUS_EXECUTING);
  g_assert_null (meirei_workspace_begin_execution (fixture->workspace, id, -1, NULL, NULL,
                                                   &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);
  g_clear_error (&error);

  meirei_workspace_append_part (fixture->workspace, id, "bad", -1);
  g_assert_true (meirei_workspace_keep_attempt (fixture->workspace, id, "v1", 1, attempt,
                                                NULL, &error));
  meirei_workspace_restart_part (fixture->workspace, id);
  meirei_workspace_append_part (fixture->workspace, id, "de", 2);
  meirei_workspace_append_part (fixture->workspace, id, "f 足", -1);
  meirei_version_set_finish (version, MEIREI_FINISH_STOPPED);
  instruction = meirei_workspace_commit_execution (fixture->workspace, id, version, NULL, NULL,
                                                   "stopped by hand", &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_FAILED);
  raw = meirei_workspace_read_raw (fixture->workspace, id, "v1", &unchanged, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged);
  g_assert_cmpmem (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw),
                   "def 足", strlen ("def 足"));
  path = g_strdup_printf ("data/versions/%.8s/v1.attempt1.txt", id);
  kept = meirei_test_read_file (fixture->dir, path);
  g_assert_cmpstr (kept, ==, "bad");
}

/* The next execution gives another version and another file. */
static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "add", "x = 1\n");
  g_autoptr(MeireiVersion) first = NULL;
  g_autoptr(MeireiVersion) second = NULL;

  meirei_test_execute (fixture->workspace, id, "x = 2\n");
  first = meirei_workspace_load_version (fixture->workspace, id, "v1", NULL);
  second = meirei_workspace_load_version (fixture->workspace, id, NULL, NULL);
  g_assert_cmpstr (meirei_version_get_name (second), ==, "v2");
  g_assert_cmpstr (meirei_version_get_file (first), !=, meirei_version_get_file (second));
}

static void
test_fail (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *code_dir = g_build_filename (fixture->dir, "data", "generated_code", NULL);
  g_autoptr(GDir) dir = NULL;

  g_assert_false (meirei_workspace_fail_execution (fixture->workspace, id, "x", &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);
  g_clear_error (&error);
  version = meirei_workspace_begin_execution (fixture->workspace, id, -1, NULL, NULL, &error);
  g_assert_true (meirei_workspace_fail_execution (fixture->workspace, id, "no server", &error));
  g_assert_no_error (error);
  instruction = meirei_workspace_load_instruction (fixture->workspace, id, &error);
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_FAILED);
  g_assert_null (meirei_instruction_get_latest_version (instruction));
  dir = g_dir_open (code_dir, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  meirei_test_execute (fixture->workspace, id, "x = 1\n");
}

/* An answer whose instruction was deleted meanwhile is kept with it. */
static void
test_deleted_meanwhile (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *id = meirei_test_add_approved (fixture->workspace, "add");
  g_autofree char *from = g_strdup_printf ("%s/data/instructions/%s.json", fixture->dir, id);
  g_autofree char *raw = g_strdup_printf ("data/versions/%.8s/v1.raw.txt", id);
  g_autofree char *kept = NULL;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x = 1\n", 6);
  g_autoptr(GError) error = NULL;

  version = meirei_workspace_begin_execution (fixture->workspace, id, -1, NULL, NULL, &error);
  g_unlink (from);
  meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);
  g_assert_null (meirei_workspace_commit_execution (fixture->workspace, id, version, bytes, bytes,
                                                    NULL, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND);
  kept = meirei_test_read_file (fixture->dir, raw);
  g_assert_cmpstr (kept, ==, "x = 1\n");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *text;
    guint n_found;
  } rows[] = {
    { "merge", 1 }, { "MERGE SORTED", 1 }, { "足", 3 }, { "二つ", 3 }, { "二つの数", 3 },
    { "ｍｅｒｇｅ", 1 }, { "nothing", 0 }, { "関数。", 3 }, { "a\"b", 1 }, { "*", 0 }, { "", 3 },
    { "add_all", 1 }, { "ll", 1 }, { "検索", 1 }, { "%", 0 }, { "te", 3 },
  };

  g_free (meirei_test_add_instruction (fixture->workspace, "Merge sorted lists", "merge"));
  g_free (meirei_test_add_instruction (fixture->workspace, "全文検索", "add_all"));
  g_free (meirei_test_add_instruction (fixture->workspace, "a\"b (quote", "q"));

  for (guint round = 0; round < 3; round++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(GHashTable) found = meirei_workspace_search (fixture->workspace,
                                                                 rows[i].text, NULL, &error);

          g_test_message ("“%s”, round %u", rows[i].text, round);
          g_assert_no_error (error);
          g_assert_cmpuint (g_hash_table_size (found), ==, rows[i].n_found);
        }
      /* First what waits to be written, then what is indexed, then a new start. */
      if (round == 0)
        g_usleep (G_USEC_PER_SEC / 2);
      else
        reopen (fixture);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/core/workspace/create", test_create);
  g_test_add_func ("/core/workspace/open-nothing", test_open_nothing);
  ADD ("/core/workspace/add-and-find", test_add_and_find);
  ADD ("/core/workspace/add-twice", test_add_twice);
  ADD ("/core/workspace/find-ambiguous", test_find_ambiguous);
  ADD ("/core/workspace/same-short-id", test_same_short_id);
  ADD ("/core/workspace/update", test_update);
  ADD ("/core/workspace/update-many", test_update_many);
  ADD ("/core/workspace/delete", test_delete);
  ADD ("/core/workspace/phases", test_phases);
  ADD ("/core/workspace/settings", test_settings);
  ADD ("/core/workspace/report", test_report);
  ADD ("/core/workspace/executions", test_executions);
  ADD ("/core/workspace/versions", test_versions);
  ADD ("/core/workspace/fail", test_fail);
  ADD ("/core/workspace/deleted-meanwhile", test_deleted_meanwhile);
  ADD ("/core/workspace/search", test_search);
  ADD ("/core/workspace/life", test_life);

  return g_test_run ();
}
