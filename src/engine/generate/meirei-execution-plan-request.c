/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The part of MeireiExecutionPlan that makes requests: the parameters from the
 * model's preset, the sheet and the options, in this order. */

#include "config.h"

#include "meirei-execution-plan.h"
#include "meirei-json.h"

static MeireiChatParams *
overlay (MeireiChatParams  *base,
         JsonObject        *object,
         GError           **error)
{
  g_autoptr(MeireiChatParams) over = NULL;

  if (object == NULL)
    return g_object_ref (base);

  over = meirei_chat_params_new_from_json (object, error);

  return over != NULL ? meirei_chat_params_overlay (base, over) : NULL;
}

static MeireiChatParams *
make_params (MeireiPreset            *preset,
             MeireiSheet             *sheet,
             MeireiExecutionOptions  *options,
             GError                 **error)
{
  g_autoptr(MeireiChatParams) with_sheet =
    overlay (meirei_preset_get_params (preset), meirei_sheet_get_params (sheet), error);

  return with_sheet != NULL
         ? overlay (with_sheet, meirei_execution_options_get_params (options), error) : NULL;
}

static MeireiChatRequest *
make_request (MeireiTarget     *target,
              MeireiPrompt     *prompt,
              MeireiChatParams *params)
{
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, meirei_prompt_get_system (prompt) },
    { MEIREI_CHAT_ROLE_USER, meirei_prompt_get_user (prompt) },
  };

  return meirei_chat_request_new (meirei_model_get_id (meirei_target_get_model (target)),
                                  messages, G_N_ELEMENTS (messages), params);
}

/**
 * meirei_execution_plan_make_request:
 * @target: the server and the model
 * @preset: how the model is best used
 * @sheet: what the code is for
 * @options: how to execute it
 * @prompt: (inout): what to ask; replaced by what is really asked, with the
 *   preset's system prompt
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the request, or %NULL with
 *   %MEIREI_SLM_ERROR_BAD_PARAMETER
 */
MeireiChatRequest *
meirei_execution_plan_make_request (MeireiTarget            *target,
                                    MeireiPreset            *preset,
                                    MeireiSheet             *sheet,
                                    MeireiExecutionOptions  *options,
                                    MeireiPrompt           **prompt,
                                    GError                 **error)
{
  g_autoptr(MeireiChatParams) params = make_params (preset, sheet, options, error);
  MeireiPrompt *whole;

  if (params == NULL)
    return NULL;

  whole = meirei_prompt_with_base (*prompt, meirei_preset_get_system_prompt (preset));
  g_object_unref (*prompt);
  *prompt = whole;

  return make_request (target, whole, params);
}

/**
 * meirei_execution_plan_find_preset:
 * @context: the program's context
 * @workspace: where the instructions are
 * @target: the server and the model
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the shipped preset of the model, with
 *   what the workspace wants different; %NULL with
 *   %MEIREI_SLM_ERROR_BAD_PARAMETER
 */
MeireiPreset *
meirei_execution_plan_find_preset (MeireiContext    *context,
                                   MeireiWorkspace  *workspace,
                                   MeireiTarget     *target,
                                   GError          **error)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (workspace);

  return meirei_preset_store_lookup (meirei_context_get_presets (context),
                                     meirei_model_get_key (meirei_target_get_model (target)),
                                     meirei_json_get_object (settings, "presets"), error);
}

/**
 * meirei_execution_plan_make_repair:
 * @self: a plan
 * @code: code that is wrong
 * @reason: what is wrong with it
 * @request: (out) (transfer full): the request
 *
 * Returns: (transfer full): the prompt of a repair round, of the same model
 *   with the same parameters
 */
MeireiPrompt *
meirei_execution_plan_make_repair (MeireiExecutionPlan  *self,
                                   const char           *code,
                                   const char           *reason,
                                   MeireiChatRequest   **request)
{
  g_autoptr(MeireiPrompt) plain = NULL;
  MeireiPrompt *prompt;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  plain = meirei_prompt_template_render_repair (self->template,
                                                meirei_instruction_get_sheet (self->instruction),
                                                code, reason);
  prompt = meirei_prompt_with_base (plain, meirei_preset_get_system_prompt (self->preset));
  *request = make_request (self->target, prompt, meirei_chat_request_get_params (self->request));

  return prompt;
}
