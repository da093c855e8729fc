/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-document-error.h"
#include "meirei-instruction-report.h"
#include "meirei-json.h"
#include "meirei-junit.h"
#include "meirei-quality-document.h"

static gboolean
check_version (MeireiInstruction  *instruction,
               const char         *version,
               GError            **error)
{
  const char * const *names = meirei_instruction_get_versions (instruction);
  g_autofree char *list = NULL;

  if (version == NULL || g_strv_contains (names, version))
    return TRUE;

  list = g_strjoinv (", ", (char **) names);
  g_set_error (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_NO_VERSION,
               "%s has no version %s; it has %s", meirei_instruction_get_short_id (instruction),
               version, *list != '\0' ? list : "none yet");

  return FALSE;
}

/**
 * meirei_instruction_report_load:
 * @workspace: a workspace
 * @id: an instruction's UUID
 * @version: (nullable): a version's name; %NULL for the latest
 * @error: return location for an error
 *
 * Reads an instruction with all its versions.  Blocks; any thread may call it.
 *
 * Returns: (transfer full) (nullable): what a document tells about the
 *   instruction, or %NULL with %MEIREI_INSTRUCTION_ERROR_NOT_FOUND, an error of
 *   reading it, or %MEIREI_DOCUMENT_ERROR_NO_VERSION
 */
MeireiInstructionReport *
meirei_instruction_report_load (MeireiWorkspace  *workspace,
                                const char       *id,
                                const char       *version,
                                GError          **error)
{
  g_autoptr(MeireiInstruction) instruction = NULL;
  const char * const *names;
  MeireiInstructionReport *self;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  instruction = meirei_workspace_load_instruction (workspace, id, error);
  if (instruction == NULL || !check_version (instruction, version, error))
    return NULL;

  self = g_new0 (MeireiInstructionReport, 1);
  self->subject = meirei_report_subject_load (workspace, id, version, TRUE);
  self->versions = g_ptr_array_new_with_free_func (g_object_unref);
  names = meirei_instruction_get_versions (instruction);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      /* The record of one that cannot be read is missing; the rest is true. */
      MeireiVersion *loaded = meirei_workspace_load_version (workspace, id, names[i], NULL);

      if (loaded != NULL)
        g_ptr_array_add (self->versions, loaded);
    }

  return self;
}

/**
 * meirei_instruction_report_free:
 * @self: (transfer full): what a document tells about an instruction
 */
void
meirei_instruction_report_free (MeireiInstructionReport *self)
{
  meirei_report_subject_free (self->subject);
  g_ptr_array_unref (self->versions);
  g_free (self);
}

/**
 * meirei_instruction_report_json:
 * @self: what a document tells about an instruction
 *
 * Returns: (transfer full): the instruction's file as it is stored, with
 *   `version_records`, `shown_version` and `code`
 */
char *
meirei_instruction_report_json (MeireiInstructionReport *self)
{
  MeireiReportSubject *subject = self->subject;
  g_autoptr(JsonObject) document = NULL;
  JsonArray *records = json_array_new ();

  document = subject->instruction != NULL ? meirei_instruction_to_json (subject->instruction)
                                          : json_object_new ();
  for (guint i = 0; i < self->versions->len; i++)
    json_array_add_object_element (records, meirei_version_to_json (self->versions->pdata[i]));
  json_object_set_array_member (document, "version_records", records);
  meirei_json_set_string (document, "shown_version",
                          subject->version != NULL ? meirei_version_get_name (subject->version)
                                                   : NULL);
  meirei_json_set_string (document, "problem", subject->problem);
  if (subject->code != NULL)
    {
      g_autofree char *code = g_utf8_make_valid (g_bytes_get_data (subject->code, NULL),
                                                 (gssize) g_bytes_get_size (subject->code));

      json_object_set_string_member (document, "code", code);
      json_object_set_boolean_member (document, "code_unchanged", subject->code_unchanged);
    }

  return meirei_json_to_text (document, NULL);
}

/**
 * meirei_instruction_report_sarif:
 * @self: what a document tells about an instruction
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): a SARIF document about the version's file, whose
 *   path is that within the workspace
 */
char *
meirei_instruction_report_sarif (MeireiInstructionReport *self,
                                 MeireiScoreTable        *table,
                                 const char              *language)
{
  MeireiReportSubject *subject = self->subject;
  g_autoptr(GPtrArray) files =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_reported_file_free);

  if (subject->report != NULL)
    {
      g_autofree char *path = meirei_report_subject_dup_path (subject);

      g_ptr_array_add (files, meirei_reported_file_new (path, subject->report));
    }

  return meirei_quality_document_sarif (table, language, files);
}

/**
 * meirei_instruction_report_junit:
 * @self: what a document tells about an instruction
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): JUnit's XML with one suite
 */
char *
meirei_instruction_report_junit (MeireiInstructionReport *self,
                                 MeireiScoreTable        *table,
                                 const char              *language)
{
  MeireiReportSubject *subject = self->subject;
  MeireiJunit *junit = meirei_junit_new (subject->title);
  gint64 started_at = subject->version != NULL ? meirei_version_get_created_at (subject->version)
                                               : 0;
  MeireiJunitCase test = { .name = "execute", .type = "answer" };
  const char *feature =
    meirei_sheet_get_feature (meirei_instruction_get_sheet (subject->instruction));

  meirei_junit_begin_suite (junit, subject->title, feature, started_at);
  test.seconds = meirei_report_subject_sum_seconds (subject);
  if (subject->version == NULL)
    {
      test.outcome = MEIREI_JUNIT_SKIPPED;
      test.message = "There is no version yet";
    }
  else if (meirei_version_get_finish (subject->version) != MEIREI_FINISH_COMPLETE)
    {
      test.outcome = MEIREI_JUNIT_ERROR;
      test.message = meirei_enum_to_nick (MEIREI_TYPE_FINISH,
                                          (int) meirei_version_get_finish (subject->version));
    }
  meirei_junit_add_case (junit, &test);
  meirei_junit_add_version (junit, subject, table, language);

  return meirei_junit_free_to_text (junit);
}
