/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Reads result files and error files of batches that were exported.  Lines are
 * read one at a time, and only as fast as answers are analysed. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-import-private.h"
#include "meirei-json.h"

/* Answers in work at once; analyses that wait go as one group. */
#define MAX_RUNNING 4

static const char * const outcome_words[MEIREI_N_IMPORTS] = {
  "imported", "failed", "unchanged", "duplicates", "unknown", "damaged", "stale", "missing",
};

static void
import_free (MeireiImport *self)
{
  g_object_unref (self->context);
  g_object_unref (self->workspace);
  g_strfreev (self->paths);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->batches, g_hash_table_unref);
  g_clear_pointer (&self->unknown, g_hash_table_unref);
  json_array_unref (self->problems);
  g_clear_error (&self->error);
  g_free (self);
}

/* @message: (nullable): %NULL if there is nothing to tell */
void
_meirei_import_count (MeireiImport        *self,
                      MeireiImportOutcome  outcome,
                      guint64              line,
                      const char          *id,
                      const char          *message)
{
  JsonObject *problem;

  self->counts[outcome]++;
  if (message == NULL || json_array_get_length (self->problems) >= MEIREI_BATCH_IMPORT_MAX_PROBLEMS)
    return;

  problem = json_object_new ();
  json_object_set_string_member (problem, "kind", outcome_words[outcome]);
  if (line > 0)
    {
      json_object_set_string_member (problem, "file", self->paths[self->n_opened - 1]);
      json_object_set_int_member (problem, "line", (gint64) line);
    }
  meirei_json_set_string (problem, "id", id);
  json_object_set_string_member (problem, "message", message);
  json_array_add_object_element (self->problems, problem);
}

/* What has to be remembered of an item. */
void
_meirei_import_settle (MeireiImport      *self,
                       MeireiImportBatch *batch,
                       MeireiBatchItem   *item,
                       const GError      *error,
                       JsonObject        *facts)
{
  meirei_batch_item_settle (item, error != NULL ? MEIREI_BATCH_ITEM_FAILED
                                                : MEIREI_BATCH_ITEM_DONE,
                            0.0, error, facts);
  if (batch->recorder == NULL && self->error == NULL)
    batch->recorder = meirei_batch_recorder_open (batch->record->batch,
                                                  meirei_workspace_get_dir (self->workspace),
                                                  &self->error);
  if (batch->recorder != NULL)
    meirei_batch_recorder_write_item (batch->recorder, item);
}

/* The end. */

static void
count_missing (MeireiImport      *self,
               MeireiImportBatch *batch)
{
  GListModel *items = meirei_batch_get_items (batch->record->batch);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);

      if (!meirei_batch_item_is_settled (item)
          && !g_hash_table_contains (batch->seen, meirei_batch_item_get_id (item)))
        _meirei_import_count (self, MEIREI_IMPORT_MISSING, 0, meirei_batch_item_get_id (item),
                              "There is no line for it in these files");
    }
}

static JsonObject *
summarise (MeireiImport *self)
{
  JsonObject *summary = json_object_new ();
  JsonArray *batches = json_array_new ();
  guint64 n_problems = 0;
  GHashTableIter iter;
  gpointer key;

  if (self->batches != NULL)
    {
      g_hash_table_iter_init (&iter, self->batches);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        json_array_add_string_element (batches, key);
    }
  json_object_set_array_member (summary, "batches", batches);
  json_object_set_int_member (summary, "lines", (gint64) self->n_lines);
  for (guint i = 0; i < MEIREI_N_IMPORTS; i++)
    {
      json_object_set_int_member (summary, outcome_words[i], (gint64) self->counts[i]);
      if (i != MEIREI_IMPORT_IMPORTED && i != MEIREI_IMPORT_UNCHANGED)
        n_problems += self->counts[i];
    }
  json_object_set_array_member (summary, "problems", json_array_ref (self->problems));
  json_object_set_int_member (summary, "problems_left_out",
                              (gint64) n_problems
                              - MIN ((gint64) n_problems, json_array_get_length (self->problems)));

  return summary;
}

static void finish (GTask *task);

static void
flush_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiImport *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!meirei_batch_recorder_flush_finish (MEIREI_BATCH_RECORDER (source), result, &error)
      && self->error == NULL)
    self->error = g_steal_pointer (&error);
  finish (task);
}

/* One batch after another. */
static void
finish (GTask *task)
{
  MeireiImport *self = g_task_get_task_data (task);
  GHashTableIter iter;
  gpointer value;

  if (self->batches != NULL)
    {
      g_hash_table_iter_init (&iter, self->batches);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          MeireiImportBatch *batch = value;
          MeireiBatch *it = batch->record->batch;
          g_autoptr(MeireiBatchRecorder) recorder = g_steal_pointer (&batch->recorder);

          if (recorder == NULL)
            continue;
          meirei_batch_set_state (it, meirei_batch_get_n_settled (it) == meirei_batch_get_n_items (it)
                                      ? MEIREI_BATCH_STATE_FINISHED : MEIREI_BATCH_STATE_PAUSED);
          meirei_batch_recorder_write_result (recorder);
          meirei_batch_recorder_flush_async (recorder, flush_cb, g_object_ref (task));
          return;
        }
    }

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, summarise (self), (GDestroyNotify) json_object_unref);
}

static void
end (GTask *task)
{
  MeireiImport *self = g_task_get_task_data (task);
  GHashTableIter iter;
  gpointer value;

  if (self->batches != NULL)
    {
      g_hash_table_iter_init (&iter, self->batches);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        count_missing (self, value);
    }
  finish (task);
}

/* Reading. */

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiImport *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  MeireiBatchFileLine *line =
    meirei_batch_file_reader_next_finish (MEIREI_BATCH_FILE_READER (source), result, &error);

  self->reading = FALSE;
  if (line != NULL)
    _meirei_import_take_line (task, line);
  else
    g_clear_object (&self->reader);
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  _meirei_import_pump (task);
}

static void
open_next (MeireiImport *self)
{
  self->reader = meirei_batch_file_reader_open (self->paths[self->n_opened],
                                                MEIREI_BATCH_FILE_MAX_LINE, &self->error);
  if (self->reader != NULL)
    self->n_opened++;
}

/* Does what is to be done next, if there is room for it. */
void
_meirei_import_pump (GTask *task)
{
  MeireiImport *self = g_task_get_task_data (task);
  gboolean stopped;

  if (self->reading || self->ended || self->n_running >= MAX_RUNNING)
    return;

  stopped = self->error != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task));
  /* A file is opened when the one before is done, so that problems name theirs. */
  if (!stopped && self->reader == NULL && self->paths[self->n_opened] != NULL)
    {
      if (self->n_running > 0)
        return;
      open_next (self);
      stopped = self->error != NULL;
    }
  if (!stopped && self->reader != NULL)
    {
      self->reading = TRUE;
      meirei_batch_file_reader_next_async (self->reader, line_cb, g_object_ref (task));
    }
  else if (self->n_running == 0)
    {
      self->ended = TRUE;
      end (task);
    }
}

/**
 * meirei_batch_import_run_async:
 * @context: the program's context
 * @workspace: where the requests were exported
 * @paths: (array zero-terminated=1): result files and error files, in any order
 * @cancellable: (nullable): begins nothing more; what was taken is kept
 * @callback: called when everything was taken
 * @user_data: for @callback
 *
 * Stores the answers of an engine as versions of their instructions: each goes
 * through the same reading, analysis and tests as one that a server sent.  What
 * was taken before is not taken again.
 */
void
meirei_batch_import_run_async (MeireiContext       *context,
                               MeireiWorkspace     *workspace,
                               const char * const  *paths,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  MeireiImport *self;

  g_return_if_fail (MEIREI_IS_CONTEXT (context));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (paths != NULL);

  task = g_task_new (context, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_import_run_async);
  g_task_set_check_cancellable (task, FALSE);
  self = g_new0 (MeireiImport, 1);
  self->context = g_object_ref (context);
  self->workspace = g_object_ref (workspace);
  self->paths = g_strdupv ((char **) paths);
  self->problems = json_array_new ();
  g_task_set_task_data (task, self, (GDestroyNotify) import_free);
  _meirei_import_pump (task);
}

/**
 * meirei_batch_import_run_finish:
 * @context: the context
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): `batches`, `lines`; the numbers
 *   `imported`, `failed`, `unchanged`, `duplicates`, `unknown`, `damaged`,
 *   `stale` and `missing`; `problems` with at most
 *   %MEIREI_BATCH_IMPORT_MAX_PROBLEMS lines, and `problems_left_out`.  %NULL
 *   with %MEIREI_BATCH_ERROR_FILE or %MEIREI_BATCH_ERROR_JOURNAL
 */
JsonObject *
meirei_batch_import_run_finish (MeireiContext  *context,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
