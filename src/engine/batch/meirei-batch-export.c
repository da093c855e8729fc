/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Writes the requests of a batch as files for an engine that answers many of
 * them at once, and remembers what was asked. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-export-record.h"
#include "meirei-batch-export.h"
#include "meirei-batch-file-writer.h"
#include "meirei-batch-recorder.h"
#include "meirei-dialect.h"
#include "meirei-execution-plan.h"
#include "meirei-json.h"

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  MeireiBatch *batch;
  MeireiTarget *target;
  MeireiExecutionOptions *options;
  /* In progress */
  MeireiBatchFileWriter *writer;
  GPtrArray *requests;           /* of JsonObject */
  guint position;
  MeireiBatchRecorder *recorder; /* (nullable) */
  /* Output */
  char **files;
} State;

static void
state_free (State *state)
{
  g_object_unref (state->workspace);
  g_object_unref (state->batch);
  g_clear_object (&state->target);
  g_clear_object (&state->options);
  g_clear_pointer (&state->writer, meirei_batch_file_writer_free);
  g_ptr_array_unref (state->requests);
  g_clear_object (&state->recorder);
  g_strfreev (state->files);
  g_free (state);
}

static void plan_next (GTask *task);

/* 3. Remembered. */

static void
flush_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  if (meirei_batch_recorder_flush_finish (MEIREI_BATCH_RECORDER (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&state->files), (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
record (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr(JsonObject) entry = json_object_new ();
  GError *error = NULL;

  state->files = meirei_batch_file_writer_close (state->writer, &error);
  if (state->files != NULL)
    state->recorder = meirei_batch_recorder_open (state->batch,
                                                  meirei_workspace_get_dir (state->workspace),
                                                  &error);
  if (state->recorder == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < state->requests->len; i++)
    meirei_batch_recorder_write_entry (state->recorder, MEIREI_BATCH_ENTRY_REQUEST,
                                       state->requests->pdata[i]);
  meirei_json_set_strv (entry, "files", (const char * const *) state->files);
  meirei_batch_recorder_write_entry (state->recorder, MEIREI_BATCH_ENTRY_EXPORT, entry);
  meirei_batch_set_state (state->batch, MEIREI_BATCH_STATE_PAUSED);
  meirei_batch_recorder_write_result (state->recorder);
  meirei_batch_recorder_flush_async (state->recorder, flush_cb, g_object_ref (task));
}

/* 2. Written. */

/* As it would be sent, but in one piece. */
static JsonObject *
make_body (MeireiExecutionPlan  *plan,
           GError              **error)
{
  MeireiServerKind kind = meirei_server_get_kind (meirei_target_get_server (plan->target));
  gsize length;
  g_autofree char *text = meirei_dialect_build_body (MEIREI_DIALECT_OPENAI, kind, plan->request,
                                                     &length);
  JsonObject *body = meirei_json_parse_object (text, (gssize) length, error);
  static const char * const streamed[] = { "stream", "stream_options", "return_progress" };

  for (gsize i = 0; body != NULL && i < G_N_ELEMENTS (streamed); i++)
    json_object_remove_member (body, streamed[i]);

  return body;
}

static JsonObject *
describe (State               *state,
          MeireiExecutionPlan *plan,
          const char          *custom_id)
{
  JsonObject *asked = json_object_new ();
  MeireiInstruction *instruction = plan->instruction;
  MeireiServer *server = meirei_target_get_server (plan->target);

  json_object_set_string_member (asked, "id", meirei_instruction_get_id (instruction));
  json_object_set_string_member (asked, "custom_id", custom_id);
  json_object_set_string_member (asked, "sheet_sha256",
                                 meirei_sheet_get_content_sha256 (
                                   meirei_instruction_get_sheet (instruction)));
  json_object_set_string_member (asked, "prompt_sha256",
                                 meirei_prompt_get_sha256 (plan->prompt));
  json_object_set_object_member (asked, "params",
                                 meirei_chat_params_to_json (
                                   meirei_chat_request_get_params (plan->request)));
  json_object_set_string_member (asked, "model", meirei_chat_request_get_model (plan->request));
  json_object_set_string_member (asked, "kind",
                                 meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND,
                                                      (int) meirei_server_get_kind (server)));
  json_object_set_string_member (asked, "server", meirei_server_get_url (server));
  meirei_json_set_string (asked, "latest_version",
                          meirei_instruction_get_latest_version (instruction));

  return asked;
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiExecutionPlan) plan = meirei_execution_plan_make_finish (result, &error);
  g_autoptr(JsonObject) body = plan != NULL ? make_body (plan, &error) : NULL;
  g_autofree char *custom_id = NULL;

  if (body != NULL)
    {
      custom_id = meirei_batch_export_make_custom_id (meirei_batch_get_id (state->batch),
                                                      meirei_instruction_get_id (plan->instruction));
      meirei_batch_file_writer_add (state->writer, custom_id, body, &error);
    }
  if (error != NULL)
    {
      g_autoptr(MeireiBatchItem) item =
        g_list_model_get_item (meirei_batch_get_items (state->batch), state->position - 1);

      g_prefix_error (&error, "Nothing was exported, because of “%s” (%.8s): ",
                      meirei_batch_item_get_title (item), meirei_batch_item_get_id (item));
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_add (state->requests, describe (state, plan, custom_id));
  plan_next (g_steal_pointer (&task));
}

/* 1. Planned. */

static void
plan_next (GTask *task)
{
  State *state = g_task_get_task_data (task);
  GListModel *items = meirei_batch_get_items (state->batch);
  g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, state->position);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (item == NULL)
    {
      record (task);
      g_object_unref (task);
      return;
    }

  state->position++;
  meirei_execution_plan_make_async (g_task_get_source_object (task), state->workspace,
                                    meirei_batch_item_get_id (item), state->options,
                                    state->target, g_task_get_cancellable (task), planned_cb,
                                    task);
}

/**
 * meirei_batch_export_run_async:
 * @context: the program's context
 * @workspace: where the instructions are
 * @batch: what to export; its options have `exported`, `model`, `kind` and, if
 *   one is known, `server`
 * @path: where to write, see [func@batch_file_writer_new]
 * @cancellable: (nullable): to give up; then nothing is written
 * @callback: called when the files are written and the batch is recorded
 * @user_data: for @callback
 *
 * Writes the requests of a batch, with the prompts and parameters that they
 * would be sent with.  No server is asked.
 */
void
meirei_batch_export_run_async (MeireiContext       *context,
                               MeireiWorkspace     *workspace,
                               MeireiBatch         *batch,
                               const char          *path,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;
  GError *error = NULL;

  g_return_if_fail (MEIREI_IS_CONTEXT (context));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (MEIREI_IS_BATCH (batch));
  g_return_if_fail (meirei_batch_is_exported (batch) && path != NULL);

  task = g_task_new (context, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_export_run_async);
  state = g_new0 (State, 1);
  state->workspace = g_object_ref (workspace);
  state->batch = g_object_ref (batch);
  state->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  state->writer = meirei_batch_file_writer_new (path, MEIREI_BATCH_FILE_MAX_LINES,
                                                MEIREI_BATCH_FILE_MAX_BYTES);
  state->options = meirei_execution_options_new (meirei_batch_get_options (batch));
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->target = meirei_batch_export_make_target (meirei_batch_get_options (batch), &error);
  if (state->target == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  plan_next (g_steal_pointer (&task));
}

/**
 * meirei_batch_export_run_finish:
 * @context: the context
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the files; or
 *   %NULL with %MEIREI_BATCH_ERROR_FILE, %MEIREI_BATCH_ERROR_JOURNAL or an error
 *   of an instruction
 */
char **
meirei_batch_export_run_finish (MeireiContext  *context,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
