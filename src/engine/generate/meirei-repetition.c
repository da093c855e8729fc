/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiRepetition:
 *
 * Sends the request of a stored version again several times and compares the
 * answers with the stored one, byte for byte.  Nothing but the version's
 * `repeatability` changes: there are no new versions, and the instruction's
 * status stays.
 *
 * Strictly means one request at a time, with the prompt read anew each time:
 * requests that are computed together, or on a cached prompt, can differ in
 * their rounding.
 */

#include "config.h"

#include "meirei-repetition-private.h"
#include "meirei-workspace-versions.h"

typedef enum {
  PROP_N_DONE = 1,
} MeireiRepetitionProperty;

static GParamSpec *properties[PROP_N_DONE + 1];

G_DEFINE_FINAL_TYPE (MeireiRepetition, meirei_repetition, G_TYPE_OBJECT)

G_DEFINE_QUARK (meirei-repetition-error-quark, meirei_repetition_error)

static void begin_next (MeireiRepetition *self,
                        GTask            *task);

/* 3. What came of it. */

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  MeireiVersion *version =
    meirei_workspace_update_version_finish (MEIREI_WORKSPACE (source), result, &error);

  if (version != NULL)
    g_task_return_pointer (task, version, g_object_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
store (MeireiVersion  *version,
       gpointer        user_data,
       GError        **error)
{
  meirei_version_set_section (version, "repeatability", user_data);

  return TRUE;
}

static void
finish (MeireiRepetition *self,
        GTask            *task)
{
  /* Without any answer nothing was learned about the model. */
  gboolean learned = FALSE;

  for (guint i = 0; i < self->attempts->len; i++)
    learned = learned || meirei_attempt_is_complete (self->attempts->pdata[i]);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!learned)
    {
      g_task_return_error (task, self->error != NULL
                                 ? g_error_copy (self->error)
                                 : g_error_new (MEIREI_REPETITION_ERROR,
                                                MEIREI_REPETITION_ERROR_NO_ANSWER,
                                                "None of the %u answers was complete; nothing "
                                                "can be compared", self->attempts->len));
      return;
    }

  meirei_workspace_update_version_async (self->workspace, self->id,
                                         meirei_version_get_name (self->version), store,
                                         _meirei_repetition_make_record (self),
                                         (GDestroyNotify) json_object_unref,
                                         NULL /* not to be cancelled */, stored_cb,
                                         g_object_ref (task));
}

/* 2. The requests. */

static void
end_run (MeireiRepetition *self,
         MeireiAttempt    *attempt,
         GTask            *task)
{
  const GError *error = meirei_attempt_get_error (attempt);

  meirei_attempt_leave (attempt);
  if (error != NULL && self->error == NULL)
    self->error = g_error_copy (error);
  self->n_running--;
  self->n_done++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
  if (self->n_begun < self->times
      && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    begin_next (self, task);
  else if (self->n_running == 0)
    finish (self, task);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  meirei_attempt_read_finish (MEIREI_ATTEMPT (source), result);
  end_run (g_task_get_source_object (task), MEIREI_ATTEMPT (source), task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRepetition *self = g_task_get_source_object (task);
  MeireiAttempt *attempt = MEIREI_ATTEMPT (source);

  if (meirei_attempt_send_finish (attempt, result))
    meirei_attempt_read_async (attempt, meirei_instruction_get_sheet (self->instruction),
                               meirei_context_get_parse_check (self->context), read_cb,
                               g_object_ref (task));
  else
    end_run (self, attempt, task);
}

static void
admitted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRepetition *self = g_task_get_source_object (task);
  MeireiAttempt *attempt = MEIREI_ATTEMPT (source);
  MeireiChatLimits limits;
  g_autoptr(GError) error = NULL;

  if (!meirei_attempt_admit_finish (attempt, result, &error))
    {
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      /* The others would not fit either. */
      self->n_begun = self->times;
      end_run (self, attempt, task);
      return;
    }

  meirei_preset_get_limits (self->preset, &limits);
  meirei_attempt_begin (attempt, &limits);
  meirei_attempt_send_async (attempt, self->context, g_task_get_cancellable (task), sent_cb,
                             g_object_ref (task));
}

static void
begin_next (MeireiRepetition *self,
            GTask            *task)
{
  MeireiAttempt *attempt = meirei_attempt_new (++self->n_begun, self->prompt, self->request);

  self->n_running++;
  g_ptr_array_add (self->attempts, attempt);
  meirei_attempt_admit_async (attempt, self->context, self->target, MEIREI_FIT_CHECK,
                              g_task_get_cancellable (task), admitted_cb, g_object_ref (task));
}

/* 1. What was asked. */

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRepetition *self = MEIREI_REPETITION (source);
  GError *error = NULL;
  guint n;

  if (!_meirei_repetition_prepare_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  meirei_parse_check_prepare (meirei_context_get_parse_check (self->context));
  n = self->strict ? 1 : MAX (meirei_target_get_slots (self->target), 1);
  self->parallel = MIN (n, self->times);
  for (guint i = 0; i < self->parallel; i++)
    begin_next (self, task);
}

static void
meirei_repetition_dispose (GObject *object)
{
  MeireiRepetition *self = MEIREI_REPETITION (object);

  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_object (&self->request);
  g_clear_object (&self->preset);
  g_clear_object (&self->prompt);
  g_clear_object (&self->target);
  g_clear_object (&self->version);
  g_clear_object (&self->instruction);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (meirei_repetition_parent_class)->dispose (object);
}

static void
meirei_repetition_finalize (GObject *object)
{
  MeireiRepetition *self = MEIREI_REPETITION (object);

  g_free (self->id);
  g_free (self->version_name);
  g_free (self->server);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (meirei_repetition_parent_class)->finalize (object);
}

static void
meirei_repetition_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  MeireiRepetition *self = MEIREI_REPETITION (object);

  switch ((MeireiRepetitionProperty) prop_id)
    {
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_repetition_class_init (MeireiRepetitionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_repetition_dispose;
  object_class->finalize = meirei_repetition_finalize;
  object_class->get_property = meirei_repetition_get_property;

  /**
   * MeireiRepetition:n-done:
   *
   * How many requests have ended.
   */
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0,
                                               MEIREI_REPETITION_MAX_TIMES, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_repetition_init (MeireiRepetition *self)
{
  self->attempts = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * meirei_repetition_new:
 * @context: the program's context
 * @workspace: where the instruction is
 * @id: the instruction's UUID
 * @version: (nullable): the version whose request is repeated; %NULL for the
 *   latest
 * @times: how often, 1 to %MEIREI_REPETITION_MAX_TIMES
 * @strict: whether one at a time and without the server's cache
 *
 * Returns: (transfer full): a repetition, which runs once
 */
MeireiRepetition *
meirei_repetition_new (MeireiContext   *context,
                       MeireiWorkspace *workspace,
                       const char      *id,
                       const char      *version,
                       guint            times,
                       gboolean         strict)
{
  MeireiRepetition *self;

  g_return_val_if_fail (MEIREI_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (times > 0 && times <= MEIREI_REPETITION_MAX_TIMES, NULL);

  self = g_object_new (MEIREI_TYPE_REPETITION, NULL);
  self->context = g_object_ref (context);
  self->workspace = g_object_ref (workspace);
  self->id = g_strdup (id);
  self->version_name = g_strdup (version);
  self->times = times;
  self->strict = strict;

  return self;
}

/**
 * meirei_repetition_set_server:
 * @self: a repetition that has not begun
 * @server: (nullable): an address; %NULL for the server of the version
 */
void
meirei_repetition_set_server (MeireiRepetition *self,
                              const char       *server)
{
  g_return_if_fail (MEIREI_IS_REPETITION (self));

  g_free (self->server);
  self->server = g_strdup (server);
}

/**
 * meirei_repetition_get_n_done:
 * @self: a repetition
 *
 * Returns: how many requests have ended
 */
guint
meirei_repetition_get_n_done (MeireiRepetition *self)
{
  g_return_val_if_fail (MEIREI_IS_REPETITION (self), 0);

  return self->n_done;
}

/**
 * meirei_repetition_run_async:
 * @self: a repetition that has not begun
 * @cancellable: (nullable): stops the requests; nothing is stored then
 * @callback: called when the version has been updated
 * @user_data: for @callback
 */
void
meirei_repetition_run_async (MeireiRepetition    *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_REPETITION (self));
  g_return_if_fail (!self->has_begun);

  self->has_begun = TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_repetition_run_async);
  _meirei_repetition_prepare_async (self, cancellable, prepared_cb, g_steal_pointer (&task));
}

/**
 * meirei_repetition_run_finish:
 * @self: a repetition
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version with its section
 *   `repeatability`: `state` is `repeats` or `differs`; %NULL with
 *   %MEIREI_REPETITION_ERROR, an error of choosing the server or of the
 *   requests if none was answered, or %G_IO_ERROR_CANCELLED
 */
MeireiVersion *
meirei_repetition_run_finish (MeireiRepetition  *self,
                              GAsyncResult      *result,
                              GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
