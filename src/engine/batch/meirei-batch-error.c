/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Every failure of an item is told in two words: the error type, one of the
 * three names that users of the original system know, and a finer code. */

#include "config.h"

#include <gio/gio.h>

#include "meirei-batch-error.h"
#include "meirei-instruction-error.h"
#include "meirei-slm-error.h"

G_DEFINE_QUARK (meirei-batch-error-quark, meirei_batch_error)

/**
 * meirei_error_get_type_name:
 * @error: any error of an operation on an instruction
 *
 * Returns: `InstructionNotFoundError`, `InvalidOperationError` or
 *   `BatchProcessingError`
 */
const char *
meirei_error_get_type_name (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND)
      || g_error_matches (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_AMBIGUOUS)
      || g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_UNKNOWN_IDS))
    return "InstructionNotFoundError";

  if (g_error_matches (error, MEIREI_INSTRUCTION_ERROR,
                       MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION)
      || g_error_matches (error, MEIREI_INSTRUCTION_ERROR,
                          MEIREI_INSTRUCTION_ERROR_INVALID_SHEET)
      || g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_UNKNOWN_OPERATION))
    return "InvalidOperationError";

  return "BatchProcessingError";
}

static const char *
instruction_code (int code)
{
  switch ((MeireiInstructionError) code)
    {
    case MEIREI_INSTRUCTION_ERROR_NOT_FOUND:
      return "not_found";
    case MEIREI_INSTRUCTION_ERROR_AMBIGUOUS:
      return "ambiguous_id";
    case MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION:
      return "invalid_operation";
    case MEIREI_INSTRUCTION_ERROR_INVALID_SHEET:
      return "invalid_sheet";
    case MEIREI_INSTRUCTION_ERROR_INVALID_DATA:
      return "invalid_data";
    case MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA:
      return "newer_schema";
    default:
      return "instruction";
    }
}

static const char *
batch_code (int code)
{
  switch ((MeireiBatchError) code)
    {
    case MEIREI_BATCH_ERROR_UNKNOWN_OPERATION:
      return "unknown_operation";
    case MEIREI_BATCH_ERROR_UNKNOWN_IDS:
      return "unknown_ids";
    case MEIREI_BATCH_ERROR_EMPTY:
      return "nothing_to_do";
    case MEIREI_BATCH_ERROR_NOT_FOUND:
      return "batch_not_found";
    case MEIREI_BATCH_ERROR_JOURNAL:
      return "journal";
    case MEIREI_BATCH_ERROR_DEPENDENCY:
      return "dependency_failed";
    case MEIREI_BATCH_ERROR_INCOMPLETE:
      return "incomplete_answer";
    case MEIREI_BATCH_ERROR_TESTS:
      return "tests_failed";
    case MEIREI_BATCH_ERROR_NOT_DECIDED:
      return "not_decided";
    case MEIREI_BATCH_ERROR_STALE:
      return "stale";
    case MEIREI_BATCH_ERROR_FILE:
      return "batch_file";
    default:
      return "batch";
    }
}

static char *
enum_code (GType type,
           int   code)
{
  GEnumClass *enum_class = g_type_class_ref (type);
  GEnumValue *value = g_enum_get_value (enum_class, code);
  char *nick = g_strdelimit (g_strdup (value != NULL ? value->value_nick : "unknown"), "-", '_');

  g_type_class_unref (enum_class);

  return nick;
}

/**
 * meirei_error_dup_code:
 * @error: any error of an operation on an instruction
 *
 * Returns: (transfer full): a stable lower-case word for the cause, such as
 *   `context_overflow`
 */
char *
meirei_error_dup_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == MEIREI_SLM_ERROR)
    return enum_code (MEIREI_TYPE_SLM_ERROR, error->code);
  if (error->domain == MEIREI_INSTRUCTION_ERROR)
    return g_strdup (instruction_code (error->code));
  if (error->domain == MEIREI_BATCH_ERROR)
    return g_strdup (batch_code (error->code));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup ("cancelled");

  return g_strdelimit (g_strdup (g_quark_to_string (error->domain)), "-", '_');
}

/**
 * meirei_error_to_json:
 * @error: any error of an operation on an instruction
 *
 * Returns: (transfer full): `{"type", "code", "message"}`, and for a prompt that
 *   does not fit `needed_tokens` and `available_tokens`
 */
JsonObject *
meirei_error_to_json (const GError *error)
{
  g_autofree char *code = NULL;
  MeireiSlmFailure *failure;
  JsonObject *object;

  g_return_val_if_fail (error != NULL, NULL);

  code = meirei_error_dup_code (error);
  object = json_object_new ();
  json_object_set_string_member (object, "type", meirei_error_get_type_name (error));
  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "message", error->message);
  failure = error->domain == MEIREI_SLM_ERROR ? meirei_slm_error_get_failure (error) : NULL;
  if (failure != NULL && meirei_slm_failure_get_needed_tokens (failure) > 0)
    json_object_set_int_member (object, "needed_tokens",
                                meirei_slm_failure_get_needed_tokens (failure));
  if (failure != NULL && meirei_slm_failure_get_available_tokens (failure) > 0)
    json_object_set_int_member (object, "available_tokens",
                                meirei_slm_failure_get_available_tokens (failure));

  return object;
}
