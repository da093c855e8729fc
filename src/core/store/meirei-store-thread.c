/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-store-thread.h"

typedef struct {
  MeireiStoreThreadFunc func; /* (nullable): %NULL ends the thread */
  gpointer data;
  gint64 due; /* monotonic time; 0: at once */
} Call;

struct _MeireiStoreThread
{
  gatomicrefcount refs; /* the owner's and the thread's own */
  GAsyncQueue *queue;   /* (element-type Call) */
  GList *delayed;       /* (element-type Call), by due time; of the thread alone */
  GThread *thread;
};

static void
store_thread_unref (MeireiStoreThread *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_async_queue_unref (self->queue);
  g_free (self);
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  gint64 first = ((const Call *) a)->due, second = ((const Call *) b)->due;

  return first < second ? -1 : first > second;
}

static void
run_call (Call *call)
{
  call->func (call->data);
  g_free (call);
}

static void
run_delayed (MeireiStoreThread *self,
             gint64             until)
{
  while (self->delayed != NULL && ((Call *) self->delayed->data)->due <= until)
    {
      Call *call = self->delayed->data;

      self->delayed = g_list_delete_link (self->delayed, self->delayed);
      run_call (call);
    }
}

static Call *
wait_for_call (MeireiStoreThread *self)
{
  gint64 wait;

  if (self->delayed == NULL)
    return g_async_queue_pop (self->queue);

  wait = ((Call *) self->delayed->data)->due - g_get_monotonic_time ();

  return wait > 0 ? g_async_queue_timeout_pop (self->queue, (guint64) wait)
                  : g_async_queue_try_pop (self->queue);
}

/* What the last calls pushed in their turn. */
static void
run_rest (MeireiStoreThread *self)
{
  Call *call;

  while ((call = g_async_queue_try_pop (self->queue)) != NULL)
    run_call (call);
}

static gpointer
thread_worker (gpointer data)
{
  MeireiStoreThread *self = data;
  gboolean running = TRUE;

  while (running)
    {
      Call *call = wait_for_call (self);

      if (call != NULL && call->func == NULL)
        {
          g_free (call);
          running = FALSE;
        }
      else if (call != NULL && call->due > 0)
        self->delayed = g_list_insert_sorted (self->delayed, call, compare_due);
      else if (call != NULL)
        run_call (call);

      run_delayed (self, running ? g_get_monotonic_time () : G_MAXINT64);
    }
  run_rest (self);
  store_thread_unref (self);

  return NULL;
}

/**
 * meirei_store_thread_new:
 * @name: the thread's name
 *
 * Returns: (transfer full): a new thread that waits for work
 */
MeireiStoreThread *
meirei_store_thread_new (const char *name)
{
  MeireiStoreThread *self = g_new0 (MeireiStoreThread, 1);

  g_atomic_ref_count_init (&self->refs);
  g_atomic_ref_count_inc (&self->refs);
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, thread_worker, self);

  return self;
}

static void
push_call (MeireiStoreThread     *self,
           MeireiStoreThreadFunc  func,
           gpointer               data,
           gint64                 due)
{
  Call *call = g_new (Call, 1);

  *call = (Call) { func, data, due };
  g_async_queue_push (self->queue, call);
}

/**
 * meirei_store_thread_stop:
 * @self: (transfer full): a thread
 *
 * Ends the thread after all that was pushed has been done, delayed or not, and
 * waits for that, unless it is called from the thread itself.
 */
void
meirei_store_thread_stop (MeireiStoreThread *self)
{
  GThread *thread = self->thread;

  push_call (self, NULL, NULL, 0);
  if (thread == g_thread_self ())
    g_thread_unref (thread);
  else
    g_thread_join (thread);
  store_thread_unref (self);
}

/**
 * meirei_store_thread_push:
 * @self: a thread
 * @func: what to do
 * @data: its data
 */
void
meirei_store_thread_push (MeireiStoreThread     *self,
                          MeireiStoreThreadFunc  func,
                          gpointer               data)
{
  push_call (self, func, data, 0);
}

/**
 * meirei_store_thread_delay:
 * @self: a thread
 * @milliseconds: how long to wait first
 * @func: what to do
 * @data: its data
 */
void
meirei_store_thread_delay (MeireiStoreThread     *self,
                           guint                  milliseconds,
                           MeireiStoreThreadFunc  func,
                           gpointer               data)
{
  push_call (self, func, data, g_get_monotonic_time () + (gint64) milliseconds * 1000);
}

gboolean
meirei_store_thread_is_current (MeireiStoreThread *self)
{
  return self->thread == g_thread_self ();
}
