/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-parse-check.h"
#include "meirei-worker-parse-check.h"

/**
 * MeireiWorkerParseCheck:
 *
 * Asks a Python worker whether code compiles.
 *
 * The worker is its own and not the analyser's: an answer that is to be stored
 * must not wait behind a thousand files that are analysed.  Questions that come
 * while it is busy go together.
 */
struct _MeireiWorkerParseCheck
{
  GObject parent_instance;

  MeireiAnalysisWorker *worker;  /* (owned) */
  GQueue                waiting; /* of GTask, owned */
};

/* What a question has got: the text as long as it waits, then the result. */
typedef struct {
  char              *code;
  MeireiParseResult  result;
} Question;

static void meirei_worker_parse_check_iface_init (MeireiParseCheckInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MeireiWorkerParseCheck, meirei_worker_parse_check, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MEIREI_TYPE_PARSE_CHECK,
                                                      meirei_worker_parse_check_iface_init))

/* A group that was sent. */
typedef struct {
  MeireiWorkerParseCheck *self;  /* (owned) */
  GPtrArray              *tasks; /* of GTask, owned */
} Group;

static void send_waiting (MeireiWorkerParseCheck *self);

static void
question_free (Question *question)
{
  g_free (question->code);
  g_free (question);
}

static void
meirei_worker_parse_check_dispose (GObject *object)
{
  MeireiWorkerParseCheck *self = MEIREI_WORKER_PARSE_CHECK (object);

  /* Every task holds a reference. */
  g_assert (g_queue_is_empty (&self->waiting));
  g_clear_object (&self->worker);

  G_OBJECT_CLASS (meirei_worker_parse_check_parent_class)->dispose (object);
}

static void
meirei_worker_parse_check_class_init (MeireiWorkerParseCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_worker_parse_check_dispose;
}

static void
meirei_worker_parse_check_init (MeireiWorkerParseCheck *self)
{
  g_queue_init (&self->waiting);
}

static void
return_answer (GTask              *task,
               MeireiWorkerAnswer *answer)
{
  Question *question = g_task_get_task_data (task);
  JsonObject *syntax = meirei_json_get_object (answer->object, "syntax");

  if (syntax == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The Python worker %s",
                               answer->problem != NULL
                               ? answer->problem
                               : meirei_json_get_string (answer->object, "error",
                                                         "gave no answer"));
      return;
    }

  question->result.parses = meirei_json_get_boolean (syntax, "ok", FALSE);
  question->result.line = (guint) CLAMP (meirei_json_get_int (syntax, "line", 0), 0, G_MAXINT);
  g_task_return_boolean (task, TRUE);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Group *group = user_data;
  g_autoptr(MeireiWorkerParseCheck) self = group->self;
  g_autoptr(GPtrArray) tasks = group->tasks;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) answers =
    meirei_analysis_worker_analyse_finish (MEIREI_ANALYSIS_WORKER (source), result, &error);

  g_free (group);
  send_waiting (self);
  for (guint i = 0; i < tasks->len; i++)
    if (answers != NULL)
      return_answer (tasks->pdata[i], answers->pdata[i]);
    else
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
}

static void
send_waiting (MeireiWorkerParseCheck *self)
{
  g_autoptr(GPtrArray) requests = NULL;
  Group *group;
  GTask *task;

  if (g_queue_is_empty (&self->waiting) || meirei_analysis_worker_is_busy (self->worker))
    return;

  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  group = g_new0 (Group, 1);
  group->self = g_object_ref (self);
  group->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      Question *question = g_task_get_task_data (task);
      JsonObject *request = json_object_new ();

      json_object_set_string_member (request, "text", question->code);
      json_object_set_boolean_member (request, "syntax_only", TRUE);
      g_clear_pointer (&question->code, g_free);
      g_ptr_array_add (requests, request);
      g_ptr_array_add (group->tasks, task);
    }

  meirei_analysis_worker_analyse_async (self->worker, requests,
                                        NULL /* each question has its own */, answered_cb, group);
}

static void
check_async (MeireiParseCheck    *check,
             const char          *language,
             const char          *code,
             gsize                length,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  MeireiWorkerParseCheck *self = MEIREI_WORKER_PARSE_CHECK (check);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, check_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  if (g_strcmp0 (language, "python") != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               "There is no parser for “%s”", language);
      return;
    }
  /* No Python has a NUL in it, and no JSON text of a C string either. */
  if (memchr (code, '\0', length) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  question->code = g_strndup (code, length);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  send_waiting (self);
}

static gboolean
check_finish (MeireiParseCheck   *check,
              GAsyncResult       *result,
              MeireiParseResult  *parse_result,
              GError            **error)
{
  Question *question = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *parse_result = question->result;

  return TRUE;
}

/* Starting Python takes longer than all questions about an answer. */
static void
prepare (MeireiParseCheck *check)
{
  MeireiWorkerParseCheck *self = MEIREI_WORKER_PARSE_CHECK (check);

  if (meirei_analysis_worker_get_pid (self->worker) == 0)
    check_async (check, "python", "", 0, NULL, NULL, NULL);
}

static void
meirei_worker_parse_check_iface_init (MeireiParseCheckInterface *iface)
{
  iface->prepare = prepare;
  iface->check_async = check_async;
  iface->check_finish = check_finish;
}

/**
 * meirei_worker_parse_check_new:
 * @worker: a worker that nobody else uses
 *
 * Returns: (transfer full): a parse check for Python
 */
MeireiWorkerParseCheck *
meirei_worker_parse_check_new (MeireiAnalysisWorker *worker)
{
  MeireiWorkerParseCheck *self;

  g_return_val_if_fail (MEIREI_IS_ANALYSIS_WORKER (worker), NULL);

  self = g_object_new (MEIREI_TYPE_WORKER_PARSE_CHECK, NULL);
  self->worker = g_object_ref (worker);

  return self;
}
