/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchRunner:
 *
 * Runs a batch: begins items while there is room, settles them as they end,
 * records what happens.  One item's failure never stops the others, except as
 * the rule for dependencies says.
 *
 * Executions go to one or several servers, each a [class@BatchLane].  An
 * execution takes a place there only until its answer is there; storing and
 * analysing it does not hold the next one back.  A server that does not answer
 * any more loses its items to the others; without any server the batch pauses
 * until one is back.
 */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-export-record.h"
#include "meirei-batch-runner-private.h"
#include "meirei-json.h"

typedef enum {
  PROP_PARALLEL = 1,
  PROP_PARALLEL_REASON,
  PROP_RUNNING,
} MeireiBatchRunnerProperty;

static GParamSpec *properties[PROP_RUNNING + 1];

G_DEFINE_FINAL_TYPE (MeireiBatchRunner, meirei_batch_runner, G_TYPE_OBJECT)

static void
meirei_batch_runner_dispose (GObject *object)
{
  MeireiBatchRunner *self = MEIREI_BATCH_RUNNER (object);

  g_assert (self->task == NULL);
  g_clear_object (&self->recorder);
  g_clear_object (&self->schedule);
  g_clear_object (&self->lanes);
  g_clear_object (&self->options);
  g_clear_object (&self->batch);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->waits, g_hash_table_unref);
  g_clear_pointer (&self->returns, g_hash_table_unref);
  g_clear_pointer (&self->flights, g_ptr_array_unref);
  g_clear_pointer (&self->parallel_reason, g_free);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (meirei_batch_runner_parent_class)->dispose (object);
}

static void
meirei_batch_runner_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  MeireiBatchRunner *self = MEIREI_BATCH_RUNNER (object);

  switch ((MeireiBatchRunnerProperty) prop_id)
    {
    case PROP_PARALLEL:
      g_value_set_uint (value, meirei_batch_runner_get_parallel (self));
      break;
    case PROP_PARALLEL_REASON:
      g_value_set_string (value, self->parallel_reason);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->task != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_runner_class_init (MeireiBatchRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_batch_runner_dispose;
  object_class->get_property = meirei_batch_runner_get_property;

  /* Each is as its getter. */
  properties[PROP_PARALLEL] = g_param_spec_uint ("parallel", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PARALLEL_REASON] = g_param_spec_string ("parallel-reason", NULL, NULL, NULL,
                                                          flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_batch_runner_init (MeireiBatchRunner *self)
{
  self->cancellable = g_cancellable_new ();
  self->lanes = g_list_store_new (MEIREI_TYPE_BATCH_LANE);
  self->returns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->flights = g_ptr_array_new ();
}

static MeireiBatchSchedule *
make_schedule (MeireiBatch *batch)
{
  JsonObject *options = meirei_batch_get_options (batch);
  int order = MEIREI_BATCH_ORDER_DEPENDS;
  int rule = MEIREI_DEPENDENCY_RULE_SKIP;

  meirei_enum_from_nick (MEIREI_TYPE_BATCH_ORDER,
                         meirei_json_get_string (options, "order", NULL), &order);
  meirei_enum_from_nick (MEIREI_TYPE_DEPENDENCY_RULE,
                         meirei_json_get_string (options, "on_dependency_failure", NULL), &rule);
  /* What a sheet depends on only matters for writing its code. */
  if (meirei_batch_get_operation (batch) != MEIREI_OPERATION_EXECUTE)
    order = MEIREI_BATCH_ORDER_LIST;

  return meirei_batch_schedule_new ((MeireiBatchOrder) order, (MeireiDependencyRule) rule);
}

/**
 * meirei_batch_runner_new:
 * @context: the program's context
 * @workspace: where the instructions are
 * @batch: what to run
 *
 * Returns: (transfer full): a new runner, which runs once
 */
MeireiBatchRunner *
meirei_batch_runner_new (MeireiContext   *context,
                         MeireiWorkspace *workspace,
                         MeireiBatch     *batch)
{
  MeireiBatchRunner *self;

  g_return_val_if_fail (MEIREI_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (MEIREI_IS_BATCH (batch), NULL);

  self = g_object_new (MEIREI_TYPE_BATCH_RUNNER, NULL);
  self->context = g_object_ref (context);
  self->workspace = g_object_ref (workspace);
  self->batch = g_object_ref (batch);
  self->options = meirei_execution_options_new (meirei_batch_get_options (batch));
  self->fixed = meirei_execution_options_get_parallel (self->options);
  self->sequential = meirei_json_get_boolean (meirei_batch_get_options (batch), "sequential",
                                              FALSE);
  self->schedule = make_schedule (batch);

  return self;
}

/**
 * meirei_batch_runner_get_batch:
 * @self: a runner
 *
 * Returns: (transfer none): what it runs
 */
MeireiBatch *
meirei_batch_runner_get_batch (MeireiBatchRunner *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), NULL);

  return self->batch;
}

/* The end, with a result or without. */
void
_meirei_batch_runner_return (MeireiBatchRunner *self,
                             GError            *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  _meirei_batch_runner_forget_servers (self);
  meirei_batch_statistics_end (meirei_batch_get_statistics (self->batch),
                               g_get_monotonic_time ());
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_object (&self->recorder);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  meirei_batch_runner_cancel (user_data);
}

/**
 * meirei_batch_runner_run_async:
 * @self: a runner that is not running
 * @recorded: whether to keep a journal in the workspace, so that the batch can
 *   be listed, reported and resumed
 * @cancellable: (nullable): cancels like [method@BatchRunner.cancel]
 * @callback: called when every item is settled
 * @user_data: for @callback
 *
 * Runs all items that wait.
 */
void
meirei_batch_runner_run_async (MeireiBatchRunner   *self,
                               gboolean             recorded,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GError *error = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, meirei_batch_runner_run_async);
  /* A cancelled batch still has a result: its counts. */
  g_task_set_check_cancellable (self->task, FALSE);

  if (meirei_batch_is_exported (self->batch))
    {
      g_set_error (&error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_FILE,
                   "Batch %s was exported for another engine; “batch import FILE.jsonl…” takes "
                   "its answers", meirei_batch_get_id (self->batch));
      _meirei_batch_runner_return (self, error);
      return;
    }
  if (recorded)
    {
      self->recorder = meirei_batch_recorder_open (self->batch,
                                                   meirei_workspace_get_dir (self->workspace),
                                                   &error);
      if (self->recorder == NULL)
        {
          _meirei_batch_runner_return (self, error);
          return;
        }
    }
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  _meirei_batch_runner_start (self);
}

/**
 * meirei_batch_runner_run_finish:
 * @self: a runner
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if every item is settled, whether well or not; %FALSE with an
 *   error if the batch as a whole could not run: no server from the beginning,
 *   no journal
 */
gboolean
meirei_batch_runner_run_finish (MeireiBatchRunner  *self,
                                GAsyncResult       *result,
                                GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * meirei_batch_runner_is_running:
 * @self: a runner
 *
 * Returns: whether it has begun and not ended; it also runs while it pauses
 */
gboolean
meirei_batch_runner_is_running (MeireiBatchRunner *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), FALSE);

  return self->task != NULL;
}

void
_meirei_batch_runner_notify_parallel (MeireiBatchRunner *self)
{
  g_free (self->parallel_reason);
  self->parallel_reason = _meirei_batch_runner_make_reason (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARALLEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARALLEL_REASON]);
}

/* A lane has no message while it is asked again; then the old text stays. */
static void
say_stranded (MeireiBatchRunner *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lanes)); i++)
    {
      g_autoptr(MeireiBatchLane) lane = g_list_model_get_item (G_LIST_MODEL (self->lanes), i);

      if (meirei_batch_lane_get_message (lane) == NULL)
        return;
      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                              meirei_batch_lane_get_message (lane));
    }

  g_string_prepend (text, "No server answers: ");
  g_string_append (text, " (the batch goes on by itself when one is back)");
  meirei_batch_set_message (self->batch, text->str);
}

/* Paused by the user, paused for want of a server, or running. */
void
_meirei_batch_runner_update_state (MeireiBatchRunner *self)
{
  gboolean stranded = self->prepared && self->n_asking == 0
                      && meirei_batch_get_operation (self->batch) == MEIREI_OPERATION_EXECUTE
                      && !_meirei_batch_runner_has_server (self);

  if (self->task == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (stranded)
    say_stranded (self);
  else
    meirei_batch_set_message (self->batch, NULL);
  meirei_batch_set_state (self->batch, stranded || self->paused ? MEIREI_BATCH_STATE_PAUSED
                                                                : MEIREI_BATCH_STATE_RUNNING);
}

/**
 * meirei_batch_runner_pause:
 * @self: a runner
 *
 * Begins no further items; those in work go on to their end.
 */
void
meirei_batch_runner_pause (MeireiBatchRunner *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));

  self->paused = TRUE;
  _meirei_batch_runner_update_state (self);
}

/**
 * meirei_batch_runner_resume:
 * @self: a runner
 *
 * Goes on after [method@BatchRunner.pause].  Servers that do not answer are
 * asked at once.
 */
void
meirei_batch_runner_resume (MeireiBatchRunner *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));

  self->paused = FALSE;
  if (self->task == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lanes)); i++)
    {
      g_autoptr(MeireiBatchLane) lane = g_list_model_get_item (G_LIST_MODEL (self->lanes), i);

      if (meirei_batch_lane_get_state (lane) == MEIREI_BATCH_LANE_LOST)
        _meirei_batch_runner_ask_lane (self, lane);
    }
  _meirei_batch_runner_update_state (self);
  _meirei_batch_runner_start_more (self);
}

static gboolean
start_more_idle (gpointer user_data)
{
  _meirei_batch_runner_start_more (user_data);

  return G_SOURCE_REMOVE;
}

/**
 * meirei_batch_runner_cancel:
 * @self: a runner
 *
 * Stops what is in flight, so that the servers stop too, and begins nothing
 * more.  What the models had written is kept.
 */
void
meirei_batch_runner_cancel (MeireiBatchRunner *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));

  g_cancellable_cancel (self->cancellable);
  /* Not at once: a GCancellable's handler must not disconnect itself. */
  g_idle_add_full (G_PRIORITY_DEFAULT, start_more_idle, g_object_ref (self), g_object_unref);
}
