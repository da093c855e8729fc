/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-server.h"
#include "meirei-string.h"

/**
 * MeireiServer:
 *
 * A program that serves language models at an address, and what was found out
 * about it the last time somebody asked.
 *
 * The address is its identity and never changes, except that of Meirei's own
 * engine, of which there is only one.  The API key is kept in
 * memory only and is deliberately not a property, so that nothing that walks
 * over the properties can write it down.
 */
struct _MeireiServer
{
  GObject            parent_instance;

  char              *url;
  char              *name;    /* (nullable) */
  char              *version; /* (nullable) */
  char              *message; /* (nullable) */
  char              *api_key; /* (nullable) */
  gint64             last_seen;
  MeireiServerKind   kind;
  MeireiServerState  state;
  GListStore        *models;  /* (owned), of MeireiModel */
};

typedef enum {
  PROP_URL = 1,
  PROP_KIND,
  PROP_NAME,
  PROP_VERSION,
  PROP_STATE,
  PROP_MESSAGE,
  PROP_LAST_SEEN,
  PROP_MODELS,
} MeireiServerProperty;

#define N_PROPS (PROP_MODELS + 1)

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (MeireiServerState, meirei_server_state,
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_STATE_UNKNOWN, "unknown"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_STATE_LOOKING, "looking"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_STATE_CONNECTED, "connected"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_STATE_NEEDS_KEY, "needs-key"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_STATE_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_STATE_NOT_RUNNING, "not-running"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_STATE_ERROR, "error"))

G_DEFINE_FINAL_TYPE (MeireiServer, meirei_server, G_TYPE_OBJECT)

static void
clear_key (MeireiServer *self)
{
  if (self->api_key != NULL)
    explicit_bzero (self->api_key, strlen (self->api_key));
  g_clear_pointer (&self->api_key, g_free);
}

static void
meirei_server_dispose (GObject *object)
{
  MeireiServer *self = MEIREI_SERVER (object);

  g_clear_object (&self->models);

  G_OBJECT_CLASS (meirei_server_parent_class)->dispose (object);
}

static void
meirei_server_finalize (GObject *object)
{
  MeireiServer *self = MEIREI_SERVER (object);

  clear_key (self);
  g_free (self->url);
  g_free (self->name);
  g_free (self->version);
  g_free (self->message);

  G_OBJECT_CLASS (meirei_server_parent_class)->finalize (object);
}

static void
meirei_server_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  MeireiServer *self = MEIREI_SERVER (object);

  switch ((MeireiServerProperty) prop_id)
    {
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case PROP_NAME:
      g_value_set_string (value, meirei_server_get_name (self));
      break;
    case PROP_VERSION:
      g_value_set_string (value, self->version);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    case PROP_MODELS:
      g_value_set_object (value, self->models);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_server_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  MeireiServer *self = MEIREI_SERVER (object);

  switch ((MeireiServerProperty) prop_id)
    {
    case PROP_URL:
      self->url = g_value_dup_string (value);
      break;
    case PROP_KIND:
      meirei_server_set_kind (self, (MeireiServerKind) g_value_get_enum (value));
      break;
    case PROP_NAME:
      meirei_server_set_name (self, g_value_get_string (value));
      break;
    case PROP_VERSION:
    case PROP_STATE:
    case PROP_MESSAGE:
    case PROP_LAST_SEEN:
    case PROP_MODELS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_server_class_init (MeireiServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = (GParamFlags) (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  const GParamFlags writable = (GParamFlags) (readable | G_PARAM_WRITABLE
                                              | G_PARAM_EXPLICIT_NOTIFY);

  object_class->dispose = meirei_server_dispose;
  object_class->finalize = meirei_server_finalize;
  object_class->get_property = meirei_server_get_property;
  object_class->set_property = meirei_server_set_property;

  properties[PROP_URL] =
    g_param_spec_string ("url", NULL, NULL, NULL,
                         (GParamFlags) (writable | G_PARAM_CONSTRUCT_ONLY));
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, MEIREI_TYPE_SERVER_KIND,
                       MEIREI_SERVER_KIND_UNKNOWN, writable);
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, writable);
  properties[PROP_VERSION] =
    g_param_spec_string ("version", NULL, NULL, NULL, readable);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, MEIREI_TYPE_SERVER_STATE,
                       MEIREI_SERVER_STATE_UNKNOWN, readable);
  properties[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, NULL, readable);
  properties[PROP_LAST_SEEN] =
    g_param_spec_int64 ("last-seen", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_MODELS] =
    g_param_spec_object ("models", NULL, NULL, G_TYPE_LIST_MODEL, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_server_init (MeireiServer *self)
{
  self->models = g_list_store_new (MEIREI_TYPE_MODEL);
}

/**
 * meirei_server_new:
 * @url: the address without `/v1`, such as `http://127.0.0.1:1234`
 * @kind: what kind of server it is or is expected to be
 *
 * Returns: (transfer full): a server of which nothing else is known
 */
MeireiServer *
meirei_server_new (const char       *url,
                   MeireiServerKind  kind)
{
  g_return_val_if_fail (url != NULL, NULL);

  return g_object_new (MEIREI_TYPE_SERVER, "url", url, "kind", kind, NULL);
}

/**
 * meirei_server_get_url:
 * @self: a server
 *
 * Returns: the address without `/v1` and without a slash at the end
 */
const char *
meirei_server_get_url (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);

  return self->url;
}

/* Meirei's own server is another port each time; only it may move. */
void
_meirei_server_set_url (MeireiServer *self,
                        const char   *url)
{
  g_return_if_fail (self->kind == MEIREI_SERVER_KIND_BUILTIN);

  if (meirei_set_str (&self->url, url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

/**
 * meirei_server_dup_endpoint:
 * @self: a server
 * @path: an absolute path, such as `/v1/chat/completions`
 *
 * Returns: (transfer full): the URL of one of the server's endpoints
 */
char *
meirei_server_dup_endpoint (MeireiServer *self,
                            const char   *path)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);
  g_return_val_if_fail (path != NULL && *path == '/', NULL);

  return g_strconcat (self->url, path, NULL);
}

/**
 * meirei_server_get_kind:
 * @self: a server
 *
 * Returns: what program serves there, as far as is known
 */
MeireiServerKind
meirei_server_get_kind (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), MEIREI_SERVER_KIND_UNKNOWN);

  return self->kind;
}

/**
 * meirei_server_set_kind:
 * @self: a server
 * @kind: what the probe found
 */
void
meirei_server_set_kind (MeireiServer     *self,
                        MeireiServerKind  kind)
{
  g_return_if_fail (MEIREI_IS_SERVER (self));

  if (self->kind == kind)
    return;

  self->kind = kind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
  if (self->name == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * meirei_server_get_name:
 * @self: a server
 *
 * Returns: the name to show: the user's own, else the product's
 */
const char *
meirei_server_get_name (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);

  return self->name != NULL ? self->name : meirei_server_kind_get_name (self->kind);
}

/**
 * meirei_server_set_name:
 * @self: a server
 * @name: (nullable): the user's own name for it
 */
void
meirei_server_set_name (MeireiServer *self,
                        const char   *name)
{
  g_return_if_fail (MEIREI_IS_SERVER (self));

  if (meirei_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * meirei_server_get_version:
 * @self: a server
 *
 * Returns: (nullable): the product's version, if it tells one
 */
const char *
meirei_server_get_version (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);

  return self->version;
}

/**
 * meirei_server_set_version:
 * @self: a server
 * @version: (nullable): the product's version
 */
void
meirei_server_set_version (MeireiServer *self,
                           const char   *version)
{
  g_return_if_fail (MEIREI_IS_SERVER (self));

  if (meirei_set_str (&self->version, version))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERSION]);
}

/**
 * meirei_server_get_state:
 * @self: a server
 *
 * Returns: how the server was found
 */
MeireiServerState
meirei_server_get_state (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), MEIREI_SERVER_STATE_UNKNOWN);

  return self->state;
}

/**
 * meirei_server_get_message:
 * @self: a server
 *
 * Returns: (nullable): one English sentence about the state: what happened
 *   and what to do
 */
const char *
meirei_server_get_message (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);

  return self->message;
}

/**
 * meirei_server_set_state:
 * @self: a server
 * @state: the new state
 * @message: (nullable): what happened and what to do
 *
 * A state in which the server answered also sets the time of
 * [method@Server.get_last_seen].
 */
void
meirei_server_set_state (MeireiServer      *self,
                         MeireiServerState  state,
                         const char        *message)
{
  g_return_if_fail (MEIREI_IS_SERVER (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (meirei_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  if (state == MEIREI_SERVER_STATE_CONNECTED
      || state == MEIREI_SERVER_STATE_NEEDS_KEY
      || state == MEIREI_SERVER_STATE_LOADING)
    {
      self->last_seen = g_get_real_time ();
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SEEN]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * meirei_server_get_last_seen:
 * @self: a server
 *
 * Returns: when it last answered, in microseconds since the epoch, or 0
 */
gint64
meirei_server_get_last_seen (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), 0);

  return self->last_seen;
}

/**
 * meirei_server_get_api_key:
 * @self: a server
 *
 * Returns: (nullable): the key to send as `Authorization: Bearer …`; never to
 *   be logged, stored or shown
 */
const char *
meirei_server_get_api_key (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);

  return self->api_key;
}

/**
 * meirei_server_set_api_key:
 * @self: a server
 * @api_key: (nullable): the key, or %NULL or nothing to send none
 */
void
meirei_server_set_api_key (MeireiServer *self,
                           const char   *api_key)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (MEIREI_IS_SERVER (self));

  if (api_key != NULL && *api_key != '\0')
    copy = g_strdup (api_key);
  clear_key (self);
  self->api_key = g_steal_pointer (&copy);
}

/**
 * meirei_server_get_models:
 * @self: a server
 *
 * Returns: (transfer none): the models, a list of [class@Model] in the
 *   server's own order
 */
GListModel *
meirei_server_get_models (MeireiServer *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);

  return G_LIST_MODEL (self->models);
}
