/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-context-fitter-private.h"
#include "meirei-load-dialect.h"
#include "meirei-token-counter.h"

/* The part of MeireiContextFitter that asks servers and loads models. */

/* With less room than this for an answer there is no sense in asking. */
#define MIN_ANSWER 256
/* When a person says that a short answer will do. */
#define MIN_CUT_ANSWER 64
/* A model that nobody had loaded, and then once more for a longer prompt. */
#define MAX_LOADS 2

/* Not by the address: that of Meirei's own engine changes with every start. */
static char *
make_key (MeireiContextFitting *state)
{
  return g_strdup_printf ("%p %s", (gpointer) state->server,
                          meirei_model_get_key (state->model));
}

static void
stop_listening (MeireiContextFitting *state)
{
  if (state->cancel != NULL)
    g_source_destroy (state->cancel);
  g_clear_pointer (&state->cancel, g_source_unref);
}

/* What a server does not give is not asked of it for every instruction of a
 * batch: each time the model would be loaded again. */
static void
remember_refusal (MeireiContextFitter *self,
                  const char          *key,
                  guint                asked,
                  MeireiModel         *model)
{
  guint given = model != NULL ? meirei_model_get_loaded_context (model) : 0;
  MeireiContextRefusal *refusal;

  if (given == 0 || given >= asked)
    {
      g_hash_table_remove (self->refused, key);
      return;
    }

  refusal = g_new (MeireiContextRefusal, 1);
  refusal->asked = asked;
  refusal->given = given;
  g_hash_table_insert (self->refused, g_strdup (key), refusal);
}

/* Until somebody loads the model with another context. */
static gboolean
was_refused (MeireiContextFitter  *self,
             MeireiContextFitting *state,
             guint                 context)
{
  g_autofree char *key = make_key (state);
  const MeireiContextRefusal *refusal = g_hash_table_lookup (self->refused, key);

  return refusal != NULL && context > refusal->given
         && meirei_model_get_loaded_context (state->model) == refusal->given;
}

/* Who waited for the model looks again whether it fits now. */
static void
resume (GTask        *task,
        MeireiModel  *model,
        const GError *error)
{
  MeireiContextFitting *state = g_task_get_task_data (task);

  stop_listening (state);
  if (model == NULL)
    {
      g_task_return_error (task, g_error_copy (error));
      return;
    }

  g_set_object (&state->model, model);
  _meirei_context_fitter_evaluate (task);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiContextFitter *self = g_task_get_source_object (task);
  MeireiContextFitting *state = g_task_get_task_data (task);
  g_autofree char *key = make_key (state);
  g_autoptr(GPtrArray) tasks = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiModel) model =
    meirei_server_registry_load_model_finish (MEIREI_SERVER_REGISTRY (object), result, &error);

  remember_refusal (self, key, state->asked, model);
  tasks = g_ptr_array_ref (g_hash_table_lookup (self->loading, key));
  g_hash_table_remove (self->loading, key);
  for (guint i = 0; i < tasks->len; i++)
    resume (g_ptr_array_index (tasks, i), model, error);
}

/* Who does not wait any more leaves; the model is loaded for the others, or
 * for the next time. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  MeireiContextFitter *self = g_task_get_source_object (task);
  MeireiContextFitting *state = g_task_get_task_data (task);
  g_autofree char *key = make_key (state);
  GPtrArray *tasks = g_hash_table_lookup (self->loading, key);

  stop_listening (state);
  if (tasks != NULL && g_ptr_array_remove (tasks, task))
    g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
wait_in (GTask     *task,
         GPtrArray *tasks)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  MeireiContextFitting *state = g_task_get_task_data (task);

  g_ptr_array_add (tasks, g_object_ref (task));
  if (cancellable == NULL)
    return;

  state->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (state->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (state->cancel, g_task_get_context (task));
}

/* Loads the model, or waits for whoever is loading it already: four requests
 * that begin at the same time load it once. */
static void
load (GTask *task,
      guint  context)
{
  MeireiContextFitter *self = g_task_get_source_object (task);
  MeireiContextFitting *state = g_task_get_task_data (task);
  g_autofree char *key = make_key (state);
  GPtrArray *tasks = g_hash_table_lookup (self->loading, key);

  state->n_loads++;
  if (tasks != NULL)
    {
      wait_in (task, tasks);
      return;
    }

  state->asked = context;
  tasks = g_ptr_array_new_with_free_func (g_object_unref);
  wait_in (task, tasks);
  g_hash_table_insert (self->loading, g_steal_pointer (&key), tasks);
  /* Others may come to wait for it: one who goes away does not stop it. */
  meirei_server_registry_load_model_async (self->registry, state->model, context, FALSE, NULL,
                                           loaded_cb, g_object_ref (task));
}

static void
return_request (GTask            *task,
                MeireiContextFit *fit)
{
  MeireiContextFitting *state = g_task_get_task_data (task);
  g_autoptr(MeireiChatParams) params = NULL;
  g_autoptr(MeireiChatRequest) limited = NULL;
  g_autoptr(MeireiChatRequest) named = NULL;

  params = meirei_chat_params_with (meirei_chat_request_get_params (state->request),
                                    MEIREI_CHAT_PARAM_MAX_TOKENS,
                                    (double) meirei_context_fit_get_max_tokens (fit));
  limited = meirei_chat_request_with_params (state->request, params);
  named = meirei_chat_request_with_model (limited, meirei_model_get_id (state->model));
  g_task_return_pointer (task,
                         meirei_chat_request_with_fit (named,
                                                       meirei_context_fit_get_prompt_tokens (fit),
                                                       meirei_context_fit_get_context (fit)),
                         g_object_unref);
}

static gboolean
has_enough_room (MeireiContextFit *fit,
                 MeireiFit         how)
{
  gint64 max_tokens = meirei_context_fit_get_max_tokens (fit);
  gint64 wanted = meirei_context_fit_get_wanted_tokens (fit);

  return max_tokens >= MIN (wanted, how == MEIREI_FIT_CUT ? MIN_CUT_ANSWER : MIN_ANSWER);
}

/* The last step: everything is known. */
static void
decide (GTask *task)
{
  MeireiContextFitter *self = g_task_get_source_object (task);
  MeireiContextFitting *state = g_task_get_task_data (task);
  g_autoptr(MeireiContextFit) fit = _meirei_context_fitter_compute (self, state);
  MeireiFitVerdict verdict = meirei_context_fit_get_verdict (fit);
  guint suggestion = meirei_context_fit_suggest_context (fit, state->model);

  if (state->is_check)
    g_task_return_pointer (task, g_steal_pointer (&fit), g_object_unref);
  else if (state->fit == MEIREI_FIT_RELOAD
           && (verdict == MEIREI_FIT_VERDICT_SHORTENED || verdict == MEIREI_FIT_VERDICT_TOO_LONG)
           && suggestion > 0 && state->n_loads < MAX_LOADS
           && !was_refused (self, state, suggestion)
           && meirei_load_dialect_can_set_context (meirei_server_get_kind (state->server)))
    load (task, suggestion);
  else if (has_enough_room (fit, state->fit))
    return_request (task, fit);
  else
    g_task_return_error (task, meirei_context_fit_to_error (fit, state->model));
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiContextFitting *state = g_task_get_task_data (task);
  gint64 count;

  /* A server that cannot count does not keep us from estimating. */
  count = meirei_token_counter_count_finish (result, NULL);
  if (count > 0)
    state->counted = count;
  if (!g_task_return_error_if_cancelled (task))
    decide (task);
}

/* Asking the server costs a request; it is only worth it where the estimate
 * leaves a doubt. */
static gboolean
needs_count (MeireiContextFitter *self,
             MeireiContextFitting *state)
{
  g_autoptr(MeireiContextFit) fit = NULL;

  if (state->counted > 0
      || !meirei_token_counter_can_count (meirei_server_get_kind (state->server)))
    return FALSE;

  fit = _meirei_context_fitter_compute (self, state);

  return state->is_check || meirei_context_fit_get_verdict (fit) != MEIREI_FIT_VERDICT_FITS;
}

static gboolean
has_to_load_first (MeireiContextFitting *state)
{
  MeireiServerKind kind = meirei_server_get_kind (state->server);

  /* Ollama loads with the request itself.  The others would load it with a
   * context that nobody chose, and several times if several requests come. */
  return !state->is_check && state->n_loads == 0
         && (kind == MEIREI_SERVER_KIND_LMSTUDIO || kind == MEIREI_SERVER_KIND_LLAMA_ROUTER)
         && meirei_model_get_state (state->model) != MEIREI_MODEL_STATE_LOADED
         && meirei_model_get_state (state->model) != MEIREI_MODEL_STATE_UNKNOWN;
}

static guint
get_first_context (MeireiContextFitter *self,
                   MeireiContextFitting *state)
{
  gint64 tokens;

  if (!meirei_load_dialect_can_set_context (meirei_server_get_kind (state->server)))
    return 0;

  tokens = _meirei_context_fitter_guess (self, state)
           + _meirei_context_fitter_get_wanted (state->request);

  return meirei_context_fit_round_up (MAX (tokens, MEIREI_CONTEXT_FITTER_MIN_LOAD / 2),
                                      meirei_model_get_max_context (state->model));
}

/* Looks where the request stands and takes the next step. */
void
_meirei_context_fitter_evaluate (GTask *task)
{
  MeireiContextFitter *self = g_task_get_source_object (task);
  MeireiContextFitting *state = g_task_get_task_data (task);

  if (has_to_load_first (state))
    load (task, get_first_context (self, state));
  else if (needs_count (self, state))
    meirei_token_counter_count_async (self->session, state->server, state->request,
                                      g_task_get_cancellable (task),
                                      counted_cb, g_object_ref (task));
  else
    decide (task);
}
