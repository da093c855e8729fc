/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-admission.h"

/**
 * MeireiAdmission:
 *
 * The permission to send a request: the model is loaded, the request fits its
 * context, and where requests share a context there is room for it.  It holds
 * that room until [method@Admission.leave], or until it is gone.
 */
struct _MeireiAdmission
{
  GObject            parent_instance;

  MeireiContextPool *pool;    /* (owned) */
  MeireiTarget      *target;  /* (owned) */
  MeireiChatRequest *request; /* (owned) */
  gint64             tokens;  /* what it holds of a shared context */
};

typedef struct {
  MeireiContext   *context;   /* (owned) */
  MeireiAdmission *admission; /* (owned) */
} State;

G_DEFINE_FINAL_TYPE (MeireiAdmission, meirei_admission, G_TYPE_OBJECT)

static void
state_free (State *state)
{
  g_clear_object (&state->context);
  g_clear_object (&state->admission);
  g_free (state);
}

static void
meirei_admission_dispose (GObject *object)
{
  MeireiAdmission *self = MEIREI_ADMISSION (object);

  meirei_admission_leave (self);
  g_clear_object (&self->pool);
  g_clear_object (&self->target);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (meirei_admission_parent_class)->dispose (object);
}

static void
meirei_admission_class_init (MeireiAdmissionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_admission_dispose;
}

static void
meirei_admission_init (MeireiAdmission *self)
{
}

/* 2. There is room. */
static void
entered_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 tokens = meirei_context_pool_enter_finish (MEIREI_CONTEXT_POOL (object), result, &error);

  if (tokens < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  state->admission->tokens = tokens;
  g_task_return_pointer (task, g_object_ref (state->admission), g_object_unref);
}

/* Loading a model can make another instance of it. */
static void
follow_model (MeireiAdmission *self)
{
  MeireiServer *server = meirei_target_get_server (self->target);
  MeireiModel *model =
    meirei_server_find_model (server, meirei_chat_request_get_model (self->request));
  g_autoptr(MeireiTarget) target = NULL;

  if (model == NULL || model == meirei_target_get_model (self->target))
    return;

  target = meirei_target_new (server, model);
  g_set_object (&self->target, target);
}

/* 1. It fits. */
static void
fitted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  MeireiAdmission *self = state->admission;
  GError *error = NULL;

  self->request = meirei_context_fitter_fit_finish (MEIREI_CONTEXT_FITTER (object), result,
                                                    &error);
  if (self->request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  follow_model (self);
  meirei_context_pool_enter_async (self->pool, meirei_target_get_model (self->target),
                                   self->request, g_task_get_cancellable (task),
                                   entered_cb, g_object_ref (task));
}

/**
 * meirei_admission_ask_async:
 * @context: the program's context
 * @target: the server and the model
 * @request: what is to be sent
 * @fit: what to do if it does not fit
 * @cancellable: (nullable): to give up
 * @callback: called when it may be sent, or must not be
 * @user_data: for @callback
 *
 * Asks for the permission to send a request.  It waits while the model is
 * loaded and while other requests fill a context that is shared.
 */
void
meirei_admission_ask_async (MeireiContext       *context,
                            MeireiTarget        *target,
                            MeireiChatRequest   *request,
                            MeireiFit            fit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_CONTEXT (context));
  g_return_if_fail (MEIREI_IS_TARGET (target));
  g_return_if_fail (MEIREI_IS_CHAT_REQUEST (request));

  task = g_task_new (context, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_admission_ask_async);
  state = g_new0 (State, 1);
  state->context = g_object_ref (context);
  state->admission = g_object_new (MEIREI_TYPE_ADMISSION, NULL);
  state->admission->pool = g_object_ref (meirei_context_get_pool (context));
  state->admission->target = g_object_ref (target);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  meirei_context_fitter_fit_async (meirei_context_get_fitter (context), target, request, fit,
                                   cancellable, fitted_cb, g_object_ref (task));
}

/**
 * meirei_admission_ask_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the permission; %NULL with
 *   %MEIREI_SLM_ERROR_CONTEXT_OVERFLOW, an error of loading the model, or
 *   %G_IO_ERROR_CANCELLED
 */
MeireiAdmission *
meirei_admission_ask_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_admission_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * meirei_admission_get_target:
 * @self: a permission
 *
 * Returns: (transfer none): where to send it, maybe another instance of the
 *   model
 */
MeireiTarget *
meirei_admission_get_target (MeireiAdmission *self)
{
  g_return_val_if_fail (MEIREI_IS_ADMISSION (self), NULL);

  return self->target;
}

/**
 * meirei_admission_get_request:
 * @self: a permission
 *
 * Returns: (transfer none): what to send
 */
MeireiChatRequest *
meirei_admission_get_request (MeireiAdmission *self)
{
  g_return_val_if_fail (MEIREI_IS_ADMISSION (self), NULL);

  return self->request;
}

/**
 * meirei_admission_leave:
 * @self: a permission
 *
 * Says that the request has ended, so that others can be sent.  It does not
 * matter how often this is called.
 */
void
meirei_admission_leave (MeireiAdmission *self)
{
  g_return_if_fail (MEIREI_IS_ADMISSION (self));

  if (self->tokens > 0)
    meirei_context_pool_leave (self->pool, meirei_target_get_model (self->target), self->tokens);
  self->tokens = 0;
}
