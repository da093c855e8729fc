/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-analysis-worker-private.h"
#include "meirei-json.h"

/* The life of one group of files: send, read one answer after the other, and
 * when the process dies blame the file that it looked at and go on with the
 * others in a new process. */

typedef struct {
  /* Input */
  GPtrArray *requests;  /* of JsonObject */

  /* In progress */
  gint64     id;        /* of the group that was sent last */
  guint      start;     /* the first file of that group */
  guint      next;      /* the file whose answer comes next */
  gboolean   is_fresh;  /* the process was started for this group */
  gboolean   timed_out;
  GSource   *timeout;   /* (owned) (nullable) */
  GSource   *cancelled; /* (owned) (nullable) */

  /* Output */
  GPtrArray *answers;   /* of MeireiWorkerAnswer */
} AnalyseState;

static void start_round (GTask *task);

static void
analyse_state_free (AnalyseState *state)
{
  g_assert (state->timeout == NULL);
  g_assert (state->cancelled == NULL);
  g_ptr_array_unref (state->requests);
  g_clear_pointer (&state->answers, g_ptr_array_unref);
  g_free (state);
}

static void
set_answer (AnalyseState *state,
            JsonObject   *object,
            char         *problem)
{
  MeireiWorkerAnswer *answer = g_ptr_array_index (state->answers, state->next);

  answer->object = object;
  answer->problem = problem;
  state->next++;
}

static void
clear_sources (AnalyseState *state)
{
  if (state->timeout != NULL)
    g_source_destroy (state->timeout);
  g_clear_pointer (&state->timeout, g_source_unref);
  if (state->cancelled != NULL)
    g_source_destroy (state->cancelled);
  g_clear_pointer (&state->cancelled, g_source_unref);
}

static void
finish (GTask *task)
{
  MeireiAnalysisWorker *self = g_task_get_source_object (task);
  AnalyseState *state = g_task_get_task_data (task);

  clear_sources (state);
  self->is_busy = FALSE;
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&state->answers),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
fail_rest (GTask      *task,
           const char *problem)
{
  AnalyseState *state = g_task_get_task_data (task);

  while (state->next < state->requests->len)
    set_answer (state, NULL, g_strdup (problem));
  finish (task);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiAnalysisWorker *self = g_task_get_source_object (task);
  AnalyseState *state = g_task_get_task_data (task);
  gboolean has_answered = state->next > state->start;
  g_autofree char *problem = NULL;
  gboolean retired = meirei_worker_process_end_finish (MEIREI_WORKER_PROCESS (object),
                                                        result, &problem)
                     && has_answered;
  gboolean was_ready = self->is_ready;

  meirei_analysis_worker_stop (self);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      finish (task);
      return;
    }

  if (state->timed_out)
    {
      g_free (problem);
      problem = g_strdup_printf ("took longer than %.1f s and was ended",
                                 self->deadline_ms / 1000.0);
    }
  if (!was_ready)
    {
      g_autofree char *text = g_strdup_printf ("cannot be started: %s", problem);

      fail_rest (task, text);
      return;
    }

  /* A process that ended by itself after an answer, or while nothing was
   * asked of it, is nobody's fault. */
  if (!retired && (state->is_fresh || has_answered || state->timed_out))
    set_answer (state, NULL, g_steal_pointer (&problem));
  start_round (task);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  GTask *task = user_data;
  MeireiAnalysisWorker *self = g_task_get_source_object (task);
  AnalyseState *state = g_task_get_task_data (task);

  /* The end of its output brings us on. */
  state->timed_out = TRUE;
  meirei_worker_process_kill (self->process);

  return G_SOURCE_CONTINUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  MeireiAnalysisWorker *self = g_task_get_source_object (user_data);

  if (self->process != NULL)
    meirei_worker_process_kill (self->process);

  return G_SOURCE_REMOVE;
}

static void
restart_timeout (GTask *task)
{
  MeireiAnalysisWorker *self = g_task_get_source_object (task);
  AnalyseState *state = g_task_get_task_data (task);

  if (state->timeout != NULL)
    g_source_destroy (state->timeout);
  g_clear_pointer (&state->timeout, g_source_unref);
  state->timeout = g_timeout_source_new (self->deadline_ms);
  g_source_set_callback (state->timeout, timed_out_cb, task, NULL);
  g_source_attach (state->timeout, g_task_get_context (task));
}

/* Returns whether the answer was what was expected. */
static gboolean
take_answer (GTask      *task,
             JsonObject *object)
{
  MeireiAnalysisWorker *self = g_task_get_source_object (task);
  AnalyseState *state = g_task_get_task_data (task);

  if (!self->is_ready)
    {
      self->is_ready = meirei_json_get_boolean (object, "ready", FALSE);
      g_free (self->version);
      self->version = g_strdup (meirei_json_get_string (object, "python", NULL));
      return self->is_ready;
    }

  if (meirei_json_get_int (object, "id", -1) != state->id
      || meirei_json_get_int (object, "index", -1) != state->next - state->start)
    return FALSE;

  set_answer (state, json_object_ref (object), NULL);

  return TRUE;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiWorkerProcess *process = MEIREI_WORKER_PROCESS (object);
  AnalyseState *state = g_task_get_task_data (task);
  g_autoptr(JsonObject) answer = meirei_worker_process_read_finish (process, result);

  if (answer == NULL || !take_answer (task, answer))
    {
      meirei_worker_process_end_async (process, ended_cb, g_object_ref (task));
      return;
    }

  if (state->next == state->requests->len)
    {
      finish (task);
      return;
    }

  restart_timeout (task);
  meirei_worker_process_read_async (process, read_cb, g_object_ref (task));
}

static void
send_group (GTask *task)
{
  MeireiAnalysisWorker *self = g_task_get_source_object (task);
  AnalyseState *state = g_task_get_task_data (task);
  g_autoptr(JsonObject) group = json_object_new ();
  JsonArray *files = json_array_new ();

  state->id = ++self->next_id;
  state->start = state->next;
  json_object_set_int_member (group, "id", state->id);
  for (guint i = state->start; i < state->requests->len; i++)
    json_array_add_object_element (files,
                                   json_object_ref (g_ptr_array_index (state->requests, i)));
  json_object_set_array_member (group, "files", files);
  meirei_worker_process_send (self->process, group);
}

static void
start_round (GTask *task)
{
  MeireiAnalysisWorker *self = g_task_get_source_object (task);
  AnalyseState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (state->next == state->requests->len)
    {
      finish (task);
      return;
    }

  state->timed_out = FALSE;
  state->is_fresh = self->process == NULL;
  if (state->is_fresh)
    self->process = meirei_worker_process_new (self->python, self->script,
                                               self->known_modules, &error);
  if (self->process == NULL)
    {
      g_autofree char *problem = g_strdup_printf ("cannot be started: %s", error->message);

      fail_rest (task, problem);
      return;
    }

  send_group (task);
  restart_timeout (task);
  meirei_worker_process_read_async (self->process, read_cb, g_object_ref (task));
}

static void
watch_cancellable (GTask *task)
{
  AnalyseState *state = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;

  state->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (state->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (state->cancelled, g_task_get_context (task));
}

/**
 * meirei_analysis_worker_analyse_async:
 * @self: a worker that is not busy
 * @requests: (element-type JsonObject): what to ask about each file
 * @cancellable: (nullable): ends the process
 * @callback: called when there is an answer for each file
 * @user_data: for @callback
 *
 * Asks about a group of files.
 */
void
meirei_analysis_worker_analyse_async (MeireiAnalysisWorker *self,
                                      GPtrArray            *requests,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  AnalyseState *state;

  g_return_if_fail (MEIREI_IS_ANALYSIS_WORKER (self));
  g_return_if_fail (requests != NULL);
  g_return_if_fail (!self->is_busy);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_analysis_worker_analyse_async);
  state = g_new0 (AnalyseState, 1);
  state->requests = g_ptr_array_ref (requests);
  state->answers = g_ptr_array_new_full (requests->len,
                                         (GDestroyNotify) meirei_worker_answer_free);
  for (guint i = 0; i < requests->len; i++)
    g_ptr_array_add (state->answers, g_new0 (MeireiWorkerAnswer, 1));
  g_task_set_task_data (task, state, (GDestroyNotify) analyse_state_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  self->is_busy = TRUE;
  if (self->python == NULL)
    {
      fail_rest (task, "cannot be started: there is no python3; install Debian's package python3");
      return;
    }

  watch_cancellable (task);
  start_round (task);
}

/**
 * meirei_analysis_worker_analyse_finish:
 * @self: a worker
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type MeireiWorkerAnswer) (nullable): an
 *   answer for each request, or %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
meirei_analysis_worker_analyse_finish (MeireiAnalysisWorker  *self,
                                       GAsyncResult          *result,
                                       GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
