/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* One sandbox from its start to its end. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "meirei-command.h"
#include "meirei-string.h"
#include "meirei-test-run.h"

#define CHUNK_SIZE (64 * 1024)
/* The supervisor keeps its report below 1 MiB of texts; what is longer is not
 * its own, and would hold up the program while it is read. */
#define MAX_REPORT (8 * 1024 * 1024)
#define MAX_MESSAGES (8 * 1024)
/* The supervisor keeps the limits itself; this is for one that cannot. */
#define GRACE_S 10

typedef struct {
  /* In progress */
  GSubprocess  *process;      /* (owned) */
  GInputStream *report_pipe;  /* (owned) */
  GBytes       *request;      /* (owned) */
  GCancellable *stop;         /* (owned): ends the reading */
  GByteArray   *report;       /* (owned) */
  GByteArray   *messages;     /* (owned) */
  GSource      *timeout;      /* (owned) (nullable) */
  gulong        cancelled_id;
  int           pid;
  guint         n_pending;
  gboolean      timed_out;
} RunState;

static void
run_state_free (RunState *state)
{
  g_clear_object (&state->process);
  g_clear_object (&state->report_pipe);
  g_clear_object (&state->stop);
  g_bytes_unref (state->request);
  g_byte_array_unref (state->report);
  g_byte_array_unref (state->messages);
  g_free (state);
}

/**
 * meirei_test_answer_free:
 * @self: (nullable): an answer
 *
 * Frees it.
 */
void
meirei_test_answer_free (MeireiTestAnswer *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->report);
  g_free (self->messages);
  g_free (self);
}

/* The sandbox ends with its first process, and that with bubblewrap. */
static void
end_sandbox (RunState *state)
{
  meirei_command_kill (state->pid);
  g_cancellable_cancel (state->stop);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  RunState *state = g_task_get_task_data (user_data);

  state->timed_out = TRUE;
  end_sandbox (state);

  return G_SOURCE_CONTINUE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  end_sandbox (user_data);
}

static MeireiTestAnswer *
make_answer (RunState *state)
{
  MeireiTestAnswer *answer = g_new0 (MeireiTestAnswer, 1);

  answer->report = g_byte_array_free_to_bytes (g_byte_array_ref (state->report));
  answer->messages = meirei_utf8_make_valid ((const char *) state->messages->data,
                                             (gssize) state->messages->len, NULL);
  answer->exit_status = g_subprocess_get_if_exited (state->process)
                        ? g_subprocess_get_exit_status (state->process) : -1;
  answer->timed_out = state->timed_out;

  return answer;
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
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, make_answer (state), (GDestroyNotify) meirei_test_answer_free);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RunState *state = g_task_get_task_data (task);

  /* Only a cancellable, which is not passed, could make this fail. */
  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  /* The number may soon be another process's. */
  state->pid = 0;
  finish_op (task);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  /* A sandbox that could not be made reads nothing; it says why elsewhere. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  g_output_stream_close (G_OUTPUT_STREAM (object), NULL, NULL);
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
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, NULL);
  gboolean is_report = stream == state->report_pipe;
  GByteArray *target = is_report ? state->report : state->messages;
  gsize limit = is_report ? MAX_REPORT : MAX_MESSAGES;
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (length == 0)
    {
      finish_op (task);
      return;
    }

  g_byte_array_append (target, g_bytes_get_data (bytes, NULL),
                       (guint) MIN (length, limit - target->len));
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
start_timeout (GTask                  *task,
               const MeireiTestLimits *limits)
{
  RunState *state = g_task_get_task_data (task);

  state->timeout = g_timeout_source_new_seconds ((guint) (limits->total_s + GRACE_S));
  g_source_set_callback (state->timeout, timed_out_cb, task, NULL);
  g_source_attach (state->timeout, g_task_get_context (task));
}

static gboolean
spawn (RunState                *state,
       MeireiSandbox           *sandbox,
       const char              *script,
       const MeireiTestLimits  *limits,
       GError                 **error)
{
  int ends[2];
  const char *identifier;

  if (pipe2 (ends, O_CLOEXEC) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "there is no pipe for the report: %s", g_strerror (errno));
      return FALSE;
    }

  state->report_pipe = g_unix_input_stream_new (ends[0], TRUE);
  state->process = meirei_sandbox_spawn_python (sandbox, script, limits, ends[1], error);
  if (state->process == NULL)
    return FALSE;

  identifier = g_subprocess_get_identifier (state->process);
  state->pid = identifier != NULL ? atoi (identifier) : 0;

  return TRUE;
}

/**
 * meirei_test_run_async:
 * @sandbox: a sandbox
 * @script: what its Python runs
 * @request: what it gets on standard input
 * @limits: what it may use
 * @cancellable: (nullable): ends everything in the sandbox
 * @callback: called when the sandbox has ended
 * @user_data: for @callback
 *
 * Runs Python in the sandbox to its end.
 */
void
meirei_test_run_async (MeireiSandbox          *sandbox,
                       const char             *script,
                       GBytes                 *request,
                       const MeireiTestLimits *limits,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  RunState *state;
  gsize length;
  const void *data;

  g_return_if_fail (MEIREI_IS_SANDBOX (sandbox));
  g_return_if_fail (script != NULL && request != NULL && limits != NULL);

  task = g_task_new (sandbox, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_test_run_async);
  state = g_new0 (RunState, 1);
  state->request = g_bytes_ref (request);
  state->stop = g_cancellable_new ();
  state->report = g_byte_array_new ();
  state->messages = g_byte_array_new ();
  g_task_set_task_data (task, state, (GDestroyNotify) run_state_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!spawn (state, sandbox, script, limits, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  data = g_bytes_get_data (request, &length);
  start_timeout (task, limits);
  state->n_pending = 4;
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (state->process), data, length,
                                   G_PRIORITY_DEFAULT, state->stop, written_cb,
                                   g_object_ref (task));
  read_chunk (task, state->report_pipe);
  read_chunk (task, g_subprocess_get_stderr_pipe (state->process));
  g_subprocess_wait_async (state->process, NULL, waited_cb, g_object_ref (task));
  if (cancellable != NULL)
    state->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), state,
                                                 NULL);
}

/**
 * meirei_test_run_finish:
 * @sandbox: a sandbox
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what came out, or %NULL with an error
 *   if it could not be started or was cancelled
 */
MeireiTestAnswer *
meirei_test_run_finish (MeireiSandbox  *sandbox,
                        GAsyncResult   *result,
                        GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sandbox), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
