/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Going back to an old version: its code becomes the newest version, which can
 * be decided on.  The record says where it comes from; nothing is lost. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-version-restore.h"
#include "meirei-workspace-execution.h"

typedef struct {
  /* Input */
  MeireiVersion *version;
  /* In progress */
  GBytes *code;         /* (nullable) */
  GBytes *raw;          /* (nullable) */
  MeireiVersion *copy;  /* (nullable) */
} State;

static void
state_free (State *state)
{
  g_object_unref (state->version);
  g_clear_pointer (&state->code, g_bytes_unref);
  g_clear_pointer (&state->raw, g_bytes_unref);
  g_clear_object (&state->copy);
  g_free (state);
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  MeireiInstruction *instruction =
    meirei_workspace_commit_execution_finish (MEIREI_WORKSPACE (source), result, &error);

  if (instruction != NULL)
    g_task_return_pointer (task, instruction, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* What the old record says about the answer; what a person said about it
 * stays with the old version. */
static void
copy_record (MeireiVersion *version,
             MeireiVersion *copy)
{
  static const char * const sections[] = { "report", "tests", "extraction" };
  g_autoptr(JsonObject) restored = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (meirei_version_get_section (version, sections[i]) != NULL)
      meirei_version_set_section (copy, sections[i],
                                  meirei_version_get_section (version, sections[i]));
  json_object_set_string_member (restored, "from", meirei_version_get_name (version));
  meirei_json_set_string (restored, "file_sha256", meirei_version_get_file_sha256 (version));
  meirei_version_set_section (copy, "restored", restored);
  meirei_version_set_finish (copy, meirei_version_get_finish (version));
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autofree char *note = NULL;
  GError *error = NULL;

  state->copy = meirei_workspace_begin_execution_finish (MEIREI_WORKSPACE (source), result, &error);
  if (state->copy == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  copy_record (state->version, state->copy);
  note = g_strdup_printf ("%s = %s", meirei_version_get_name (state->copy),
                          meirei_version_get_name (state->version));
  /* What has begun is finished, whoever loses interest. */
  meirei_workspace_commit_execution_async (MEIREI_WORKSPACE (source),
                                           meirei_version_get_instruction_id (state->version),
                                           state->copy, state->code, state->raw, note, NULL,
                                           committed_cb, g_object_ref (task));
}

static gboolean
draft_copy (MeireiVersion      *copy,
            MeireiInstruction  *instruction,
            gpointer            user_data,
            GError            **error)
{
  MeireiVersion *version = user_data;
  g_autoptr(JsonObject) record = meirei_version_to_json (version);
  JsonObject *server = meirei_version_get_section (version, "server");
  JsonObject *model = meirei_version_get_section (version, "model");
  JsonObject *template = meirei_version_get_section (version, "template");
  JsonObject *params = meirei_version_get_params (version);

  meirei_version_set_server (copy, meirei_json_get_string (server, "kind", NULL),
                             meirei_json_get_string (server, "url", NULL),
                             meirei_json_get_string (server, "version", NULL));
  meirei_version_set_model (copy, meirei_json_get_string (model, "id", NULL),
                            meirei_json_get_string (model, "quantization", NULL),
                            meirei_json_get_int (model, "context", 0));
  meirei_version_set_prompt (copy, meirei_json_get_string (record, "prompt_sha256", NULL),
                             meirei_json_get_string (template, "name", NULL),
                             meirei_json_get_string (template, "version", NULL));
  meirei_version_set_sheet_sha256 (copy, meirei_version_get_sheet_sha256 (version));
  if (params != NULL)
    meirei_version_set_params (copy, params);

  return TRUE;
}

static void
begin (GTask *task)
{
  MeireiWorkspace *workspace = g_task_get_source_object (task);
  State *state = g_task_get_task_data (task);

  meirei_workspace_begin_execution_async (workspace,
                                          meirei_version_get_instruction_id (state->version),
                                          -1, draft_copy, g_object_ref (state->version),
                                          g_object_unref, g_task_get_cancellable (task),
                                          begun_cb, g_object_ref (task));
}

static void
raw_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);

  /* The code is what matters; an old answer may have been thrown away. */
  state->raw = meirei_workspace_read_raw_finish (MEIREI_WORKSPACE (source), result, NULL, NULL);
  if (state->raw == NULL)
    state->raw = g_bytes_new_static ("", 0);
  begin (task);
}

static void
code_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  gboolean unchanged = FALSE;
  GError *error = NULL;

  state->code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result, &unchanged,
                                                   &error);
  if (state->code == NULL)
    g_task_return_error (task, error);
  else if (!unchanged)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             "The file of %s is not what the model wrote: its SHA-256 differs "
                             "from the recorded one. Restore the file or execute again.",
                             meirei_version_get_name (state->version));
  else
    meirei_workspace_read_raw_async (MEIREI_WORKSPACE (source),
                                     meirei_version_get_instruction_id (state->version),
                                     meirei_version_get_name (state->version),
                                     g_task_get_cancellable (task), raw_cb, g_object_ref (task));
}

/**
 * meirei_version_restore_async:
 * @workspace: where the version is stored
 * @version: the version to go back to; its answer must be complete
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is the newest version
 * @user_data: for @callback
 */
void
meirei_version_restore_async (MeireiWorkspace     *workspace,
                              MeireiVersion       *version,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (MEIREI_IS_VERSION (version));

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_version_restore_async);
  if (meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               "%s cannot be restored: its answer is not complete. Choose another "
                               "version.", meirei_version_get_name (version));
      return;
    }

  state = g_new0 (State, 1);
  state->version = g_object_ref (version);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  meirei_workspace_read_code_async (workspace, meirei_version_get_instruction_id (version),
                                    meirei_version_get_name (version), cancellable, code_cb,
                                    g_steal_pointer (&task));
}

/**
 * meirei_version_restore_finish:
 * @workspace: where the version is stored
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the instruction with its new version,
 *   or %NULL with an error of the workspace, %G_IO_ERROR_INVALID_ARGUMENT if
 *   the version is not complete, or %G_IO_ERROR_INVALID_DATA if its file was
 *   changed
 */
MeireiInstruction *
meirei_version_restore_finish (MeireiWorkspace  *workspace,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
