/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What a model was asked for a version.  Records have the hash of the prompt;
 * the prompt itself is made again, from the sheet and the template, and the
 * hash tells whether it is the one. */

#include "config.h"

#include "meirei-change-request.h"
#include "meirei-execution-plan.h"
#include "meirei-json.h"
#include "meirei-prompt-template.h"
#include "meirei-template-store.h"
#include "meirei-version-prompt.h"

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  MeireiInstruction *instruction;
  MeireiVersion *version;
  char *system_prompt;  /* (nullable) what the model's preset says first */
} State;

static void
state_free (State *state)
{
  g_object_unref (state->workspace);
  g_object_unref (state->instruction);
  g_object_unref (state->version);
  g_free (state->system_prompt);
  g_free (state);
}

/* Of the preset as it is now. */
static char *
dup_system_prompt (MeireiContext   *context,
                   MeireiWorkspace *workspace,
                   MeireiVersion   *version)
{
  const char *model = meirei_version_get_model_id (version);
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (workspace);
  g_autoptr(MeireiPreset) preset = NULL;

  if (model != NULL)
    preset = meirei_preset_store_lookup (meirei_context_get_presets (context), model,
                                         meirei_json_get_object (settings, "presets"), NULL);

  return preset != NULL ? g_strdup (meirei_preset_get_system_prompt (preset)) : NULL;
}

static void
change_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  MeireiPrompt *prompt = meirei_change_request_make_finish (result, NULL, &error);

  if (prompt != NULL)
    g_task_return_pointer (task, prompt, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
template_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  JsonObject *base = meirei_version_get_section (state->version, "base");
  g_autoptr(MeireiPromptTemplate) template = NULL;
  GError *error = NULL;

  template = meirei_template_store_find_finish (MEIREI_TEMPLATE_STORE (source), result, &error);
  if (template == NULL)
    g_task_return_error (task, error);
  else if (meirei_json_get_string (base, "version", NULL) != NULL)
    meirei_change_request_make_async (state->workspace, state->instruction, template,
                                      meirei_json_get_string (base, "version", NULL),
                                      meirei_json_get_string (base, "note", ""),
                                      g_task_get_cancellable (task), change_cb,
                                      g_object_ref (task));
  else
    g_task_return_pointer (task, meirei_prompt_template_render (template,
                                                                meirei_instruction_get_sheet (
                                                                  state->instruction)),
                           g_object_unref);
}

/**
 * meirei_version_prompt_make_async:
 * @context: the program's context
 * @workspace: where the version is stored
 * @instruction: its instruction
 * @version: the version
 * @cancellable: (nullable): a cancellable
 * @callback: called with the prompt
 * @user_data: for @callback
 */
void
meirei_version_prompt_make_async (MeireiContext       *context,
                                  MeireiWorkspace     *workspace,
                                  MeireiInstruction   *instruction,
                                  MeireiVersion       *version,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  JsonObject *template = meirei_version_get_section (version, "template");
  const char *name = meirei_json_get_string (template, "name", NULL);
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_CONTEXT (context));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (MEIREI_IS_INSTRUCTION (instruction));
  g_return_if_fail (MEIREI_IS_VERSION (version));

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_version_prompt_make_async);
  state = g_new0 (State, 1);
  state->workspace = g_object_ref (workspace);
  state->instruction = g_object_ref (instruction);
  state->version = g_object_ref (version);
  state->system_prompt = dup_system_prompt (context, workspace, version);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  /* The workspace may have another template now. */
  if (name != NULL)
    meirei_template_store_find_async (meirei_context_get_templates (context),
                                      meirei_workspace_get_dir (workspace), name, cancellable,
                                      template_cb, g_steal_pointer (&task));
  else
    meirei_execution_plan_find_template_async (context, workspace, cancellable, template_cb,
                                               g_steal_pointer (&task));
}

/**
 * meirei_version_prompt_make_finish:
 * @result: the result
 * @exact: (out): whether it has the hash of what the model was asked; if not,
 *   the sheet, the template or the model's own instructions are others now
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the prompt, or %NULL with an error of
 *   the template or the workspace
 */
MeireiPrompt *
meirei_version_prompt_make_finish (GAsyncResult  *result,
                                   gboolean      *exact,
                                   GError       **error)
{
  State *state;
  g_autoptr(MeireiPrompt) prompt = NULL;
  g_autoptr(JsonObject) record = NULL;
  MeireiPrompt *whole;

  g_return_val_if_fail (G_IS_TASK (result), NULL);

  state = g_task_get_task_data (G_TASK (result));
  prompt = g_task_propagate_pointer (G_TASK (result), error);
  if (prompt == NULL)
    return NULL;

  whole = meirei_prompt_with_base (prompt, state->system_prompt);
  record = meirei_version_to_json (state->version);
  *exact = g_strcmp0 (meirei_json_get_string (record, "prompt_sha256", NULL),
                      meirei_prompt_get_sha256 (whole)) == 0;

  return whole;
}
