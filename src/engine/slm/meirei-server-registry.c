/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-query.h"
#include "meirei-server-registry-private.h"
#include "meirei-server-url.h"

/**
 * MeireiServerRegistry:
 *
 * All model servers that are known: those of this machine that were found on
 * their usual ports, those that the user added, and Meirei's own engine, which
 * comes last.
 *
 * A server keeps its object as long as it is known, so that selections and
 * bindings survive a refresh.
 */

/* The ports that the products use.  The first three are always listed, so that
 * a person sees where was looked; the others when something is there. */
static const struct {
  MeireiServerKind kind;
  guint16          port;
  gboolean         is_shown;
} usual_ports[] = {
  { MEIREI_SERVER_KIND_LMSTUDIO, 1234, TRUE },
  { MEIREI_SERVER_KIND_OLLAMA, 11434, TRUE },
  { MEIREI_SERVER_KIND_LLAMA_SERVER, 8080, TRUE },
  { MEIREI_SERVER_KIND_LLAMA_SERVER, 9931, FALSE },
  { MEIREI_SERVER_KIND_VLLM, 8000, FALSE },
  { MEIREI_SERVER_KIND_SGLANG, 30000, FALSE },
  { MEIREI_SERVER_KIND_LITELLM, 4000, FALSE },
};

typedef enum {
  PROP_BUSY = 1,
} MeireiServerRegistryProperty;

#define N_PROPS (PROP_BUSY + 1)

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (MeireiServerOrigin, meirei_server_origin,
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_ORIGIN_FOUND, "found"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_ORIGIN_ADDED, "added"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_ORIGIN_BUILTIN, "builtin"))

G_DEFINE_FINAL_TYPE (MeireiServerRegistry, meirei_server_registry, G_TYPE_OBJECT)

static void
meirei_server_registry_dispose (GObject *object)
{
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);

  /* Whoever waits holds a reference. */
  g_assert (self->n_refreshing == 0);

  g_list_store_remove_all (self->servers);
  g_ptr_array_set_size (self->found, 0);
  g_ptr_array_set_size (self->added, 0);
  g_hash_table_remove_all (self->asked);
  g_hash_table_remove_all (self->unsent);
  g_hash_table_remove_all (self->queues);
  g_clear_object (&self->engine);
  g_clear_object (&self->session);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (meirei_server_registry_parent_class)->dispose (object);
}

static void
meirei_server_registry_finalize (GObject *object)
{
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);

  g_object_unref (self->config);
  g_object_unref (self->servers);
  g_ptr_array_unref (self->found);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->refreshing);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->unsent);
  g_hash_table_unref (self->queues);

  G_OBJECT_CLASS (meirei_server_registry_parent_class)->finalize (object);
}

static void
meirei_server_registry_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);

  switch ((MeireiServerRegistryProperty) prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, meirei_server_registry_get_busy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_server_registry_class_init (MeireiServerRegistryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_server_registry_dispose;
  object_class->finalize = meirei_server_registry_finalize;
  object_class->get_property = meirei_server_registry_get_property;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          (GParamFlags) (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_server_registry_init (MeireiServerRegistry *self)
{
  self->session = meirei_server_query_session_new ();
  self->secrets = meirei_secret_store_new ();
  self->config = meirei_server_config_new ();
  self->engine = meirei_builtin_engine_new ();
  self->servers = g_list_store_new (MEIREI_TYPE_SERVER);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  self->refreshing = g_ptr_array_new_with_free_func (g_object_unref);
  self->asked = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->unsent = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->queues = g_hash_table_new_full (NULL, NULL, g_object_unref,
                                        (GDestroyNotify) g_queue_free);
}

/* For the other files: `properties` is this one's. */
void
_meirei_server_registry_notify_busy (MeireiServerRegistry *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

MeireiServer *
_meirei_server_registry_find_in (GPtrArray  *servers,
                                 const char *url)
{
  for (guint i = 0; i < servers->len; i++)
    {
      MeireiServer *server = g_ptr_array_index (servers, i);

      if (meirei_server_url_equal (meirei_server_get_url (server), url))
        return server;
    }

  return NULL;
}

static gboolean
is_there (MeireiServer *server)
{
  MeireiServerState state = meirei_server_get_state (server);

  return state == MEIREI_SERVER_STATE_CONNECTED
         || state == MEIREI_SERVER_STATE_NEEDS_KEY
         || state == MEIREI_SERVER_STATE_LOADING;
}

static gboolean
is_shown (MeireiServerRegistry *self,
          guint                 position)
{
  MeireiServer *server = g_ptr_array_index (self->found, position);

  if (_meirei_server_registry_find_in (self->added, meirei_server_get_url (server)) != NULL)
    return FALSE;

  return usual_ports[position].is_shown || is_there (server);
}

static gboolean
is_same_list (GListStore *store,
              GPtrArray  *list)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) != list->len)
    return FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (server != g_ptr_array_index (list, i))
        return FALSE;
    }

  return TRUE;
}

/* Brings what is shown in line with what is known. */
void
_meirei_server_registry_update_list (MeireiServerRegistry *self)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < self->found->len; i++)
    if (is_shown (self, i))
      g_ptr_array_add (list, g_ptr_array_index (self->found, i));
  for (guint i = 0; i < self->added->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (self->added, i));
  g_ptr_array_add (list, meirei_builtin_engine_get_server (self->engine));

  if (!is_same_list (self->servers, list))
    g_list_store_splice (self->servers, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (self->servers)),
                         list->pdata, list->len);
}

/* Makes the servers that the configuration has, keeping those that exist. */
void
_meirei_server_registry_update_servers (MeireiServerRegistry *self)
{
  GPtrArray *records = meirei_server_config_get_records (self->config);
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      MeireiServerRecord *record = g_ptr_array_index (records, i);
      MeireiServer *server = _meirei_server_registry_find_in (self->added, record->url);

      if (server == NULL)
        server = _meirei_server_registry_find_in (self->found, record->url);
      if (server != NULL)
        g_object_ref (server);
      else
        server = meirei_server_new (record->url, MEIREI_SERVER_KIND_UNKNOWN);
      meirei_server_set_name (server, record->name);
      g_ptr_array_add (added, server);
    }
  g_ptr_array_unref (self->added);
  self->added = g_steal_pointer (&added);

  if (!meirei_server_config_get_discovers (self->config))
    g_ptr_array_set_size (self->found, 0);
  else if (self->found->len == 0)
    for (gsize i = 0; i < G_N_ELEMENTS (usual_ports); i++)
      {
        g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", usual_ports[i].port);

        g_ptr_array_add (self->found, meirei_server_new (url, usual_ports[i].kind));
      }
  _meirei_server_registry_update_list (self);
}

/**
 * meirei_server_registry_new:
 *
 * Returns: (transfer full): an empty registry; see
 *   [method@ServerRegistry.load]
 */
MeireiServerRegistry *
meirei_server_registry_new (void)
{
  return g_object_new (MEIREI_TYPE_SERVER_REGISTRY, NULL);
}

/**
 * meirei_server_registry_load:
 * @self: a registry
 * @error: return location for an error
 *
 * Reads which servers were added.  If that fails, the others are known all the
 * same.  Asks nobody anything; see [method@ServerRegistry.refresh_async].
 *
 * Returns: %TRUE on success
 */
gboolean
meirei_server_registry_load (MeireiServerRegistry  *self,
                             GError               **error)
{
  gboolean loaded;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);

  loaded = meirei_server_config_load (self->config, error);
  _meirei_server_registry_update_servers (self);

  return loaded;
}

/**
 * meirei_server_registry_get_servers:
 * @self: a registry
 *
 * Returns: (transfer none): the servers to show, a list of [class@Server] that
 *   changes as they come and go
 */
GListModel *
meirei_server_registry_get_servers (MeireiServerRegistry *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), NULL);

  return G_LIST_MODEL (self->servers);
}

/**
 * meirei_server_registry_get_engine:
 * @self: a registry
 *
 * Returns: (transfer none): Meirei's own engine
 */
MeireiBuiltinEngine *
meirei_server_registry_get_engine (MeireiServerRegistry *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), NULL);

  return self->engine;
}

/**
 * meirei_server_registry_get_origin:
 * @self: a registry
 * @server: one of its servers
 *
 * Returns: why it is in the list
 */
MeireiServerOrigin
meirei_server_registry_get_origin (MeireiServerRegistry *self,
                                   MeireiServer         *server)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), MEIREI_SERVER_ORIGIN_ADDED);

  if (server == meirei_builtin_engine_get_server (self->engine))
    return MEIREI_SERVER_ORIGIN_BUILTIN;

  return g_ptr_array_find (self->added, server, NULL) ? MEIREI_SERVER_ORIGIN_ADDED
                                                      : MEIREI_SERVER_ORIGIN_FOUND;
}

/**
 * meirei_server_registry_find:
 * @self: a registry
 * @text: an address as a person writes it, or `builtin`
 *
 * Returns: (transfer none) (nullable): the server, or %NULL if it is not known
 */
MeireiServer *
meirei_server_registry_find (MeireiServerRegistry *self,
                             const char           *text)
{
  g_autofree char *url = NULL;
  MeireiServer *server;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  server = meirei_builtin_engine_get_server (self->engine);
  if (g_str_equal (text, MEIREI_BUILTIN_ENGINE_URL))
    return server;

  url = meirei_server_url_normalize (text, NULL);
  if (url == NULL)
    return NULL;
  if (g_str_equal (url, meirei_server_get_url (server)))
    return server;

  server = _meirei_server_registry_find_in (self->added, url);

  return server != NULL ? server : _meirei_server_registry_find_in (self->found, url);
}

/**
 * meirei_server_registry_list_targets:
 * @self: a registry
 * @model: a model's id or key
 *
 * Lists everything that could share the work of a batch: the same model on
 * several servers.  Where it would first have to be loaded does not count.
 *
 * Returns: (transfer full) (element-type MeireiTarget): the targets, possibly
 *   none
 */
GPtrArray *
meirei_server_registry_list_targets (MeireiServerRegistry *self,
                                     const char           *model)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), targets);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->servers)); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (G_LIST_MODEL (self->servers), i);
      MeireiModel *found = meirei_server_find_model (server, model);

      if (found != NULL
          && meirei_server_get_state (server) == MEIREI_SERVER_STATE_CONNECTED
          && (meirei_model_get_state (found) == MEIREI_MODEL_STATE_LOADED
              || meirei_model_get_state (found) == MEIREI_MODEL_STATE_UNKNOWN))
        g_ptr_array_add (targets, meirei_target_new (server, found));
    }

  return targets;
}

/**
 * meirei_server_registry_get_busy:
 * @self: a registry
 *
 * Returns: %TRUE while servers are being looked for
 */
gboolean
meirei_server_registry_get_busy (MeireiServerRegistry *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);

  return self->n_refreshing > 0;
}
