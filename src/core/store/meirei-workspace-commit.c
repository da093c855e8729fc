/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The end of an execution of this process. */

#include "config.h"

#include <fcntl.h>
#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-commit.h"

static void
outcome_free (gpointer data)
{
  MeireiOutcome *outcome = data;

  g_clear_object (&outcome->version);
  g_clear_pointer (&outcome->code, g_bytes_unref);
  g_clear_pointer (&outcome->raw, g_bytes_unref);
  g_free (outcome->part_name);
  g_free (outcome->note);
  g_free (outcome);
}

/* Also if it could not be stored: it can be tried again, but if it is not,
 * whoever recovers the workspace next takes care of what there is. */
static void
finish_end (MeireiWorkspace *self,
            MeireiStoreJob  *job)
{
  _meirei_workspace_remove_execution (self, job->id);
}

static void
flush_part (MeireiWorkspace *self,
            const char      *id)
{
  g_autoptr(MeireiRunningExecution) execution = _meirei_workspace_ref_execution (self, id);

  if (execution != NULL)
    meirei_part_writer_flush (execution->part);
}

/* Meanwhile another process may have taken this execution for dead, and its
 * version may be in the list already, broken.  The whole answer replaces it;
 * a version of another execution stays. */
static gboolean
find_own_name (MeireiWorkspace  *self,
               MeireiStoreJob   *job,
               MeireiVersion    *version,
               GError          **error)
{
  g_autoptr(JsonObject) stored = NULL;
  g_autoptr(JsonObject) own = meirei_version_to_json (version);

  stored = _meirei_workspace_read_version (self, job->id, meirei_version_get_name (version),
                                           NULL, NULL, NULL);
  if (stored == NULL
      || g_strcmp0 (meirei_json_get_string (stored, "created_at", NULL),
                    meirei_json_get_string (own, "created_at", NULL)) == 0)
    return TRUE;

  g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_CONFLICT,
               "The version %s of %.8s was made by another execution in the meantime; "
               "execute it again", meirei_version_get_name (version), job->id);

  return FALSE;
}

static gboolean
prepare_commit (MeireiWorkspace  *self,
                MeireiStoreJob   *job,
                GError          **error)
{
  MeireiOutcome *outcome = job->arguments;
  g_autoptr(GError) local_error = NULL;

  if (!find_own_name (self, job, outcome->version, error))
    return FALSE;
  /* An instruction that was deleted while it ran leaves its answer with the
   * deleted one. */
  job->instruction = _meirei_workspace_read_instruction (self, job->id, NULL, &local_error);
  if (job->instruction == NULL
      && !g_error_matches (local_error, MEIREI_INSTRUCTION_ERROR,
                           MEIREI_INSTRUCTION_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  flush_part (self, job->id);
  outcome->part_name = _meirei_workspace_dup_part_name (self, NULL, outcome->version);

  return _meirei_workspace_write_outcome (self, job, outcome, error);
}

static MeireiStoreJob *
commit_job_new (const char    *id,
                MeireiVersion *version,
                GBytes        *code,
                GBytes        *raw,
                const char    *note)
{
  MeireiOutcome *outcome = g_new0 (MeireiOutcome, 1);
  MeireiStoreJob *job;

  outcome->version = g_object_ref (version);
  outcome->code = code != NULL ? g_bytes_ref (code) : NULL;
  outcome->raw = raw != NULL ? g_bytes_ref (raw) : NULL;
  outcome->note = g_strdup (note);

  job = meirei_store_job_new (id, prepare_commit, finish_end, outcome, outcome_free);
  job->give_up = finish_end;

  return job;
}

static gboolean
prepare_checkpoint (MeireiWorkspace  *self,
                    MeireiStoreJob   *job,
                    GError          **error)
{
  MeireiOutcome *outcome = job->arguments;

  if (!find_own_name (self, job, outcome->version, error))
    return FALSE;

  flush_part (self, job->id);
  outcome->part_name = _meirei_workspace_dup_part_name (self, NULL, outcome->version);

  return _meirei_workspace_write_checkpoint (self, job, outcome, error);
}

static MeireiStoreJob *
checkpoint_job_new (const char    *id,
                    MeireiVersion *version,
                    GBytes        *code,
                    GBytes        *raw)
{
  MeireiOutcome *outcome = g_new0 (MeireiOutcome, 1);

  outcome->version = meirei_version_copy (version);
  outcome->code = code != NULL ? g_bytes_ref (code) : NULL;
  outcome->raw = g_bytes_ref (raw);

  return meirei_store_job_new (id, prepare_checkpoint, NULL, outcome, outcome_free);
}

/**
 * meirei_workspace_checkpoint_execution:
 * @self: a workspace
 * @id: the UUID of an instruction that this object executes
 * @version: the version as it would be committed now, with its finish
 * @code: (nullable): the code; needed if the answer is complete
 * @raw: the model's whole answer, byte for byte
 * @error: return location for an error
 *
 * Brings an answer to the disk before the execution ends, because it is to be
 * analysed, tested and maybe repaired first.  If the program dies before
 * [method@Workspace.commit_execution], the next one commits what is here.
 * Once per execution.
 *
 * Returns: whether the answer is safe
 */
gboolean
meirei_workspace_checkpoint_execution (MeireiWorkspace  *self,
                                       const char       *id,
                                       MeireiVersion    *version,
                                       GBytes           *code,
                                       GBytes           *raw,
                                       GError          **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (id != NULL && raw != NULL, FALSE);
  g_return_val_if_fail (meirei_version_is_finished (version), FALSE);

  job = checkpoint_job_new (id, version, code, raw);

  return _meirei_workspace_run_job (self, job, error);
}

/**
 * meirei_workspace_checkpoint_execution_async:
 * @self: a workspace
 * @id: the UUID of an instruction that this object executes
 * @version: the version as it would be committed now; it is copied
 * @code: (nullable): the code
 * @raw: the model's whole answer
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.checkpoint_execution], without blocking.  It cannot be
 * cancelled, because the answer would be lost.
 */
void
meirei_workspace_checkpoint_execution_async (MeireiWorkspace     *self,
                                             const char          *id,
                                             MeireiVersion       *version,
                                             GBytes              *code,
                                             GBytes              *raw,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && raw != NULL);
  g_return_if_fail (meirei_version_is_finished (version));

  _meirei_workspace_queue_job (self, checkpoint_job_new (id, version, code, raw),
                               meirei_workspace_checkpoint_execution_async, NULL, callback,
                               user_data);
}

/**
 * meirei_workspace_checkpoint_execution_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether the answer is safe
 */
gboolean
meirei_workspace_checkpoint_execution_finish (MeireiWorkspace  *self,
                                              GAsyncResult     *result,
                                              GError          **error)
{
  g_autoptr(MeireiStoreJob) job = _meirei_workspace_finish_job (self, result, error);

  return job != NULL;
}

static MeireiInstruction *
take_instruction (MeireiStoreJob  *job,
                  GError         **error)
{
  if (job->instruction == NULL)
    g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
                 "The instruction %s was deleted while it was executed; its answer is kept "
                 "in data/versions/%.8s", job->id, job->id);

  return g_steal_pointer (&job->instruction);
}

/**
 * meirei_workspace_commit_execution:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: the version that [method@Workspace.begin_execution] gave, completed, with its
 *   finish; it gets the names, sizes and hashes of the files
 * @code: (nullable): the code; needed if the answer is complete.  %NULL keeps
 *   what is in the `.part` file
 * @raw: (nullable): the model's whole answer, byte for byte; %NULL if it is the same as what
 *   is in the `.part` file
 * @note: (nullable): what to say in the history, such as why it failed
 * @error: return location for an error
 *
 * Ends an execution with an answer.  All files appear at once: if the program
 * dies at any point, the next one finds either everything or, if the answer
 * was not on the disk yet, what had arrived, and never says executed without
 * a whole answer.  If this fails, such as for want of space, it can be called
 * again; if it is not, the next [method@Workspace.recover] or start keeps what
 * had arrived.
 *
 * Returns: (transfer full) (nullable): the instruction as it is stored now
 */
MeireiInstruction *
meirei_workspace_commit_execution (MeireiWorkspace  *self,
                                   const char       *id,
                                   MeireiVersion    *version,
                                   GBytes           *code,
                                   GBytes           *raw,
                                   const char       *note,
                                   GError          **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (meirei_version_is_finished (version), NULL);
  g_return_val_if_fail (code != NULL
                        || meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE, NULL);

  job = commit_job_new (id, version, code, raw, note);

  return _meirei_workspace_run_job (self, job, error) ? take_instruction (job, error) : NULL;
}

/**
 * meirei_workspace_commit_execution_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: the version, which the caller leaves alone until it is done
 * @code: (nullable): the code
 * @raw: (nullable): the model's whole answer
 * @note: (nullable): what to say in the history
 * @cancellable: (nullable): gives it up if it has not begun yet; usually %NULL,
 *   because the answer would be lost
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.commit_execution], without blocking.  Executions that
 * end at the same time are synced to the disk together.
 */
void
meirei_workspace_commit_execution_async (MeireiWorkspace     *self,
                                         const char          *id,
                                         MeireiVersion       *version,
                                         GBytes              *code,
                                         GBytes              *raw,
                                         const char          *note,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (meirei_version_is_finished (version));
  g_return_if_fail (code != NULL
                    || meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE);

  _meirei_workspace_queue_job (self, commit_job_new (id, version, code, raw, note),
                               meirei_workspace_commit_execution_async, cancellable, callback,
                               user_data);
}

/**
 * meirei_workspace_commit_execution_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the instruction as it is stored now
 */
MeireiInstruction *
meirei_workspace_commit_execution_finish (MeireiWorkspace  *self,
                                          GAsyncResult     *result,
                                          GError          **error)
{
  g_autoptr(MeireiStoreJob) job = _meirei_workspace_finish_job (self, result, error);

  return job != NULL ? take_instruction (job, error) : NULL;
}

static gboolean
prepare_fail (MeireiWorkspace  *self,
              MeireiStoreJob   *job,
              GError          **error)
{
  MeireiOutcome *outcome = job->arguments;
  G_GNUC_UNUSED g_autofree char *version = NULL;

  job->instruction = _meirei_workspace_read_instruction (self, job->id, NULL, error);
  if (job->instruction == NULL)
    return FALSE;
  if (meirei_instruction_get_status (job->instruction) != MEIREI_STATUS_EXECUTING)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION,
                   "%s is not executing, but %s",
                   meirei_instruction_get_short_id (job->instruction),
                   meirei_enum_to_nick (MEIREI_TYPE_STATUS,
                                        (int) meirei_instruction_get_status (job->instruction)));
      return FALSE;
    }

  /* Another process may have taken this one for dead and begun anew. */
  if (!meirei_store_owner_is_own (self->owner,
                                  meirei_instruction_get_execution (job->instruction)))
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_CONFLICT,
                   "%s is being executed by another process",
                   meirei_instruction_get_short_id (job->instruction));
      return FALSE;
    }

  flush_part (self, job->id);

  return _meirei_workspace_roll_back (self, job, outcome->note, error);
}

static MeireiStoreJob *
fail_job_new (const char *id,
              const char *note)
{
  MeireiOutcome *outcome = g_new0 (MeireiOutcome, 1);
  MeireiStoreJob *job;

  outcome->note = g_strdup (note);

  job = meirei_store_job_new (id, prepare_fail, finish_end, outcome, outcome_free);
  job->give_up = finish_end;

  return job;
}

/**
 * meirei_workspace_fail_execution:
 * @self: a workspace
 * @id: the instruction's UUID
 * @note: why it failed
 * @error: return location for an error
 *
 * Ends an execution that gave no answer, such as when no server could be
 * reached.  If some text did arrive in the `.part` file, it is kept as a
 * broken version.
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_fail_execution (MeireiWorkspace  *self,
                                 const char       *id,
                                 const char       *note,
                                 GError          **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (id != NULL && note != NULL, FALSE);

  job = fail_job_new (id, note);

  return _meirei_workspace_run_job (self, job, error);
}

/**
 * meirei_workspace_fail_execution_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @note: why it failed
 * @cancellable: (nullable): gives it up if it has not begun yet; usually %NULL
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.fail_execution], without blocking.
 */
void
meirei_workspace_fail_execution_async (MeireiWorkspace     *self,
                                       const char          *id,
                                       const char          *note,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && note != NULL);

  _meirei_workspace_queue_job (self, fail_job_new (id, note),
                               meirei_workspace_fail_execution_async, cancellable, callback,
                               user_data);
}

/**
 * meirei_workspace_fail_execution_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_fail_execution_finish (MeireiWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_autoptr(MeireiStoreJob) job = _meirei_workspace_finish_job (self, result, error);

  return job != NULL;
}
