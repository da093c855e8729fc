/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchRunner:
 *
 * Runs a batch: begins items while there is room, settles them as they end,
 * writes the journal.  One item's failure never stops the others.
 *
 * An execution takes a place among the requests in flight only until its
 * answer is there; storing and analysing it does not hold the next one back.
 */

#include "config.h"

#include <errno.h>

#include "meirei-batch-archive.h"
#include "meirei-batch-error.h"
#include "meirei-batch-journal.h"
#include "meirei-batch-recovery.h"
#include "meirei-batch-runner.h"
#include "meirei-execution-private.h"
#include "meirei-execution.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-decisions.h"

/* Operations that only change the sheets' files go in groups, synced once. */
#define GROUP_SIZE 256

struct _MeireiBatchRunner
{
  GObject parent_instance;

  MeireiContext *context;
  MeireiWorkspace *workspace;
  MeireiBatch *batch;
  MeireiExecutionOptions *options;
  MeireiBatchJournal *journal;  /* (owned) (nullable) */
  MeireiTarget *target;         /* (owned) (nullable) where executions go */

  GTask *task;                  /* (owned) (nullable) while it runs */
  GCancellable *cancellable;    /* (owned) stops what is in flight */
  gulong cancelled_id;
  guint parallel;
  guint next;                   /* no waiting item is before this position */
  guint n_in_flight;            /* executions that hold a place */
  guint n_running;              /* items that are not settled */
  gint64 started_at;            /* monotonic */
  double earlier_time;          /* seconds of earlier runs */
};

typedef enum {
  PROP_PARALLEL = 1,
} MeireiBatchRunnerProperty;

static GParamSpec *properties[PROP_PARALLEL + 1];

G_DEFINE_FINAL_TYPE (MeireiBatchRunner, meirei_batch_runner, G_TYPE_OBJECT)

/* One item on its way. */
typedef struct {
  MeireiBatchRunner *runner;
  MeireiBatchItem *item;
  MeireiExecution *execution;
  gint64 started_at;
  gboolean in_flight;
} Run;

/* Several items of a quick operation on their way. */
typedef struct {
  MeireiBatchRunner *runner;
  GPtrArray *items;
  gint64 started_at;
} Group;

static void start_more (MeireiBatchRunner *self);

static void
group_free (Group *group)
{
  g_object_unref (group->runner);
  g_ptr_array_unref (group->items);
  g_free (group);
}

static double
seconds_since (gint64 monotonic)
{
  return (double) (g_get_monotonic_time () - monotonic) / G_USEC_PER_SEC;
}

/* The journal. */

static void
write_entry (MeireiBatchRunner *self,
             const char        *type,
             JsonObject        *members)
{
  g_autoptr(JsonObject) entry = json_object_new ();
  g_autoptr(GList) names = NULL;

  if (self->journal == NULL)
    return;

  json_object_set_string_member (entry, "type", type);
  meirei_json_set_time (entry, "at", g_get_real_time ());
  names = members != NULL ? json_object_get_members (members) : NULL;
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (entry, l->data, json_object_dup_member (members, l->data));
  meirei_batch_journal_append (self->journal, entry);
}

static void
write_item (MeireiBatchRunner *self,
            MeireiBatchItem   *item)
{
  g_autoptr(JsonObject) members = json_object_new ();

  json_object_set_string_member (members, "id", meirei_batch_item_get_id (item));
  json_object_set_object_member (members, "result",
                                 json_object_ref (meirei_batch_item_get_result (item)));
  write_entry (self, "item", members);
}

/* What meirei_batch_recover() settled is not in the journal yet; writing what is
 * there once more does no harm. */
static void
write_recovered (MeireiBatchRunner *self)
{
  GListModel *items = meirei_batch_get_items (self->batch);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);

      if (meirei_batch_item_is_settled (item))
        write_item (self, item);
    }
}

static gboolean
open_journal (MeireiBatchRunner  *self,
              GError            **error)
{
  g_autofree char *path =
    meirei_batch_archive_dup_path (meirei_workspace_get_dir (self->workspace),
                                   meirei_batch_get_id (self->batch));
  g_autofree char *dir = g_path_get_dirname (path);
  gboolean is_new;

  if (g_mkdir_with_parents (dir, 0777) != 0)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                   "Could not make the folder %s: %s", dir, g_strerror (errno));
      return FALSE;
    }

  is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  self->journal = meirei_batch_journal_open (path, error);
  if (self->journal == NULL)
    return FALSE;

  if (is_new)
    {
      g_autoptr(JsonObject) header = meirei_batch_to_header (self->batch);

      meirei_batch_journal_append (self->journal, header);
    }
  write_entry (self, "begin", NULL);
  if (!is_new)
    write_recovered (self);

  return TRUE;
}

/* The end. */

static void
return_result (MeireiBatchRunner *self,
               GError            *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_object (&self->journal);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
flush_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(MeireiBatchRunner) self = user_data;
  GError *error = NULL;

  meirei_batch_journal_flush_finish (MEIREI_BATCH_JOURNAL (source), result, &error);
  return_result (self, error);
}

static void
finish (MeireiBatchRunner *self)
{
  g_autoptr(JsonObject) result = NULL;

  meirei_batch_set_total_time (self->batch,
                               self->earlier_time + seconds_since (self->started_at));
  meirei_batch_set_state (self->batch,
                          g_cancellable_is_cancelled (self->cancellable)
                          ? MEIREI_BATCH_STATE_CANCELLED : MEIREI_BATCH_STATE_FINISHED);
  if (self->journal == NULL)
    {
      return_result (self, NULL);
      return;
    }

  result = meirei_batch_to_result (self->batch);
  write_entry (self, "result", result);
  meirei_batch_journal_flush_async (self->journal, NULL, flush_cb, g_object_ref (self));
}

static void
settle (MeireiBatchRunner *self,
        MeireiBatchItem   *item,
        double             seconds,
        const GError      *error,
        JsonObject        *facts)
{
  MeireiBatchItemState state = MEIREI_BATCH_ITEM_DONE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    state = MEIREI_BATCH_ITEM_CANCELLED;
  else if (error != NULL)
    state = MEIREI_BATCH_ITEM_FAILED;

  meirei_batch_item_settle (item, state, seconds, error, facts);
  write_item (self, item);
  self->n_running--;
}

/* Executions. */

static void
leave_flight (Run *run)
{
  if (!run->in_flight)
    return;

  run->in_flight = FALSE;
  run->runner->n_in_flight--;
}

static void
stage_cb (MeireiExecution *execution,
          GParamSpec      *pspec,
          Run             *run)
{
  if (meirei_execution_get_stage (execution) < MEIREI_EXECUTION_STAGE_SAVING || !run->in_flight)
    return;

  leave_flight (run);
  start_more (run->runner);
}

static void
execution_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(MeireiBatchRunner) self = g_steal_pointer (&run->runner);
  g_autoptr(JsonObject) facts =
    meirei_batch_describe_version (meirei_execution_get_version (MEIREI_EXECUTION (source)));
  g_autoptr(GError) error = NULL;

  meirei_execution_run_finish (MEIREI_EXECUTION (source), result, &error);
  g_signal_handlers_disconnect_by_data (source, run);
  if (run->in_flight)
    self->n_in_flight--;
  settle (self, run->item, seconds_since (run->started_at), error, facts);
  g_object_unref (run->item);
  g_object_unref (run->execution);
  g_free (run);
  start_more (self);
}

static void
start_execution (MeireiBatchRunner *self,
                 MeireiBatchItem   *item)
{
  Run *run = g_new0 (Run, 1);

  run->runner = g_object_ref (self);
  run->item = g_object_ref (item);
  run->execution = meirei_execution_new (self->context, self->workspace,
                                         meirei_batch_item_get_id (item), self->options);
  run->started_at = g_get_monotonic_time ();
  run->in_flight = TRUE;
  self->n_in_flight++;
  self->n_running++;
  meirei_execution_set_target (run->execution, self->target);
  meirei_execution_set_batch (run->execution, meirei_batch_get_id (self->batch));
  meirei_batch_item_set_job (item, G_OBJECT (run->execution));
  meirei_batch_item_set_state (item, MEIREI_BATCH_ITEM_RUNNING);
  g_signal_connect (run->execution, "notify::stage", G_CALLBACK (stage_cb), run);
  meirei_execution_run_async (run->execution, self->cancellable, execution_cb, run);
}

/* Operations on the files alone. */

static gboolean
apply (MeireiInstruction  *instruction,
       gpointer            user_data,
       GError            **error)
{
  switch ((MeireiOperation) GPOINTER_TO_INT (user_data))
    {
    case MEIREI_OPERATION_VALIDATE:
      return meirei_lifecycle_validate (instruction, error);
    case MEIREI_OPERATION_APPROVE:
      return meirei_lifecycle_approve (instruction, NULL, error);
    case MEIREI_OPERATION_EDIT:
    case MEIREI_OPERATION_EXECUTE:
    case MEIREI_OPERATION_ACCEPT:
    case MEIREI_OPERATION_REJECT:
    case MEIREI_OPERATION_ANALYZE:
    case MEIREI_OPERATION_TEST:
    case MEIREI_OPERATION_DELETE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
settle_group (Group        *group,
              GPtrArray    *errors,
              const GError *common_error)
{
  MeireiBatchRunner *self = group->runner;
  double seconds = seconds_since (group->started_at) / group->items->len;

  for (guint i = 0; i < group->items->len; i++)
    settle (self, group->items->pdata[i], seconds,
            errors != NULL ? errors->pdata[i] : common_error, NULL);
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Group *group = user_data;
  g_autoptr(MeireiBatchRunner) self = g_object_ref (group->runner);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) errors =
    meirei_workspace_update_instructions_finish (MEIREI_WORKSPACE (source), result, &error);

  settle_group (group, errors, error);
  group_free (group);
  start_more (self);
}

static void
decide_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Group *group = user_data;
  g_autoptr(MeireiBatchRunner) self = g_object_ref (group->runner);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) errors =
    meirei_workspace_decide_many_finish (MEIREI_WORKSPACE (source), result, &error);

  settle_group (group, errors, error);
  group_free (group);
  start_more (self);
}

static void
start_group (MeireiBatchRunner *self,
             GPtrArray         *items)
{
  MeireiOperation operation = meirei_batch_get_operation (self->batch);
  Group *group = g_new0 (Group, 1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  group->runner = g_object_ref (self);
  group->items = g_ptr_array_ref (items);
  group->started_at = g_get_monotonic_time ();
  for (guint i = 0; i < items->len; i++)
    {
      meirei_batch_item_set_state (items->pdata[i], MEIREI_BATCH_ITEM_RUNNING);
      g_strv_builder_add (builder, meirei_batch_item_get_id (items->pdata[i]));
    }
  ids = g_strv_builder_end (builder);
  self->n_running += items->len;

  if (operation == MEIREI_OPERATION_ACCEPT || operation == MEIREI_OPERATION_REJECT)
    meirei_workspace_decide_many_async (self->workspace, (const char * const *) ids,
                                        operation == MEIREI_OPERATION_ACCEPT
                                        ? MEIREI_DECISION_ACCEPTED : MEIREI_DECISION_REJECTED,
                                        meirei_json_get_string (meirei_batch_get_options (self->batch),
                                                                "note", NULL),
                                        self->cancellable, decide_cb, group);
  else
    meirei_workspace_update_instructions_async (self->workspace, (const char * const *) ids,
                                                apply, GINT_TO_POINTER (operation), NULL,
                                                self->cancellable, update_cb, group);
}

/* Scheduling. */

static MeireiBatchItem *
take_waiting (MeireiBatchRunner *self)
{
  GListModel *items = meirei_batch_get_items (self->batch);

  for (; self->next < g_list_model_get_n_items (items); self->next++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, self->next);

      if (meirei_batch_item_get_state (item) == MEIREI_BATCH_ITEM_WAITING)
        {
          self->next++;
          return g_steal_pointer (&item);
        }
    }

  return NULL;
}

static void
cancel_waiting (MeireiBatchRunner *self)
{
  MeireiBatchItem *item;

  while ((item = take_waiting (self)) != NULL)
    {
      meirei_batch_item_settle (item, MEIREI_BATCH_ITEM_CANCELLED, 0.0, NULL, NULL);
      g_object_unref (item);
    }
}

static void
start_executions (MeireiBatchRunner *self)
{
  while (self->n_in_flight < self->parallel)
    {
      g_autoptr(MeireiBatchItem) item = take_waiting (self);

      if (item == NULL)
        return;
      start_execution (self, item);
    }
}

static void
start_groups (MeireiBatchRunner *self)
{
  g_autoptr(GPtrArray) group = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiBatchItem *item;

  if (self->n_running > 0)
    return;

  while (group->len < GROUP_SIZE && (item = take_waiting (self)) != NULL)
    g_ptr_array_add (group, item);

  if (group->len > 0)
    start_group (self, group);
}

static void
start_more (MeireiBatchRunner *self)
{
  if (self->task == NULL)
    return;

  if (g_cancellable_is_cancelled (self->cancellable))
    cancel_waiting (self);
  else if (meirei_batch_get_state (self->batch) == MEIREI_BATCH_STATE_PAUSED)
    return;
  else if (meirei_batch_get_operation (self->batch) == MEIREI_OPERATION_EXECUTE)
    start_executions (self);
  else
    start_groups (self);

  if (self->n_running == 0)
    finish (self);
}

/* What a person set for the model, else what its server offers. */
static guint
find_parallel (MeireiBatchRunner *self,
               MeireiTarget      *target)
{
  g_autoptr(MeireiPreset) preset = _meirei_execution_find_preset (self->context, self->workspace,
                                                                  target, NULL);

  return preset != NULL && meirei_preset_get_parallel (preset) > 0
         ? meirei_preset_get_parallel (preset) : meirei_target_get_slots (target);
}

static void
choose_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiBatchRunner) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiTarget) target =
    meirei_server_registry_resolve_finish (MEIREI_SERVER_REGISTRY (source), result, &error);

  if (target == NULL)
    {
      meirei_batch_set_state (self->batch, MEIREI_BATCH_STATE_INTERRUPTED);
      return_result (self, g_steal_pointer (&error));
      return;
    }

  g_set_object (&self->target, target);
  if (self->parallel == 0)
    meirei_batch_runner_set_parallel (self, find_parallel (self, target));
  start_more (self);
}

static void
choose_target (MeireiBatchRunner *self)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (self->workspace);
  MeireiTargetWish wish = {
    .server = meirei_execution_options_get_server (self->options),
    .model = meirei_execution_options_get_model (self->options),
    .default_server = meirei_json_get_string (settings, "default_server", NULL),
    .default_model = meirei_json_get_string (settings, "default_model", NULL),
  };

  meirei_server_registry_resolve_async (meirei_context_get_registry (self->context), &wish,
                                        self->cancellable, choose_cb, g_object_ref (self));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  meirei_batch_runner_cancel (user_data);
}

static void
meirei_batch_runner_dispose (GObject *object)
{
  MeireiBatchRunner *self = MEIREI_BATCH_RUNNER (object);

  g_assert (self->task == NULL);
  g_clear_object (&self->journal);
  g_clear_object (&self->target);
  g_clear_object (&self->options);
  g_clear_object (&self->batch);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);

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
      g_value_set_uint (value, self->parallel);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_runner_class_init (MeireiBatchRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_batch_runner_dispose;
  object_class->get_property = meirei_batch_runner_get_property;

  /**
   * MeireiBatchRunner:parallel:
   *
   * How many requests may be in flight; 0 until the server is chosen.
   */
  properties[PROP_PARALLEL] = g_param_spec_uint ("parallel", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_batch_runner_init (MeireiBatchRunner *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * meirei_batch_runner_new:
 * @context: the program's context
 * @workspace: where the instructions are
 * @batch: what to run
 *
 * Returns: (transfer full): a new runner
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
  self->parallel = meirei_execution_options_get_parallel (self->options);

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

/**
 * meirei_batch_runner_get_parallel:
 * @self: a runner
 *
 * Returns: how many requests may be in flight; 0 until the server is chosen
 */
guint
meirei_batch_runner_get_parallel (MeireiBatchRunner *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RUNNER (self), 0);

  return self->parallel;
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
  g_autoptr(GError) error = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, meirei_batch_runner_run_async);
  /* A cancelled batch still has a result: its counts. */
  g_task_set_check_cancellable (self->task, FALSE);
  self->started_at = g_get_monotonic_time ();
  self->earlier_time = meirei_batch_get_total_time (self->batch);
  self->next = 0;

  if (recorded && !open_journal (self, &error))
    {
      return_result (self, g_steal_pointer (&error));
      return;
    }

  meirei_batch_set_state (self->batch, MEIREI_BATCH_STATE_RUNNING);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                self, NULL);

  if (meirei_batch_get_operation (self->batch) == MEIREI_OPERATION_EXECUTE)
    choose_target (self);
  else
    start_more (self);
}

/**
 * meirei_batch_runner_run_finish:
 * @self: a runner
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if every item is settled, whether well or not; %FALSE with an
 *   error if the batch as a whole could not run: no server, no journal
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
 * meirei_batch_runner_pause:
 * @self: a runner
 *
 * Begins no further items; those in work go on to their end.
 */
void
meirei_batch_runner_pause (MeireiBatchRunner *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));

  if (meirei_batch_get_state (self->batch) == MEIREI_BATCH_STATE_RUNNING)
    meirei_batch_set_state (self->batch, MEIREI_BATCH_STATE_PAUSED);
}

/**
 * meirei_batch_runner_resume:
 * @self: a runner
 *
 * Goes on after [method@BatchRunner.pause].
 */
void
meirei_batch_runner_resume (MeireiBatchRunner *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));

  if (meirei_batch_get_state (self->batch) != MEIREI_BATCH_STATE_PAUSED)
    return;

  meirei_batch_set_message (self->batch, NULL);
  meirei_batch_set_state (self->batch, MEIREI_BATCH_STATE_RUNNING);
  start_more (self);
}

static gboolean
start_more_idle (gpointer user_data)
{
  start_more (user_data);

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

/**
 * meirei_batch_runner_set_parallel:
 * @self: a runner
 * @parallel: how many requests may be in flight, at least 1
 *
 * Changes the number, also while the batch runs.  With a smaller one, those in
 * flight go on to their end.
 */
void
meirei_batch_runner_set_parallel (MeireiBatchRunner *self,
                                  guint              parallel)
{
  g_return_if_fail (MEIREI_IS_BATCH_RUNNER (self));
  g_return_if_fail (parallel > 0);

  if (self->parallel == parallel)
    return;

  self->parallel = parallel;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARALLEL]);
  if (self->target != NULL)
    start_more (self);
}
