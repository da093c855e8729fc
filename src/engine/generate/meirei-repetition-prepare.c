/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Makes the request of a stored version again, and refuses if it would be
 * another one. */

#include "config.h"

#include "meirei-execution-plan.h"
#include "meirei-json.h"
#include "meirei-repetition-private.h"
#include "meirei-version-prompt.h"
#include "meirei-workspace-versions.h"

/* 4. The request. */

static MeireiChatRequest *
make_request (MeireiRepetition  *self,
              GError           **error)
{
  g_autoptr(JsonObject) none = json_object_new ();
  g_autoptr(MeireiExecutionOptions) options = meirei_execution_options_new (none);
  g_autoptr(MeireiChatParams) params = NULL;
  g_autoptr(MeireiChatRequest) plain = NULL;
  g_autoptr(MeireiChatRequest) request = NULL;
  JsonObject *stored = meirei_version_get_params (self->version);

  plain = meirei_execution_plan_make_request (self->target, self->preset,
                                              meirei_instruction_get_sheet (self->instruction),
                                              options, &self->prompt, error);
  if (plain == NULL)
    return NULL;
  /* What the preset says today does not matter. */
  params = meirei_chat_params_new_from_json (stored != NULL ? stored : none, error);
  if (params == NULL)
    return NULL;
  request = meirei_chat_request_with_params (plain, params);

  return meirei_chat_request_with_fresh (request, self->strict);
}

static gboolean
is_same_prompt (MeireiRepetition  *self,
                GError           **error)
{
  g_autoptr(JsonObject) record = meirei_version_to_json (self->version);
  const char *sent = meirei_json_get_string (record, "prompt_sha256", NULL);
  const char *now = meirei_prompt_get_sha256 (self->prompt);

  if (g_strcmp0 (sent, now) == 0)
    return TRUE;

  g_set_error (error, MEIREI_REPETITION_ERROR, MEIREI_REPETITION_ERROR_OTHER_PROMPT,
               "The request of %s cannot be made again: its prompt was %.8s…, sheet and template "
               "give %.8s… now; one of them, or the model's preset, was edited",
               meirei_version_get_name (self->version), sent != NULL ? sent : "unknown", now);

  return FALSE;
}

static void
prompt_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRepetition *self = g_task_get_source_object (task);
  gboolean exact;  /* without what the preset adds to it; see below */
  GError *error = NULL;

  self->prompt = meirei_version_prompt_make_finish (result, &exact, &error);
  if (self->prompt != NULL)
    self->preset = meirei_execution_plan_find_preset (self->context, self->workspace,
                                                      self->target, &error);
  if (self->preset != NULL)
    self->request = make_request (self, &error);
  if (self->request == NULL || !is_same_prompt (self, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* 3. The prompt. */

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRepetition *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->target = meirei_server_registry_resolve_finish (MEIREI_SERVER_REGISTRY (source), result,
                                                        &error);
  if (self->target == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  meirei_version_prompt_make_async (self->context, self->workspace, self->instruction,
                                    self->version, g_task_get_cancellable (task), prompt_cb,
                                    g_object_ref (task));
}

/* 2. The server and the model of then; the built-in engine has another address
 * each time. */

static void
choose_target (GTask *task)
{
  MeireiRepetition *self = g_task_get_source_object (task);
  JsonObject *server = meirei_version_get_section (self->version, "server");
  MeireiTargetWish wish = { .model = meirei_version_get_model_id (self->version) };

  wish.server = self->server;
  if (wish.server == NULL)
    wish.server = g_strcmp0 (meirei_json_get_string (server, "kind", NULL), "builtin") == 0
                  ? "builtin" : meirei_json_get_string (server, "url", NULL);
  meirei_server_registry_resolve_async (meirei_context_get_registry (self->context), &wish,
                                        g_task_get_cancellable (task), chosen_cb,
                                        g_object_ref (task));
}

/* 1. The instruction and the version. */

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRepetition *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->version = meirei_workspace_load_version_finish (MEIREI_WORKSPACE (source), result, &error);
  if (self->version == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (meirei_version_get_finish (self->version) != MEIREI_FINISH_COMPLETE
      || meirei_version_get_raw_sha256 (self->version) == NULL)
    {
      g_task_return_new_error (task, MEIREI_REPETITION_ERROR, MEIREI_REPETITION_ERROR_NO_ANSWER,
                               "%s has no complete answer to compare with; name another version",
                               meirei_version_get_name (self->version));
      return;
    }

  choose_target (task);
}

static void
instruction_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRepetition *self = g_task_get_source_object (task);
  const char *name;
  GError *error = NULL;

  self->instruction = meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result,
                                                                &error);
  if (self->instruction == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  name = self->version_name != NULL ? self->version_name
                                    : meirei_instruction_get_latest_version (self->instruction);
  if (name == NULL)
    {
      g_task_return_new_error (task, MEIREI_REPETITION_ERROR, MEIREI_REPETITION_ERROR_NO_ANSWER,
                               "%s has no version yet; execute it first",
                               meirei_instruction_get_short_id (self->instruction));
      return;
    }

  meirei_workspace_load_version_async (self->workspace, self->id, name,
                                       g_task_get_cancellable (task), version_cb,
                                       g_object_ref (task));
}

void
_meirei_repetition_prepare_async (MeireiRepetition    *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, _meirei_repetition_prepare_async);
  meirei_workspace_load_instruction_async (self->workspace, self->id, cancellable, instruction_cb,
                                           g_steal_pointer (&task));
}

gboolean
_meirei_repetition_prepare_finish (MeireiRepetition  *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
