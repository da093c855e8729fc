/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-model-loader.h"
#include "meirei-model-unloader.h"
#include "meirei-server-registry-private.h"
#include "meirei-slm-error.h"

/* The part of MeireiServerRegistry that loads and unloads models, on each
 * server one after the other: two loads of the same model at the same time
 * would make two instances of it. */

typedef struct {
  MeireiModel  *model;   /* (owned) */
  MeireiServer *server;  /* (owned) */
  guint         context;
  gboolean      exact;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->model);
  g_clear_object (&load->server);
  g_free (load);
}

static void start_next (MeireiServerRegistry *self,
                        MeireiServer         *server);

/* The task at the head of its server's queue is done; the next may begin. */
static void
leave_queue (GTask *task)
{
  MeireiServerRegistry *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(MeireiServer) server = g_object_ref (load->server);
  GQueue *queue = g_hash_table_lookup (self->queues, server);
  g_autoptr(GTask) head = queue != NULL ? g_queue_pop_head (queue) : NULL;

  g_assert (head == task);
  if (g_queue_is_empty (queue))
    g_hash_table_remove (self->queues, server);
  else
    start_next (self, server);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  MeireiModel *model = meirei_model_loader_load_finish (result, &error);

  leave_queue (task);
  if (model != NULL)
    g_task_return_pointer (task, model, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
return_engine_model (GTask  *task,
                     GError *error)
{
  Load *load = g_task_get_task_data (task);
  g_autoptr(MeireiModel) model = NULL;

  if (error == NULL)
    model = g_list_model_get_item (meirei_server_get_models (load->server), 0);

  leave_queue (task);
  if (model != NULL)
    g_task_return_pointer (task, g_steal_pointer (&model), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
engine_reloaded_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  meirei_builtin_engine_reload_finish (MEIREI_BUILTIN_ENGINE (object), result, &error);
  return_engine_model (task, error);
}

static void
engine_started_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiServerRegistry *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  guint context;

  if (!meirei_builtin_engine_start_finish (MEIREI_BUILTIN_ENGINE (object), result, &error))
    {
      return_engine_model (task, error);
      return;
    }

  context = meirei_builtin_engine_get_context (self->engine);
  if (load->context == 0 || context == load->context
      || (!load->exact && context > load->context))
    return_engine_model (task, NULL);
  else
    meirei_builtin_engine_reload_async (self->engine, load->context,
                                        g_task_get_cancellable (task),
                                        engine_reloaded_cb, g_object_ref (task));
}

static void
start_engine (GTask *task)
{
  MeireiServerRegistry *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  /* Unless one that was left running is found, it starts right at once. */
  if (load->context > 0)
    meirei_builtin_engine_set_context (self->engine, load->context);
  meirei_builtin_engine_start_async (self->engine, FALSE, g_task_get_cancellable (task),
                                     engine_started_cb, g_object_ref (task));
}

static void
start_next (MeireiServerRegistry *self,
            MeireiServer         *server)
{
  GQueue *queue = g_hash_table_lookup (self->queues, server);
  GTask *task = g_queue_peek_head (queue);
  Load *load = g_task_get_task_data (task);

  if (server == meirei_builtin_engine_get_server (self->engine))
    start_engine (task);
  else
    meirei_model_loader_load_async (self->session, load->model, load->context, load->exact,
                                    g_task_get_cancellable (task),
                                    loaded_cb, g_object_ref (task));
}

/**
 * meirei_server_registry_load_model_async:
 * @self: a registry
 * @model: a model
 * @context: the context in tokens, or 0 for whatever the server takes
 * @exact: whether more than @context will not do either
 * @cancellable: (nullable): to give up waiting
 * @callback: called when it is loaded
 * @user_data: for @callback
 *
 * Makes sure that a model is loaded with a context; never twice.  Requests that
 * run on another instance of it end with an error.  There is no time limit.
 */
void
meirei_server_registry_load_model_async (MeireiServerRegistry *self,
                                         MeireiModel          *model,
                                         guint                 context,
                                         gboolean              exact,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  GQueue *queue;
  Load *load;

  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (self));
  g_return_if_fail (MEIREI_IS_MODEL (model));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_registry_load_model_async);

  load = g_new0 (Load, 1);
  load->model = g_object_ref (model);
  load->server = meirei_model_ref_server (model);
  load->context = context;
  load->exact = exact;
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  if (load->server == NULL)
    {
      g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
                               "The server of %s is not known any more",
                               meirei_model_get_id (model));
      return;
    }

  queue = g_hash_table_lookup (self->queues, load->server);
  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (self->queues, g_object_ref (load->server), queue);
    }
  g_queue_push_tail (queue, g_object_ref (task));
  if (g_queue_get_length (queue) == 1)
    start_next (self, load->server);
}

/**
 * meirei_server_registry_load_model_finish:
 * @self: a registry
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model as it is loaded now, maybe
 *   another object and maybe with less context than wanted: see
 *   [method@Model.get_loaded_context]; %NULL with %MEIREI_SLM_ERROR,
 *   %G_IO_ERROR_NOT_SUPPORTED if a person has to do it, or
 *   %G_IO_ERROR_CANCELLED
 */
MeireiModel *
meirei_server_registry_load_model_finish (MeireiServerRegistry  *self,
                                          GAsyncResult          *result,
                                          GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
unloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (meirei_model_unloader_unload_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
engine_stopped_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (meirei_builtin_engine_stop_finish (MEIREI_BUILTIN_ENGINE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_server_registry_unload_model_async:
 * @self: a registry
 * @model: a model
 * @cancellable: (nullable): to give up waiting
 * @callback: called when it is unloaded
 * @user_data: for @callback
 *
 * Gives a model's memory back.  Of Meirei's own engine this is its end.
 */
void
meirei_server_registry_unload_model_async (MeireiServerRegistry *self,
                                           MeireiModel          *model,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(MeireiServer) server = NULL;

  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (self));
  g_return_if_fail (MEIREI_IS_MODEL (model));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_registry_unload_model_async);

  server = meirei_model_ref_server (model);
  if (server == meirei_builtin_engine_get_server (self->engine))
    meirei_builtin_engine_stop_async (self->engine, cancellable,
                                      engine_stopped_cb, g_object_ref (task));
  else
    meirei_model_unloader_unload_async (self->session, model, cancellable,
                                        unloaded_cb, g_object_ref (task));
}

/**
 * meirei_server_registry_unload_model_finish:
 * @self: a registry
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if it is unloaded; else %FALSE with %MEIREI_SLM_ERROR,
 *   %G_IO_ERROR_NOT_SUPPORTED or %G_IO_ERROR_CANCELLED
 */
gboolean
meirei_server_registry_unload_model_finish (MeireiServerRegistry  *self,
                                            GAsyncResult          *result,
                                            GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
