/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What an import does with a line: it finds out whose answer it is, and lets an
 * execution take it as if a server had sent it. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-facts.h"
#include "meirei-batch-import-private.h"
#include "meirei-execution.h"
#include "meirei-json.h"
#include "meirei-workspace-versions.h"

/* Of an answer that was taken, in the item's result. */
#define ANSWER "answer_sha256"

typedef struct {
  GTask *task;
  MeireiImportBatch *batch;
  MeireiBatchItem *item;      /* (owned) */
  JsonObject *asked;          /* (owned) */
  MeireiBatchFileLine *line;  /* (owned) */
  MeireiInstruction *instruction; /* (nullable) */
  char *sha256;               /* of the answer */
  gint64 started_at;
} Job;

static void
job_end (Job *job)
{
  MeireiImport *self = g_task_get_task_data (job->task);

  self->n_running--;
  _meirei_import_pump (job->task);
  g_object_unref (job->task);
  g_object_unref (job->item);
  json_object_unref (job->asked);
  meirei_batch_file_line_free (job->line);
  g_clear_object (&job->instruction);
  g_free (job->sha256);
  g_free (job);
}

static void
count (Job                 *job,
       MeireiImportOutcome  outcome,
       const char          *message)
{
  const char *id = meirei_batch_item_get_id (job->item);

  g_hash_table_replace (job->batch->seen, g_strdup (id), GINT_TO_POINTER (outcome));
  _meirei_import_count (g_task_get_task_data (job->task), outcome, job->line->number, id, message);
}

/* 3. The answer went through everything. */

static void
executed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Job *job = user_data;
  MeireiExecution *execution = MEIREI_EXECUTION (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) facts = NULL;
  gboolean ok = meirei_execution_run_finish (execution, result, &error);
  MeireiVersion *version = meirei_execution_get_version (execution);

  if (version == NULL)
    {
      count (job, MEIREI_IMPORT_STALE, error->message);
      job_end (job);
      return;
    }

  facts = meirei_batch_facts_of_version (version);
  json_object_set_string_member (facts, ANSWER, job->sha256);
  _meirei_import_settle (g_task_get_task_data (job->task), job->batch, job->item, error, facts);
  count (job, ok ? MEIREI_IMPORT_IMPORTED : MEIREI_IMPORT_FAILED,
         error != NULL ? error->message : NULL);
  job_end (job);
}

static void
execute (Job *job)
{
  MeireiImport *self = g_task_get_task_data (job->task);
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(MeireiExecutionOptions) options = NULL;
  g_autoptr(MeireiExecution) execution = NULL;
  g_autoptr(MeireiTarget) target = NULL;
  g_autoptr(GError) error = NULL;

  target = meirei_batch_export_make_target (job->asked, &error);
  if (target == NULL)
    {
      count (job, MEIREI_IMPORT_STALE, error->message);
      job_end (job);
      return;
    }

  /* The engine that answered is not there for another question. */
  json_object_set_string_member (object, "model",
                                 meirei_json_get_string (job->asked, "model", NULL));
  json_object_set_int_member (object, "repair", 0);
  options = meirei_execution_options_new (object);
  execution = meirei_execution_new (self->context, self->workspace,
                                    meirei_batch_item_get_id (job->item), options);
  meirei_execution_set_target (execution, target);
  meirei_execution_set_batch (execution, meirei_batch_get_id (job->batch->record->batch));
  meirei_execution_set_reply (execution, job->line->body, job->asked);
  meirei_execution_run_async (execution, NULL, executed_cb, job);
}

/* 2. Whether there is an answer already. */

/* An import that was killed has stored it without writing so. */
static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Job *job = user_data;
  MeireiImport *self = g_task_get_task_data (job->task);
  g_autoptr(MeireiVersion) version =
    meirei_workspace_load_version_finish (MEIREI_WORKSPACE (source), result, NULL);

  if (version != NULL
      && g_strcmp0 (meirei_version_get_batch (version),
                    meirei_batch_get_id (job->batch->record->batch)) == 0)
    {
      g_autoptr(JsonObject) facts = meirei_batch_facts_of_version (version);

      json_object_set_string_member (facts, ANSWER, job->sha256);
      _meirei_import_settle (self, job->batch, job->item, NULL, facts);
      count (job, MEIREI_IMPORT_UNCHANGED, NULL);
    }
  else
    count (job, MEIREI_IMPORT_STALE,
           "It was executed in another way since it was exported; export it again");
  job_end (job);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Job *job = user_data;
  g_autoptr(GError) error = NULL;
  const char *latest;

  job->instruction =
    meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result, &error);
  if (job->instruction == NULL)
    {
      count (job, MEIREI_IMPORT_STALE, error->message);
      job_end (job);
      return;
    }

  latest = meirei_instruction_get_latest_version (job->instruction);
  if (latest == NULL
      || g_strcmp0 (latest, meirei_json_get_string (job->asked, "latest_version", NULL)) == 0)
    execute (job);
  else
    meirei_workspace_load_version_async (MEIREI_WORKSPACE (source),
                                         meirei_batch_item_get_id (job->item), latest, NULL,
                                         version_cb, job);
}

static void
begin (GTask               *task,
       MeireiImportBatch   *batch,
       MeireiBatchItem     *item,
       JsonObject          *asked,
       MeireiBatchFileLine *line)
{
  MeireiImport *self = g_task_get_task_data (task);
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  job->batch = batch;
  job->item = g_object_ref (item);
  job->asked = json_object_ref (asked);
  job->line = line;
  job->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, line->body);
  job->started_at = g_get_monotonic_time ();
  self->n_running++;
  /* Counted when it is done; a second line for it must not wait until then. */
  g_hash_table_replace (batch->seen, g_strdup (meirei_batch_item_get_id (item)),
                        GINT_TO_POINTER (MEIREI_IMPORT_IMPORTED));
  meirei_workspace_load_instruction_async (self->workspace, meirei_batch_item_get_id (item),
                                           NULL, loaded_cb, job);
}

/* 1. Whose answer it is. */

static void
take_failure (MeireiImport        *self,
              MeireiImportBatch   *batch,
              MeireiBatchItem     *item,
              MeireiBatchFileLine *line)
{
  const char *id = meirei_batch_item_get_id (item);
  g_autoptr(GError) error = g_error_new_literal (MEIREI_BATCH_ERROR,
                                                 MEIREI_BATCH_ERROR_INCOMPLETE, line->message);

  _meirei_import_settle (self, batch, item, error, NULL);
  g_hash_table_replace (batch->seen, g_strdup (id), GINT_TO_POINTER (MEIREI_IMPORT_FAILED));
  _meirei_import_count (self, MEIREI_IMPORT_FAILED, line->number, id, line->message);
}

/* Returns whether the line needs nothing more. */
static gboolean
is_settled (MeireiImport        *self,
            MeireiImportBatch   *batch,
            MeireiBatchItem     *item,
            MeireiBatchFileLine *line)
{
  const char *id = meirei_batch_item_get_id (item);
  JsonObject *result = meirei_batch_item_get_result (item);
  gpointer earlier = NULL;
  gboolean seen = g_hash_table_lookup_extended (batch->seen, id, NULL, &earlier);
  gboolean has_answer = meirei_json_get_string (result, ANSWER, NULL) != NULL;

  /* An answer is worth more than an error, in whatever order they come. */
  if (line->body != NULL && !has_answer && seen
      && GPOINTER_TO_INT (earlier) == MEIREI_IMPORT_FAILED)
    {
      self->counts[MEIREI_IMPORT_FAILED]--;
      meirei_batch_item_reset (item);
      return FALSE;
    }
  if (seen)
    {
      _meirei_import_count (self, MEIREI_IMPORT_DUPLICATE, line->number, id,
                            "There is more than one line for it; the first is kept");
      return TRUE;
    }
  if (!meirei_batch_item_is_settled (item))
    return FALSE;
  if (line->body != NULL && !has_answer)
    {
      meirei_batch_item_reset (item);
      return FALSE;
    }

  g_hash_table_replace (batch->seen, g_strdup (id), GINT_TO_POINTER (MEIREI_IMPORT_UNCHANGED));
  _meirei_import_count (self, MEIREI_IMPORT_UNCHANGED, line->number, id, NULL);

  return TRUE;
}

static void
import_batch_free (MeireiImportBatch *batch)
{
  meirei_batch_export_record_free (batch->record);
  g_clear_object (&batch->recorder);
  g_hash_table_unref (batch->seen);
  g_free (batch);
}

static MeireiImportBatch *
find_batch (MeireiImport *self,
            const char   *id)
{
  MeireiImportBatch *batch;
  MeireiBatchExportRecord *record;

  if (self->batches == NULL)
    {
      self->batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) import_batch_free);
      self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  batch = g_hash_table_lookup (self->batches, id);
  if (batch != NULL || g_hash_table_contains (self->unknown, id))
    return batch;

  record = meirei_batch_export_record_load (meirei_workspace_get_dir (self->workspace), id, NULL);
  if (record == NULL)
    {
      /* A file of nothing but invented batches costs no more than this. */
      if (g_hash_table_size (self->unknown) < 1000)
        g_hash_table_add (self->unknown, g_strdup (id));
      return NULL;
    }

  batch = g_new0 (MeireiImportBatch, 1);
  batch->record = record;
  batch->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->batches, g_strdup (id), batch);

  return batch;
}

/* @line: (transfer full) */
void
_meirei_import_take_line (GTask               *task,
                          MeireiBatchFileLine *line)
{
  MeireiImport *self = g_task_get_task_data (task);
  g_autofree char *batch_id = NULL;
  g_autofree char *id = NULL;
  MeireiImportBatch *batch = NULL;
  MeireiBatchItem *item = NULL;
  JsonObject *asked = NULL;

  self->n_lines++;
  if (line->custom_id != NULL
      && meirei_batch_export_parse_custom_id (line->custom_id, &batch_id, &id))
    batch = find_batch (self, batch_id);
  if (batch != NULL)
    {
      item = meirei_batch_find_item (batch->record->batch, id);
      asked = g_hash_table_lookup (batch->record->requests, id);
    }

  if (line->custom_id == NULL)
    _meirei_import_count (self, MEIREI_IMPORT_DAMAGED, line->number, NULL, line->message);
  else if (item == NULL || asked == NULL)
    _meirei_import_count (self, MEIREI_IMPORT_UNKNOWN, line->number, line->custom_id,
                          "This workspace has not exported such a request");
  else if (!is_settled (self, batch, item, line))
    {
      if (line->body != NULL)
        {
          begin (task, batch, item, asked, g_steal_pointer (&line));
          return;
        }
      take_failure (self, batch, item, line);
    }
  meirei_batch_file_line_free (line);
}
