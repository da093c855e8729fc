/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "meirei-command.h"
#include "meirei-quality-error.h"
#include "meirei-string.h"

/* Runs one program to its end without blocking, with a limit on time and
 * output.  The program gets a process group of its own, so that its children
 * end with it. */

#define CHUNK_SIZE (64 * 1024)
#define MAX_MESSAGES (16 * 1024)

typedef struct {
  /* Input */
  MeireiCommandLimits limits;

  /* In progress */
  GSubprocess  *process;   /* (owned) */
  int           pid;
  GCancellable *stop;      /* (owned): ends the reading */
  GByteArray   *output;    /* (owned) */
  GByteArray   *messages;  /* (owned) */
  GSource      *timeout;   /* (owned) (nullable) */
  gulong        cancelled_id;
  guint         n_pending;
  GError       *error;     /* (owned) (nullable): the first one */
} RunState;

static void
run_state_free (RunState *state)
{
  g_clear_object (&state->process);
  g_clear_object (&state->stop);
  g_byte_array_unref (state->output);
  g_byte_array_unref (state->messages);
  g_assert (state->timeout == NULL);
  g_clear_error (&state->error);
  g_free (state);
}

/**
 * meirei_command_result_free:
 * @self: (nullable): a result
 *
 * Frees it.
 */
void
meirei_command_result_free (MeireiCommandResult *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->output);
  g_free (self->messages);
  g_free (self);
}

static void
set_up_child (gpointer user_data)
{
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/**
 * meirei_command_launcher_new:
 * @flags: how to connect the program
 *
 * Makes a launcher whose programs have a process group of their own and end
 * with this process.
 *
 * Returns: (transfer full): the launcher
 */
GSubprocessLauncher *
meirei_command_launcher_new (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, set_up_child, NULL, NULL);

  return launcher;
}

/**
 * meirei_command_kill:
 * @pid: the process id of a program that a launcher of
 *   [func@Meirei.command_launcher_new] started
 *
 * Ends the program and its children at once.
 */
void
meirei_command_kill (int pid)
{
  if (pid > 1 && kill (-pid, SIGKILL) != 0 && errno == ESRCH)
    kill (pid, SIGKILL);
}

static void
fail (RunState *state,
      GError   *error)
{
  if (state->error == NULL)
    state->error = error;
  else
    g_error_free (error);

  meirei_command_kill (state->pid);
  /* A child that left the group may hold the pipes for ever. */
  g_cancellable_cancel (state->stop);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  RunState *state = g_task_get_task_data (user_data);

  fail (state, g_error_new (MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_TIMED_OUT,
                            "took longer than %.1f s and was ended",
                            state->limits.timeout_ms / 1000.0));

  return G_SOURCE_CONTINUE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  /* May run in any thread; the pipes' ends bring the task to its end. */
  meirei_command_kill (GPOINTER_TO_INT (user_data));
}

static MeireiCommandResult *
make_result (RunState *state)
{
  MeireiCommandResult *result = g_new0 (MeireiCommandResult, 1);

  result->exit_status = -1;
  if (g_subprocess_get_if_exited (state->process))
    result->exit_status = g_subprocess_get_exit_status (state->process);
  else if (g_subprocess_get_if_signaled (state->process))
    result->signal = g_subprocess_get_term_sig (state->process);
  result->output = g_byte_array_free_to_bytes (g_byte_array_ref (state->output));
  result->messages = meirei_utf8_make_valid ((const char *) state->messages->data,
                                             (gssize) state->messages->len, NULL);

  return result;
}

static void
finish_op (GTask *task)
{
  RunState *state = g_task_get_task_data (task);

  if (--state->n_pending > 0)
    return;

  if (state->timeout != NULL)
    g_source_destroy (state->timeout);
  g_clear_pointer (&state->timeout, g_source_unref);
  g_cancellable_disconnect (g_task_get_cancellable (task), state->cancelled_id);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (state->error != NULL)
    g_task_return_error (task, g_steal_pointer (&state->error));
  else
    g_task_return_pointer (task, make_result (state),
                           (GDestroyNotify) meirei_command_result_free);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RunState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (object), result, &error))
    fail (state, g_steal_pointer (&error));

  finish_op (task);
}

static void read_chunk (GTask        *task,
                        GInputStream *stream);

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RunState *state = g_task_get_task_data (task);
  GInputStream *stream = G_INPUT_STREAM (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, &error);
  gboolean is_output = stream == g_subprocess_get_stdout_pipe (state->process);
  GByteArray *target = is_output ? state->output : state->messages;
  gsize limit = is_output ? state->limits.max_output : MAX_MESSAGES;
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  gsize room = limit - MIN (limit, target->len);

  if (length == 0)
    {
      finish_op (task);
      return;
    }

  g_byte_array_append (target, g_bytes_get_data (bytes, NULL), (guint) MIN (length, room));
  if (is_output && length > room)
    fail (state, g_error_new (MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_TOO_MUCH_OUTPUT,
                              "printed more than %" G_GSIZE_FORMAT " bytes and was ended",
                              limit));

  read_chunk (task, stream);
}

static void
read_chunk (GTask        *task,
            GInputStream *stream)
{
  RunState *state = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, state->stop,
                                   read_cb, g_object_ref (task));
}

static void
start_timeout (GTask *task)
{
  RunState *state = g_task_get_task_data (task);

  if (state->limits.timeout_ms == 0)
    return;

  state->timeout = g_timeout_source_new (state->limits.timeout_ms);
  g_source_set_callback (state->timeout, timed_out_cb, task, NULL);
  g_source_attach (state->timeout, g_task_get_context (task));
}

/**
 * meirei_command_run_async:
 * @argv: the program and its arguments
 * @folder: (nullable): the folder to start it in
 * @limits: what it may use
 * @cancellable: (nullable): ends the program when it is cancelled
 * @callback: called when the program has ended
 * @user_data: for @callback
 *
 * Runs a program without input.  A program that ends with a failure is a
 * result and not an error.
 */
void
meirei_command_run_async (const char * const        *argv,
                          const char                *folder,
                          const MeireiCommandLimits *limits,
                          GCancellable              *cancellable,
                          GAsyncReadyCallback        callback,
                          gpointer                   user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  const char *identifier;
  RunState *state;

  g_return_if_fail (argv != NULL && argv[0] != NULL);
  g_return_if_fail (limits != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_command_run_async);
  state = g_new0 (RunState, 1);
  state->limits = *limits;
  state->stop = g_cancellable_new ();
  state->output = g_byte_array_new ();
  state->messages = g_byte_array_new ();
  g_task_set_task_data (task, state, (GDestroyNotify) run_state_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  launcher = meirei_command_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                          | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  if (folder != NULL)
    g_subprocess_launcher_set_cwd (launcher, folder);
  state->process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (state->process == NULL)
    {
      g_task_return_new_error (task, MEIREI_QUALITY_ERROR,
                               MEIREI_QUALITY_ERROR_TOOL_MISSING,
                               "cannot be started: %s", error->message);
      return;
    }

  /* There is no identifier any more if it has ended already. */
  identifier = g_subprocess_get_identifier (state->process);
  state->pid = identifier != NULL ? atoi (identifier) : 0;
  start_timeout (task);
  state->n_pending = 3;
  read_chunk (task, g_subprocess_get_stdout_pipe (state->process));
  read_chunk (task, g_subprocess_get_stderr_pipe (state->process));
  g_subprocess_wait_async (state->process, NULL, waited_cb, g_object_ref (task));
  if (cancellable != NULL)
    state->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                 GINT_TO_POINTER (state->pid), NULL);
}

/**
 * meirei_command_run_finish:
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): how the program ended, or %NULL with
 *   %MEIREI_QUALITY_ERROR_TOOL_MISSING, %MEIREI_QUALITY_ERROR_TIMED_OUT,
 *   %MEIREI_QUALITY_ERROR_TOO_MUCH_OUTPUT or %G_IO_ERROR_CANCELLED.  The
 *   message goes on after the program's name
 */
MeireiCommandResult *
meirei_command_run_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
