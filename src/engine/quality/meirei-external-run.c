/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-command.h"
#include "meirei-external-run.h"
#include "meirei-quality-error.h"
#include "meirei-sarif-reader.h"

/* Runs an external analyser over some files of one folder: once, if its
 * command takes them all, else once per file. */

#define MAX_PARALLEL 2
#define MAX_OUTPUT (32 * 1024 * 1024)

typedef struct {
  /* Input */
  char  *folder;
  char **names;

  /* In progress */
  guint   next;       /* the first name that was not looked at yet */
  guint   n_pending;
  GError *error;      /* (nullable): cancelled */

  /* Output */
  MeireiExternalOutcome *outcome;
} RunState;

/* One start of the program. */
typedef struct {
  GTask *task;    /* (owned) */
  guint  first;
  guint  count;
} Start;

static void start_next (GTask *task);

/**
 * meirei_external_outcome_free:
 * @self: (nullable): an outcome
 *
 * Frees it.
 */
void
meirei_external_outcome_free (MeireiExternalOutcome *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->tool);
  g_ptr_array_unref (self->found);
  g_hash_table_unref (self->problems);
  g_free (self);
}

static MeireiExternalOutcome *
outcome_new (MeireiExternalTool *tool)
{
  MeireiExternalOutcome *self = g_new0 (MeireiExternalOutcome, 1);

  self->tool = g_object_ref (tool);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_foreign_findings_free);
  self->problems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * meirei_external_outcome_new_refused:
 * @tool: an external analyser that must not run
 * @names: the files that it would look at
 *
 * Returns: (transfer full): an outcome that says so
 */
MeireiExternalOutcome *
meirei_external_outcome_new_refused (MeireiExternalTool *tool,
                                     const char * const *names)
{
  MeireiExternalOutcome *self;

  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (tool), NULL);
  g_return_val_if_fail (names != NULL, NULL);

  self = outcome_new (tool);
  for (gsize i = 0; names[i] != NULL; i++)
    g_hash_table_insert (self->problems, g_strdup (names[i]),
                         g_strdup ("is a command of the workspace that you have not allowed yet; "
                                   "allow it with “meirei-cli analyze --allow-analysers”"));

  return self;
}

static void
run_state_free (RunState *state)
{
  g_free (state->folder);
  g_strfreev (state->names);
  g_clear_error (&state->error);
  g_clear_pointer (&state->outcome, meirei_external_outcome_free);
  g_free (state);
}

static void
start_free (Start *start)
{
  g_object_unref (start->task);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_free)

static void
finish_op (GTask *task)
{
  RunState *state = g_task_get_task_data (task);

  if (--state->n_pending > 0)
    return;

  if (state->error != NULL)
    g_task_return_error (task, g_steal_pointer (&state->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&state->outcome),
                           (GDestroyNotify) meirei_external_outcome_free);
}

static void
blame (RunState   *state,
       Start      *start,
       const char *problem)
{
  for (guint i = start->first; i < start->first + start->count; i++)
    g_hash_table_insert (state->outcome->problems, g_strdup (state->names[i]),
                         g_strdup (problem));
}

static void
read_output (GTask               *task,
             Start               *start,
             MeireiCommandResult *outcome)
{
  RunState *state = g_task_get_task_data (task);
  MeireiExternalTool *tool = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  MeireiForeignFindings *found =
    meirei_external_tool_get_format (tool) == MEIREI_EXTERNAL_FORMAT_SARIF
    ? meirei_sarif_read (outcome->output, &error)
    : meirei_pyright_read (outcome->output, &error);
  g_autofree char *problem = NULL;

  /* Analysers end with a failure when they find something: what they print
   * decides. */
  if (found != NULL)
    {
      g_ptr_array_add (state->outcome->found, found);
      return;
    }

  problem = g_strdup_printf ("%s (status %d) %.200s", error->message, outcome->exit_status,
                             g_strstrip (outcome->messages));
  g_strchomp (problem);
  blame (state, start, problem);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Start) start = user_data;
  g_autoptr(GTask) task = g_object_ref (start->task);
  RunState *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiCommandResult) outcome = meirei_command_run_finish (result, &error);

  if (outcome != NULL)
    read_output (task, start, outcome);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    blame (state, start, error->message);
  else if (state->error == NULL)
    state->error = g_steal_pointer (&error);

  if (state->error == NULL)
    start_next (task);
  finish_op (task);
}

static void
add_argument (GStrvBuilder *builder,
              const char   *argument,
              RunState     *state,
              Start        *start)
{
  if (g_str_equal (argument, MEIREI_EXTERNAL_FILES))
    {
      for (guint i = start->first; i < start->first + start->count; i++)
        g_strv_builder_add (builder, state->names[i]);
    }
  else
    {
      g_auto(GStrv) parts = g_strsplit (argument, MEIREI_EXTERNAL_FILE, -1);
      g_autofree char *filled = g_strjoinv (state->names[start->first], parts);

      g_strv_builder_add (builder, filled);
    }
}

static void
start_program (GTask *task,
               guint  first,
               guint  count)
{
  RunState *state = g_task_get_task_data (task);
  MeireiExternalTool *tool = g_task_get_source_object (task);
  const char * const *command = meirei_external_tool_get_command (tool);
  MeireiCommandLimits limits = { meirei_external_tool_get_timeout (tool) * 1000, MAX_OUTPUT };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) argv = NULL;
  Start *start = g_new0 (Start, 1);

  start->task = g_object_ref (task);
  start->first = first;
  start->count = count;
  for (gsize i = 0; command[i] != NULL; i++)
    add_argument (builder, command[i], state, start);
  argv = g_strv_builder_end (builder);
  state->n_pending++;
  meirei_command_run_async ((const char * const *) argv, state->folder, &limits,
                            g_task_get_cancellable (task), ended_cb, start);
}

static void
start_next (GTask *task)
{
  RunState *state = g_task_get_task_data (task);

  if (state->names[state->next] == NULL)
    return;

  start_program (task, state->next, 1);
  state->next++;
}

/**
 * meirei_external_run_async:
 * @tool: an external analyser
 * @folder: the folder of the files; the program is started in it
 * @names: the files' names in the folder
 * @cancellable: (nullable): ends the program
 * @callback: called when every file was looked at or given up
 * @user_data: for @callback
 *
 * Lets an external analyser look at files.
 */
void
meirei_external_run_async (MeireiExternalTool  *tool,
                           const char          *folder,
                           const char * const  *names,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  RunState *state;
  guint length;

  g_return_if_fail (MEIREI_IS_EXTERNAL_TOOL (tool));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (names != NULL);

  task = g_task_new (tool, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_external_run_async);
  length = g_strv_length ((char **) names);
  state = g_new0 (RunState, 1);
  state->folder = g_strdup (folder);
  state->names = g_strdupv ((char **) names);
  state->outcome = outcome_new (tool);
  g_task_set_task_data (task, state, (GDestroyNotify) run_state_free);

  state->n_pending = 1;
  if (length > 0 && meirei_external_tool_takes_all (tool))
    {
      state->next = length;
      start_program (task, 0, length);
    }
  for (guint i = 0; i < MAX_PARALLEL; i++)
    start_next (task);
  finish_op (task);
}

/**
 * meirei_external_run_finish:
 * @tool: an external analyser
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
MeireiExternalOutcome *
meirei_external_run_finish (MeireiExternalTool  *tool,
                            GAsyncResult        *result,
                            GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, tool), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
