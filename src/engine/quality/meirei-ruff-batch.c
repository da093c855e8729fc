/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-quality-error.h"
#include "meirei-ruff-batch.h"

/* Runs the rule engine on many files at once.  When it crashes or hangs, the
 * batch is cut into parts until the file at fault stands alone; the others get
 * their findings. */

/* Many parts rather than two: each level may cost a whole deadline. */
#define N_PARTS 16

typedef struct {
  /* Input */
  char  *folder;
  char **names;

  /* In progress */
  guint    n_pending;
  gboolean is_proven;   /* the program works on the probe */
  GError  *error;       /* (nullable): cancelled */

  /* Output */
  MeireiRuffOutcome *outcome;
} BatchState;

/* A run on some of the files. */
typedef struct {
  GTask  *task;    /* (owned) */
  guint   first;
  guint   count;
  GError *error;   /* (nullable): why it failed before the probe */
} Run;

static void start_run (GTask *task,
                       guint  first,
                       guint  count);

/**
 * meirei_ruff_outcome_free:
 * @self: (nullable): an outcome
 *
 * Frees it.
 */
void
meirei_ruff_outcome_free (MeireiRuffOutcome *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void
batch_state_free (BatchState *state)
{
  g_assert (state->n_pending == 0);
  g_free (state->folder);
  g_strfreev (state->names);
  g_clear_error (&state->error);
  g_clear_pointer (&state->outcome, meirei_ruff_outcome_free);
  g_free (state);
}

static void
run_free (Run *run)
{
  g_object_unref (run->task);
  g_clear_error (&run->error);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
finish_op (GTask *task)
{
  BatchState *state = g_task_get_task_data (task);

  if (--state->n_pending > 0)
    return;

  if (state->error != NULL)
    g_task_return_error (task, g_steal_pointer (&state->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&state->outcome),
                           (GDestroyNotify) meirei_ruff_outcome_free);
}

static void
blame (BatchState *state,
       Run        *run,
       GError     *error)
{
  for (guint i = run->first; i < run->first + run->count; i++)
    state->outcome->problems->pdata[i] = g_strdup (error->message);
}

static void
split (Run *run)
{
  guint size = MAX (1, (run->count + N_PARTS - 1) / N_PARTS);

  for (guint offset = 0; offset < run->count; offset += size)
    start_run (run->task, run->first + offset, MIN (size, run->count - offset));
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Run) run = user_data;
  g_autoptr(GTask) task = g_object_ref (run->task);
  BatchState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) output = meirei_ruff_check_finish (MEIREI_RUFF (object), result, &error);

  if (output != NULL)
    {
      state->is_proven = TRUE;
      split (run);
    }
  else
    blame (state, run, run->error);

  finish_op (task);
}

static void
handle_failure (Run    *run,
                GError *error)
{
  BatchState *state = g_task_get_task_data (run->task);
  MeireiRuff *ruff = g_task_get_source_object (run->task);
  const char *names[] = { MEIREI_RUFF_PROBE, NULL };
  Run *copy;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (state->error == NULL)
        state->error = g_error_copy (error);
      return;
    }

  if (run->count == 1
      || g_error_matches (error, MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_TOOL_MISSING))
    {
      blame (state, run, error);
      return;
    }

  if (state->is_proven)
    {
      split (run);
      return;
    }

  copy = g_new0 (Run, 1);
  copy->task = g_object_ref (run->task);
  copy->first = run->first;
  copy->count = run->count;
  copy->error = g_error_copy (error);
  state->n_pending++;
  meirei_ruff_check_async (ruff, state->folder, names, g_task_get_cancellable (run->task),
                           probed_cb, copy);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Run) run = user_data;
  g_autoptr(GTask) task = g_object_ref (run->task);
  BatchState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) output = meirei_ruff_check_finish (MEIREI_RUFF (object), result, &error);

  if (output != NULL)
    g_ptr_array_add (state->outcome->outputs, g_steal_pointer (&output));
  else
    handle_failure (run, error);

  finish_op (task);
}

static void
start_run (GTask *task,
           guint  first,
           guint  count)
{
  BatchState *state = g_task_get_task_data (task);
  g_autofree const char **names = g_new0 (const char *, count + 1);
  Run *run = g_new0 (Run, 1);

  for (guint i = 0; i < count; i++)
    names[i] = state->names[first + i];
  run->task = g_object_ref (task);
  run->first = first;
  run->count = count;
  state->n_pending++;
  meirei_ruff_check_async (g_task_get_source_object (task), state->folder, names,
                           g_task_get_cancellable (task), checked_cb, run);
}

/**
 * meirei_ruff_batch_run_async:
 * @ruff: the rule engine
 * @folder: the folder of the files, with the probe in it
 * @names: the files' names in the folder
 * @cancellable: (nullable): ends the program
 * @callback: called when every file was looked at or given up
 * @user_data: for @callback
 *
 * Checks many files, so that one bad file costs only itself.
 */
void
meirei_ruff_batch_run_async (MeireiRuff          *ruff,
                             const char          *folder,
                             const char * const  *names,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  BatchState *state;
  guint length;

  g_return_if_fail (MEIREI_IS_RUFF (ruff));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (names != NULL);

  task = g_task_new (ruff, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_ruff_batch_run_async);
  length = g_strv_length ((char **) names);
  state = g_new0 (BatchState, 1);
  state->folder = g_strdup (folder);
  state->names = g_strdupv ((char **) names);
  state->outcome = g_new0 (MeireiRuffOutcome, 1);
  state->outcome->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  state->outcome->problems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (state->outcome->problems, (int) length);
  g_task_set_task_data (task, state, (GDestroyNotify) batch_state_free);

  state->n_pending = 1;
  if (length > 0)
    start_run (task, 0, length);
  finish_op (task);
}

/**
 * meirei_ruff_batch_run_finish:
 * @ruff: the rule engine
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
MeireiRuffOutcome *
meirei_ruff_batch_run_finish (MeireiRuff    *ruff,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ruff), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
