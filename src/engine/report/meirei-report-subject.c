/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-report-subject.h"

static void
load_version (MeireiReportSubject *self,
              MeireiWorkspace     *workspace,
              const char          *name,
              gboolean             with_code)
{
  JsonObject *report, *tests;
  g_autoptr(GError) error = NULL;

  self->version = meirei_workspace_load_version (workspace, self->id, name, &error);
  if (self->version == NULL)
    {
      self->problem = g_strdup (error->message);
      return;
    }

  report = meirei_version_get_section (self->version, "report");
  if (report != NULL)
    self->report = meirei_report_new_from_json (report);
  tests = meirei_version_get_section (self->version, "tests");
  if (tests != NULL)
    self->tests = meirei_test_report_new_from_json (tests);
  if (!with_code || meirei_version_get_file (self->version) == NULL)
    return;

  self->code = meirei_workspace_read_code (workspace, self->id, name, &self->code_unchanged,
                                           &error);
  if (self->code == NULL)
    self->problem = g_strdup (error->message);
}

/**
 * meirei_report_subject_load:
 * @workspace: a workspace
 * @id: an instruction's UUID
 * @version: (nullable): a version's name; %NULL for the latest
 * @with_code: whether the code is needed, too
 *
 * Reads what a document tells about an instruction.  Blocks; any thread may
 * call it.
 *
 * Returns: (transfer full): what could be read
 */
MeireiReportSubject *
meirei_report_subject_load (MeireiWorkspace *workspace,
                            const char      *id,
                            const char      *version,
                            gboolean         with_code)
{
  MeireiReportSubject *self;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_new0 (MeireiReportSubject, 1);
  self->id = g_strdup (id);
  self->instruction = meirei_workspace_load_instruction (workspace, id, &error);
  if (self->instruction == NULL)
    {
      self->title = g_strdup (id);
      self->problem = g_strdup (error->message);
      return self;
    }

  self->title = g_strdup (meirei_sheet_get_title (meirei_instruction_get_sheet (self->instruction)));
  if (version == NULL)
    version = meirei_instruction_get_latest_version (self->instruction);
  if (version != NULL)
    load_version (self, workspace, version, with_code);

  return self;
}

/**
 * meirei_report_subject_free:
 * @self: (transfer full): what a document tells about an instruction
 */
void
meirei_report_subject_free (MeireiReportSubject *self)
{
  g_clear_object (&self->instruction);
  g_clear_object (&self->version);
  g_clear_object (&self->report);
  g_clear_object (&self->tests);
  g_clear_pointer (&self->code, g_bytes_unref);
  g_free (self->id);
  g_free (self->title);
  g_free (self->problem);
  g_free (self);
}

/**
 * meirei_report_subject_sum_tokens:
 * @self: what a document tells about an instruction
 * @member: `prompt_tokens` or `completion_tokens`
 *
 * Returns: how many tokens all attempts of the version took; 0 if unknown
 */
gint64
meirei_report_subject_sum_tokens (MeireiReportSubject *self,
                                  const char          *member)
{
  JsonArray *attempts = self->version != NULL ? meirei_version_get_attempts (self->version) : NULL;
  gint64 sum = 0;

  for (guint i = 0; attempts != NULL && i < json_array_get_length (attempts); i++)
    sum += MAX (meirei_json_get_int (meirei_json_array_object (attempts, i), member, 0), 0);

  return sum;
}

/**
 * meirei_report_subject_sum_seconds:
 * @self: what a document tells about an instruction
 *
 * Returns: how long all attempts of the version took, in seconds
 */
double
meirei_report_subject_sum_seconds (MeireiReportSubject *self)
{
  JsonArray *attempts = self->version != NULL ? meirei_version_get_attempts (self->version) : NULL;
  double sum = 0.0;

  for (guint i = 0; attempts != NULL && i < json_array_get_length (attempts); i++)
    sum += MAX (meirei_json_get_double (meirei_json_array_object (attempts, i), "duration_s", 0.0),
                0.0);

  return sum;
}

/**
 * meirei_report_subject_gate_passed:
 * @self: what a document tells about an instruction
 *
 * Returns: whether there is a report whose gate was passed
 */
gboolean
meirei_report_subject_gate_passed (MeireiReportSubject *self)
{
  MeireiGateResult *gate = self->report != NULL ? meirei_report_get_gate (self->report) : NULL;

  return gate != NULL && meirei_gate_result_get_passed (gate);
}

/**
 * meirei_report_subject_dup_path:
 * @self: what a document tells about an instruction, with a version
 *
 * Returns: (transfer full): the path of the version's code within the
 *   workspace, for tools that look at the files there; the instruction's id if
 *   there is no code
 */
char *
meirei_report_subject_dup_path (MeireiReportSubject *self)
{
  const char *file = meirei_version_get_file (self->version);

  return file != NULL ? g_strconcat ("data/generated_code/", file, NULL) : g_strdup (self->id);
}
