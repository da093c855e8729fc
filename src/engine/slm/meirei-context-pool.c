/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-context-pool.h"

/**
 * MeireiContextPool:
 *
 * Keeps the requests that run at the same time within a context that they
 * share.
 *
 * LM Studio and llama-server, unless told otherwise, let all slots draw from one
 * context.  When the sum of prompts and answers exceeds it, every request that
 * runs is aborted.  Here a request enters with what its prompt has and its
 * answer may have, and waits until that much is free.  First come, first
 * served; one that is larger than the whole context runs alone.
 *
 * It counts what this program sends; a server that others use as well may still
 * run out.
 */
struct _MeireiContextPool
{
  GObject     parent_instance;

  GHashTable *rooms; /* model → Room */
};

typedef struct {
  gint64  used;
  guint   n_inside;
  GQueue  waiting; /* of GTask */
} Room;

typedef struct {
  MeireiModel *model;  /* (owned) */
  gint64       tokens;
  GSource     *cancel; /* (owned) (nullable): while it waits */
} Entry;

G_DEFINE_FINAL_TYPE (MeireiContextPool, meirei_context_pool, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_assert (entry->cancel == NULL);
  g_object_unref (entry->model);
  g_free (entry);
}

static void
room_free (Room *room)
{
  g_queue_clear_full (&room->waiting, g_object_unref);
  g_free (room);
}

static void
meirei_context_pool_finalize (GObject *object)
{
  MeireiContextPool *self = MEIREI_CONTEXT_POOL (object);

  g_hash_table_unref (self->rooms);

  G_OBJECT_CLASS (meirei_context_pool_parent_class)->finalize (object);
}

static void
meirei_context_pool_class_init (MeireiContextPoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_context_pool_finalize;
}

static void
meirei_context_pool_init (MeireiContextPool *self)
{
  self->rooms = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) room_free);
}

/**
 * meirei_context_pool_new:
 *
 * Returns: (transfer full): a pool in which nothing runs
 */
MeireiContextPool *
meirei_context_pool_new (void)
{
  return g_object_new (MEIREI_TYPE_CONTEXT_POOL, NULL);
}

static Room *
ensure_room (MeireiContextPool *self,
             MeireiModel       *model)
{
  Room *room = g_hash_table_lookup (self->rooms, model);

  if (room == NULL)
    {
      room = g_new0 (Room, 1);
      g_queue_init (&room->waiting);
      g_hash_table_insert (self->rooms, g_object_ref (model), room);
    }

  return room;
}

static gboolean
may_enter (Room        *room,
           const Entry *entry)
{
  gint64 context = meirei_model_get_loaded_context (entry->model);

  return room->n_inside == 0 || room->used + entry->tokens <= context;
}

static void
stop_waiting (Entry *entry)
{
  if (entry->cancel != NULL)
    g_source_destroy (entry->cancel);
  g_clear_pointer (&entry->cancel, g_source_unref);
}

/* Lets in, in their order, as many as there is room for. */
static void
admit (Room *room)
{
  while (!g_queue_is_empty (&room->waiting)
         && may_enter (room, g_task_get_task_data (g_queue_peek_head (&room->waiting))))
    {
      g_autoptr(GTask) task = g_queue_pop_head (&room->waiting);
      Entry *entry = g_task_get_task_data (task);

      stop_waiting (entry);
      room->used += entry->tokens;
      room->n_inside++;
      g_task_return_int (task, entry->tokens);
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  MeireiContextPool *self = g_task_get_source_object (task);
  Entry *entry = g_task_get_task_data (task);
  Room *room = g_hash_table_lookup (self->rooms, entry->model);

  stop_waiting (entry);
  if (g_queue_remove (&room->waiting, task))
    {
      g_object_unref (task);
      g_task_return_error_if_cancelled (task);
      /* It may have been in the way of a smaller one. */
      admit (room);
    }

  return G_SOURCE_REMOVE;
}

/**
 * meirei_context_pool_enter_async:
 * @self: a pool
 * @model: the model
 * @request: a request that was fitted
 * @cancellable: (nullable): to give up waiting
 * @callback: called when the request may be sent
 * @user_data: for @callback
 *
 * Waits until there is room for a request.  Models whose slots do not share a
 * context always have room.
 */
void
meirei_context_pool_enter_async (MeireiContextPool   *self,
                                 MeireiModel         *model,
                                 MeireiChatRequest   *request,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Entry *entry;
  Room *room;

  g_return_if_fail (MEIREI_IS_CONTEXT_POOL (self));
  g_return_if_fail (MEIREI_IS_MODEL (model));
  g_return_if_fail (MEIREI_IS_CHAT_REQUEST (request));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_context_pool_enter_async);
  /* Who was let in must leave; therefore a late cancellation is no error. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (!meirei_model_get_shared_pool (model) || meirei_model_get_loaded_context (model) == 0)
    {
      g_task_return_int (task, 0);
      return;
    }

  entry = g_new0 (Entry, 1);
  entry->model = g_object_ref (model);
  entry->tokens = meirei_chat_request_get_prompt_tokens (request)
                  + meirei_chat_params_get_int (meirei_chat_request_get_params (request),
                                                MEIREI_CHAT_PARAM_MAX_TOKENS, 0);
  g_task_set_task_data (task, entry, (GDestroyNotify) entry_free);
  room = ensure_room (self, model);
  if (cancellable != NULL)
    {
      entry->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (entry->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (entry->cancel, g_task_get_context (task));
    }
  g_queue_push_tail (&room->waiting, g_object_ref (task));
  admit (room);
}

/**
 * meirei_context_pool_enter_finish:
 * @self: a pool
 * @result: the result
 * @error: return location for an error
 *
 * Returns: how much the request took, to be given back with
 *   [method@ContextPool.leave] when it has ended; 0 if there is nothing to give
 *   back; -1 with %G_IO_ERROR_CANCELLED
 */
gint64
meirei_context_pool_enter_finish (MeireiContextPool  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * meirei_context_pool_leave:
 * @self: a pool
 * @model: the model
 * @tokens: what entering returned
 *
 * Says that a request has ended, however it did.
 */
void
meirei_context_pool_leave (MeireiContextPool *self,
                           MeireiModel       *model,
                           gint64             tokens)
{
  Room *room;

  g_return_if_fail (MEIREI_IS_CONTEXT_POOL (self));

  if (tokens <= 0)
    return;

  room = g_hash_table_lookup (self->rooms, model);
  g_return_if_fail (room != NULL && room->used >= tokens && room->n_inside > 0);

  room->used -= tokens;
  room->n_inside--;
  admit (room);
}
