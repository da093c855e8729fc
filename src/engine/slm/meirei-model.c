/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-model-private.h"
#include "meirei-server.h"
#include "meirei-string.h"

/**
 * MeireiModel:
 *
 * A language model that a server can run, as the server last described it.
 *
 * Whoever lists a server's models makes new objects and hands them to
 * [method@Server.take_models], which carries their values over into the
 * objects it already shows.  A number that the server does not tell is 0 and
 * a text that it does not tell is %NULL.
 */
static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (MeireiModelState, meirei_model_state,
  G_DEFINE_ENUM_VALUE (MEIREI_MODEL_STATE_UNKNOWN, "unknown"),
  G_DEFINE_ENUM_VALUE (MEIREI_MODEL_STATE_NOT_LOADED, "not-loaded"),
  G_DEFINE_ENUM_VALUE (MEIREI_MODEL_STATE_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (MEIREI_MODEL_STATE_LOADED, "loaded"))

G_DEFINE_FINAL_TYPE (MeireiModel, meirei_model, G_TYPE_OBJECT)

static void
meirei_model_finalize (GObject *object)
{
  MeireiModel *self = MEIREI_MODEL (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_weak_ref_clear (&self->server);

  G_OBJECT_CLASS (meirei_model_parent_class)->finalize (object);
}

static void
meirei_model_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  MeireiModel *self = MEIREI_MODEL (object);

  switch ((MeireiModelProperty) prop_id)
    {
    case PROP_KEY:
      g_value_set_string (value, meirei_model_get_key (self));
      break;
    case PROP_DISPLAY_NAME:
      g_value_set_string (value, meirei_model_get_display_name (self));
      break;
    case PROP_ID:
    case PROP_QUANTIZATION:
    case PROP_PARAMS:
      g_value_set_string (value, TEXT (self, prop_id));
      break;
    case PROP_LOADED_CONTEXT:
    case PROP_MAX_CONTEXT:
    case PROP_SLOTS:
    case PROP_SIZE:
    case PROP_MEMORY:
    case PROP_GPU_MEMORY:
    case PROP_KV_BYTES_PER_TOKEN:
      g_value_set_uint64 (value, NUMBER (self, prop_id));
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_SHARED_POOL:
      g_value_set_boolean (value, self->shared_pool);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_number (MeireiModel *self,
            guint        prop_id,
            guint64      number)
{
  if (NUMBER (self, prop_id) == number)
    return;

  NUMBER (self, prop_id) = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_shared_pool (MeireiModel *self,
                 gboolean     shared_pool)
{
  if (self->shared_pool == shared_pool)
    return;

  self->shared_pool = shared_pool;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHARED_POOL]);
}

static void
meirei_model_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  MeireiModel *self = MEIREI_MODEL (object);

  switch ((MeireiModelProperty) prop_id)
    {
    case PROP_ID:
    case PROP_KEY:
    case PROP_DISPLAY_NAME:
    case PROP_QUANTIZATION:
    case PROP_PARAMS:
      if (meirei_set_str (&TEXT (self, prop_id), g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_LOADED_CONTEXT:
    case PROP_MAX_CONTEXT:
    case PROP_SLOTS:
    case PROP_SIZE:
    case PROP_MEMORY:
    case PROP_GPU_MEMORY:
    case PROP_KV_BYTES_PER_TOKEN:
      set_number (self, prop_id, g_value_get_uint64 (value));
      break;
    case PROP_STATE:
      meirei_model_set_state (self, (MeireiModelState) g_value_get_enum (value));
      break;
    case PROP_SHARED_POOL:
      set_shared_pool (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = (GParamFlags) (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                           | G_PARAM_EXPLICIT_NOTIFY);
  const char * const texts[] = { "id", "key", "display-name", "quantization", "params" };
  const char * const numbers[] = { "loaded-context", "max-context", "slots", "size",
                                   "memory", "gpu-memory", "kv-bytes-per-token" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[PROP_ID + i] =
      g_param_spec_string (texts[i], NULL, NULL, NULL,
                           (GParamFlags) (flags | (i == 0 ? G_PARAM_CONSTRUCT_ONLY : 0)));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    properties[PROP_LOADED_CONTEXT + i] =
      g_param_spec_uint64 (numbers[i], NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL,
                       MEIREI_TYPE_MODEL_STATE, MEIREI_MODEL_STATE_UNKNOWN, flags);
  properties[PROP_SHARED_POOL] =
    g_param_spec_boolean ("shared-pool", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_model_class_init (MeireiModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_model_finalize;
  object_class->get_property = meirei_model_get_property;
  object_class->set_property = meirei_model_set_property;

  install_properties (object_class);
}

static void
meirei_model_init (MeireiModel *self)
{
  g_weak_ref_init (&self->server, NULL);
}

/**
 * meirei_model_new:
 * @id: what a request's `model` must be
 *
 * Returns: (transfer full): a model of which nothing else is known
 */
MeireiModel *
meirei_model_new (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_object_new (MEIREI_TYPE_MODEL, "id", id, NULL);
}

/**
 * meirei_model_set_state:
 * @self: a model
 * @state: the new state
 *
 * Says what is known before the server is asked again, for example that a
 * load was started.
 */
void
meirei_model_set_state (MeireiModel      *self,
                        MeireiModelState  state)
{
  g_return_if_fail (MEIREI_IS_MODEL (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * meirei_model_ref_server:
 * @self: a model
 *
 * Returns: (transfer full) (nullable): the server that has the model, or %NULL
 *   if it is gone
 */
MeireiServer *
meirei_model_ref_server (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), NULL);

  return g_weak_ref_get (&self->server);
}

/**
 * meirei_model_assign:
 * @self: a model
 * @other: what is known now about the model of the same id
 *
 * Takes all values over, except the id and the server, and notifies of those
 * that changed.
 */
void
meirei_model_assign (MeireiModel *self,
                     MeireiModel *other)
{
  g_return_if_fail (MEIREI_IS_MODEL (self));
  g_return_if_fail (MEIREI_IS_MODEL (other));

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_ID + 1; i < N_PROPS; i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (other), properties[i]->name, &value);
      g_object_set_property (G_OBJECT (self), properties[i]->name, &value);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
_meirei_model_set_server (MeireiModel  *self,
                          MeireiServer *server)
{
  g_weak_ref_set (&self->server, server);
}
