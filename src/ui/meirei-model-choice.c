/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiModelChoice:
 *
 * The model that would execute an instruction now: the one that the user chose
 * if its server is there, else what the first connected server offers.  Shared
 * by all windows.
 */

#include "config.h"

#include "meirei-model-choice.h"

struct _MeireiModelChoice
{
  GObject parent_instance;

  MeireiServerRegistry *registry;
  MeireiModel *model;  /* (owned) (nullable) */
  GPtrArray *watched;  /* of MeireiServer and their lists of models, owned */
  guint update_id;
};

G_DEFINE_FINAL_TYPE (MeireiModelChoice, meirei_model_choice, G_TYPE_OBJECT)

typedef enum {
  PROP_MODEL = 1,
} MeireiModelChoiceProperty;

#define N_PROPS (PROP_MODEL + 1)
static GParamSpec *properties[N_PROPS];

static gboolean
is_connected (MeireiServer *server)
{
  return meirei_server_get_state (server) == MEIREI_SERVER_STATE_CONNECTED;
}

/* The model that the user prefers, else one that is loaded, else any. */
static MeireiModel *
find_on_server (MeireiServer *server,
                const char   *preferred)
{
  GListModel *models = meirei_server_get_models (server);
  MeireiModel *found = preferred != NULL ? meirei_server_find_model (server, preferred) : NULL;

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      if (meirei_model_get_state (model) == MEIREI_MODEL_STATE_LOADED)
        found = model;
    }

  if (found == NULL && g_list_model_get_n_items (models) > 0)
    {
      g_autoptr(MeireiModel) first = g_list_model_get_item (models, 0);

      found = first;
    }

  /* The server keeps them all. */
  return found;
}

static MeireiModel *
find_model (MeireiModelChoice *self)
{
  GListModel *servers = meirei_server_registry_get_servers (self->registry);
  const char *server_url = meirei_server_registry_get_default_server (self->registry);
  const char *model_id = meirei_server_registry_get_default_model (self->registry);
  MeireiServer *chosen = server_url != NULL
                         ? meirei_server_registry_find (self->registry, server_url) : NULL;
  MeireiModel *model = NULL;

  if (chosen != NULL && is_connected (chosen))
    model = find_on_server (chosen, model_id);

  for (guint i = 0; model == NULL && i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);

      if (is_connected (server))
        model = find_on_server (server, model_id);
    }

  return model;
}

static void queue_update (MeireiModelChoice *self);

static void
watch (MeireiModelChoice *self,
       gpointer           object,
       const char        *signal)
{
  g_signal_connect_swapped (object, signal, G_CALLBACK (queue_update), self);
  g_ptr_array_add (self->watched, g_object_ref (object));
}

static void
unwatch (MeireiModelChoice *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (self->watched->pdata[i], queue_update, self);
  g_ptr_array_set_size (self->watched, 0);
}

static gboolean
update_cb (gpointer user_data)
{
  MeireiModelChoice *self = user_data;
  GListModel *servers = meirei_server_registry_get_servers (self->registry);

  self->update_id = 0;

  unwatch (self);
  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);

      watch (self, server, "notify::state");
      watch (self, meirei_server_get_models (server), "items-changed");
    }

  if (g_set_object (&self->model, find_model (self)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);

  return G_SOURCE_REMOVE;
}

/* A server that answers changes several things at once. */
static void
queue_update (MeireiModelChoice *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
meirei_model_choice_dispose (GObject *object)
{
  MeireiModelChoice *self = MEIREI_MODEL_CHOICE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  unwatch (self);
  if (self->registry != NULL)
    g_signal_handlers_disconnect_by_func (meirei_server_registry_get_servers (self->registry),
                                          queue_update, self);
  g_clear_object (&self->registry);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (meirei_model_choice_parent_class)->dispose (object);
}

static void
meirei_model_choice_finalize (GObject *object)
{
  g_ptr_array_unref (MEIREI_MODEL_CHOICE (object)->watched);

  G_OBJECT_CLASS (meirei_model_choice_parent_class)->finalize (object);
}

static void
meirei_model_choice_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  g_value_set_object (value, MEIREI_MODEL_CHOICE (object)->model);
}

static void
meirei_model_choice_class_init (MeireiModelChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_model_choice_dispose;
  object_class->finalize = meirei_model_choice_finalize;
  object_class->get_property = meirei_model_choice_get_property;

  /**
   * MeireiModelChoice:model:
   *
   * The model; unset if no server is connected.
   */
  properties[PROP_MODEL] =
    g_param_spec_object ("model", NULL, NULL, MEIREI_TYPE_MODEL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_model_choice_init (MeireiModelChoice *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * meirei_model_choice_new:
 * @registry: the servers
 *
 * Returns: (transfer full): the choice among their models
 */
MeireiModelChoice *
meirei_model_choice_new (MeireiServerRegistry *registry)
{
  MeireiModelChoice *self;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (registry), NULL);

  self = g_object_new (MEIREI_TYPE_MODEL_CHOICE, NULL);
  self->registry = g_object_ref (registry);
  g_signal_connect_swapped (meirei_server_registry_get_servers (registry), "items-changed",
                            G_CALLBACK (queue_update), self);
  queue_update (self);

  return self;
}

/**
 * meirei_model_choice_get_model:
 * @self: a choice
 *
 * Returns: (transfer none) (nullable): the model that would execute now
 */
MeireiModel *
meirei_model_choice_get_model (MeireiModelChoice *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL_CHOICE (self), NULL);

  return self->model;
}

/**
 * meirei_model_choice_choose:
 * @self: a choice
 * @server_url: the address of a server
 * @model_id: the id of one of its models
 * @error: return location for an error
 *
 * Makes a model the one that executes, also after a restart.
 *
 * Returns: %FALSE if that cannot be remembered
 */
gboolean
meirei_model_choice_choose (MeireiModelChoice  *self,
                            const char         *server_url,
                            const char         *model_id,
                            GError            **error)
{
  MeireiServer *server;
  MeireiModel *model = NULL;

  g_return_val_if_fail (MEIREI_IS_MODEL_CHOICE (self), FALSE);

  server = meirei_server_registry_find (self->registry, server_url);
  if (server != NULL)
    model = meirei_server_find_model (server, model_id);
  if (model == NULL)
    return TRUE;

  queue_update (self);

  return meirei_server_registry_set_default (self->registry, model, error);
}
