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

#include "meirei-admission.h"
#include "meirei-code-extractor.h"
#include "meirei-execution-private.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-version-analysis.h"
#include "meirei-workspace-execution.h"

struct _MeireiExecution
{
  GObject parent_instance;

  /* Input */
  MeireiContext *context;
  MeireiWorkspace *workspace;
  char *id;
  char *batch_id;               /* (nullable) */
  MeireiExecutionOptions *options;
  MeireiTarget *target;         /* (nullable) until it is chosen */

  /* In progress */
  MeireiExecutionStage stage;
  GCancellable *cancellable;    /* stops the request; follows the caller's */
  GCancellable *followed;       /* (nullable) the caller's */
  gulong followed_id;
  MeireiInstruction *instruction;
  MeireiPrompt *prompt;
  MeireiPreset *preset;
  MeireiChatRequest *request;
  MeireiAdmission *admission;   /* (nullable) the permission to send it */
  MeireiCompletion *completion;
  gint64 requested_at;
  gsize n_written;              /* bytes of the text that are in the part file */
  guint epoch;

  /* Output */
  MeireiExtraction *extraction;
  MeireiVersion *version;
  GError *error;                /* (nullable) why it is no success */
};

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
        { MEIREI_EXECUTION_STAGE_FINISHED, "MEIREI_EXECUTION_STAGE_FINISHED", "finished" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiExecutionStage", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
set_stage (MeireiExecution      *self,
           MeireiExecutionStage  stage)
{
  if (self->stage == stage)
    return;

  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

/* The end. */

static void
finish (MeireiExecution *self)
{
  if (self->admission != NULL)
    meirei_admission_leave (self->admission);
  if (self->followed != NULL)
    g_cancellable_disconnect (self->followed, self->followed_id);
  g_clear_object (&self->followed);
  set_stage (self, MEIREI_EXECUTION_STAGE_FINISHED);
}

static void
return_error (MeireiExecution *self,
              GTask           *task,
              GError          *error)
{
  finish (self);
  g_task_return_error (task, error);
}

static void
return_outcome (MeireiExecution *self,
                GTask           *task)
{
  finish (self);
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* 5. The report. */

static void
analysed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version =
    meirei_version_analysis_run_finish (MEIREI_ANALYSER (source), result, &error);

  /* The version is whole without a report; it can be analysed again. */
  if (version != NULL)
    g_set_object (&self->version, version);
  else
    g_warning ("No report on %s %s: %s", self->id, meirei_version_get_name (self->version),
               error->message);

  return_outcome (self, task);
}

/* 4. Storing. */

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GBytes) code = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_commit_execution_finish (MEIREI_WORKSPACE (source), result, &error);

  if (instruction == NULL)
    {
      return_error (self, task, g_steal_pointer (&error));
      return;
    }

  g_set_object (&self->instruction, instruction);
  if (meirei_version_get_finish (self->version) == MEIREI_FINISH_STOPPED
      || meirei_extraction_get_code_length (self->extraction) == 0)
    {
      return_outcome (self, task);
      return;
    }

  set_stage (self, MEIREI_EXECUTION_STAGE_ANALYSING);
  code = g_bytes_new (meirei_extraction_get_code (self->extraction),
                      meirei_extraction_get_code_length (self->extraction));
  meirei_version_analysis_run_async (meirei_context_get_analyser (self->context),
                                     self->workspace,
                                     meirei_instruction_get_sheet (self->instruction),
                                     self->version, code, NULL /* not to be cancelled */,
                                     analysed_cb, g_steal_pointer (&task));
}

static void
failed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!meirei_workspace_fail_execution_finish (MEIREI_WORKSPACE (source), result, &error))
    g_warning ("Could not store that %s failed: %s", self->id, error->message);

  return_outcome (self, task);
}

static void
extracted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  g_autoptr(JsonObject) extraction_record = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(GError) error = NULL;
  const char *text;
  gsize length;
  MeireiFinish finish;

  self->extraction = meirei_code_extractor_extract_finish (MEIREI_CODE_EXTRACTOR (source),
                                                           result, &error);
  if (self->extraction == NULL)
    {
      self->error = g_steal_pointer (&error);
      meirei_workspace_fail_execution_async (self->workspace, self->id, self->error->message,
                                             NULL, failed_cb, g_steal_pointer (&task));
      return;
    }

  finish = _meirei_execution_judge (meirei_completion_get_finish (self->completion),
                                    self->extraction);
  if (self->error == NULL)
    self->error = _meirei_execution_make_error (finish, self->completion, self->extraction);
  extraction_record = _meirei_execution_make_extraction (self->extraction);
  meirei_version_set_finish (self->version, finish);
  meirei_version_set_section (self->version, "extraction", extraction_record);

  text = meirei_completion_get_raw (self->completion, &length);
  raw = g_bytes_new (text, length);
  if (meirei_extraction_get_code_length (self->extraction) > 0)
    code = g_bytes_new (meirei_extraction_get_code (self->extraction),
                        meirei_extraction_get_code_length (self->extraction));
  meirei_workspace_commit_execution_async (self->workspace, self->id, self->version, code, raw,
                                           self->error != NULL ? self->error->message : NULL,
                                           NULL /* not to be cancelled */, committed_cb,
                                           g_steal_pointer (&task));
}

/* 3. The request. */

static void
write_part (MeireiExecution *self)
{
  gsize length;
  const char *text = meirei_completion_get_text (self->completion, &length);
  guint epoch = meirei_completion_get_epoch (self->completion);

  if (epoch != self->epoch)
    {
      self->epoch = epoch;
      self->n_written = 0;
      meirei_workspace_restart_part (self->workspace, self->id);
    }
  if (length > self->n_written)
    meirei_workspace_append_part (self->workspace, self->id, text + self->n_written,
                                  (gssize) (length - self->n_written));
  self->n_written = length;
}

static void
changed_cb (MeireiCompletion *completion,
            MeireiExecution  *self)
{
  write_part (self);
}

/* What the server counted makes later estimates better. */
static void
learn (MeireiExecution *self)
{
  MeireiUsage usage = meirei_completion_get_usage (self->completion);

  if (meirei_completion_get_finish (self->completion) == MEIREI_FINISH_COMPLETE
      && meirei_completion_get_warnings (self->completion) == 0)
    meirei_context_fitter_learn (meirei_context_get_fitter (self->context), self->target,
                                 self->request, usage.prompt_tokens);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  MeireiSheet *sheet = meirei_instruction_get_sheet (self->instruction);
  g_autoptr(MeireiCodeExtractor) extractor = NULL;
  g_autoptr(JsonObject) attempt = NULL;
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GError) error = NULL;
  const char *text;
  gsize length;

  meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (source), result, &error);
  meirei_admission_leave (self->admission);
  learn (self);
  g_signal_handlers_disconnect_by_func (self->completion, changed_cb, self);
  write_part (self);
  set_stage (self, MEIREI_EXECUTION_STAGE_SAVING);
  attempt = _meirei_execution_make_attempt (self->completion, self->requested_at, error);
  meirei_version_add_attempt (self->version, attempt);

  text = meirei_completion_get_text (self->completion, &length);
  if (error != NULL && length == 0)
    {
      self->error = g_steal_pointer (&error);
      meirei_workspace_fail_execution_async (self->workspace, self->id, self->error->message,
                                             NULL /* not to be cancelled */, failed_cb,
                                             g_steal_pointer (&task));
      return;
    }

  self->error = g_steal_pointer (&error);
  extractor = meirei_code_extractor_new (meirei_sheet_get_language (sheet),
                                         meirei_sheet_get_functions (sheet));
  answer = g_bytes_new (text, length);
  meirei_code_extractor_extract_async (extractor, answer, NULL /* no parse check */,
                                       NULL /* not to be cancelled */, extracted_cb,
                                       g_steal_pointer (&task));
}

static gboolean
fill_draft (MeireiVersion      *version,
            MeireiInstruction  *instruction,
            gpointer            user_data,
            GError            **error)
{
  MeireiExecution *self = user_data;
  MeireiServer *server = meirei_target_get_server (self->target);
  MeireiModel *model = meirei_target_get_model (self->target);
  g_autoptr(JsonObject) params =
    meirei_chat_params_to_json (meirei_chat_request_get_params (self->request));

  meirei_version_set_server (version, meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND, (int) meirei_server_get_kind (server)),
                             meirei_server_get_url (server), meirei_server_get_version (server));
  meirei_version_set_model (version, meirei_model_get_id (model),
                            meirei_model_get_quantization (model),
                            meirei_chat_request_get_context (self->request));
  meirei_version_set_params (version, params);
  meirei_version_set_sheet_sha256 (version,
                                   meirei_sheet_get_content_sha256 (
                                     meirei_instruction_get_sheet (instruction)));
  meirei_version_set_prompt (version, meirei_prompt_get_sha256 (self->prompt),
                             meirei_prompt_get_template_name (self->prompt),
                             meirei_prompt_get_template_version (self->prompt));
  if (self->batch_id != NULL)
    meirei_version_set_batch (version, self->batch_id);

  return TRUE;
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  MeireiChatLimits limits;
  GError *error = NULL;

  self->version = meirei_workspace_begin_execution_finish (MEIREI_WORKSPACE (source), result,
                                                           &error);
  if (self->version == NULL)
    {
      return_error (self, task, error);
      return;
    }

  meirei_preset_get_limits (self->preset, &limits);
  limits.max_tries = meirei_execution_options_get_attempts (self->options);
  self->completion = meirei_completion_new (meirei_target_get_server (self->target),
                                            self->request, &limits);
  self->requested_at = g_get_real_time ();
  g_signal_connect_object (self->completion, "changed", G_CALLBACK (changed_cb), self, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETION]);
  set_stage (self, MEIREI_EXECUTION_STAGE_REQUESTING);
  meirei_chat_client_send_async (meirei_context_get_chat_client (self->context), self->completion,
                                 self->cancellable, answered_cb,
                                 g_object_ref (task));
}

/* 2. The prompt, and whether it fits. */

static void
admitted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->admission = meirei_admission_ask_finish (result, &error);
  if (self->admission == NULL)
    {
      return_error (self, task, error);
      return;
    }

  g_set_object (&self->request, meirei_admission_get_request (self->admission));
  g_set_object (&self->target, meirei_admission_get_target (self->admission));
  meirei_workspace_begin_execution_async (self->workspace, self->id,
                                          meirei_instruction_get_revision (self->instruction),
                                          fill_draft, g_object_ref (self), g_object_unref,
                                          self->cancellable, begun_cb, g_object_ref (task));
}

static void
prepare_request (MeireiExecution *self,
                 GTask           *task)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (self->instruction);
  GError *error = NULL;

  self->prompt = _meirei_execution_make_prompt (self->context, self->workspace, sheet, &error);
  if (self->prompt != NULL)
    self->preset = _meirei_execution_find_preset (self->context, self->workspace, self->target,
                                                  &error);
  if (self->preset != NULL)
    {
      _meirei_execution_apply_preset (self->preset, &self->prompt, &self->options);
      self->request = _meirei_execution_make_request (self->target, self->preset, sheet,
                                                      self->prompt, self->options, &error);
    }
  if (self->request == NULL)
    {
      return_error (self, task, error);
      return;
    }

  meirei_admission_ask_async (self->context, self->target, self->request,
                              meirei_execution_options_get_fit (self->options),
                              self->cancellable, admitted_cb, g_object_ref (task));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->target = meirei_server_registry_resolve_finish (MEIREI_SERVER_REGISTRY (source), result,
                                                        &error);
  if (self->target == NULL)
    {
      return_error (self, task, error);
      return;
    }

  prepare_request (self, task);
}

/* 1. The instruction. */

static gboolean
wants_other_model (MeireiExecution *self)
{
  const char *model = meirei_sheet_get_model (meirei_instruction_get_sheet (self->instruction));

  return self->target == NULL
         || (model != NULL && meirei_execution_options_get_model (self->options) == NULL
             && g_strcmp0 (model, meirei_model_get_id (meirei_target_get_model (self->target))) != 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiExecution *self = g_task_get_source_object (task);
  MeireiTargetWish wish = { NULL };
  GError *error = NULL;

  self->instruction = meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result,
                                                                &error);
  if (self->instruction == NULL
      || !meirei_lifecycle_check (self->instruction, MEIREI_OPERATION_EXECUTE, &error))
    {
      return_error (self, task, error);
      return;
    }

  if (!wants_other_model (self))
    {
      prepare_request (self, task);
      return;
    }

  g_clear_object (&self->target);
  wish.server = meirei_execution_options_get_server (self->options);
  wish.model = meirei_execution_options_get_model (self->options);
  if (wish.model == NULL)
    wish.model = meirei_sheet_get_model (meirei_instruction_get_sheet (self->instruction));
  meirei_server_registry_resolve_async (meirei_context_get_registry (self->context), &wish,
                                        self->cancellable, chosen_cb,
                                        g_object_ref (task));
}

static void
meirei_execution_dispose (GObject *object)
{
  MeireiExecution *self = MEIREI_EXECUTION (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->completion);
  g_clear_object (&self->request);
  g_clear_object (&self->preset);
  g_clear_object (&self->admission);
  g_clear_object (&self->prompt);
  g_clear_object (&self->instruction);
  g_clear_object (&self->extraction);
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
      g_value_set_object (value, self->completion);
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
 * Does nothing once the answer is complete.
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
  g_return_if_fail (self->instruction == NULL);

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
  meirei_workspace_load_instruction_async (self->workspace, self->id, self->cancellable, loaded_cb,
                                           g_steal_pointer (&task));
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
 * meirei_execution_get_completion:
 * @self: an execution
 *
 * Returns: (transfer none) (nullable): the model's answer as it arrives
 */
MeireiCompletion *
meirei_execution_get_completion (MeireiExecution *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION (self), NULL);

  return self->completion;
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
