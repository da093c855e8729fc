/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* One instruction's provenance: what was recorded against what is there. */

#include "config.h"

#include "meirei-batch-archive.h"
#include "meirei-json.h"
#include "meirei-prompt-template.h"
#include "meirei-provenance-look.h"
#include "meirei-string.h"
#include "meirei-test-report.h"
#include "meirei-workspace-versions.h"

typedef struct {
  MeireiWorkspace *workspace;
  const char *data_dir;
  MeireiScoreTable *table;
  MeireiPresetStore *presets;
  MeireiInstruction *instruction;
  MeireiVersion *version;   /* (nullable) the one that is being looked at */
  gboolean current;         /* it was made from what the sheet says now */
  GPtrArray *links;
} Look;

static void
add (Look            *look,
     MeireiLinkKind   kind,
     MeireiLinkState  state,
     const char      *expected,
     const char      *actual,
     const char      *message)
{
  g_ptr_array_add (look->links,
                   meirei_link_new (kind, state, meirei_instruction_get_id (look->instruction),
                                    look->version != NULL
                                    ? meirei_version_get_name (look->version) : NULL,
                                    expected, actual, message));
}

static void
add_comparison (Look           *look,
                MeireiLinkKind  kind,
                const char     *expected,
                const char     *actual,
                const char     *message)
{
  gboolean same = g_strcmp0 (expected, actual) == 0;

  add (look, kind, same ? MEIREI_LINK_MATCHES : MEIREI_LINK_DIFFERS, expected, actual,
       same ? NULL : message);
}

/* A sheet may differ from what was approved or asked if it was edited since:
 * the history tells an edit from a file that was changed by hand. */
static gboolean
was_edited_since (MeireiInstruction *instruction,
                  gint64             at)
{
  GPtrArray *history = meirei_instruction_get_history (instruction);

  for (guint i = 0; i < history->len; i++)
    if (g_strcmp0 (meirei_history_event_get_event (history->pdata[i]), "edit") == 0
        && meirei_history_event_get_at (history->pdata[i]) >= at)
      return TRUE;

  return FALSE;
}

static gboolean
needs_approval (MeireiInstruction *instruction)
{
  MeireiStatus status = meirei_instruction_get_status (instruction);

  return status != MEIREI_STATUS_DRAFT && status != MEIREI_STATUS_VALIDATED;
}

static void
look_at_approval (Look *look)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (look->instruction);
  const char *approved = meirei_instruction_get_approved_sha256 (look->instruction);
  const char *actual = meirei_sheet_get_content_sha256 (sheet);

  if (approved == NULL && needs_approval (look->instruction))
    add (look, MEIREI_LINK_APPROVAL, MEIREI_LINK_MISSING, NULL, actual,
         "There is no approval, and the status says that there was one");
  else if (approved != NULL && !g_str_equal (approved, actual)
           && was_edited_since (look->instruction,
                                meirei_instruction_get_approved_at (look->instruction)))
    add (look, MEIREI_LINK_APPROVAL, MEIREI_LINK_STALE, approved, actual,
         "The sheet was edited after its approval");
  else if (approved != NULL)
    add_comparison (look, MEIREI_LINK_APPROVAL, approved, actual,
                    "The sheet is not the one that was approved");
}

static void
look_at_dependencies (Look *look)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (look->instruction);
  const char * const *ids = meirei_sheet_get_depends_on (sheet);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiInstruction) other =
        meirei_workspace_load_instruction (look->workspace, ids[i], &error);

      add (look, MEIREI_LINK_DEPENDENCY,
           other != NULL ? MEIREI_LINK_MATCHES : MEIREI_LINK_MISSING, ids[i],
           other != NULL ? ids[i] : NULL, other != NULL ? NULL : error->message);
    }
}

static void
look_at_sheet (Look *look)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (look->instruction);
  const char *expected = meirei_version_get_sheet_sha256 (look->version);
  const char *actual = meirei_sheet_get_content_sha256 (sheet);

  look->current = g_strcmp0 (expected, actual) == 0;
  if (expected == NULL)
    add (look, MEIREI_LINK_SHEET, MEIREI_LINK_UNCHECKED, NULL, actual,
         "The version does not say from which sheet it was made");
  else if (!look->current
           && was_edited_since (look->instruction, meirei_version_get_created_at (look->version)))
    add (look, MEIREI_LINK_SHEET, MEIREI_LINK_STALE, expected, actual,
         "The sheet was edited after this version");
  else
    add_comparison (look, MEIREI_LINK_SHEET, expected, actual,
                    "The version was made from another sheet");
}

/* The model's preset may have a system prompt of its own. */
static MeireiPrompt *
add_base (Look         *look,
          MeireiPrompt *plain)
{
  const char *model = meirei_version_get_model_id (look->version);
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (look->workspace);
  g_autoptr(MeireiPreset) preset = NULL;

  if (look->presets != NULL && model != NULL)
    preset = meirei_preset_store_lookup (look->presets, model,
                                         meirei_json_get_object (settings, "presets"), NULL);

  return preset != NULL
         ? meirei_prompt_with_base (plain, meirei_preset_get_system_prompt (preset))
         : g_object_ref (plain);
}

static void
look_at_prompt (Look       *look,
                JsonObject *record)
{
  const char *expected = meirei_json_get_string (record, "prompt_sha256", NULL);
  JsonObject *written = meirei_json_get_object (record, "template");
  const char *name = meirei_json_get_string (written, "name", NULL);
  const char *version = meirei_json_get_string (written, "version", NULL);
  g_autoptr(MeireiPromptTemplate) template = NULL;
  g_autoptr(MeireiPrompt) plain = NULL;
  g_autoptr(MeireiPrompt) prompt = NULL;
  g_autoptr(GError) error = NULL;

  if (expected == NULL || name == NULL)
    {
      add (look, MEIREI_LINK_PROMPT, MEIREI_LINK_UNCHECKED, expected, NULL,
           "The version does not say which prompt was sent");
      return;
    }
  if (!look->current || meirei_version_get_section (look->version, "base") != NULL)
    {
      add (look, MEIREI_LINK_PROMPT, MEIREI_LINK_UNCHECKED, expected, NULL,
           look->current ? "It was a change request, which cannot be made again"
                         : "The sheet is no longer the one that the prompt was made from");
      return;
    }

  template = meirei_prompt_template_find (look->data_dir,
                                          meirei_workspace_get_dir (look->workspace), name,
                                          &error);
  if (template == NULL
      || g_strcmp0 (meirei_prompt_template_get_version (template), version) != 0)
    {
      add (look, MEIREI_LINK_PROMPT, MEIREI_LINK_UNCHECKED, expected, NULL,
           template == NULL ? error->message
                            : "There is another version of the prompt template now");
      return;
    }

  plain = meirei_prompt_template_render (template,
                                         meirei_instruction_get_sheet (look->instruction));
  prompt = add_base (look, plain);
  add_comparison (look, MEIREI_LINK_PROMPT, expected, meirei_prompt_get_sha256 (prompt),
                  "Sheet and template do not give the prompt that was sent");
}

/* The code or the whole answer; returns the hash of what is there. */
static char *
look_at_bytes (Look           *look,
               MeireiLinkKind  kind,
               GBytes         *bytes,
               const char     *expected,
               const GError   *error)
{
  g_autofree char *actual = NULL;

  if (expected == NULL)
    return NULL;
  if (bytes == NULL)
    {
      add (look, kind, MEIREI_LINK_MISSING, expected, NULL, error->message);
      return NULL;
    }

  actual = meirei_sha256 (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  add_comparison (look, kind, expected, actual,
                  kind == MEIREI_LINK_FILE ? "The code was changed after it was written"
                  : kind == MEIREI_LINK_ATTEMPT ? "What was kept of an attempt was changed"
                                                : "The kept answer was changed");

  return g_steal_pointer (&actual);
}

/* Where there were several attempts, each was kept. */
static void
look_at_attempts (Look *look)
{
  MeireiWorkspace *workspace = look->workspace;
  const char *id = meirei_instruction_get_id (look->instruction);
  const char *name = meirei_version_get_name (look->version);
  JsonArray *attempts = meirei_version_get_attempts (look->version);
  guint n_attempts = attempts != NULL ? json_array_get_length (attempts) : 0;

  for (guint i = 0; n_attempts > 1 && i < n_attempts; i++)
    {
      JsonObject *attempt = meirei_json_array_object (attempts, i);
      const char *hashes[] = { meirei_json_get_string (attempt, "raw_sha256", NULL),
                               meirei_json_get_string (attempt, "code_sha256", NULL) };

      for (guint code = 0; code < G_N_ELEMENTS (hashes); code++)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(GBytes) bytes = NULL;

          if (hashes[code] == NULL)
            continue;
          bytes = code == 0
                  ? meirei_workspace_read_attempt (workspace, id, name, i + 1, &error)
                  : meirei_workspace_read_attempt_code (workspace, id, name, i + 1, &error);
          g_free (look_at_bytes (look, MEIREI_LINK_ATTEMPT, bytes, hashes[code], error));
        }
    }
}

static void
look_at_verdict (Look       *look,
                 const char *actual)
{
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (look->version);

  if (verdict == NULL || meirei_verdict_get_decision (verdict) == MEIREI_DECISION_NONE)
    return;

  if (meirei_verdict_get_file_sha256 (verdict) == NULL)
    add (look, MEIREI_LINK_VERDICT, MEIREI_LINK_UNCHECKED, NULL, actual,
         "The verdict does not say which code it is about");
  else
    add_comparison (look, MEIREI_LINK_VERDICT, meirei_verdict_get_file_sha256 (verdict), actual,
                    "The verdict is about other code than there is now");
}

static void
look_at_tests (Look       *look,
               const char *actual)
{
  JsonObject *section = meirei_version_get_section (look->version, "tests");
  g_autoptr(MeireiTestReport) tests =
    section != NULL ? meirei_test_report_new_from_json (section) : NULL;
  const MeireiTestReportFields *fields;
  MeireiSheet *sheet = meirei_instruction_get_sheet (look->instruction);
  g_autofree char *sheet_tests = NULL;

  if (tests == NULL || !meirei_test_report_has_run (tests))
    return;

  fields = meirei_test_report_get_fields (tests);
  if (fields->code_sha256 != NULL)
    add_comparison (look, MEIREI_LINK_TESTS, fields->code_sha256, actual,
                    "The test results are about other code than there is now");
  if (fields->tests_sha256 == NULL || !look->current)
    return;

  sheet_tests = meirei_sha256 (meirei_sheet_get_tests (sheet), -1);
  add_comparison (look, MEIREI_LINK_TESTS, fields->tests_sha256, sheet_tests,
                  "The results are those of other tests than the sheet has");
}

static void
look_at_report (Look *look)
{
  JsonObject *report = meirei_version_get_section (look->version, "report");
  const char *model = meirei_json_get_string (report, "model", NULL);
  const char *expected = meirei_json_get_string (report, "table", NULL);

  if (report == NULL)
    return;

  if (expected == NULL
      || g_strcmp0 (model, meirei_score_table_get_model (look->table)) != 0)
    add (look, MEIREI_LINK_REPORT, MEIREI_LINK_UNCHECKED, expected, NULL,
         "The score comes from another version of the scoring model");
  else
    add_comparison (look, MEIREI_LINK_REPORT, expected,
                    meirei_score_table_get_sha256 (look->table),
                    "The score comes from another scoring table of the same version");
}

static void
look_at_batch (Look *look)
{
  const char *id = meirei_version_get_batch (look->version);
  g_autoptr(MeireiBatch) batch = NULL;
  gboolean knows;

  if (id == NULL)
    return;

  batch = meirei_batch_archive_load (meirei_workspace_get_dir (look->workspace), id, NULL);
  if (batch == NULL)
    {
      /* A run that was not recorded has a name, too. */
      add (look, MEIREI_LINK_BATCH, MEIREI_LINK_UNCHECKED, id, NULL,
           "The run was not recorded as a batch, or its journal cannot be read");
      return;
    }

  knows = meirei_batch_find_item (batch, meirei_instruction_get_id (look->instruction)) != NULL;
  add (look, MEIREI_LINK_BATCH, knows ? MEIREI_LINK_MATCHES : MEIREI_LINK_DIFFERS, id,
       knows ? id : NULL, knows ? NULL : "The batch does not know this instruction");
}

static void
look_at_version (Look       *look,
                 const char *name)
{
  MeireiWorkspace *workspace = look->workspace;
  const char *id = meirei_instruction_get_id (look->instruction);
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(JsonObject) record = NULL;
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autoptr(GError) raw_error = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *actual = NULL;

  version = meirei_workspace_load_version (workspace, id, name, &error);
  if (version == NULL)
    {
      add (look, MEIREI_LINK_RECORD, MEIREI_LINK_MISSING, name, NULL, error->message);
      return;
    }

  look->version = version;
  record = meirei_version_to_json (version);
  add_comparison (look, MEIREI_LINK_RECORD, id, meirei_version_get_instruction_id (version),
                  "The record belongs to another instruction");
  look_at_sheet (look);
  look_at_prompt (look, record);
  raw = meirei_workspace_read_raw (workspace, id, name, NULL, &raw_error);
  g_free (look_at_bytes (look, MEIREI_LINK_ANSWER, raw, meirei_version_get_raw_sha256 (version),
                         raw_error));
  code = meirei_workspace_read_code (workspace, id, name, NULL, &error);
  actual = look_at_bytes (look, MEIREI_LINK_FILE, code, meirei_version_get_file_sha256 (version),
                          error);
  look_at_attempts (look);
  look_at_tests (look, actual);
  look_at_verdict (look, actual);
  look_at_report (look);
  look_at_batch (look);
  look->version = NULL;
}

/* Every link of an instruction and of all its versions. */
GPtrArray *
_meirei_provenance_look (MeireiWorkspace   *workspace,
                         const char        *data_dir,
                         MeireiScoreTable  *table,
                         MeireiPresetStore *presets,
                         const char        *id)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GError) error = NULL;
  const char * const *names;
  Look look = { workspace, data_dir, table, presets, NULL, NULL, FALSE, links };

  instruction = meirei_workspace_load_instruction (workspace, id, &error);
  if (instruction == NULL)
    {
      g_ptr_array_add (links, meirei_link_new (MEIREI_LINK_RECORD, MEIREI_LINK_MISSING, id, NULL,
                                               NULL, NULL, error->message));
      return links;
    }

  look.instruction = instruction;
  look_at_approval (&look);
  look_at_dependencies (&look);
  names = meirei_instruction_get_versions (instruction);
  for (gsize i = 0; names[i] != NULL; i++)
    look_at_version (&look, names[i]);

  return links;
}
