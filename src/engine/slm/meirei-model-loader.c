/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-load-dialect.h"
#include "meirei-model-lister.h"
#include "meirei-model-loader.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"

/* The steps are the same for all: look, unload what is in the way, load, look
 * again.  Looking again is what counts: LM Studio loads with less than asked
 * when memory is short, and says so nowhere else. */

#define LIST_TIMEOUT_MS 10000
#define POLL_MS 500

typedef struct {
  /* Input */
  SoupSession  *session;     /* (owned) */
  MeireiServer *server;      /* (owned) */
  char         *id;          /* the instance to load or to unload */
  char         *key;
  guint         context;     /* 0: whatever the server takes */
  gboolean      exact;       /* whether more than that will not do */

  /* In progress */
  char         *instance_id; /* (owned) (nullable): what the server made */
  gboolean      was_loading; /* a router's model was seen to be loading */
  GError       *error;       /* (owned) (nullable): what went wrong */
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->session);
  g_clear_object (&state->server);
  g_free (state->id);
  g_free (state->key);
  g_free (state->instance_id);
  g_clear_error (&state->error);
  g_free (state);
}

static void
ask (GTask               *task,
     const char          *path,
     JsonObject          *body,
     GAsyncReadyCallback  callback)
{
  State *state = g_task_get_task_data (task);
  /* Loading takes minutes and is silent. */
  const MeireiServerQuery query = { .path = path, .body = body };

  meirei_server_query_async (state->session, state->server, &query,
                             g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
look (GTask               *task,
      GAsyncReadyCallback  callback)
{
  State *state = g_task_get_task_data (task);

  meirei_model_lister_refresh_async (state->session, state->server, LIST_TIMEOUT_MS,
                                     g_task_get_cancellable (task), callback,
                                     g_object_ref (task));
}

static gboolean
is_loaded_as_wanted (State       *state,
                     MeireiModel *model)
{
  guint context = meirei_model_get_loaded_context (model);

  if (meirei_model_get_state (model) != MEIREI_MODEL_STATE_LOADED)
    return FALSE;

  return state->context == 0
         || context == state->context
         || (!state->exact && context > state->context);
}

/* Any instance will do. */
static MeireiModel *
find_as_wanted (State *state)
{
  GListModel *models = meirei_server_get_models (state->server);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (meirei_model_get_key (model), state->key) == 0
          && is_loaded_as_wanted (state, model))
        return model;
    }

  return NULL;
}

static void
return_model (GTask       *task,
              MeireiModel *model)
{
  g_task_return_pointer (task, g_object_ref (model), g_object_unref);
}

static void
return_cannot (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autofree char *remedy = meirei_load_dialect_dup_remedy (state->server, state->key,
                                                            state->context);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "%s cannot be told to load a model%s%s",
                           meirei_server_get_name (state->server),
                           state->context > 0 ? " with another context. " : "",
                           state->context > 0 ? remedy : "");
}

static GError *
make_reply_error (State             *state,
                  MeireiServerReply *reply)
{
  g_autoptr(GError) error =
    meirei_server_reply_dup_error (reply, meirei_server_get_api_key (state->server));

  /* LM Studio has had this since 0.4 only. */
  if (g_error_matches (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_NO_ENDPOINT)
      && meirei_server_get_kind (state->server) == MEIREI_SERVER_KIND_LMSTUDIO)
    return g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                        "This version of LM Studio cannot be told to load models; "
                        "load it there, or run: lms load %s%s",
                        state->key, state->context > 0 ? " --context-length N" : "");

  g_prefix_error_literal (&error, "The model could not be loaded: ");

  return g_steal_pointer (&error);
}

/* Step 4 after a failure: the model is not loading any more. */
static void
looked_after_failure_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  MeireiModel *model = meirei_server_find_model (state->server, state->id);

  if (!meirei_model_lister_refresh_finish (state->server, result, NULL) && model != NULL)
    meirei_model_set_state (model, MEIREI_MODEL_STATE_UNKNOWN);
  g_task_return_error (task, g_steal_pointer (&state->error));
}

static void
fail (GTask  *task,
      GError *error)
{
  State *state = g_task_get_task_data (task);

  state->error = error;
  look (task, looked_after_failure_cb);
}

/* Step 4: what did the server really do? */
static void
looked_again_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  MeireiModel *model;

  if (!meirei_model_lister_refresh_finish (state->server, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  model = state->instance_id != NULL
          ? meirei_server_find_model (state->server, state->instance_id)
          : NULL;
  if (model == NULL)
    model = meirei_server_find_model (state->server, state->key);

  if (model == NULL || meirei_model_get_state (model) != MEIREI_MODEL_STATE_LOADED)
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED,
                             "%s was told to load %s, but does not list it as loaded",
                             meirei_server_get_name (state->server), state->key);
  else
    return_model (task, model);
}

static void poll_router (GTask *task);

static gboolean
poll_again_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  poll_router (g_steal_pointer (&task));

  return G_SOURCE_REMOVE;
}

/* A router loads in the background. */
static void
router_polled_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  MeireiModel *model;
  MeireiModelState model_state;

  if (!meirei_model_lister_refresh_finish (state->server, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  model = meirei_server_find_model (state->server, state->key);
  model_state = model != NULL ? meirei_model_get_state (model) : MEIREI_MODEL_STATE_UNKNOWN;
  if (model_state == MEIREI_MODEL_STATE_LOADED)
    return_model (task, model);
  else if (model_state == MEIREI_MODEL_STATE_LOADING
           || (model != NULL && !state->was_loading))
    {
      /* It may not have begun yet at the first look. */
      state->was_loading = TRUE;
      g_timeout_add (POLL_MS, poll_again_cb, g_steal_pointer (&task));
    }
  else
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED,
                             "The router could not load %s; its log says why", state->key);
}

static void
poll_router (GTask *task)
{
  look (task, router_polled_cb);
  g_object_unref (task);
}

/* A second request to load what is loading already is no failure. */
static gboolean
is_running_already (State             *state,
                    MeireiServerReply *reply)
{
  return meirei_server_get_kind (state->server) == MEIREI_SERVER_KIND_LLAMA_ROUTER
         && reply->status == SOUP_STATUS_BAD_REQUEST
         && strstr (reply->text, "already") != NULL;
}

/* Step 3: the server answers that it has loaded the model. */
static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, &error);

  if (reply == NULL)
    {
      fail (task, error);
      return;
    }

  if (!meirei_server_reply_is_ok (reply) && !is_running_already (state, reply))
    {
      fail (task, make_reply_error (state, reply));
      return;
    }

  state->instance_id = g_strdup (meirei_json_get_string (reply->object, "instance_id", NULL));
  if (meirei_server_get_kind (state->server) == MEIREI_SERVER_KIND_LLAMA_ROUTER)
    poll_router (g_steal_pointer (&task));
  else
    look (task, looked_again_cb);
}

static void
load (GTask *task)
{
  State *state = g_task_get_task_data (task);
  MeireiModel *model = meirei_server_find_model (state->server, state->id);
  g_autoptr(JsonObject) body = NULL;
  const char *path;

  if (model != NULL)
    meirei_model_set_state (model, MEIREI_MODEL_STATE_LOADING);
  body = meirei_load_dialect_build_load (meirei_server_get_kind (state->server),
                                         state->key, state->context, &path);
  ask (task, path, body, loaded_cb);
}

/* Step 2b: the old instance is gone, or was already. */
static void
made_room_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, &error);

  /* Loading all the same would take the memory twice. */
  if (reply == NULL)
    g_task_return_error (task, error);
  else if (!meirei_server_reply_is_ok (reply))
    g_task_return_error (task, make_reply_error (state, reply));
  else
    load (task);
}

static void
make_room (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr(JsonObject) body = NULL;
  const char *path;

  body = meirei_load_dialect_build_unload (meirei_server_get_kind (state->server),
                                           state->id, &path);
  ask (task, path, body, made_room_cb);
}

/* Step 2: is it loaded already?  Loading it once more would make a second
 * instance with its own memory. */
static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  MeireiServerKind kind = meirei_server_get_kind (state->server);
  GError *error = NULL;
  MeireiModel *model;

  if (!meirei_model_lister_refresh_finish (state->server, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  model = find_as_wanted (state);
  if (model != NULL)
    {
      return_model (task, model);
      return;
    }

  model = meirei_server_find_model (state->server, state->id);
  if (model == NULL)
    model = meirei_server_find_model (state->server, state->key);
  if (model == NULL)
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_MODEL_NOT_FOUND,
                             "%s does not list %s any more",
                             meirei_server_get_name (state->server), state->key);
  else if (!meirei_load_dialect_can_load (kind)
           || (state->context > 0 && !meirei_load_dialect_can_set_context (kind)))
    return_cannot (task);
  /* Ollama replaces the old one by itself. */
  else if (meirei_model_get_state (model) == MEIREI_MODEL_STATE_LOADED
           && kind == MEIREI_SERVER_KIND_LMSTUDIO)
    {
      g_free (state->id);
      state->id = g_strdup (meirei_model_get_id (model));
      make_room (task);
    }
  else
    load (task);
}

/**
 * meirei_model_loader_load_async:
 * @session: a session of [func@server_query_session_new]
 * @model: a model of a server other than the built-in one
 * @context: the context in tokens, or 0 for whatever the server takes
 * @exact: whether an instance with more than @context has to be reloaded too
 * @cancellable: (nullable): to give up waiting
 * @callback: called when it is loaded
 * @user_data: for @callback
 *
 * Makes sure that a model is loaded with a context.  One that already is is
 * never loaded twice.  There is no time limit.  Do not call it for the same
 * server again before it has ended.
 */
void
meirei_model_loader_load_async (SoupSession         *session,
                                MeireiModel         *model,
                                guint                context,
                                gboolean             exact,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (MEIREI_IS_MODEL (model));

  task = g_task_new (model, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_model_loader_load_async);

  state = g_new0 (State, 1);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  state->session = g_object_ref (session);
  state->server = meirei_model_ref_server (model);
  state->id = g_strdup (meirei_model_get_id (model));
  state->key = g_strdup (meirei_model_get_key (model));
  state->context = context;
  state->exact = exact;
  if (state->server == NULL)
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
                             "The server of %s is not known any more", state->key);
  else
    look (task, looked_cb);
}

/**
 * meirei_model_loader_load_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model as it is loaded now, maybe
 *   with less context than wanted: see [method@Model.get_loaded_context];
 *   %NULL with %MEIREI_SLM_ERROR, %G_IO_ERROR_NOT_SUPPORTED if a person has to
 *   do it, or %G_IO_ERROR_CANCELLED
 */
MeireiModel *
meirei_model_loader_load_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_model_loader_load_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
