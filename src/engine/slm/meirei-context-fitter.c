/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-context-fitter-private.h"
#include "meirei-server-query.h"

/* An answer that is not limited at all fills the context when a small model
 * gets into a loop. */
#define DEFAULT_MAX_TOKENS 2048

/**
 * MeireiContextFitter:
 *
 * Makes sure before anything is sent that a prompt and its answer fit the
 * context that the model is really loaded with: counts or estimates the
 * tokens, limits the answer, loads the model or loads it anew where that is
 * wanted, and otherwise refuses with the numbers and what to do.
 */
G_DEFINE_FINAL_TYPE (MeireiContextFitter, meirei_context_fitter, G_TYPE_OBJECT)

static void
state_free (MeireiContextFitting *state)
{
  g_assert (state->cancel == NULL);
  g_clear_object (&state->server);
  g_clear_object (&state->model);
  g_clear_object (&state->request);
  g_free (state);
}

static void
meirei_context_fitter_dispose (GObject *object)
{
  MeireiContextFitter *self = MEIREI_CONTEXT_FITTER (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->presets);
  /* A thread that writes keeps it, and may not come to its end any more. */
  if (self->memory != NULL)
    meirei_token_memory_flush (self->memory, NULL);
  g_clear_object (&self->memory);
  g_clear_object (&self->estimator);
  g_clear_object (&self->session);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->loading, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);

  G_OBJECT_CLASS (meirei_context_fitter_parent_class)->dispose (object);
}

static void
meirei_context_fitter_class_init (MeireiContextFitterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_context_fitter_dispose;
}

static void
meirei_context_fitter_init (MeireiContextFitter *self)
{
  self->estimator = meirei_token_estimator_new ();
  self->session = meirei_server_query_session_new ();
  self->chosen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->loading = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
}

/* Under what name counts are remembered: the engine's address changes with
 * every start. */
static const char *
get_server_name (MeireiServer *server)
{
  return meirei_server_get_kind (server) == MEIREI_SERVER_KIND_BUILTIN
         ? MEIREI_BUILTIN_ENGINE_URL
         : meirei_server_get_url (server);
}

/**
 * meirei_context_fitter_new:
 * @registry: who loads models
 * @presets: what is known about models
 *
 * Returns: (transfer full): a fitter
 */
MeireiContextFitter *
meirei_context_fitter_new (MeireiServerRegistry *registry,
                           MeireiPresetStore    *presets)
{
  MeireiContextFitter *self;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (registry), NULL);
  g_return_val_if_fail (MEIREI_IS_PRESET_STORE (presets), NULL);

  self = g_object_new (MEIREI_TYPE_CONTEXT_FITTER, NULL);
  self->registry = g_object_ref (registry);
  self->presets = g_object_ref (presets);

  return self;
}

/**
 * meirei_context_fitter_set_memory:
 * @self: a fitter
 * @path: a file
 *
 * Remembers in @path what is learned about the models' tokens, and what is in
 * it already.
 */
void
meirei_context_fitter_set_memory (MeireiContextFitter *self,
                                  const char          *path)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_FITTER (self));
  g_return_if_fail (self->memory == NULL);

  self->memory = meirei_token_memory_new (self->estimator, path);
}

gint64
_meirei_context_fitter_get_wanted (MeireiChatRequest *request)
{
  gint64 wanted = meirei_chat_params_get_int (meirei_chat_request_get_params (request),
                                              MEIREI_CHAT_PARAM_MAX_TOKENS,
                                              DEFAULT_MAX_TOKENS);

  return wanted > 0 ? wanted : DEFAULT_MAX_TOKENS;
}

gint64
_meirei_context_fitter_guess (MeireiContextFitter  *self,
                              MeireiContextFitting *state)
{
  /* Without overrides a lookup cannot fail. */
  g_autoptr(MeireiPreset) preset =
    meirei_preset_store_lookup (self->presets, meirei_model_get_key (state->model), NULL, NULL);

  return meirei_token_estimator_estimate (self->estimator, get_server_name (state->server),
                                          state->request,
                                          meirei_preset_get_vocabulary (preset),
                                          meirei_preset_get_overhead (preset));
}

static void
remember_context (MeireiContextFitter *self,
                  MeireiModel         *model,
                  guint                context)
{
  g_hash_table_insert (self->chosen, g_object_ref (model), GUINT_TO_POINTER (context));
}

/* Ollama loads with what the request says.  The first one decides; another
 * number with each request would load the model again each time. */
static guint
choose_context (MeireiContextFitter  *self,
                MeireiContextFitting *state,
                gint64                prompt_tokens)
{
  gint64 wanted = meirei_chat_params_get_int (meirei_chat_request_get_params (state->request),
                                              MEIREI_CHAT_PARAM_CONTEXT, 0);
  guint context = GPOINTER_TO_UINT (g_hash_table_lookup (self->chosen, state->model));

  if (context > 0)
    return context;

  if (wanted == 0)
    wanted = MAX (prompt_tokens + _meirei_context_fitter_get_wanted (state->request),
                  MEIREI_CONTEXT_FITTER_MIN_LOAD / 2);
  context = meirei_context_fit_round_up (wanted, meirei_model_get_max_context (state->model));
  /* Looking is not choosing. */
  if (!state->is_check)
    remember_context (self, state->model, context);

  return context;
}

static guint
get_context (MeireiContextFitter  *self,
             MeireiContextFitting *state,
             gint64                prompt_tokens)
{
  guint loaded = meirei_model_get_loaded_context (state->model);
  gint64 configured;

  /* Also for when Ollama has unloaded it after a pause. */
  if (loaded > 0 && meirei_server_get_kind (state->server) == MEIREI_SERVER_KIND_OLLAMA)
    remember_context (self, state->model, loaded);
  if (loaded > 0)
    return loaded;
  if (meirei_server_get_kind (state->server) == MEIREI_SERVER_KIND_OLLAMA)
    return choose_context (self, state, prompt_tokens);

  configured = meirei_chat_params_get_int (meirei_chat_request_get_params (state->request),
                                           MEIREI_CHAT_PARAM_CONTEXT, 0);
  if (configured > 0)
    return (guint) MIN (configured, G_MAXINT);

  /* The proxy's number for the largest prompt is all there is. */
  return meirei_server_get_kind (state->server) == MEIREI_SERVER_KIND_LITELLM
         ? meirei_model_get_max_context (state->model)
         : 0;
}

MeireiContextFit *
_meirei_context_fitter_compute (MeireiContextFitter  *self,
                                MeireiContextFitting *state)
{
  gint64 tokens = state->counted > 0 ? state->counted : _meirei_context_fitter_guess (self, state);

  return meirei_context_fit_new (tokens, state->counted > 0,
                                 get_context (self, state, tokens),
                                 _meirei_context_fitter_get_wanted (state->request));
}

static MeireiContextFitting *
state_new (MeireiTarget      *target,
           MeireiChatRequest *request)
{
  MeireiContextFitting *state = g_new0 (MeireiContextFitting, 1);

  state->server = g_object_ref (meirei_target_get_server (target));
  state->model = g_object_ref (meirei_target_get_model (target));
  state->request = meirei_chat_request_with_model (request, meirei_model_get_id (state->model));

  return state;
}

/**
 * meirei_context_fitter_estimate:
 * @self: a fitter
 * @target: the server and the model
 * @request: the request
 *
 * Says at once, without asking anybody, whether a request probably fits.
 *
 * Returns: (transfer full): the result
 */
MeireiContextFit *
meirei_context_fitter_estimate (MeireiContextFitter *self,
                                MeireiTarget        *target,
                                MeireiChatRequest   *request)
{
  MeireiContextFit *fit;
  MeireiContextFitting *state;

  g_return_val_if_fail (MEIREI_IS_CONTEXT_FITTER (self), NULL);

  state = state_new (target, request);
  state->is_check = TRUE;
  fit = _meirei_context_fitter_compute (self, state);
  state_free (state);

  return fit;
}

/**
 * meirei_context_fitter_check_async:
 * @self: a fitter
 * @target: the server and the model
 * @request: the request
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out whether a request fits, with the server's own count where it has
 * one.  Loads nothing.
 */
void
meirei_context_fitter_check_async (MeireiContextFitter *self,
                                   MeireiTarget        *target,
                                   MeireiChatRequest   *request,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  MeireiContextFitting *state;

  g_return_if_fail (MEIREI_IS_CONTEXT_FITTER (self));
  g_return_if_fail (MEIREI_IS_TARGET (target));
  g_return_if_fail (MEIREI_IS_CHAT_REQUEST (request));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_context_fitter_check_async);
  state = state_new (target, request);
  state->is_check = TRUE;
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  _meirei_context_fitter_evaluate (task);
}

/**
 * meirei_context_fitter_check_finish:
 * @self: a fitter
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): whether it fits; %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
MeireiContextFit *
meirei_context_fitter_check_finish (MeireiContextFitter  *self,
                                    GAsyncResult         *result,
                                    GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * meirei_context_fitter_fit_async:
 * @self: a fitter
 * @target: the server and the model
 * @request: the request
 * @fit: what to do if it does not fit
 * @cancellable: (nullable): to give up
 * @callback: called when the request can be sent, or must not be
 * @user_data: for @callback
 *
 * Makes a request one that fits.  A model that LM Studio or a router has not
 * loaded is loaded first, which takes as long as it takes.
 */
void
meirei_context_fitter_fit_async (MeireiContextFitter *self,
                                 MeireiTarget        *target,
                                 MeireiChatRequest   *request,
                                 MeireiFit            fit,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  MeireiContextFitting *state;

  g_return_if_fail (MEIREI_IS_CONTEXT_FITTER (self));
  g_return_if_fail (MEIREI_IS_TARGET (target));
  g_return_if_fail (MEIREI_IS_CHAT_REQUEST (request));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_context_fitter_fit_async);
  state = state_new (target, request);
  state->fit = fit;
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  _meirei_context_fitter_evaluate (task);
}

/**
 * meirei_context_fitter_fit_finish:
 * @self: a fitter
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the request to send, with its model's
 *   id, its limit and the numbers of the fit set; %NULL with
 *   %MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, an error of loading the model, or
 *   %G_IO_ERROR_CANCELLED
 */
MeireiChatRequest *
meirei_context_fitter_fit_finish (MeireiContextFitter  *self,
                                  GAsyncResult         *result,
                                  GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * meirei_context_fitter_learn:
 * @self: a fitter
 * @target: the server and the model
 * @request: a request that was answered completely
 * @prompt_tokens: what the server counted
 *
 * Makes later estimates for this model better.  Not for a prompt that the
 * server cut.
 */
void
meirei_context_fitter_learn (MeireiContextFitter *self,
                             MeireiTarget        *target,
                             MeireiChatRequest   *request,
                             gint64               prompt_tokens)
{
  g_autoptr(MeireiPreset) preset = NULL;
  g_autoptr(MeireiChatRequest) named = NULL;
  MeireiModel *model;

  g_return_if_fail (MEIREI_IS_CONTEXT_FITTER (self));
  g_return_if_fail (MEIREI_IS_TARGET (target));

  model = meirei_target_get_model (target);
  named = meirei_chat_request_with_model (request, meirei_model_get_id (model));
  preset = meirei_preset_store_lookup (self->presets, meirei_model_get_key (model), NULL, NULL);
  if (meirei_token_estimator_learn (self->estimator,
                                    get_server_name (meirei_target_get_server (target)),
                                    named, meirei_preset_get_vocabulary (preset),
                                    meirei_preset_get_overhead (preset), prompt_tokens)
      && self->memory != NULL)
    meirei_token_memory_changed (self->memory);
}
