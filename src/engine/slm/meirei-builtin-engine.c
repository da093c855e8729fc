/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>

#include "meirei-builtin-engine-private.h"
#include "meirei-engine-finder.h"
#include "meirei-server-query.h"
#include "meirei-string.h"

/**
 * MeireiBuiltinEngine:
 *
 * llama.cpp's llama-server, run by Meirei itself, so that the program does its
 * job where nobody has set up a model server.
 *
 * It listens on a free port of 127.0.0.1 and wants a random key.  A normal one
 * dies with this program, also if that is killed.  A detached one goes on: what
 * is needed to find and stop it is kept in the user's state folder, and every
 * later program uses it instead of starting another one.
 *
 * Use it in the main thread only.
 */

typedef enum {
  PROP_PHASE = 1,
  PROP_MESSAGE,
  PROP_SERVER,
} MeireiBuiltinEngineProperty;

#define N_PROPS (PROP_SERVER + 1)

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (MeireiEnginePhase, meirei_engine_phase,
  G_DEFINE_ENUM_VALUE (MEIREI_ENGINE_PHASE_STOPPED, "stopped"),
  G_DEFINE_ENUM_VALUE (MEIREI_ENGINE_PHASE_STARTING, "starting"),
  G_DEFINE_ENUM_VALUE (MEIREI_ENGINE_PHASE_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (MEIREI_ENGINE_PHASE_READY, "ready"),
  G_DEFINE_ENUM_VALUE (MEIREI_ENGINE_PHASE_STOPPING, "stopping"),
  G_DEFINE_ENUM_VALUE (MEIREI_ENGINE_PHASE_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (MeireiBuiltinEngine, meirei_builtin_engine, G_TYPE_OBJECT)

static MeireiServerState
get_server_state (MeireiEnginePhase phase)
{
  switch (phase)
    {
    case MEIREI_ENGINE_PHASE_STARTING:
    case MEIREI_ENGINE_PHASE_LOADING:
      return MEIREI_SERVER_STATE_LOADING;
    case MEIREI_ENGINE_PHASE_READY:
      return MEIREI_SERVER_STATE_CONNECTED;
    case MEIREI_ENGINE_PHASE_FAILED:
      return MEIREI_SERVER_STATE_ERROR;
    case MEIREI_ENGINE_PHASE_STOPPED:
    case MEIREI_ENGINE_PHASE_STOPPING:
    default:
      return MEIREI_SERVER_STATE_NOT_RUNNING;
    }
}

void
_meirei_builtin_engine_set_phase (MeireiBuiltinEngine *self,
                                  MeireiEnginePhase    phase,
                                  const char          *message)
{
  gboolean changed = self->phase != phase;

  self->phase = phase;
  if (meirei_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  meirei_server_set_state (self->server, get_server_state (phase), message);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
}

/* Our own child's end is reported; another program's child has to be looked
 * at. */
gboolean
_meirei_builtin_engine_is_alive (MeireiBuiltinEngine *self)
{
  return self->process != NULL
         || (self->state != NULL && meirei_engine_state_is_alive (self->state));
}

/* Forgets the engine that ran, or the one that could not be started. */
void
_meirei_builtin_engine_forget (MeireiBuiltinEngine *self)
{
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_handle_id (&self->trim_id, g_source_remove);
  g_clear_object (&self->process);
  g_clear_pointer (&self->state, meirei_engine_state_free);
  self->detached = FALSE;
  meirei_server_set_api_key (self->server, NULL);
  _meirei_server_set_url (self->server, MEIREI_BUILTIN_ENGINE_URL);
}

/* While nothing runs, the model that would be served is listed, so that it can
 * be chosen. */
void
_meirei_builtin_engine_list_default (MeireiBuiltinEngine *self)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = meirei_builtin_engine_dup_model_path (self);

  if (path != NULL && meirei_builtin_engine_is_available (self, NULL))
    {
      g_autofree char *alias = meirei_engine_finder_dup_alias (path);
      MeireiModel *model = meirei_model_new (alias);
      GStatBuf info = { 0, };

      if (g_stat (path, &info) == 0)
        g_object_set (model, "size", (guint64) info.st_size, NULL);
      meirei_model_set_state (model, MEIREI_MODEL_STATE_NOT_LOADED);
      g_ptr_array_add (models, model);
    }
  meirei_server_take_models (self->server, models);
}

static void
meirei_builtin_engine_dispose (GObject *object)
{
  MeireiBuiltinEngine *self = MEIREI_BUILTIN_ENGINE (object);

  if (self->process != NULL && !self->detached)
    g_subprocess_force_exit (self->process);
  if (self->server != NULL)
    _meirei_builtin_engine_forget (self);
  g_clear_object (&self->session);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (meirei_builtin_engine_parent_class)->dispose (object);
}

static void
meirei_builtin_engine_finalize (GObject *object)
{
  MeireiBuiltinEngine *self = MEIREI_BUILTIN_ENGINE (object);

  g_free (self->message);
  g_free (self->model_path);
  g_ptr_array_unref (self->starting);
  g_ptr_array_unref (self->stopping);

  G_OBJECT_CLASS (meirei_builtin_engine_parent_class)->finalize (object);
}

static void
meirei_builtin_engine_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  MeireiBuiltinEngine *self = MEIREI_BUILTIN_ENGINE (object);

  switch ((MeireiBuiltinEngineProperty) prop_id)
    {
    case PROP_PHASE:
      g_value_set_enum (value, (int) self->phase);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_SERVER:
      g_value_set_object (value, self->server);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_builtin_engine_class_init (MeireiBuiltinEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = (GParamFlags) (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  object_class->dispose = meirei_builtin_engine_dispose;
  object_class->finalize = meirei_builtin_engine_finalize;
  object_class->get_property = meirei_builtin_engine_get_property;

  properties[PROP_PHASE] =
    g_param_spec_enum ("phase", NULL, NULL, MEIREI_TYPE_ENGINE_PHASE,
                       MEIREI_ENGINE_PHASE_STOPPED, flags);
  properties[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_SERVER] =
    g_param_spec_object ("server", NULL, NULL, MEIREI_TYPE_SERVER, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_builtin_engine_init (MeireiBuiltinEngine *self)
{
  self->session = meirei_server_query_session_new ();
  self->server = meirei_server_new (MEIREI_BUILTIN_ENGINE_URL, MEIREI_SERVER_KIND_BUILTIN);
  self->context = MEIREI_BUILTIN_ENGINE_DEFAULT_CONTEXT;
  self->patience_ms = MEIREI_BUILTIN_ENGINE_PATIENCE_MS;
  self->starting = g_ptr_array_new_with_free_func (g_object_unref);
  self->stopping = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * meirei_builtin_engine_new:
 *
 * Returns: (transfer full): the engine, about which nothing is known before
 *   [method@BuiltinEngine.refresh_async] or a start
 */
MeireiBuiltinEngine *
meirei_builtin_engine_new (void)
{
  return g_object_new (MEIREI_TYPE_BUILTIN_ENGINE, NULL);
}

/**
 * meirei_builtin_engine_get_server:
 * @self: the engine
 *
 * Returns: (transfer none): the engine as one of the servers; its address
 *   changes with every start
 */
MeireiServer *
meirei_builtin_engine_get_server (MeireiBuiltinEngine *self)
{
  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), NULL);

  return self->server;
}

/**
 * meirei_builtin_engine_get_phase:
 * @self: the engine
 *
 * Returns: where it is in its life
 */
MeireiEnginePhase
meirei_builtin_engine_get_phase (MeireiBuiltinEngine *self)
{
  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), MEIREI_ENGINE_PHASE_STOPPED);

  return self->phase;
}

/**
 * meirei_builtin_engine_get_message:
 * @self: the engine
 *
 * Returns: (nullable): why it is in its phase
 */
const char *
meirei_builtin_engine_get_message (MeireiBuiltinEngine *self)
{
  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), NULL);

  return self->message;
}

/**
 * meirei_builtin_engine_is_available:
 * @self: the engine
 * @error: return location for an error
 *
 * Returns: %TRUE if there is a program and a model; else %FALSE with a
 *   %MEIREI_SLM_ERROR that says what is missing and how to get it
 */
gboolean
meirei_builtin_engine_is_available (MeireiBuiltinEngine  *self,
                                    GError              **error)
{
  g_autofree char *program = NULL;
  g_autofree char *model = NULL;

  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), FALSE);

  program = meirei_engine_finder_dup_program (error);
  if (program == NULL)
    return FALSE;

  model = self->model_path != NULL ? g_strdup (self->model_path)
                                   : meirei_engine_finder_dup_model (error);

  return model != NULL;
}

/**
 * meirei_builtin_engine_get_detached:
 * @self: the engine
 *
 * Returns: %TRUE if it goes on when this program ends
 */
gboolean
meirei_builtin_engine_get_detached (MeireiBuiltinEngine *self)
{
  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), FALSE);

  return self->detached;
}

/**
 * meirei_builtin_engine_get_pid:
 * @self: the engine
 *
 * Returns: the process that runs, or 0
 */
int
meirei_builtin_engine_get_pid (MeireiBuiltinEngine *self)
{
  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), 0);

  return self->state != NULL ? self->state->pid : 0;
}

/**
 * meirei_builtin_engine_dup_model_path:
 * @self: the engine
 *
 * Returns: (transfer full) (nullable): the file that is served or would be, or
 *   %NULL if there is none
 */
char *
meirei_builtin_engine_dup_model_path (MeireiBuiltinEngine *self)
{
  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), NULL);

  if (self->state != NULL && self->state->model_path != NULL)
    return g_strdup (self->state->model_path);
  if (self->model_path != NULL)
    return g_strdup (self->model_path);

  return meirei_engine_finder_dup_model (NULL);
}

/**
 * meirei_builtin_engine_set_model_path:
 * @self: the engine
 * @model_path: (nullable): a GGUF file to serve from the next start on; %NULL
 *   for the one in the tools folder
 */
void
meirei_builtin_engine_set_model_path (MeireiBuiltinEngine *self,
                                      const char          *model_path)
{
  g_return_if_fail (MEIREI_IS_BUILTIN_ENGINE (self));

  meirei_set_str (&self->model_path, model_path);
}

/**
 * meirei_builtin_engine_get_context:
 * @self: the engine
 *
 * Returns: how many tokens of context each request may use, as it runs or from
 *   the next start on
 */
guint
meirei_builtin_engine_get_context (MeireiBuiltinEngine *self)
{
  g_return_val_if_fail (MEIREI_IS_BUILTIN_ENGINE (self), 0);

  return self->state != NULL && self->state->context > 0 ? self->state->context
                                                         : self->context;
}

/**
 * meirei_builtin_engine_set_context:
 * @self: the engine
 * @context: how many tokens of context each request may use, from the next
 *   start on
 */
void
meirei_builtin_engine_set_context (MeireiBuiltinEngine *self,
                                   guint                context)
{
  g_return_if_fail (MEIREI_IS_BUILTIN_ENGINE (self));
  g_return_if_fail (context > 0);

  self->context = context;
}

/**
 * meirei_builtin_engine_set_patience:
 * @self: the engine
 * @milliseconds: how long it may give no sign of life while it starts, at
 *   first %MEIREI_BUILTIN_ENGINE_PATIENCE_MS
 *
 * An engine whose process lives, but which for this long neither answers on
 * loopback nor writes to its log, has failed.
 */
void
meirei_builtin_engine_set_patience (MeireiBuiltinEngine *self,
                                    guint                milliseconds)
{
  g_return_if_fail (MEIREI_IS_BUILTIN_ENGINE (self));

  self->patience_ms = milliseconds;
}
