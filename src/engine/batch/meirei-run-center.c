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

#include "meirei-batch-plan.h"
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

      g_signal_connect_object (item, "notify::job", G_CALLBACK (job_cb), self, 0);
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
 * Starts an operation.  How each instruction fared is in the batch's items
 * when [signal@RunCenter::finished] is emitted.
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

/**
 * meirei_run_center_resume:
 * @self: a run center
 * @batch: a recorded batch that was interrupted or cancelled
 *
 * Goes on with a batch.
 *
 * Returns: (transfer none): the runner
 */
MeireiBatchRunner *
meirei_run_center_resume (MeireiRunCenter *self,
                          MeireiBatch     *batch)
{
  g_return_val_if_fail (MEIREI_IS_RUN_CENTER (self), NULL);

  meirei_batch_reopen (batch);

  return run (self, batch, TRUE);
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
