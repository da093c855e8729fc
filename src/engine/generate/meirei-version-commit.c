/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Stores an answer although the disk is full or read-only for a moment.  If it
 * stays so, the answer is kept where there is room, and the error says where. */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "meirei-instruction-error.h"
#include "meirei-version-commit.h"
#include "meirei-workspace-error.h"
#include "meirei-workspace-execution.h"

typedef struct {
  /* Input */
  char *id;
  MeireiVersion *version;
  GBytes *code;      /* (nullable) */
  GBytes *raw;
  char *note;        /* (nullable) */
  char *kept_as;     /* (nullable) a copy that is safe already */
  guint delay_ms;
  /* In progress */
  char *part;        /* (nullable) the file that holds what arrived */
  guint n_tries;
  gint64 started_at;
  GError *error;     /* (nullable) of the last try */
} State;

static void
state_free (State *state)
{
  g_free (state->id);
  g_object_unref (state->version);
  g_clear_pointer (&state->code, g_bytes_unref);
  g_clear_pointer (&state->raw, g_bytes_unref);
  g_free (state->note);
  g_free (state->kept_as);
  g_free (state->part);
  g_clear_error (&state->error);
  g_free (state);
}

static void try_once (GTask *task);

/* 3. It cannot be stored. */

static GError *
make_error (State *state)
{
  g_autofree char *tries = g_strdup_printf ("%u %s in %.1f s", state->n_tries,
                                            state->n_tries == 1 ? "try" : "tries",
                                            (double) (g_get_monotonic_time () - state->started_at)
                                            / G_USEC_PER_SEC);
  g_autofree char *place = state->kept_as != NULL
                           ? g_strdup_printf ("The answer is kept in %s", state->kept_as)
                           : g_strdup ("The answer could not be kept anywhere else either");

  return g_error_new (state->error->domain, state->error->code,
                      "The answer of %.8s could not be stored after %s: %s. %s; the workspace is "
                      "repaired when it is opened again", state->id, tries,
                      state->error->message, place);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result, NULL);

  if (instruction != NULL
      && meirei_instruction_get_status (instruction) == MEIREI_STATUS_EXECUTED)
    g_task_return_pointer (task, g_steal_pointer (&instruction), g_object_unref);
  else
    g_task_return_error (task, make_error (g_task_get_task_data (task)));
}

static void
failed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (meirei_workspace_fail_execution_finish (MEIREI_WORKSPACE (source), result, &error))
    {
      meirei_workspace_load_instruction_async (MEIREI_WORKSPACE (source), state->id, NULL,
                                               loaded_cb, g_steal_pointer (&task));
      return;
    }

  /* The next one who opens the workspace repairs it. */
  g_debug ("Could not store the failure either: %s", error->message);
  g_task_return_error (task, make_error (state));
}

/* Ends the execution at least.  What a checkpoint has brought to the disk
 * becomes the version even so, though without its report. */
static void
give_up (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr(GError) error = make_error (state);

  meirei_workspace_fail_execution_async (g_task_get_source_object (task), state->id,
                                         error->message, NULL, failed_cb, g_object_ref (task));
}

static void
rescue_worker (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  State *state = task_data;
  g_autofree char *dir = g_build_filename (g_get_user_cache_dir (), "meirei", "kept", NULL);
  g_autofree char *name = g_strdup_printf ("%.8s_%s_%" G_GINT64_FORMAT ".raw.txt", state->id,
                                           meirei_version_get_name (state->version),
                                           g_get_real_time ());
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr(GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (state->raw, &size);

  if (g_mkdir_with_parents (dir, 0700) != 0)
    g_debug ("Could not make %s: %s", dir, g_strerror (errno));
  if (g_file_set_contents_full (path, size > 0 ? data : "", (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &error))
    g_task_return_pointer (task, g_steal_pointer (&path), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
rescued_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  state->kept_as = g_task_propagate_pointer (G_TASK (result), &error);
  if (state->kept_as == NULL)
    g_debug ("Could not keep the answer of %.8s: %s", state->id, error->message);
  give_up (task);
}

/* The part file has what had been written before the disk was full. */
static void
rescue (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr(GTask) worker = NULL;

  if (state->kept_as != NULL)
    {
      give_up (task);
      return;
    }

  worker = g_task_new (NULL, NULL, rescued_cb, g_object_ref (task));
  g_task_set_source_tag (worker, rescue);
  g_task_set_task_data (worker, state, NULL /* the outer task's */);
  g_task_run_in_thread (worker, rescue_worker);
}

/* 2. Another try? */

/* What another try will not change. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND)
         || g_error_matches (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_CONFLICT)
         || g_error_matches (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NEWER_SCHEMA);
}

static gboolean
again_cb (gpointer user_data)
{
  try_once (g_object_ref (user_data));

  return G_SOURCE_REMOVE;
}

static void
try_again (GTask *task)
{
  State *state = g_task_get_task_data (task);
  g_autoptr(GSource) source = g_timeout_source_new (state->delay_ms);

  g_debug ("Storing the answer of %.8s: %s; trying again in %u ms", state->id,
           state->error->message, state->delay_ms);
  state->delay_ms *= 2;
  g_source_set_callback (source, again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/* 1. A try. */

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  MeireiInstruction *instruction;

  g_clear_error (&state->error);
  instruction = meirei_workspace_commit_execution_finish (MEIREI_WORKSPACE (source), result,
                                                          &state->error);
  if (instruction != NULL)
    {
      g_task_return_pointer (task, instruction, g_object_unref);
      return;
    }

  /* Its answer is with the deleted one already. */
  if (g_error_matches (state->error, MEIREI_INSTRUCTION_ERROR,
                       MEIREI_INSTRUCTION_ERROR_NOT_FOUND))
    g_task_return_error (task, g_steal_pointer (&state->error));
  else if (is_final (state->error) || state->n_tries >= MEIREI_VERSION_COMMIT_MAX_TRIES)
    rescue (task);
  else
    try_again (task);
}

/* A try that failed may have given the version the names of files that it did
 * not get. */
static void
try_once (GTask *task)
{
  State *state = g_task_get_task_data (task);

  state->n_tries++;
  meirei_version_set_file (state->version, state->part, NULL, 0);
  meirei_workspace_commit_execution_async (g_task_get_source_object (task), state->id,
                                           state->version, state->code, state->raw, state->note,
                                           NULL /* not to be cancelled */, committed_cb, task);
}

/**
 * meirei_version_commit_run_async:
 * @workspace: where the instruction is
 * @id: its UUID
 * @version: the version, finished, which the caller leaves alone until it is
 *   done
 * @code: (nullable): its code
 * @raw: the model's whole answer
 * @note: (nullable): what to say in the history
 * @kept_as: (nullable): where a checkpoint has brought the answer already
 * @first_delay_ms: how long to wait after the first try, usually
 *   %MEIREI_VERSION_COMMIT_DELAY_MS
 * @callback: called when it is stored, or cannot be
 * @user_data: for @callback
 *
 * Ends an execution with an answer, see
 * [method@Workspace.commit_execution_async].  What fails is tried again, at
 * most %MEIREI_VERSION_COMMIT_MAX_TRIES times.  After that the answer is kept
 * in the user's cache folder, unless it is on the workspace's disk already,
 * and the instruction is failed if at least that can be written; otherwise
 * the next start repairs it.
 */
void
meirei_version_commit_run_async (MeireiWorkspace     *workspace,
                                 const char          *id,
                                 MeireiVersion       *version,
                                 GBytes              *code,
                                 GBytes              *raw,
                                 const char          *note,
                                 const char          *kept_as,
                                 guint                first_delay_ms,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;
  State *state;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (id != NULL && raw != NULL);
  g_return_if_fail (meirei_version_is_finished (version));

  task = g_task_new (workspace, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_version_commit_run_async);
  state = g_new0 (State, 1);
  state->id = g_strdup (id);
  state->version = g_object_ref (version);
  state->code = code != NULL ? g_bytes_ref (code) : NULL;
  state->raw = g_bytes_ref (raw);
  state->note = g_strdup (note);
  state->kept_as = g_strdup (kept_as);
  state->delay_ms = first_delay_ms;
  state->part = g_strdup (meirei_version_get_file (version));
  state->started_at = g_get_monotonic_time ();
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  try_once (task);
}

/**
 * meirei_version_commit_run_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the instruction as it is stored now; or
 *   %NULL with the last try's error, whose message names the cause and the
 *   place where the answer is kept
 */
MeireiInstruction *
meirei_version_commit_run_finish (MeireiWorkspace  *workspace,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
