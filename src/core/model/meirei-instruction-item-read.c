/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What an item shows of an instruction, its latest version and that version's
 * report, and the item as JSON. */

#include "config.h"

#include <string.h>

#include "meirei-history-event.h"
#include "meirei-instruction-item.h"
#include "meirei-json.h"
#include "meirei-test-report.h"

static const char *
get_last_note (MeireiInstruction *instruction)
{
  GPtrArray *history = meirei_instruction_get_history (instruction);

  return history->len > 0
         ? meirei_history_event_get_note (history->pdata[history->len - 1])
         : "";
}

/* Rows of the scoring table that name a module that may not exist. */
static gboolean
is_unknown_import (JsonObject *deduction)
{
  return strcmp (meirei_json_get_string (deduction, "item", ""), "invented-module") == 0
         || strcmp (meirei_json_get_string (deduction, "rule", ""), "invented-module") == 0;
}

static MeireiItemFlags
read_report_flags (JsonObject *report)
{
  JsonArray *deductions = meirei_json_get_array (report, "deductions");
  JsonObject *syntax = meirei_json_get_object (report, "syntax");
  guint n_deductions = deductions != NULL ? json_array_get_length (deductions) : 0;
  MeireiItemFlags flags = MEIREI_ITEM_FLAG_NONE;

  for (guint i = 0; i < n_deductions; i++)
    {
      JsonObject *deduction = meirei_json_array_object (deductions, i);

      if (strcmp (meirei_json_get_string (deduction, "category", ""), "security") == 0)
        flags |= MEIREI_ITEM_FLAG_SECURITY;
      if (is_unknown_import (deduction))
        flags |= MEIREI_ITEM_FLAG_UNKNOWN_IMPORT;
    }
  if (!meirei_json_get_boolean (syntax, "ok", TRUE))
    flags |= MEIREI_ITEM_FLAG_SYNTAX_ERROR;

  return flags;
}

static MeireiItemFlags
read_test_flags (JsonObject *tests)
{
  g_autoptr(MeireiTestReport) report = meirei_test_report_new_from_json (tests);

  if (report == NULL)
    return MEIREI_ITEM_FLAG_NONE;
  if (meirei_test_report_get_gate_value (report) > 0)
    return MEIREI_ITEM_FLAG_TESTS_FAILED;

  return meirei_test_report_has_passed (report) ? MEIREI_ITEM_FLAG_TESTS_PASSED
                                                : MEIREI_ITEM_FLAG_NONE;
}

/* A verdict is about the file and the sheet that were looked at. */
static gboolean
is_verdict_stale (MeireiInstruction *instruction,
                  JsonObject        *version,
                  gboolean           file_changed)
{
  const char *executed_sha256 = meirei_json_get_string (version, "sheet_sha256", NULL);
  MeireiSheet *sheet = meirei_instruction_get_sheet (instruction);

  if (meirei_json_get_object (version, "verdict") == NULL)
    return FALSE;

  return file_changed
         || (executed_sha256 != NULL
             && strcmp (executed_sha256, meirei_sheet_get_content_sha256 (sheet)) != 0);
}

static void
read_version (MeireiItemFields  *fields,
              MeireiInstruction *instruction,
              JsonObject        *version,
              gboolean           file_changed)
{
  JsonObject *report = meirei_json_get_object (version, "report");
  JsonObject *gate = meirei_json_get_object (report, "gate");

  fields->model = meirei_json_get_string (meirei_json_get_object (version, "model"), "id", "");
  fields->size = MAX (meirei_json_get_int (version, "size", 0), 0);
  fields->score = (int) CLAMP (meirei_json_get_int (report, "score", -1), -1, 100);
  if (gate != NULL)
    fields->gate = meirei_json_get_boolean (gate, "passed", FALSE) ? "passed" : "failed";
  if (strcmp (meirei_json_get_string (version, "finish", ""), "truncated") == 0)
    fields->flags |= MEIREI_ITEM_FLAG_TRUNCATED;
  if (fields->size > MEIREI_ITEM_LARGE_SIZE)
    fields->flags |= MEIREI_ITEM_FLAG_LARGE;
  if (is_verdict_stale (instruction, version, file_changed))
    fields->flags |= MEIREI_ITEM_FLAG_VERDICT_STALE;
  fields->flags |= read_report_flags (report);
  fields->flags |= read_test_flags (meirei_json_get_object (version, "tests"));
}

/**
 * meirei_instruction_item_new:
 * @instruction: an instruction
 * @version: (nullable): its latest version as the files have it
 * @file_changed: whether that version's code is not what was recorded or
 *   decided about
 *
 * Returns: (transfer full): a new item that shows them
 */
MeireiInstructionItem *
meirei_instruction_item_new (MeireiInstruction *instruction,
                             JsonObject        *version,
                             gboolean           file_changed)
{
  MeireiItemFields fields = { .score = -1 };
  MeireiSheet *sheet;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (instruction), NULL);

  sheet = meirei_instruction_get_sheet (instruction);
  fields.id = meirei_instruction_get_id (instruction);
  fields.title = meirei_sheet_get_title (sheet);
  fields.feature = meirei_sheet_get_feature (sheet);
  fields.phase = meirei_sheet_get_phase (sheet);
  fields.status = meirei_instruction_get_status (instruction);
  fields.tags = meirei_sheet_get_tags (sheet);
  fields.version = meirei_instruction_get_latest_version (instruction);
  fields.n_versions = g_strv_length ((char **) meirei_instruction_get_versions (instruction));
  fields.created_at = meirei_instruction_get_created_at (instruction);
  fields.updated_at = meirei_instruction_get_updated_at (instruction);
  fields.note = get_last_note (instruction);
  fields.revision = meirei_instruction_get_revision (instruction);
  if (meirei_instruction_is_approval_stale (instruction))
    fields.flags |= MEIREI_ITEM_FLAG_APPROVAL_STALE;
  if (version != NULL)
    read_version (&fields, instruction, version, file_changed);

  return meirei_instruction_item_new_from_fields (&fields);
}

static JsonArray *
flags_to_json (MeireiItemFlags flags)
{
  JsonArray *words = json_array_new ();
  GFlagsClass *flags_class = g_type_class_ref (MEIREI_TYPE_ITEM_FLAGS);

  for (guint i = 0; i < flags_class->n_values; i++)
    if (flags & flags_class->values[i].value)
      json_array_add_string_element (words, flags_class->values[i].value_nick);
  g_type_class_unref (flags_class);

  return words;
}

/**
 * meirei_instruction_item_to_json:
 * @self: an item
 *
 * Returns: (transfer full): what it shows, for machine-readable lists
 */
JsonObject *
meirei_instruction_item_to_json (MeireiInstructionItem *self)
{
  JsonObject *object;
  int score;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  object = json_object_new ();
  score = meirei_instruction_item_get_score (self);
  json_object_set_string_member (object, "id", meirei_instruction_item_get_id (self));
  json_object_set_string_member (object, "title", meirei_instruction_item_get_title (self));
  json_object_set_string_member (object, "feature", meirei_instruction_item_get_feature (self));
  json_object_set_int_member (object, "phase", meirei_instruction_item_get_phase (self));
  json_object_set_string_member (object, "status",
                                 meirei_enum_to_nick (MEIREI_TYPE_STATUS,
                                                      (int) meirei_instruction_item_get_status (self)));
  meirei_json_set_strv (object, "tags", meirei_instruction_item_get_tags (self));
  json_object_set_string_member (object, "version", meirei_instruction_item_get_version (self));
  json_object_set_int_member (object, "versions", meirei_instruction_item_get_n_versions (self));
  json_object_set_string_member (object, "model", meirei_instruction_item_get_model (self));
  if (score >= 0)
    json_object_set_int_member (object, "score", score);
  else
    json_object_set_null_member (object, "score");
  json_object_set_string_member (object, "gate", meirei_instruction_item_get_gate (self));
  json_object_set_array_member (object, "flags",
                                flags_to_json (meirei_instruction_item_get_flags (self)));
  json_object_set_int_member (object, "size", meirei_instruction_item_get_size (self));
  json_object_set_string_member (object, "note", meirei_instruction_item_get_note (self));
  meirei_json_set_time (object, "created_at", meirei_instruction_item_get_created_at (self));
  meirei_json_set_time (object, "updated_at", meirei_instruction_item_get_updated_at (self));
  json_object_set_int_member (object, "revision", meirei_instruction_item_get_revision (self));

  return object;
}
