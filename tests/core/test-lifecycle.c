/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"

static MeireiSheet *
sheet_new (const char *spec)
{
  g_autoptr(JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "title", "足し算");
  json_object_set_string_member (object, "feature", "add");
  json_object_set_string_member (object, "spec", spec);

  return meirei_sheet_new_from_json (object, NULL);
}

typedef enum {
  APPROVAL_NONE,
  APPROVAL_GOOD,
  APPROVAL_STALE,
} Approval;

/* An instruction as a file may have it. */
static MeireiInstruction *
instruction_new (MeireiStatus status,
                 Approval     approval,
                 gboolean     has_version)
{
  g_autoptr(MeireiSheet) sheet = sheet_new ("Add.");
  g_autoptr(MeireiInstruction) draft = meirei_instruction_new (sheet);
  g_autoptr(JsonObject) object = meirei_instruction_to_json (draft);
  g_autoptr(GError) error = NULL;
  const char *versions[] = { has_version ? "v1" : NULL, NULL };
  MeireiInstruction *instruction;

  json_object_set_string_member (object, "status",
                                 meirei_enum_to_nick (MEIREI_TYPE_STATUS, (int) status));
  meirei_json_set_strv (object, "versions", versions);
  if (approval != APPROVAL_NONE)
    {
      JsonObject *approved = json_object_new ();

      meirei_json_set_time (approved, "at", 1);
      json_object_set_string_member (approved, "content_sha256",
                                     approval == APPROVAL_GOOD
                                     ? meirei_sheet_get_content_sha256 (sheet) : "other");
      json_object_set_object_member (object, "approval", approved);
    }
  instruction = meirei_instruction_new_from_json (object, &error);
  g_assert_no_error (error);

  return instruction;
}

#define OP(name) (1u << MEIREI_OPERATION_ ## name)

/* Every status with every kind of approval, with a version. */
static const struct {
  MeireiStatus status;
  Approval approval;
  guint legal;
} table[] = {
  { MEIREI_STATUS_DRAFT, APPROVAL_NONE, OP (VALIDATE) | OP (APPROVE) },
  { MEIREI_STATUS_DRAFT, APPROVAL_STALE, OP (VALIDATE) | OP (APPROVE) },
  { MEIREI_STATUS_VALIDATED, APPROVAL_NONE, OP (APPROVE) },
  { MEIREI_STATUS_VALIDATED, APPROVAL_STALE, OP (APPROVE) },
  { MEIREI_STATUS_APPROVED, APPROVAL_GOOD, OP (EXECUTE) },
  { MEIREI_STATUS_APPROVED, APPROVAL_STALE, OP (VALIDATE) | OP (APPROVE) },
  { MEIREI_STATUS_EXECUTED, APPROVAL_GOOD, OP (EXECUTE) | OP (ACCEPT) | OP (REJECT) },
  { MEIREI_STATUS_EXECUTED, APPROVAL_STALE,
    OP (VALIDATE) | OP (APPROVE) | OP (ACCEPT) | OP (REJECT) },
  { MEIREI_STATUS_ACCEPTED, APPROVAL_GOOD, 0 },
  { MEIREI_STATUS_ACCEPTED, APPROVAL_STALE, OP (VALIDATE) | OP (APPROVE) },
  { MEIREI_STATUS_REJECTED, APPROVAL_GOOD, OP (EXECUTE) },
  { MEIREI_STATUS_REJECTED, APPROVAL_STALE, OP (VALIDATE) | OP (APPROVE) },
  { MEIREI_STATUS_FAILED, APPROVAL_GOOD, OP (EXECUTE) },
  { MEIREI_STATUS_FAILED, APPROVAL_STALE, OP (VALIDATE) | OP (APPROVE) },
};

static void
test_table (void)
{
  const guint always = OP (EDIT) | OP (DELETE) | OP (ANALYZE) | OP (TEST);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    for (int operation = MEIREI_OPERATION_EDIT; operation <= MEIREI_OPERATION_DELETE; operation++)
      {
        g_autoptr(MeireiInstruction) instruction = instruction_new (table[i].status,
                                                                    table[i].approval, TRUE);
        g_autoptr(GError) error = NULL;
        gboolean expected = ((table[i].legal | always) & (1u << operation)) != 0;

        g_test_message ("%s, approval %d: %s",
                        meirei_enum_to_nick (MEIREI_TYPE_STATUS, (int) table[i].status),
                        table[i].approval,
                        meirei_enum_to_nick (MEIREI_TYPE_OPERATION, operation));
        g_assert_cmpint (meirei_lifecycle_is_legal (instruction, (MeireiOperation) operation),
                         ==, expected);
        g_assert_cmpint (meirei_lifecycle_check (instruction, (MeireiOperation) operation, &error),
                         ==, expected);
        if (!expected)
          g_assert_error (error, MEIREI_INSTRUCTION_ERROR,
                          MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);
      }
}

static void
test_executing (void)
{
  for (int operation = MEIREI_OPERATION_EDIT; operation <= MEIREI_OPERATION_DELETE; operation++)
    {
      g_autoptr(MeireiInstruction) instruction =
        instruction_new (MEIREI_STATUS_EXECUTING, APPROVAL_GOOD, TRUE);
      g_autoptr(GError) error = NULL;

      g_assert_false (meirei_lifecycle_check (instruction, (MeireiOperation) operation, &error));
      g_assert_nonnull (strstr (error->message, "executing"));
    }
}

static void
test_without_version (void)
{
  g_autoptr(MeireiInstruction) instruction =
    instruction_new (MEIREI_STATUS_APPROVED, APPROVAL_GOOD, FALSE);

  g_assert_false (meirei_lifecycle_is_legal (instruction, MEIREI_OPERATION_ANALYZE));
  g_assert_false (meirei_lifecycle_is_legal (instruction, MEIREI_OPERATION_TEST));
}

/* The message says what the status is and what would be legal. */
static void
test_message (void)
{
  g_autoptr(MeireiInstruction) instruction =
    instruction_new (MEIREI_STATUS_DRAFT, APPROVAL_NONE, FALSE);
  g_autoptr(GError) error = NULL;

  g_assert_false (meirei_lifecycle_decide (instruction, MEIREI_DECISION_ACCEPTED, NULL, &error));
  g_assert_nonnull (strstr (error->message, "accept"));
  g_assert_nonnull (strstr (error->message, "its status is draft"));
  g_assert_nonnull (strstr (error->message, "edit, validate, approve"));
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_DRAFT);
}

static void
test_whole_life (void)
{
  g_autoptr(MeireiInstruction) instruction =
    instruction_new (MEIREI_STATUS_DRAFT, APPROVAL_NONE, FALSE);
  g_autoptr(JsonObject) execution = json_object_new ();
  g_autoptr(GError) error = NULL;
  guint n_events = meirei_instruction_get_history (instruction)->len;

  g_assert_true (meirei_lifecycle_validate (instruction, &error));
  g_assert_true (meirei_lifecycle_approve (instruction, "go", &error));
  g_assert_true (meirei_instruction_is_approved (instruction));
  g_assert_true (meirei_lifecycle_begin_execution (instruction, "v1", execution, &error));
  g_assert_nonnull (meirei_instruction_get_execution (instruction));
  g_assert_null (meirei_instruction_get_latest_version (instruction));
  meirei_lifecycle_finish_execution (instruction, "v1", MEIREI_FINISH_COMPLETE, NULL);
  g_assert_null (meirei_instruction_get_execution (instruction));
  g_assert_cmpstr (meirei_instruction_get_latest_version (instruction), ==, "v1");
  g_assert_true (meirei_lifecycle_decide (instruction, MEIREI_DECISION_REJECTED, "no", &error));
  g_assert_true (meirei_lifecycle_undo_decision (instruction, &error));
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_EXECUTED);
  g_assert_true (meirei_lifecycle_decide (instruction, MEIREI_DECISION_ACCEPTED, "ok", &error));
  g_assert_no_error (error);
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_ACCEPTED);
  g_assert_cmpuint (meirei_instruction_get_history (instruction)->len, ==, n_events + 7);
}

static void
test_finish (void)
{
  for (int finish = MEIREI_FINISH_COMPLETE; finish <= MEIREI_FINISH_REPEATING; finish++)
    {
      g_autoptr(MeireiInstruction) instruction =
        instruction_new (MEIREI_STATUS_EXECUTING, APPROVAL_GOOD, FALSE);

      meirei_lifecycle_finish_execution (instruction, "v1", (MeireiFinish) finish, "why");
      g_assert_cmpint (meirei_instruction_get_status (instruction), ==,
                       finish == MEIREI_FINISH_COMPLETE ? MEIREI_STATUS_EXECUTED
                                                        : MEIREI_STATUS_FAILED);
      g_assert_cmpstr (meirei_instruction_get_latest_version (instruction), ==, "v1");
    }
}

static void
test_choose_version (void)
{
  static const struct {
    MeireiStatus status;
    const char *version;
    gboolean legal;
  } rows[] = {
    { MEIREI_STATUS_EXECUTED, "v1", TRUE }, { MEIREI_STATUS_FAILED, "v1", TRUE },
    { MEIREI_STATUS_EXECUTED, "v9", FALSE }, { MEIREI_STATUS_ACCEPTED, "v1", FALSE },
    { MEIREI_STATUS_REJECTED, "v1", FALSE }, { MEIREI_STATUS_EXECUTING, "v1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiInstruction) instruction = instruction_new (MEIREI_STATUS_EXECUTING,
                                                                  APPROVAL_GOOD, TRUE);
      g_autoptr(MeireiInstruction) current = NULL;
      g_autoptr(JsonObject) object = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *next = NULL;

      meirei_lifecycle_finish_execution (instruction, "v2", MEIREI_FINISH_COMPLETE, NULL);
      object = meirei_instruction_to_json (instruction);
      json_object_set_string_member (object, "status",
                                     meirei_enum_to_nick (MEIREI_TYPE_STATUS,
                                                          (int) rows[i].status));
      current = meirei_instruction_new_from_json (object, NULL);
      g_assert_cmpint (meirei_lifecycle_choose_version (current, rows[i].version, "best", &error),
                       ==, rows[i].legal);
      g_assert_cmpstr (meirei_instruction_get_latest_version (current), ==,
                       rows[i].legal ? "v1" : "v2");
      g_assert_cmpint (meirei_instruction_get_status (current), ==,
                       rows[i].legal ? MEIREI_STATUS_EXECUTED : rows[i].status);
      next = meirei_instruction_dup_next_version (current);
      g_assert_cmpstr (next, ==, "v3");
    }
}

static void
test_edit (void)
{
  static const struct {
    MeireiStatus before;
    MeireiStatus after;
  } rows[] = {
    { MEIREI_STATUS_DRAFT, MEIREI_STATUS_DRAFT },
    { MEIREI_STATUS_VALIDATED, MEIREI_STATUS_DRAFT },
    { MEIREI_STATUS_APPROVED, MEIREI_STATUS_DRAFT },
    { MEIREI_STATUS_EXECUTED, MEIREI_STATUS_EXECUTED },
    { MEIREI_STATUS_ACCEPTED, MEIREI_STATUS_ACCEPTED },
    { MEIREI_STATUS_REJECTED, MEIREI_STATUS_REJECTED },
    { MEIREI_STATUS_FAILED, MEIREI_STATUS_FAILED },
  };
  g_autoptr(MeireiSheet) other = sheet_new ("Add, but better.");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiInstruction) instruction = instruction_new (rows[i].before, APPROVAL_GOOD,
                                                                  TRUE);
      g_autoptr(GError) error = NULL;

      g_assert_true (meirei_lifecycle_edit (instruction, other, &error));
      g_assert_no_error (error);
      g_assert_cmpint (meirei_instruction_get_status (instruction), ==, rows[i].after);
      g_assert_true (meirei_instruction_is_approval_stale (instruction));
      g_assert_false (meirei_lifecycle_is_legal (instruction, MEIREI_OPERATION_EXECUTE));
    }
}

static void
test_edit_without_content (void)
{
  g_autoptr(MeireiInstruction) instruction =
    instruction_new (MEIREI_STATUS_APPROVED, APPROVAL_GOOD, FALSE);
  g_autoptr(JsonNode) phase = json_from_string ("5", NULL);
  g_autoptr(MeireiSheet) moved =
    meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), "phase", phase, NULL);
  g_autoptr(GError) error = NULL;
  guint n_events = meirei_instruction_get_history (instruction)->len;

  g_assert_true (meirei_lifecycle_edit (instruction, meirei_instruction_get_sheet (instruction),
                                        &error));
  g_assert_cmpuint (meirei_instruction_get_history (instruction)->len, ==, n_events);
  g_assert_true (meirei_lifecycle_edit (instruction, moved, &error));
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_APPROVED);
  g_assert_true (meirei_instruction_is_approved (instruction));
  g_assert_cmpuint (meirei_instruction_get_history (instruction)->len, ==, n_events + 1);
}

static void
test_invalid_sheet (void)
{
  g_autoptr(MeireiSheet) sheet = sheet_new ("  ");
  g_autoptr(MeireiInstruction) instruction = meirei_instruction_new (sheet);
  g_autoptr(GError) error = NULL;

  g_assert_false (meirei_lifecycle_approve (instruction, NULL, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_SHEET);
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_DRAFT);
  g_assert_false (meirei_instruction_is_approved (instruction));
}

static void
test_nothing_to_undo (void)
{
  g_autoptr(MeireiInstruction) instruction =
    instruction_new (MEIREI_STATUS_EXECUTED, APPROVAL_GOOD, TRUE);
  g_autoptr(GError) error = NULL;

  g_assert_false (meirei_lifecycle_undo_decision (instruction, &error));
  g_assert_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/lifecycle/table", test_table);
  g_test_add_func ("/core/lifecycle/executing", test_executing);
  g_test_add_func ("/core/lifecycle/without-version", test_without_version);
  g_test_add_func ("/core/lifecycle/message", test_message);
  g_test_add_func ("/core/lifecycle/whole-life", test_whole_life);
  g_test_add_func ("/core/lifecycle/finish", test_finish);
  g_test_add_func ("/core/lifecycle/choose-version", test_choose_version);
  g_test_add_func ("/core/lifecycle/edit", test_edit);
  g_test_add_func ("/core/lifecycle/edit-without-content", test_edit_without_content);
  g_test_add_func ("/core/lifecycle/invalid-sheet", test_invalid_sheet);
  g_test_add_func ("/core/lifecycle/nothing-to-undo", test_nothing_to_undo);

  return g_test_run ();
}
