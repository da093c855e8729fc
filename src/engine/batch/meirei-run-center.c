/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiRunCenter:
 *
 * What runs in a workspace at present: the batches that were started here, and
 * for each instruction the execution that is writing its code, so that a view
 * can follow it.
 */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-run-center.h"

struct _MeireiRunCenter
{
  GObject parent_instance;

  MeireiContext *context;
  MeireiWorkspace *workspace;
  GListStore *runners;      /* of MeireiBatchRunner */
  GHashTable *executions;   /* (element-type utf8 MeireiExecution) */
};

enum {
  EXECUTION_CHANGED,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiRunCenter, meirei_run_center, G_TYPE_OBJECT)

static void
job_cb (MeireiBatchItem *item,
        GParamSpec      *pspec,
        MeireiRunCenter *self)
{
  const char *id = meirei_batch_item_get_id (item);
  GObject *job = meirei_batch_item_get_job (item);

  if (MEIREI_IS_EXECUTION (job))
    g_hash_table_insert (self->executions, g_strdup (id), g_object_ref (job));
  else if (!g_hash_table_remove (self->executions, id))
    return;
  g_signal_emit (self, signals[EXECUTION_CHANGED], 0, id);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(MeireiRunCenter) self = user_data;
  MeireiBatchRunner *runner = MEIREI_BATCH_RUNNER (source);
  g_autoptr(GError) error = NULL;
  guint position;

  meirei_batch_runner_run_finish (runner, result, &error);
  if (g_list_store_find (self->runners, runner, &position))
    g_list_store_remove (self->runners, position);
  g_signal_emit (self, signals[FINISHED], 0, meirei_batch_runner_get_batch (runner), error);
}

static void
follow_item (MeireiRunCenter *self,
             MeireiBatchItem *item)
{
  /* An item of a batch that goes on is followed already. */
  g_signal_handlers_disconnect_by_func (item, job_cb, self);
  g_signal_connect_object (item, "notify::job", G_CALLBACK (job_cb), self, 0);
}

static MeireiBatchRunner *
run (MeireiRunCenter *self,
     MeireiBatch     *batch,
     gboolean         recorded)
{
  g_autoptr(MeireiBatchRunner) runner = meirei_batch_runner_new (self->context, self->workspace,
                                                                 batch);
  GListModel *items = meirei_batch_get_items (batch);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);

      follow_item (self, item);
    }
  g_list_store_append (self->runners, runner);
  meirei_batch_runner_run_async (runner, recorded, NULL, run_cb, g_object_ref (self));

  return runner; /* the list, or the run itself, keeps it */
}

static void
meirei_run_center_dispose (GObject *object)
{
  MeireiRunCenter *self = MEIREI_RUN_CENTER (object);

  g_clear_object (&self->context);
  g_clear_object (&self->workspace);
  g_clear_object (&self->runners);
  g_clear_pointer (&self->executions, g_hash_table_unref);

  G_OBJECT_CLASS (meirei_run_center_parent_class)->dispose (object);
}

static void
meirei_run_center_class_init (MeireiRunCenterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_run_center_dispose;

  /**
   * MeireiRunCenter::execution-changed:
   * @self: the run center
   * @id: an instruction's UUID
   *
   * The instruction's execution has begun or ended.
   */
  signals[EXECUTION_CHANGED] =
    g_signal_new ("execution-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MeireiRunCenter::finished:
   * @self: the run center
   * @batch: a batch
   * @error: (nullable): why it could not run as a whole
   *
   * A batch has ended; its items say how.
   */
  signals[FINISHED] =
    g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, MEIREI_TYPE_BATCH, G_TYPE_ERROR);
}

static void
meirei_run_center_init (MeireiRunCenter *self)
{
  self->runners = g_list_store_new (MEIREI_TYPE_BATCH_RUNNER);
  self->executions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * meirei_run_center_new:
 * @context: the program's context
 * @workspace: a workspace
 *
 * Returns: (transfer full): a run center in which nothing runs
 */
MeireiRunCenter *
meirei_run_center_new (MeireiContext   *context,
                       MeireiWorkspace *workspace)
{
  MeireiRunCenter *self = g_object_new (MEIREI_TYPE_RUN_CENTER, NULL);

  self->context = g_object_ref (context);
  self->workspace = g_object_ref (workspace);

  return self;
}

/**
 * meirei_run_center_get_context:
 * @self: a run center
 *
 * Returns: (transfer none): what the whole program shares
 */
MeireiContext *
meirei_run_center_get_context (MeireiRunCenter *self)
{
  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);

  return self->context;
}

/**
 * meirei_run_center_start:
 * @self: a run center
 * @operation: what to do
 * @ids: (array zero-terminated=1): with which instructions
 * @options: (nullable): the options of the operation
 * @recorded: whether the batch is kept in the workspace
 * @error: return location for an error
 *
 * Starts an operation on instructions that were named, which reads no file.
 * How each instruction fared is in the batch's items when
 * [signal@RunCenter::finished] is emitted.
 *
 * Returns: (transfer none) (nullable): the runner, or %NULL with an error of
 *   [func@batch_plan]
 */
MeireiBatchRunner *
meirei_run_center_start (MeireiRunCenter     *self,
                         MeireiOperation      operation,
                         const char * const  *ids,
                         JsonObject          *options,
                         gboolean             recorded,
                         GError             **error)
{
  MeireiSelection selection = { .ids = ids, .phase = -1 };
  g_autoptr(MeireiBatch) batch = NULL;

  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);

  batch = meirei_batch_plan (self->workspace,
                             meirei_enum_to_nick (MEIREI_TYPE_OPERATION, (int) operation),
                             &selection, options, error);

  return batch != NULL ? run (self, batch, recorded) : NULL;
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRunCenter *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(MeireiBatch) batch = meirei_batch_plan_finish (MEIREI_WORKSPACE (source), result,
                                                           &error);

  if (batch != NULL)
    g_task_return_pointer (task,
                           g_object_ref (run (self, batch,
                                              GPOINTER_TO_INT (g_task_get_task_data (task)))),
                           g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_run_center_start_async:
 * @self: a run center
 * @operation: what to do
 * @selection: with which instructions; copied
 * @options: (nullable): the options of the operation
 * @recorded: whether the batch is kept in the workspace
 * @cancellable: (nullable): to give up before it has begun
 * @callback: called when it has begun
 * @user_data: for @callback
 *
 * Like [method@RunCenter.start], for any selection.
 */
void
meirei_run_center_start_async (MeireiRunCenter       *self,
                               MeireiOperation        operation,
                               const MeireiSelection *selection,
                               JsonObject            *options,
                               gboolean               recorded,
                               GCancellable          *cancellable,
                               GAsyncReadyCallback    callback,
                               gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (MEIREI_IS_RUN_CENTER (self));
  g_return_if_fail (selection != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_run_center_start_async);
  g_task_set_task_data (task, GINT_TO_POINTER (recorded), NULL);
  meirei_batch_plan_async (self->workspace,
                           meirei_enum_to_nick (MEIREI_TYPE_OPERATION, (int) operation),
                           selection, options, cancellable, planned_cb, task);
}

/**
 * meirei_run_center_start_finish:
 * @self: a run center
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the runner, or %NULL with an error of
 *   [func@batch_plan]
 */
MeireiBatchRunner *
meirei_run_center_start_finish (MeireiRunCenter  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * meirei_run_center_resume:
 * @self: a run center
 * @batch: a recorded batch; if it runs, it goes on after a pause, otherwise
 *   with what was interrupted or cancelled
 *
 * Goes on with a batch.
 *
 * Returns: (transfer none): the runner
 */
MeireiBatchRunner *
meirei_run_center_resume (MeireiRunCenter *self,
                          MeireiBatch     *batch)
{
  MeireiBatchRunner *runner;

  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);

  runner = meirei_run_center_find_runner (self, batch);
  if (runner != NULL)
    {
      meirei_batch_runner_resume (runner);
      return runner;
    }

  meirei_batch_reopen (batch);

  return run (self, batch, TRUE);
}

/**
 * meirei_run_center_retry:
 * @self: a run center
 * @batch: a recorded batch
 * @item: (nullable): an item that failed; %NULL for all that failed
 *
 * Tries items again, in the batch that runs or by running it again.  What was
 * skipped for a dependency waits again as well.
 *
 * Returns: (transfer none): the runner
 */
MeireiBatchRunner *
meirei_run_center_retry (MeireiRunCenter *self,
                         MeireiBatch     *batch,
                         MeireiBatchItem *item)
{
  MeireiBatchRunner *runner;

  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);
  g_return_val_if_fail (MEIREI_IS_BATCH (batch), NULL);

  runner = meirei_run_center_find_runner (self, batch);
  if (runner == NULL)
    {
      meirei_batch_reopen_failed (batch, item);
      return run (self, batch, TRUE);
    }

  meirei_batch_runner_retry (runner, item);

  return runner;
}

/**
 * meirei_run_center_add:
 * @self: a run center
 * @batch: a batch that runs
 * @ids: (array zero-terminated=1): instructions
 * @error: return location for an error
 *
 * Adds instructions to a batch that runs.  Those that are in it already are
 * left out.
 *
 * Returns: (transfer none) (nullable): the runner, or %NULL with
 *   %MEIREI_BATCH_ERROR_UNKNOWN_IDS or, if the batch does not run,
 *   %MEIREI_BATCH_ERROR_NOT_FOUND
 */
MeireiBatchRunner *
meirei_run_center_add (MeireiRunCenter     *self,
                       MeireiBatch         *batch,
                       const char * const  *ids,
                       GError             **error)
{
  MeireiBatchRunner *runner;
  g_autoptr(GPtrArray) items = NULL;

  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);
  g_return_val_if_fail (MEIREI_IS_BATCH (batch), NULL);

  runner = meirei_run_center_find_runner (self, batch);
  if (runner == NULL)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_FOUND,
                   "The batch %s does not run; start another one", meirei_batch_get_id (batch));
      return NULL;
    }
  items = meirei_batch_plan_items (self->workspace, ids, error);
  if (items == NULL)
    return NULL;

  for (guint i = 0; i < items->len; i++)
    follow_item (self, items->pdata[i]);
  meirei_batch_runner_add (runner, items);

  return runner;
}

/**
 * meirei_run_center_find_runner:
 * @self: a run center
 * @batch: a batch
 *
 * Returns: (transfer none) (nullable): what runs it, or %NULL if nothing does
 */
MeireiBatchRunner *
meirei_run_center_find_runner (MeireiRunCenter *self,
                               MeireiBatch     *batch)
{
  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runners)); i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (G_LIST_MODEL (self->runners),
                                                                   i);

      /* The same batch can have been read from its journal once more. */
      if (g_str_equal (meirei_batch_get_id (meirei_batch_runner_get_batch (runner)),
                       meirei_batch_get_id (batch)))
        return runner;
    }

  return NULL;
}

/**
 * meirei_run_center_get_runners:
 * @self: a run center
 *
 * Returns: (transfer none): a list of the [class@BatchRunner] that run
 */
GListModel *
meirei_run_center_get_runners (MeireiRunCenter *self)
{
  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);

  return G_LIST_MODEL (self->runners);
}

/**
 * meirei_run_center_find_execution:
 * @self: a run center
 * @id: an instruction's UUID
 *
 * Returns: (transfer none) (nullable): its execution, or %NULL if none runs
 */
MeireiExecution *
meirei_run_center_find_execution (MeireiRunCenter *self,
                                  const char      *id)
{
  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->executions, id) : NULL;
}

/**
 * meirei_run_center_stop:
 * @self: a run center
 * @id: an instruction's UUID
 *
 * Stops an instruction's execution; the others of its batch go on.
 *
 * Returns: whether there was one
 */
gboolean
meirei_run_center_stop (MeireiRunCenter *self,
                        const char      *id)
{
  MeireiExecution *execution = meirei_run_center_find_execution (self, id);

  if (execution == NULL)
    return FALSE;

  meirei_execution_stop (execution);

  return TRUE;
}

/**
 * meirei_run_center_cancel_all:
 * @self: a run center
 *
 * Stops everything, such as before the window closes.  What the models had
 * written is kept.
 */
void
meirei_run_center_cancel_all (MeireiRunCenter *self)
{
  GListModel *runners;

  g_return_if_fail (MEIREI_IS_RUN_CENTER (self));

  runners = G_LIST_MODEL (self->runners);
  for (guint i = 0; i < g_list_model_get_n_items (runners); i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (runners, i);

      meirei_batch_runner_cancel (runner);
    }
}
