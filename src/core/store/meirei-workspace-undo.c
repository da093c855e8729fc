/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Taking verdicts back, and completing what a crash interrupted. */

#include "config.h"

#include <string.h>

#include "meirei-decision-journal.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-store-job.h"
#include "meirei-workspace-decisions.h"

/**
 * _meirei_workspace_mark_decisions:
 * @self: a workspace
 * @group: the number of a group of the journal
 *
 * Notes that the group is stored or undone.
 */
void
_meirei_workspace_mark_decisions (MeireiWorkspace *self,
                                  gint64           group)
{
  if (!meirei_store_lock_acquire (self->lock, NULL))
    return;
  meirei_decision_journal_append_done (self->data, group);
  meirei_store_lock_release (self->lock);
}

static gboolean
load_latest (MeireiWorkspace  *self,
             MeireiStoreJob   *job,
             GError          **error)
{
  const char *name = meirei_json_get_string (job->arguments, "version", "");
  const char *latest;

  job->instruction = _meirei_workspace_read_instruction (self, job->id, NULL, error);
  if (job->instruction == NULL)
    return FALSE;
  latest = meirei_instruction_get_latest_version (job->instruction);
  /* A newer version has been made since; the verdict was about the older. */
  if (g_strcmp0 (latest, name) != 0)
    return TRUE;
  job->version = meirei_workspace_load_version (self, job->id, name, error);

  return job->version != NULL;
}

static gboolean
is_verdict_of_line (MeireiVersion *version,
                    JsonObject    *line)
{
  JsonObject *stored = meirei_version_get_section (version, "verdict");
  JsonObject *given = meirei_json_get_object (line, "verdict");

  return stored != NULL && given != NULL
         && meirei_json_get_time (stored, "at") == meirei_json_get_time (given, "at")
         && g_strcmp0 (meirei_json_get_string (stored, "decision", NULL),
                       meirei_json_get_string (given, "decision", NULL)) == 0;
}

static gboolean
is_decided (MeireiInstruction *instruction)
{
  MeireiStatus status = meirei_instruction_get_status (instruction);

  return status == MEIREI_STATUS_ACCEPTED || status == MEIREI_STATUS_REJECTED;
}

/* Also does the rest of what a crash interrupted between the version and the
 * instruction. */
static gboolean
prepare_undo (MeireiWorkspace  *self,
              MeireiStoreJob   *job,
              GError          **error)
{
  JsonObject *line = job->arguments;
  gboolean version_open;

  if (!load_latest (self, job, error))
    return FALSE;
  if (job->version == NULL || !is_decided (job->instruction))
    {
      g_clear_object (&job->version);
      return TRUE;
    }
  version_open = meirei_version_get_section (job->version, "verdict") == NULL;
  if (!version_open && !is_verdict_of_line (job->version, line))
    {
      g_clear_object (&job->version);
      return TRUE;
    }

  if (!meirei_lifecycle_undo_decision (job->instruction, error))
    return FALSE;
  meirei_version_set_section (job->version, "verdict",
                              meirei_json_get_object (line, "previous_verdict"));

  return meirei_store_job_write_version (self, job, NULL, FALSE, error)
         && meirei_store_job_write_instruction (self, job, error);
}

/* Only if everything is as it was when the verdict was given. */
static gboolean
prepare_redo (MeireiWorkspace  *self,
              MeireiStoreJob   *job,
              GError          **error)
{
  JsonObject *line = job->arguments;
  g_autoptr(MeireiVerdict) verdict =
    meirei_verdict_new_from_json (meirei_json_get_object (line, "verdict"));
  g_autofree char *sha256 = NULL;

  if (!load_latest (self, job, error))
    return FALSE;
  if (job->version != NULL)
    sha256 = _meirei_workspace_hash_file (self->code, meirei_version_get_file (job->version),
                                          NULL);
  if (job->version == NULL || verdict == NULL
      || meirei_instruction_get_status (job->instruction) != MEIREI_STATUS_EXECUTED
      || (meirei_version_get_section (job->version, "verdict") != NULL
          && !is_verdict_of_line (job->version, line))
      || g_strcmp0 (sha256, meirei_verdict_get_file_sha256 (verdict)) != 0)
    {
      g_clear_object (&job->version);
      return TRUE;
    }

  meirei_version_set_verdict (job->version, verdict);

  return meirei_lifecycle_decide (job->instruction, meirei_verdict_get_decision (verdict),
                                  meirei_verdict_get_note (verdict), error)
         && meirei_store_job_write_version (self, job, NULL, FALSE, error)
         && meirei_store_job_write_instruction (self, job, error);
}

static GPtrArray *
make_jobs (MeireiDecisionGroup *group,
           gboolean             undo)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_store_job_free);

  for (guint i = 0; i < group->lines->len; i++)
    {
      JsonObject *line = group->lines->pdata[i];

      g_ptr_array_add (jobs, meirei_store_job_new (meirei_json_get_string (line, "id", ""),
                                                   undo ? prepare_undo : prepare_redo, NULL,
                                                   json_object_ref (line),
                                                   (GDestroyNotify) json_object_unref));
    }

  return jobs;
}

static char **
take_undone (GPtrArray  *jobs,
             GError    **error)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  guint n_undone = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      if (job->error == NULL && job->instruction_written)
        {
          g_strv_builder_add (ids, job->id);
          n_undone++;
        }
    }
  for (guint i = 0; i < jobs->len && n_undone == 0 && *error == NULL; i++)
    *error = g_steal_pointer (&((MeireiStoreJob *) jobs->pdata[i])->error);

  return n_undone > 0 ? g_strv_builder_end (ids) : NULL;
}

/* Without ids and without an error none of the group's verdicts stands any
 * more. */
static char **
undo_last_group_locked (MeireiWorkspace  *self,
                        gboolean         *found,
                        GError          **error)
{
  g_autoptr(MeireiDecisionGroup) group = NULL;
  g_autoptr(GPtrArray) jobs = NULL;

  group = meirei_decision_journal_read_undoable (self->data, error);
  *found = group != NULL;
  if (group == NULL
      || !meirei_decision_journal_append_undo (self->data, group->number, error))
    return NULL;

  jobs = make_jobs (group, TRUE);
  _meirei_workspace_run_locked_jobs (self, jobs, NULL, NULL);
  meirei_decision_journal_append_done (self->data, group->number);

  return take_undone (jobs, error);
}

/* What is gone or unreadable has no verdict that could be undone. */
static gboolean
is_serious (const GError *error)
{
  return error != NULL && error->domain == MEIREI_WORKSPACE_ERROR
         && error->code != MEIREI_WORKSPACE_ERROR_NO_FILE
         && error->code != MEIREI_WORKSPACE_ERROR_INVALID_DATA;
}

/**
 * meirei_workspace_undo_decision:
 * @self: a workspace
 * @error: return location for an error
 *
 * Takes back the verdict that was given last and has not been taken back yet,
 * or all verdicts that were given together.  There is no limit, also across
 * restarts.  Verdicts on versions that were followed by newer ones are
 * skipped.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the ids of the instructions
 *   that await review again, or %NULL, with
 *   %MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO if nothing is left
 */
char **
meirei_workspace_undo_decision (MeireiWorkspace  *self,
                                GError          **error)
{
  g_autoptr(GError) local_error = NULL;
  char **ids = NULL;
  gboolean found = TRUE;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  if (!_meirei_workspace_check_writable (self, error))
    return NULL;

  while (ids == NULL && found && !is_serious (local_error))
    {
      g_clear_error (&local_error);
      if (!meirei_store_lock_acquire (self->lock, error))
        return NULL;
      ids = undo_last_group_locked (self, &found, &local_error);
      meirei_store_lock_release (self->lock);
    }
  if (ids == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return ids;
}

static gpointer
undo_call (MeireiWorkspace  *self,
           gpointer          arguments,
           GError          **error)
{
  return meirei_workspace_undo_decision (self, error);
}

/**
 * meirei_workspace_undo_decision_async:
 * @self: a workspace
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.undo_decision], without blocking.
 */
void
meirei_workspace_undo_decision_async (MeireiWorkspace     *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));

  _meirei_workspace_call (self, undo_call, NULL, NULL, (GDestroyNotify) g_strfreev, TRUE,
                          meirei_workspace_undo_decision_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_undo_decision_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the ids of the instructions
 *   that await review again
 */
char **
meirei_workspace_undo_decision_finish (MeireiWorkspace  *self,
                                       GAsyncResult     *result,
                                       GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * _meirei_workspace_recover_decisions:
 * @self: a workspace
 * @error: return location for an error
 *
 * Completes verdicts, or their undoing, that a crash interrupted.
 *
 * Returns: whether the journal could be read
 */
gboolean
_meirei_workspace_recover_decisions (MeireiWorkspace  *self,
                                     GError          **error)
{
  g_autoptr(MeireiDecisionGroup) group = NULL;
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GError) local_error = NULL;

  if (!meirei_store_lock_acquire (self->lock, error))
    return FALSE;
  group = meirei_decision_journal_read_interrupted (self->data, &local_error);
  meirei_store_lock_release (self->lock);
  if (group == NULL)
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  jobs = make_jobs (group, group->undo);
  _meirei_workspace_run_jobs (self, jobs, NULL, NULL);
  _meirei_workspace_mark_decisions (self, group->number);

  return TRUE;
}
