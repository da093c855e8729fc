/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What an execution asks: the instruction, the server and the model, the
 * template, the prompt from both, the parameters from the model's preset, the
 * sheet and the options, in this order. */

#include "config.h"

#include "meirei-change-request.h"
#include "meirei-execution-plan.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"

#define DEFAULT_TEMPLATE "python-module"
#define DEFAULT_REPAIR_ROUNDS 1

typedef struct {
  /* Input */
  MeireiContext *context;
  MeireiWorkspace *workspace;
  char *id;
  MeireiExecutionOptions *options;
  /* Output */
  MeireiExecutionPlan *plan;
} State;

static void
state_free (State *state)
{
  g_object_unref (state->context);
  g_object_unref (state->workspace);
  g_object_unref (state->options);
  g_free (state->id);
  g_clear_pointer (&state->plan, meirei_execution_plan_free);
  g_free (state);
}

/**
 * meirei_execution_plan_free:
 * @self: (transfer full): a plan
 *
 * Frees it.
 */
void
meirei_execution_plan_free (MeireiExecutionPlan *self)
{
  g_clear_object (&self->instruction);
  g_clear_object (&self->target);
  g_clear_object (&self->template);
  g_clear_object (&self->preset);
  g_clear_object (&self->options);
  g_clear_object (&self->prompt);
  g_clear_object (&self->request);
  g_clear_pointer (&self->base, json_object_unref);
  g_free (self);
}

/* 4. The request. */

/* The nearest one that says something decides. */
static guint
count_repair_rounds (State      *state,
                     JsonObject *settings)
{
  MeireiExecutionPlan *plan = state->plan;
  JsonObject *sheet_params =
    meirei_sheet_get_params (meirei_instruction_get_sheet (plan->instruction));
  gint64 rounds = meirei_preset_get_repair (plan->preset);

  if (rounds < 0)
    rounds = DEFAULT_REPAIR_ROUNDS;
  rounds = meirei_json_get_int (settings, "repair", rounds);
  rounds = meirei_json_get_int (sheet_params, "repair", rounds);
  if (meirei_execution_options_get_repair (state->options) >= 0)
    rounds = meirei_execution_options_get_repair (state->options);

  return (guint) CLAMP (rounds, 0, MEIREI_EXECUTION_MAX_REPAIR_ROUNDS);
}

static void
finish_plan (GTask        *task,
             MeireiPrompt *prompt)
{
  State *state = g_task_get_task_data (task);
  MeireiExecutionPlan *plan = state->plan;
  MeireiSheet *sheet = meirei_instruction_get_sheet (plan->instruction);
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (state->workspace);
  GError *error = NULL;

  plan->prompt = g_object_ref (prompt);
  plan->preset = meirei_execution_plan_find_preset (state->context, state->workspace, plan->target,
                                                    &error);
  if (plan->preset != NULL)
    plan->request = meirei_execution_plan_make_request (plan->target, plan->preset, sheet,
                                                        state->options, &plan->prompt, &error);
  if (plan->request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  plan->options = meirei_execution_options_with_preset (state->options, plan->preset);
  plan->repair_rounds = count_repair_rounds (state, settings);
  g_task_return_pointer (task, g_steal_pointer (&state->plan),
                         (GDestroyNotify) meirei_execution_plan_free);
}

/* 3. The prompt. */

static void
change_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr(MeireiPrompt) prompt = NULL;
  GError *error = NULL;

  prompt = meirei_change_request_make_finish (result, &state->plan->base, &error);
  if (prompt != NULL)
    finish_plan (task, prompt);
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
  MeireiExecutionPlan *plan = state->plan;
  const char *base = meirei_execution_options_get_change_base (state->options);
  g_autoptr(MeireiPrompt) prompt = NULL;
  GError *error = NULL;

  plan->template = meirei_template_store_find_finish (MEIREI_TEMPLATE_STORE (source), result,
                                                      &error);
  if (plan->template == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (base != NULL)
    {
      meirei_change_request_make_async (state->workspace, plan->instruction, plan->template, base,
                                        meirei_execution_options_get_change_note (state->options),
                                        g_task_get_cancellable (task), change_cb,
                                        g_object_ref (task));
      return;
    }

  prompt = meirei_prompt_template_render (plan->template,
                                          meirei_instruction_get_sheet (plan->instruction));
  finish_plan (task, prompt);
}

/**
 * meirei_execution_plan_find_template_async:
 * @context: the program's context
 * @workspace: a workspace, which may name another template or have its own
 * @cancellable: (nullable): to give up
 * @callback: called with the store as its source; see
 *   [method@TemplateStore.find_finish]
 * @user_data: for @callback
 */
void
meirei_execution_plan_find_template_async (MeireiContext       *context,
                                           MeireiWorkspace     *workspace,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (workspace);

  meirei_template_store_find_async (meirei_context_get_templates (context),
                                    meirei_workspace_get_dir (workspace),
                                    meirei_json_get_string (settings, "template",
                                                            DEFAULT_TEMPLATE),
                                    cancellable, callback, user_data);
}

static void
find_template (GTask *task)
{
  State *state = g_task_get_task_data (task);

  meirei_execution_plan_find_template_async (state->context, state->workspace,
                                             g_task_get_cancellable (task), template_cb,
                                             g_object_ref (task));
}

/* 2. The server and the model. */

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  state->plan->target =
    meirei_server_registry_resolve_finish (MEIREI_SERVER_REGISTRY (source), result, &error);
  if (state->plan->target != NULL)
    find_template (task);
  else
    g_task_return_error (task, error);
}

/* A sheet's own model goes before the one that was chosen for all. */
static gboolean
wants_other_model (State *state)
{
  MeireiExecutionPlan *plan = state->plan;
  const char *model = meirei_sheet_get_model (meirei_instruction_get_sheet (plan->instruction));

  return plan->target == NULL
         || (model != NULL && meirei_execution_options_get_model (state->options) == NULL
             && g_strcmp0 (model, meirei_model_get_id (meirei_target_get_model (plan->target))) != 0);
}

static void
choose_target (GTask *task)
{
  State *state = g_task_get_task_data (task);
  MeireiSheet *sheet = meirei_instruction_get_sheet (state->plan->instruction);
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (state->workspace);
  MeireiTargetWish wish = {
    .server = meirei_execution_options_get_server (state->options),
    .model = meirei_execution_options_get_model (state->options),
    .default_server = meirei_json_get_string (settings, "default_server", NULL),
    .default_model = meirei_json_get_string (settings, "default_model", NULL),
  };

  g_clear_object (&state->plan->target);
  if (wish.model == NULL)
    wish.model = meirei_sheet_get_model (sheet);
  meirei_server_registry_resolve_async (meirei_context_get_registry (state->context), &wish,
                                        g_task_get_cancellable (task), chosen_cb,
                                        g_object_ref (task));
}

/* 1. The instruction. */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  state->plan->instruction =
    meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result, &error);
  if (state->plan->instruction == NULL
      || !meirei_lifecycle_check (state->plan->instruction, MEIREI_OPERATION_EXECUTE, &error))
    g_task_return_error (task, error);
  else if (wants_other_model (state))
    choose_target (task);
  else
    find_template (task);
}

/**
 * meirei_execution_plan_make_async:
 * @context: the program's context
 * @workspace: where the instruction is
 * @id: its UUID
 * @options: how to execute it
 * @target: (nullable): where to send the request, unless the sheet asks for
 *   another model; %NULL chooses
 * @cancellable: (nullable): to give up
 * @callback: called when everything is known
 * @user_data: for @callback
 *
 * Finds out what has to be asked.  Nothing is written and nothing is sent to a
 * model.
 */
void
meirei_execution_plan_make_async (MeireiContext          *context,
                                  MeireiWorkspace        *workspace,
                                  const char             *id,
                                  MeireiExecutionOptions *options,
                                  MeireiTarget           *target,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_CONTEXT (context));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (id != NULL);

  task = g_task_new (context, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_execution_plan_make_async);
  state = g_new0 (State, 1);
  state->context = g_object_ref (context);
  state->workspace = g_object_ref (workspace);
  state->id = g_strdup (id);
  state->options = g_object_ref (options);
  state->plan = g_new0 (MeireiExecutionPlan, 1);
  g_set_object (&state->plan->target, target);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  meirei_workspace_load_instruction_async (workspace, id, cancellable, loaded_cb,
                                           g_steal_pointer (&task));
}

/**
 * meirei_execution_plan_make_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the plan; %NULL with an error of the
 *   instruction, its status, the servers, the template or the parameters
 */
MeireiExecutionPlan *
meirei_execution_plan_make_finish (GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_execution_plan_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
