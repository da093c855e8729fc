/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiExecution:
 *
 * One execution of one instruction, from the sheet to the stored and analysed
 * version: prompt, fit, request, extraction, storing, analysis.
 *
 * Once the server has answered, storing is not cancelled any more: an answer
 * costs minutes.
 */

#include "config.h"

#include "meirei-execution-private.h"

typedef enum {
  PROP_STAGE = 1,
  PROP_COMPLETION,
} MeireiExecutionProperty;

static GParamSpec *properties[PROP_COMPLETION + 1];

G_DEFINE_FINAL_TYPE (MeireiExecution, meirei_execution, G_TYPE_OBJECT)

GType
meirei_execution_stage_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_EXECUTION_STAGE_PREPARING, "MEIREI_EXECUTION_STAGE_PREPARING", "preparing" },
        { MEIREI_EXECUTION_STAGE_REQUESTING, "MEIREI_EXECUTION_STAGE_REQUESTING", "requesting" },
        { MEIREI_EXECUTION_STAGE_SAVING, "MEIREI_EXECUTION_STAGE_SAVING", "saving" },
        { MEIREI_EXECUTION_STAGE_ANALYSING, "MEIREI_EXECUTION_STAGE_ANALYSING", "analysing" },
        { MEIREI_EXECUTION_STAGE_TESTING, "MEIREI_EXECUTION_STAGE_TESTING", "testing" },
        { MEIREI_EXECUTION_STAGE_REPAIRING, "MEIREI_EXECUTION_STAGE_REPAIRING", "repairing" },
        { MEIREI_EXECUTION_STAGE_FINISHED, "MEIREI_EXECUTION_STAGE_FINISHED", "finished" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiExecutionStage", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

void
_meirei_execution_set_stage (MeireiExecution      *self,
                             MeireiExecutionStage  stage)
{
  if (self->stage == stage)
    return;

  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

/* The attempt that is in work from now on. */
void
_meirei_execution_set_attempt (MeireiExecution *self,
                               MeireiAttempt   *attempt)
{
  g_set_object (&self->attempt, attempt);
}

void
_meirei_execution_notify_completion (MeireiExecution *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETION]);
}

static void
meirei_execution_dispose (GObject *object)
{
  MeireiExecution *self = MEIREI_EXECUTION (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->plan, meirei_execution_plan_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->version);
  g_clear_object (&self->target);
  g_clear_object (&self->options);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (meirei_execution_parent_class)->dispose (object);
}

static void
meirei_execution_finalize (GObject *object)
{
  MeireiExecution *self = MEIREI_EXECUTION (object);

  g_free (self->id);
  g_free (self->batch_id);
  g_free (self->kept_as);
  g_clear_pointer (&self->hit, json_object_unref);
  g_clear_pointer (&self->reply, g_bytes_unref);
  g_clear_pointer (&self->asked, json_object_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (meirei_execution_parent_class)->finalize (object);
}

static void
meirei_execution_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  MeireiExecution *self = MEIREI_EXECUTION (object);

  switch ((MeireiExecutionProperty) prop_id)
    {
    case PROP_STAGE:
      g_value_set_enum (value, self->stage);
      break;
    case PROP_COMPLETION:
      g_value_set_object (value, meirei_execution_get_completion (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_execution_class_init (MeireiExecutionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_execution_dispose;
  object_class->finalize = meirei_execution_finalize;
  object_class->get_property = meirei_execution_get_property;

  /**
   * MeireiExecution:stage:
   *
   * How far it is.
   */
  properties[PROP_STAGE] = g_param_spec_enum ("stage", NULL, NULL, MEIREI_TYPE_EXECUTION_STAGE,
                                              MEIREI_EXECUTION_STAGE_PREPARING, flags);

  /**
   * MeireiExecution:completion:
   *
   * The model's answer as it arrives; %NULL while preparing.
   */
  properties[PROP_COMPLETION] = g_param_spec_object ("completion", NULL, NULL,
                                                     MEIREI_TYPE_COMPLETION, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_execution_init (MeireiExecution *self)
{
  self->cancellable = g_cancellable_new ();
  self->attempts = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * meirei_execution_new:
 * @context: the program's context
 * @workspace: where the instruction is
 * @id: the instruction's UUID
 * @options: how to execute it
 *
 * Returns: (transfer full): a new execution, which runs once
 */
MeireiExecution *
meirei_execution_new (MeireiContext          *context,
                      MeireiWorkspace        *workspace,
                      const char             *id,
                      MeireiExecutionOptions *options)
{
  MeireiExecution *self;

  g_return_val_if_fail (MEIREI_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (options), NULL);

  self = g_object_new (MEIREI_TYPE_EXECUTION, NULL);
  self->context = g_object_ref (context);
  self->workspace = g_object_ref (workspace);
  self->id = g_strdup (id);
  self->options = g_object_ref (options);

  return self;
}

/**
 * meirei_execution_set_target:
 * @self: an execution that has not begun
 * @target: (nullable): where to send the request, unless the sheet asks for
 *   another model; %NULL chooses
 */
void
meirei_execution_set_target (MeireiExecution *self,
                             MeireiTarget    *target)
{
  g_return_if_fail (MEIREI_IS_EXECUTION (self));

  g_set_object (&self->target, target);
}

/**
 * meirei_execution_set_batch:
 * @self: an execution that has not begun
 * @batch_id: the batch it belongs to; the version remembers it
 */
void
meirei_execution_set_batch (MeireiExecution *self,
                            const char      *batch_id)
{
  g_return_if_fail (MEIREI_IS_EXECUTION (self));

  g_free (self->batch_id);
  self->batch_id = g_strdup (batch_id);
}

/**
 * meirei_execution_set_reply:
 * @self: an execution that has not begun and has a target
 * @reply: the JSON object of an OpenAI chat completion
 * @asked: what it is the answer to: `sheet_sha256`, `prompt_sha256` and
 *   `params`; the version also remembers it as its section `batch_file`
 *
 * Makes the execution take an answer from a file instead of asking a model.  If
 * the sheet or the template is not what was asked, it fails with
 * %MEIREI_BATCH_ERROR_STALE and nothing is stored.
 */
void
meirei_execution_set_reply (MeireiExecution *self,
                            GBytes          *reply,
                            JsonObject      *asked)
{
  g_return_if_fail (MEIREI_IS_EXECUTION (self));
  g_return_if_fail (self->target != NULL && self->reply == NULL);

  self->reply = g_bytes_ref (reply);
  self->asked = json_object_ref (asked);
}

static void
followed_cb (GCancellable *cancellable,
             gpointer      user_data)
{
  meirei_execution_stop (user_data);
}

/**
 * meirei_execution_stop:
 * @self: an execution
 *
 * Stops the request, so that the server stops too; what has arrived is kept.
 * Stops the tests, too, and a repair, which leaves the best whole answer.
 */
void
meirei_execution_stop (MeireiExecution *self)
{
  g_return_if_fail (MEIREI_IS_EXECUTION (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * meirei_execution_run_async:
 * @self: an execution that has not begun
 * @cancellable: (nullable): stops the request; what has arrived is kept
 * @callback: called when the version is stored and analysed
 * @user_data: for @callback
 */
void
meirei_execution_run_async (MeireiExecution     *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_EXECUTION (self));
  g_return_if_fail (!self->has_begun);

  self->has_begun = TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_execution_run_async);
  /* A stopped execution still ends with what became of it. */
  g_task_set_check_cancellable (task, FALSE);
  if (cancellable != NULL)
    {
      self->followed = g_object_ref (cancellable);
      self->followed_id = g_cancellable_connect (cancellable, G_CALLBACK (followed_cb), self,
                                                 NULL);
    }
  _meirei_execution_run (self, task);
}

/**
 * meirei_execution_run_finish:
 * @self: an execution
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if there is a complete version now; else %FALSE with an error
 *   of the domains %MEIREI_SLM_ERROR, %MEIREI_INSTRUCTION_ERROR,
 *   %MEIREI_WORKSPACE_ERROR or with %MEIREI_BATCH_ERROR_INCOMPLETE, or
 *   %G_IO_ERROR_CANCELLED.  There may be an incomplete version then, see
 *   [method@Execution.get_version].
 */
gboolean
meirei_execution_run_finish (MeireiExecution  *self,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * meirei_execution_get_id:
 * @self: an execution
 *
 * Returns: the instruction's UUID
 */
const char *
meirei_execution_get_id (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), NULL);

  return self->id;
}

/**
 * meirei_execution_get_stage:
 * @self: an execution
 *
 * Returns: how far it is
 */
MeireiExecutionStage
meirei_execution_get_stage (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), MEIREI_EXECUTION_STAGE_PREPARING);

  return self->stage;
}

/**
 * meirei_execution_needs_server:
 * @self: an execution
 *
 * Returns: whether it waits for its server now, or soon will: before and while
 *   the model answers, also in a repair round
 */
gboolean
meirei_execution_needs_server (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), FALSE);

  return self->stage < MEIREI_EXECUTION_STAGE_SAVING
         || self->stage == MEIREI_EXECUTION_STAGE_REPAIRING;
}

/**
 * meirei_execution_get_attempt:
 * @self: an execution
 *
 * Returns: the number of the attempt that is in work, from 1; from 2 on they
 *   are repair rounds
 */
guint
meirei_execution_get_attempt (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), 1);

  return self->attempt != NULL ? meirei_attempt_get_number (self->attempt) : 1;
}

/**
 * meirei_execution_get_completion:
 * @self: an execution
 *
 * Returns: (transfer none) (nullable): the model's answer as it arrives
 */
MeireiCompletion *
meirei_execution_get_completion (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), NULL);

  return self->attempt != NULL ? meirei_attempt_get_completion (self->attempt) : NULL;
}

/**
 * meirei_execution_get_version:
 * @self: an execution
 *
 * Returns: (transfer none) (nullable): the version that is being made
 */
MeireiVersion *
meirei_execution_get_version (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), NULL);

  return self->version;
}

/**
 * meirei_execution_get_target:
 * @self: an execution
 *
 * Returns: (transfer none) (nullable): where the request goes; %NULL until it
 *   is chosen
 */
MeireiTarget *
meirei_execution_get_target (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), NULL);

  return self->target;
}
