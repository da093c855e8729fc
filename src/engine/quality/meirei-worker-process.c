/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include "meirei-command.h"
#include "meirei-json.h"
#include "meirei-worker-process.h"

/**
 * MeireiWorkerProcess:
 *
 * One run of the analysis worker: a Python process that takes a JSON object
 * per line and answers with JSON objects.
 */
struct _MeireiWorkerProcess
{
  GObject parent_instance;

  GSubprocess      *process;
  GDataInputStream *input;
  int               pid;
  gboolean          has_ended;  /* its output, that is */
};

G_DEFINE_FINAL_TYPE (MeireiWorkerProcess, meirei_worker_process, G_TYPE_OBJECT)

static void
meirei_worker_process_dispose (GObject *object)
{
  MeireiWorkerProcess *self = MEIREI_WORKER_PROCESS (object);

  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->input);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (meirei_worker_process_parent_class)->dispose (object);
}

static void
meirei_worker_process_class_init (MeireiWorkerProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_worker_process_dispose;

  /* A request to a process that just died must be an error and not the end
   * of the program.  GSocket does the same, for the same reason. */
  signal (SIGPIPE, SIG_IGN);
}

static void
meirei_worker_process_init (MeireiWorkerProcess *self)
{
}

/**
 * meirei_worker_process_new:
 * @python: the Python to use
 * @script: the worker's start script
 * @known_modules: the list of well-known distributions
 * @error: return location for an error
 *
 * Starts a process.  Its first answer says that it is ready.
 *
 * Returns: (transfer full) (nullable): the process, or %NULL with an error if
 *   it cannot be started
 */
MeireiWorkerProcess *
meirei_worker_process_new (const char  *python,
                           const char  *script,
                           const char  *known_modules,
                           GError     **error)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "meirei", "python", NULL);
  g_autofree char *prefix = g_strconcat ("pycache_prefix=", cache, NULL);
  const char *argv[] = {
    python, "-I", "-S", "-X", "utf8", "-X", prefix, script, known_modules, NULL,
  };
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GSubprocess) process = NULL;
  MeireiWorkerProcess *self;
  const char *identifier;

  g_return_val_if_fail (python != NULL, NULL);
  g_return_val_if_fail (script != NULL, NULL);
  g_return_val_if_fail (known_modules != NULL, NULL);

  launcher = meirei_command_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                          | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                          | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  process = g_subprocess_launcher_spawnv (launcher, argv, error);
  if (process == NULL)
    return NULL;

  self = g_object_new (MEIREI_TYPE_WORKER_PROCESS, NULL);
  self->process = g_steal_pointer (&process);
  self->input = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  /* There is no identifier any more if it has ended already. */
  identifier = g_subprocess_get_identifier (self->process);
  self->pid = identifier != NULL ? atoi (identifier) : 0;

  return self;
}

/**
 * meirei_worker_process_get_pid:
 * @self: a process
 *
 * Returns: its id, or 0 if it ended at once
 */
int
meirei_worker_process_get_pid (MeireiWorkerProcess *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKER_PROCESS (self), 0);

  return self->pid;
}

/**
 * meirei_worker_process_kill:
 * @self: a process
 *
 * Ends it at once; its output ends, too.
 */
void
meirei_worker_process_kill (MeireiWorkerProcess *self)
{
  g_return_if_fail (MEIREI_IS_WORKER_PROCESS (self));

  g_subprocess_force_exit (self->process);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  G_GNUC_UNUSED g_autoptr(GBytes) bytes = user_data;
  g_autoptr(GError) error = NULL;

  /* A process that does not take its request ends its output, too. */
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    g_debug ("analysis worker: %s", error->message);
}

/**
 * meirei_worker_process_send:
 * @self: a process
 * @group: a group of requests
 *
 * Sends a group without waiting.  Failure shows as the end of the output.
 */
void
meirei_worker_process_send (MeireiWorkerProcess *self,
                            JsonObject          *group)
{
  GBytes *bytes;
  char *line;
  gsize length;

  g_return_if_fail (MEIREI_IS_WORKER_PROCESS (self));
  g_return_if_fail (group != NULL);

  line = meirei_json_to_line (group, &length);
  bytes = g_bytes_new_take (line, length);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process),
                                   g_bytes_get_data (bytes, NULL), length, G_PRIORITY_DEFAULT,
                                   NULL, written_cb, bytes);
}

static void
read_line_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiWorkerProcess *self = g_task_get_source_object (task);
  gsize length;
  g_autofree char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, &length, NULL);

  if (line == NULL)
    self->has_ended = TRUE;
  g_task_return_pointer (task,
                         line != NULL
                         ? meirei_json_parse_object (line, (gssize) length, NULL)
                         : NULL,
                         (GDestroyNotify) json_object_unref);
}

/**
 * meirei_worker_process_read_async:
 * @self: a process
 * @callback: called when there is an answer or the output has ended
 * @user_data: for @callback
 *
 * Reads one answer.  There is no cancellable: a killed process ends its
 * output.
 */
void
meirei_worker_process_read_async (MeireiWorkerProcess *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (MEIREI_IS_WORKER_PROCESS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_worker_process_read_async);
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL,
                                       read_line_cb, task);
}

/**
 * meirei_worker_process_read_finish:
 * @self: a process
 * @result: the result passed to the callback
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL if the output has
 *   ended or cannot be understood
 */
JsonObject *
meirei_worker_process_read_finish (MeireiWorkerProcess *self,
                                   GAsyncResult        *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  g_task_return_boolean (task, g_subprocess_get_successful (G_SUBPROCESS (object)));
}

/**
 * meirei_worker_process_end_async:
 * @self: a process that was killed, has ended or shall end
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Waits for a process whose output has ended, so that it keeps its own
 * status; ends any other one.
 */
void
meirei_worker_process_end_async (MeireiWorkerProcess *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (MEIREI_IS_WORKER_PROCESS (self));

  if (!self->has_ended)
    g_subprocess_force_exit (self->process);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_worker_process_end_async);
  g_subprocess_wait_async (self->process, NULL, waited_cb, task);
}

/**
 * meirei_worker_process_end_finish:
 * @self: a process
 * @result: the result passed to the callback
 * @description: (out): how it ended; goes on after the worker's name
 *
 * Returns: whether it ended by itself and well
 */
gboolean
meirei_worker_process_end_finish (MeireiWorkerProcess  *self,
                                  GAsyncResult         *result,
                                  char                **description)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (g_subprocess_get_if_signaled (self->process))
    *description = g_strdup_printf ("was ended by signal %d",
                                    g_subprocess_get_term_sig (self->process));
  else
    *description = g_strdup_printf ("ended with status %d",
                                    g_subprocess_get_exit_status (self->process));

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
