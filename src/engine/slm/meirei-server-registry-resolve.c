/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-registry-private.h"
#include "meirei-slm-error.h"

/* The part of MeireiServerRegistry that decides which model of which server
 * does the work. */

/* How often a server that is loading its model is asked again. */
#define LOADING_POLL_MS 500
/* So many names of models fit into an error message. */
#define MAX_NAMES 5

typedef struct {
  /* Input */
  char         *server_text;    /* (owned) (nullable) */
  char         *model_name;     /* (owned) (nullable) */
  char         *default_server; /* (owned) (nullable) */
  char         *default_model;  /* (owned) (nullable) */

  /* In progress */
  MeireiServer *server;         /* (owned) (nullable): the engine's, while it starts */
} State;

static void
state_free (State *state)
{
  g_free (state->server_text);
  g_free (state->model_name);
  g_free (state->default_server);
  g_free (state->default_model);
  g_clear_object (&state->server);
  g_free (state);
}

/* What is ready comes first; of what is not known to be loaded one can hope
 * the same. */
static int
get_rank (MeireiModel *model)
{
  switch (meirei_model_get_state (model))
    {
    case MEIREI_MODEL_STATE_LOADED:
      return 3;
    case MEIREI_MODEL_STATE_UNKNOWN:
      return 2;
    case MEIREI_MODEL_STATE_LOADING:
    case MEIREI_MODEL_STATE_NOT_LOADED:
    default:
      return 1;
    }
}

/* The best model of a server that has the name, if there is one. */
static MeireiModel *
choose_model (MeireiServer *server,
              const char   *name)
{
  GListModel *models = meirei_server_get_models (server);
  MeireiModel *best = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      if (name != NULL && g_strcmp0 (meirei_model_get_id (model), name) == 0)
        return model;
      if (name != NULL && g_strcmp0 (meirei_model_get_key (model), name) != 0)
        continue;
      if (best == NULL || get_rank (model) > get_rank (best))
        best = model;
    }

  return best;
}

static char *
join_names (GListModel *models)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  guint n_models = g_list_model_get_n_items (models);

  for (guint i = 0; i < MIN (n_models, MAX_NAMES); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      g_strv_builder_add (builder, meirei_model_get_id (model));
    }
  if (n_models > MAX_NAMES)
    g_strv_builder_add (builder, "…");
  names = g_strv_builder_end (builder);

  return g_strjoinv (", ", names);
}

static void
return_target (GTask        *task,
               MeireiServer *server,
               MeireiModel  *model)
{
  g_task_return_pointer (task, meirei_target_new (server, model), g_object_unref);
}

static void
return_no_model (GTask        *task,
                 MeireiServer *server,
                 const char   *name)
{
  GListModel *models = meirei_server_get_models (server);
  g_autofree char *names = join_names (models);

  if (g_list_model_get_n_items (models) == 0)
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_NO_MODEL,
                             "%s at %s has no model; get one there first",
                             meirei_server_get_name (server), meirei_server_get_url (server));
  else
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_MODEL_NOT_FOUND,
                             "%s at %s has no model “%s”; it has %s",
                             meirei_server_get_name (server), meirei_server_get_url (server),
                             name, names);
}

/* The end of all ways that lead to a server. */
static void
finish_on_server (GTask        *task,
                  MeireiServer *server,
                  const char   *name)
{
  MeireiModel *model = choose_model (server, name);

  if (model != NULL)
    return_target (task, server, model);
  else
    return_no_model (task, server, name);
}

static void
engine_started_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  if (meirei_builtin_engine_start_finish (MEIREI_BUILTIN_ENGINE (object), result, &error))
    finish_on_server (task, state->server, state->model_name);
  else
    g_task_return_error (task, error);
}

static void
start_engine (GTask *task)
{
  MeireiServerRegistry *self = g_task_get_source_object (task);
  State *state = g_task_get_task_data (task);

  g_set_object (&state->server, meirei_builtin_engine_get_server (self->engine));
  meirei_builtin_engine_start_async (self->engine, FALSE, g_task_get_cancellable (task),
                                     engine_started_cb, g_object_ref (task));
}

static MeireiSlmError
get_code (MeireiServerState state)
{
  return state == MEIREI_SERVER_STATE_NEEDS_KEY ? MEIREI_SLM_ERROR_UNAUTHORIZED
                                                : MEIREI_SLM_ERROR_UNREACHABLE;
}

static void ask_explicit (GTask *task);

static gboolean
ask_again_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  ask_explicit (task);

  return G_SOURCE_REMOVE;
}

/* The server that was named: this one or none. */
static void
explicit_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiServer) server =
    meirei_server_registry_probe_finish (self, result, &error);

  if (server == NULL)
    g_task_return_error (task, error);
  else if (server == meirei_builtin_engine_get_server (self->engine))
    start_engine (task);
  else if (meirei_server_get_state (server) == MEIREI_SERVER_STATE_CONNECTED)
    finish_on_server (task, server, state->model_name);
  else if (meirei_server_get_state (server) == MEIREI_SERVER_STATE_LOADING)
    g_timeout_add (LOADING_POLL_MS, ask_again_cb, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, MEIREI_SLM_ERROR,
                             (int) get_code (meirei_server_get_state (server)),
                             "%s", meirei_server_get_message (server));
}

static void
ask_explicit (GTask *task)
{
  State *state = g_task_get_task_data (task);

  meirei_server_registry_probe_async (g_task_get_source_object (task), state->server_text,
                                      g_task_get_cancellable (task),
                                      explicit_cb, g_object_ref (task));
}

/* The best model of all servers that are there. */
static MeireiModel *
choose_anywhere (MeireiServerRegistry *self,
                 const char           *name)
{
  GListModel *servers = meirei_server_registry_get_servers (self);
  MeireiModel *best = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);
      MeireiModel *model = choose_model (server, name);

      if (meirei_server_get_state (server) == MEIREI_SERVER_STATE_CONNECTED
          && model != NULL
          && (best == NULL || get_rank (model) > get_rank (best)))
        best = model;
    }

  return best;
}

/* Nothing runs, and the engine cannot be started either, or has another model. */
static void
return_nothing_found (GTask        *task,
                      const GError *engine_error)
{
  MeireiServerRegistry *self = g_task_get_source_object (task);
  State *state = g_task_get_task_data (task);
  GListModel *servers = meirei_server_registry_get_servers (self);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i + 1 < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);

      g_string_append_printf (list, "%s%s at %s", i > 0 ? ", " : "",
                              meirei_server_get_name (server), meirei_server_get_url (server));
    }

  if (state->model_name != NULL)
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_MODEL_NOT_FOUND,
                             "No server that runs has the model “%s” (looked for: %s)",
                             state->model_name, list->str);
  else
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
                             "No model server was found (looked for: %s). %s",
                             list->len > 0 ? list->str : "none", engine_error->message);
  g_string_free (list, TRUE);
}

static void ask_everybody (GTask *task);

static gboolean
ask_everybody_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  ask_everybody (task);

  return G_SOURCE_REMOVE;
}

static gboolean
is_anybody_loading (MeireiServerRegistry *self)
{
  GListModel *servers = meirei_server_registry_get_servers (self);

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);

      if (meirei_server_get_state (server) == MEIREI_SERVER_STATE_LOADING
          && server != meirei_builtin_engine_get_server (self->engine))
        return TRUE;
    }

  return FALSE;
}

/* Anything that runs, else what is about to run, else the engine. */
static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);
  State *state = g_task_get_task_data (task);
  g_autoptr(GError) engine_error = NULL;
  GError *error = NULL;
  MeireiModel *model;

  if (!meirei_server_registry_refresh_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  model = choose_anywhere (self, state->model_name);
  if (model != NULL)
    {
      g_autoptr(MeireiServer) server = meirei_model_ref_server (model);

      return_target (task, server, model);
    }
  else if (is_anybody_loading (self))
    g_timeout_add (LOADING_POLL_MS, ask_everybody_cb, g_steal_pointer (&task));
  else if (meirei_builtin_engine_is_available (self->engine, &engine_error)
           && (state->model_name == NULL
               || choose_model (meirei_builtin_engine_get_server (self->engine),
                                state->model_name) != NULL))
    start_engine (task);
  else
    return_nothing_found (task, engine_error);
}

static void
ask_everybody (GTask *task)
{
  meirei_server_registry_refresh_async (g_task_get_source_object (task),
                                        g_task_get_cancellable (task),
                                        refreshed_cb, g_object_ref (task));
}

static void ask_default (GTask *task);

static gboolean
ask_default_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  ask_default (task);

  return G_SOURCE_REMOVE;
}

/* The usual choice, if it is there. */
static void
default_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiServer) server =
    meirei_server_registry_probe_finish (self, result, &error);
  MeireiModel *model = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  /* Anything else that is wrong with it is a reason to look further. */
  g_clear_error (&error);
  if (server != NULL && server == meirei_builtin_engine_get_server (self->engine)
      && meirei_builtin_engine_is_available (self->engine, NULL))
    {
      start_engine (task);
      return;
    }

  if (server != NULL && meirei_server_get_state (server) == MEIREI_SERVER_STATE_CONNECTED)
    model = choose_model (server, state->default_model);
  if (model != NULL)
    return_target (task, server, model);
  else if (server != NULL && meirei_server_get_state (server) == MEIREI_SERVER_STATE_LOADING)
    g_timeout_add (LOADING_POLL_MS, ask_default_cb, g_steal_pointer (&task));
  else
    ask_everybody (task);
}

static void
ask_default (GTask *task)
{
  State *state = g_task_get_task_data (task);

  meirei_server_registry_probe_async (g_task_get_source_object (task), state->default_server,
                                      g_task_get_cancellable (task),
                                      default_cb, g_object_ref (task));
}

static State *
state_new (MeireiServerRegistry   *self,
           const MeireiTargetWish *wish)
{
  State *state = g_new0 (State, 1);

  if (wish != NULL)
    {
      state->server_text = g_strdup (wish->server);
      state->model_name = g_strdup (wish->model);
      state->default_server = g_strdup (wish->default_server);
      state->default_model = g_strdup (wish->default_model);
    }
  if (state->default_server == NULL)
    {
      g_free (state->default_model);
      state->default_server = g_strdup (meirei_server_registry_get_default_server (self));
      state->default_model = g_strdup (meirei_server_registry_get_default_model (self));
    }

  return state;
}

/**
 * meirei_server_registry_resolve_async:
 * @self: a registry
 * @wish: (nullable): what is wanted; copied
 * @cancellable: (nullable): to give up
 * @callback: called when it is decided
 * @user_data: for @callback
 *
 * Decides which model of which server does the work: what is named, else the
 * default, else whatever runs, what is loaded first, else Meirei's own engine,
 * which is started for it.  A server that was named or is the usual choice, or
 * the only one there, and is loading its model is waited for.
 */
void
meirei_server_registry_resolve_async (MeireiServerRegistry   *self,
                                      const MeireiTargetWish *wish,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_registry_resolve_async);

  state = state_new (self, wish);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);

  if (state->server_text != NULL)
    ask_explicit (task);
  else if (state->model_name == NULL && state->default_server != NULL)
    ask_default (task);
  else
    ask_everybody (task);
}

/**
 * meirei_server_registry_resolve_finish:
 * @self: a registry
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the server and the model; %NULL with a
 *   %MEIREI_SLM_ERROR that says where was looked and what to do,
 *   %G_IO_ERROR_INVALID_ARGUMENT or %G_IO_ERROR_CANCELLED
 */
MeireiTarget *
meirei_server_registry_resolve_finish (MeireiServerRegistry  *self,
                                       GAsyncResult          *result,
                                       GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
