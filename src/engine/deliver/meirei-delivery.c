/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Accepted code goes to the workspace's target folder, and comes back when the
 * verdict is undone.  What belongs to one workspace goes in order, one after
 * another: an undo waits for the copy, and git never meets its own lock. */

#include "config.h"

#include "meirei-delivery-private.h"

G_DEFINE_QUARK (meirei-delivery-error-quark, meirei_delivery_error)
static G_DEFINE_QUARK (meirei-delivery-queue, delivery_queue)

typedef struct {
  gboolean withdraw;
  MeireiDeliveryTarget *target; /* (nullable) */
  GPtrArray *deliveries;
  guint next;                   /* to be committed */
} Job;

static void
job_free (Job *job)
{
  meirei_delivery_target_free (job->target);
  g_clear_pointer (&job->deliveries, g_ptr_array_unref);
  g_free (job);
}

/**
 * meirei_delivery_free:
 * @self: (nullable): a delivery
 *
 * Frees it.
 */
void
meirei_delivery_free (MeireiDelivery *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->path);
  g_free (self->commit);
  g_clear_error (&self->error);
  g_free (self->version);
  g_free (self->name);
  g_free (self->subject);
  g_free (self->trailers);
  g_free (self);
}

static void start_job (GTask *task);

/* The first of the queue is the one that runs. */
static GQueue *
get_queue (MeireiWorkspace *workspace)
{
  GQueue *queue = g_object_get_qdata (G_OBJECT (workspace), delivery_queue_quark ());

  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_object_set_qdata_full (G_OBJECT (workspace), delivery_queue_quark (), queue,
                               (GDestroyNotify) g_queue_free);
    }

  return queue;
}

/* Takes the task. */
static void
end_job (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr(MeireiWorkspace) workspace = g_object_ref (g_task_get_source_object (task));
  GQueue *queue = get_queue (workspace);

  g_queue_pop_head (queue);
  g_task_return_pointer (task, g_steal_pointer (&job->deliveries),
                         (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
  if (!g_queue_is_empty (queue))
    start_job (g_queue_peek_head (queue));
}

static void commit_next (GTask *task);

static void
record_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  MeireiDelivery *delivery = task_data;

  _meirei_delivery_record_commit (source, delivery, &delivery->error);
  g_task_return_boolean (task, TRUE);
}

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  commit_next (user_data);
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  MeireiDelivery *delivery = job->deliveries->pdata[job->next - 1];
  g_autoptr(GTask) recording = NULL;

  delivery->commit = _meirei_delivery_commit_finish (result, &delivery->error);
  if (delivery->commit == NULL)
    {
      commit_next (task);
      return;
    }

  recording = g_task_new (g_task_get_source_object (task), NULL, recorded_cb, task);
  g_task_set_source_tag (recording, record_worker);
  g_task_set_task_data (recording, delivery, NULL);
  g_task_run_in_thread (recording, record_worker);
}

/* Takes the task. */
static void
commit_next (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  gboolean wanted = !job->withdraw && job->target != NULL && job->target->commit;

  while (wanted && job->next < job->deliveries->len)
    {
      MeireiDelivery *delivery = job->deliveries->pdata[job->next++];

      if (delivery->path != NULL && delivery->error == NULL)
        {
          g_autofree char *dir = meirei_delivery_target_dup_dir (job->target);

          _meirei_delivery_commit_async (dir, delivery, committed_cb, task);
          return;
        }
    }

  end_job (task);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  Job *job = task_data;

  job->target = meirei_delivery_target_read (source);
  for (guint i = 0; i < job->deliveries->len; i++)
    if (job->withdraw)
      _meirei_delivery_withdraw (source, job->target, job->deliveries->pdata[i]);
    else if (job->target != NULL)
      _meirei_delivery_place (source, job->target, job->deliveries->pdata[i]);
  g_task_return_boolean (task, TRUE);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  commit_next (user_data);
}

static void
start_job (GTask *task)
{
  g_autoptr(GTask) working = g_task_new (g_task_get_source_object (task), NULL, worked_cb, task);

  g_task_set_source_tag (working, work);
  g_task_set_task_data (working, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (working, work);
}

static void
queue_job (MeireiWorkspace     *workspace,
           const char * const  *ids,
           gboolean             withdraw,
           gpointer             tag,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (workspace, NULL, callback, user_data);
  GQueue *queue = get_queue (workspace);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  job->withdraw = withdraw;
  job->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_delivery_free);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      MeireiDelivery *delivery = g_new0 (MeireiDelivery, 1);

      delivery->id = g_strdup (ids[i]);
      g_ptr_array_add (job->deliveries, delivery);
    }
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_queue_push_tail (queue, task);
  if (g_queue_get_length (queue) == 1)
    start_job (task);
}

/**
 * meirei_delivery_run_async:
 * @workspace: a workspace
 * @ids: (array zero-terminated=1): UUIDs of instructions that were accepted
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Copies their accepted code to the workspace's target folder and commits it,
 * as far as the workspace wants that and the user allowed it.  Only in the
 * thread of the main context.
 */
void
meirei_delivery_run_async (MeireiWorkspace     *workspace,
                           const char * const  *ids,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (ids != NULL);

  queue_job (workspace, ids, FALSE, meirei_delivery_run_async, callback, user_data);
}

/**
 * meirei_delivery_withdraw_async:
 * @workspace: a workspace
 * @ids: (array zero-terminated=1): UUIDs of instructions whose verdict was undone
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes the copies of their code that are still what was put there.  Commits
 * stay as they are.  Only in the thread of the main context.
 */
void
meirei_delivery_withdraw_async (MeireiWorkspace     *workspace,
                                const char * const  *ids,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (ids != NULL);

  queue_job (workspace, ids, TRUE, meirei_delivery_withdraw_async, callback, user_data);
}

/**
 * meirei_delivery_finish:
 * @workspace: the workspace
 * @result: the result of either
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type MeireiDelivery): what
 *   became of each instruction's code, in their order; without path and error
 *   if there was nothing to do
 */
GPtrArray *
meirei_delivery_finish (MeireiWorkspace  *workspace,
                        GAsyncResult     *result,
                        GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
