/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What an execution asks: the prompt from the sheet and the template, the
 * parameters from the model's preset, the sheet and the options, in this
 * order. */

#include "config.h"

#include "meirei-execution-private.h"
#include "meirei-json.h"

#define DEFAULT_TEMPLATE "python-module"

/* The workspace may name another template. */
MeireiPrompt *
_meirei_execution_make_prompt (MeireiContext    *context,
                               MeireiWorkspace  *workspace,
                               MeireiSheet      *sheet,
                               GError          **error)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (workspace);
  const char *name = meirei_json_get_string (settings, "template", DEFAULT_TEMPLATE);
  g_autoptr(MeireiPromptTemplate) template =
    meirei_prompt_template_find (meirei_context_get_data_dir (context),
                                 meirei_workspace_get_dir (workspace), name, error);

  return template != NULL ? meirei_prompt_template_render (template, sheet) : NULL;
}

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

/* The shipped preset of the model, with what the workspace wants different. */
MeireiPreset *
_meirei_execution_find_preset (MeireiContext    *context,
                               MeireiWorkspace  *workspace,
                               MeireiTarget     *target,
                               GError          **error)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (workspace);

  return meirei_preset_store_lookup (meirei_context_get_presets (context),
                                     meirei_model_get_key (meirei_target_get_model (target)),
                                     meirei_json_get_object (settings, "presets"), error);
}

/* The model's own system message takes the place of the template's; what the
 * options leave open is as the preset has it. */
void
_meirei_execution_apply_preset (MeireiPreset            *preset,
                                MeireiPrompt           **prompt,
                                MeireiExecutionOptions **options)
{
  const char *system_prompt = meirei_preset_get_system_prompt (preset);
  MeireiExecutionOptions *both = meirei_execution_options_with_preset (*options, preset);

  g_object_unref (*options);
  *options = both;

  if (system_prompt != NULL && *system_prompt != '\0')
    {
      MeireiPrompt *other = meirei_prompt_new (system_prompt, meirei_prompt_get_user (*prompt),
                                               meirei_prompt_get_template_name (*prompt),
                                               meirei_prompt_get_template_version (*prompt));

      g_object_unref (*prompt);
      *prompt = other;
    }
}

static MeireiChatParams *
make_params (MeireiPreset            *preset,
             MeireiSheet             *sheet,
             MeireiExecutionOptions  *options,
             GError                 **error)
{
  g_autoptr(MeireiChatParams) with_sheet = NULL;

  with_sheet = overlay (meirei_preset_get_params (preset), meirei_sheet_get_params (sheet), error);
  if (with_sheet == NULL)
    return NULL;

  return overlay (with_sheet, meirei_execution_options_get_params (options), error);
}

MeireiChatRequest *
_meirei_execution_make_request (MeireiTarget            *target,
                                MeireiPreset            *preset,
                                MeireiSheet             *sheet,
                                MeireiPrompt            *prompt,
                                MeireiExecutionOptions  *options,
                                GError                 **error)
{
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, meirei_prompt_get_system (prompt) },
    { MEIREI_CHAT_ROLE_USER, meirei_prompt_get_user (prompt) },
  };
  g_autoptr(MeireiChatParams) params = make_params (preset, sheet, options, error);

  if (params == NULL)
    return NULL;

  return meirei_chat_request_new (meirei_model_get_id (meirei_target_get_model (target)),
                                  messages, G_N_ELEMENTS (messages), params);
}
