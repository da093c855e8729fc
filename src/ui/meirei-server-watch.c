/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiServerWatch:
 *
 * Asks the servers again by itself, so that what the window shows is true: soon
 * while one is loading, else now and then.
 */

#include "config.h"

#include "meirei-server-watch.h"

#define LOADING_SECONDS 2
#define USUAL_SECONDS 12

struct _MeireiServerWatch
{
  GObject parent_instance;

  MeireiServerRegistry *registry;  /* (owned) */
  GCancellable *cancellable;       /* (owned) */
  guint timeout_id;
};

G_DEFINE_FINAL_TYPE (MeireiServerWatch, meirei_server_watch, G_TYPE_OBJECT)

static gboolean
is_model_loading (MeireiServer *server)
{
  GListModel *models = meirei_server_get_models (server);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      if (meirei_model_get_state (model) == MEIREI_MODEL_STATE_LOADING)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_anything_loading (MeireiServerWatch *self)
{
  GListModel *servers = meirei_server_registry_get_servers (self->registry);

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);

      if (meirei_server_get_state (server) == MEIREI_SERVER_STATE_LOADING
          || is_model_loading (server))
        return TRUE;
    }

  return FALSE;
}

static gboolean timeout_cb (gpointer user_data);

static void
schedule (MeireiServerWatch *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add_seconds (is_anything_loading (self) ? LOADING_SECONDS
                                                                       : USUAL_SECONDS,
                                            timeout_cb, self);
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  MeireiServerWatch *self;
  g_autoptr(GError) error = NULL;

  meirei_server_registry_refresh_finish (MEIREI_SERVER_REGISTRY (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  schedule (self);
}

static gboolean
timeout_cb (gpointer user_data)
{
  MeireiServerWatch *self = user_data;

  self->timeout_id = 0;
  if (meirei_server_registry_get_busy (self->registry))
    schedule (self);
  else
    meirei_server_registry_refresh_async (self->registry, self->cancellable, refreshed_cb, self);

  return G_SOURCE_REMOVE;
}

static void
meirei_server_watch_dispose (GObject *object)
{
  MeireiServerWatch *self = MEIREI_SERVER_WATCH (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->registry);

  G_OBJECT_CLASS (meirei_server_watch_parent_class)->dispose (object);
}

static void
meirei_server_watch_finalize (GObject *object)
{
  g_object_unref (MEIREI_SERVER_WATCH (object)->cancellable);

  G_OBJECT_CLASS (meirei_server_watch_parent_class)->finalize (object);
}

static void
meirei_server_watch_class_init (MeireiServerWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_server_watch_dispose;
  object_class->finalize = meirei_server_watch_finalize;
}

static void
meirei_server_watch_init (MeireiServerWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * meirei_server_watch_new:
 * @registry: the servers
 *
 * Returns: (transfer full): a watch, which ends when it is let go
 */
MeireiServerWatch *
meirei_server_watch_new (MeireiServerRegistry *registry)
{
  MeireiServerWatch *self;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (registry), NULL);

  self = g_object_new (MEIREI_TYPE_SERVER_WATCH, NULL);
  self->registry = g_object_ref (registry);
  schedule (self);

  return self;
}
