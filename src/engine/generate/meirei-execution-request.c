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

/* Servers' own defaults differ, and most have no limit of tokens: a small
 * model that repeats itself would run until the context is full. */
static MeireiChatParams *
make_default_params (void)
{
  static const struct {
    MeireiChatParam param;
    double value;
  } defaults[] = {
    { MEIREI_CHAT_PARAM_TEMPERATURE, 0.2 },
    { MEIREI_CHAT_PARAM_TOP_P, 0.95 },
    { MEIREI_CHAT_PARAM_TOP_K, 40 },
    { MEIREI_CHAT_PARAM_MIN_P, 0.05 },
    { MEIREI_CHAT_PARAM_REPEAT_PENALTY, 1.0 },
    { MEIREI_CHAT_PARAM_MAX_TOKENS, 2048 },
  };
  MeireiChatParams *params = meirei_chat_params_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      g_autoptr(MeireiChatParams) before = params;

      params = meirei_chat_params_with (before, defaults[i].param, defaults[i].value);
    }

  return params;
}

static MeireiChatParams *
make_params (MeireiSheet             *sheet,
             MeireiExecutionOptions  *options,
             GError                 **error)
{
  g_autoptr(MeireiChatParams) preset = make_default_params ();
  g_autoptr(MeireiChatParams) with_sheet = NULL;

  with_sheet = overlay (preset, meirei_sheet_get_params (sheet), error);
  if (with_sheet == NULL)
    return NULL;

  return overlay (with_sheet, meirei_execution_options_get_params (options), error);
}

MeireiChatRequest *
_meirei_execution_make_request (MeireiTarget            *target,
                                MeireiSheet             *sheet,
                                MeireiPrompt            *prompt,
                                MeireiExecutionOptions  *options,
                                GError                 **error)
{
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, meirei_prompt_get_system (prompt) },
    { MEIREI_CHAT_ROLE_USER, meirei_prompt_get_user (prompt) },
  };
  g_autoptr(MeireiChatParams) params = make_params (sheet, options, error);

  if (params == NULL)
    return NULL;

  return meirei_chat_request_new (meirei_model_get_id (meirei_target_get_model (target)),
                                  messages, G_N_ELEMENTS (messages), params);
}
