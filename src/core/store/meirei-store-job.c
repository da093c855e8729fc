/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "meirei-json.h"
#include "meirei-store-job.h"

/* More at once would keep other writers waiting. */
#define MAX_TOGETHER 500

MeireiStoreJob *
meirei_store_job_new (const char      *id,
                      gboolean       (*prepare) (MeireiWorkspace  *self,
                                                 MeireiStoreJob   *job,
                                                 GError          **error),
                      void           (*finish) (MeireiWorkspace *self,
                                                MeireiStoreJob  *job),
                      gpointer         arguments,
                      GDestroyNotify   arguments_free)
{
  MeireiStoreJob *job = g_new0 (MeireiStoreJob, 1);

  job->id = g_strdup (id);
  job->prepare = prepare;
  job->finish = finish;
  job->group = meirei_store_group_new ();
  job->arguments = arguments;
  job->arguments_free = arguments_free;

  return job;
}

void
meirei_store_job_free (MeireiStoreJob *job)
{
  if (job->arguments_free != NULL)
    job->arguments_free (job->arguments);
  g_clear_pointer (&job->group, meirei_store_group_free);
  g_clear_object (&job->instruction);
  g_clear_object (&job->version);
  g_clear_error (&job->error);
  g_free (job->id);
  g_free (job);
}

/**
 * meirei_store_job_write_instruction:
 * @self: a workspace
 * @job: a job whose instruction is as it shall be
 * @error: return location for an error
 *
 * Adds the instruction's file to what the job writes.
 *
 * Returns: whether it could be written
 */
gboolean
meirei_store_job_write_instruction (MeireiWorkspace  *self,
                                    MeireiStoreJob   *job,
                                    GError          **error)
{
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *name = g_strconcat (job->id, ".json", NULL);
  g_autofree char *text = NULL;
  gsize length;

  meirei_instruction_set_revision (job->instruction,
                                   meirei_instruction_get_revision (job->instruction) + 1);
  object = meirei_instruction_to_json (job->instruction);
  text = meirei_json_to_text (object, &length);
  job->instruction_written = TRUE;

  /* It says what there is beside it, which therefore has to be there first. */
  meirei_store_group_begin_last_stage (job->group);

  return meirei_store_group_write (job->group, self->instructions, name, NULL, text, length,
                                   &job->stamp, error);
}

/**
 * meirei_store_job_write_version:
 * @self: a workspace
 * @job: a job whose version is as it shall be
 * @temporary: (nullable): the file's name until then
 * @replace: whether a file of that name stays until it can be replaced
 * @error: return location for an error
 *
 * Adds the version's file to what the job writes.
 *
 * Returns: whether it could be written
 */
gboolean
meirei_store_job_write_version (MeireiWorkspace  *self,
                                MeireiStoreJob   *job,
                                const char       *temporary,
                                gboolean          replace,
                                GError          **error)
{
  g_autoptr(MeireiStoreDir) dir = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *name = g_strconcat (meirei_version_get_name (job->version), ".json", NULL);
  g_autofree char *text = NULL;
  gsize length;

  dir = _meirei_workspace_open_version_dir (self, job->id, TRUE, error);
  if (dir == NULL)
    return FALSE;

  meirei_version_set_revision (job->version, meirei_version_get_revision (job->version) + 1);
  object = meirei_version_to_json (job->version);
  text = meirei_json_to_text (object, &length);

  if (!replace)
    return meirei_store_group_write (job->group, dir, name, temporary, text, length, NULL, error);

  if (!meirei_store_group_write (job->group, dir, temporary, NULL, text, length, NULL, error))
    return FALSE;
  meirei_store_group_rename (job->group, dir, temporary, dir, name);

  return TRUE;
}

static GPtrArray *
prepare_jobs (MeireiWorkspace *self,
              GPtrArray       *jobs)
{
  GPtrArray *prepared = g_ptr_array_new ();

  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      if (job->error == NULL && job->prepare (self, job, &job->error))
        g_ptr_array_add (prepared, job);
      else if (job->error == NULL)
        g_set_error (&job->error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_FAILED,
                     "The change of %s was refused without a reason", job->id);
    }

  return prepared;
}

static void
fail_jobs (GPtrArray    *jobs,
           const GError *error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      if (job->error == NULL)
        job->error = g_error_copy (error);
    }
}

/* What other processes watch is the folder of folders; see the monitor. */
static void
touch_version_dir (MeireiWorkspace *self,
                   MeireiStoreRow  *row)
{
  g_autofree char *dir = NULL;

  if (row->version_path == NULL)
    return;
  dir = g_path_get_dirname (row->version_path);
  utimensat (meirei_store_dir_get_fd (self->versions), dir, NULL, AT_SYMLINK_NOFOLLOW);
}

/* The row has the latest version's; this one may be older. */
static void
add_run (MeireiStoreRow *row,
         MeireiVersion  *version)
{
  g_autoptr(JsonObject) object = meirei_version_to_json (version);

  meirei_store_row_add_run (row, object);
}

static void
publish_job (MeireiWorkspace *self,
             MeireiStoreJob  *job)
{
  g_autoptr(MeireiStoreRow) row = NULL;

  if (job->instruction != NULL && job->instruction_written)
    row = _meirei_workspace_make_row (self, job->instruction, &job->stamp);
  else if (job->version != NULL)
    {
      /* Only the version changed; the instruction may be unreadable, which
       * does not concern this job. */
      row = _meirei_workspace_read_row (self, job->id, NULL);
      if (row != NULL)
        touch_version_dir (self, row);
    }
  if (row != NULL && job->version != NULL)
    add_run (row, job->version);
  if (row != NULL)
    _meirei_workspace_publish (self, g_steal_pointer (&row));
  if (job->finish != NULL)
    job->finish (self, job);
}

/* Returns those that succeeded. */
static GPtrArray *
commit_stage (GPtrArray *jobs,
              guint      stage)
{
  GPtrArray *committed = g_ptr_array_new ();
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      if (job->error != NULL || !meirei_store_group_commit (job->group, stage, &job->error))
        continue;
      g_ptr_array_add (committed, job);
      g_ptr_array_add (groups, job->group);
    }
  if (!meirei_store_groups_finish (groups, stage, &error))
    fail_jobs (committed, error);

  return committed;
}

static void
commit_jobs (MeireiWorkspace *self,
             GPtrArray       *prepared)
{
  g_autoptr(GPtrArray) last = g_ptr_array_ref (prepared);

  for (guint stage = 0; stage < MEIREI_STORE_N_STAGES; stage++)
    {
      GPtrArray *committed = commit_stage (last, stage);

      g_ptr_array_unref (last);
      last = committed;
    }

  /* What has its name is what everyone sees, so the lists show it even if the
   * disk could not confirm it in the end. */
  for (guint i = 0; i < last->len; i++)
    publish_job (self, last->pdata[i]);
}

/* Temporary files of what failed go while the workspace is still locked: after
 * that the names may be those of somebody else's. */
static void
clean_up (GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    g_clear_pointer (&((MeireiStoreJob *) jobs->pdata[i])->group, meirei_store_group_free);
}

/**
 * _meirei_workspace_run_locked_jobs:
 * @self: a workspace whose lock the caller has
 * @jobs: (element-type MeireiStoreJob): jobs about different instructions
 * @before_commit: (nullable): called before anything becomes visible
 * @data: its data
 *
 * Does all jobs, syncing to the disk once for all; each job's outcome is in
 * its `error`.
 */
void
_meirei_workspace_run_locked_jobs (MeireiWorkspace      *self,
                                   GPtrArray            *jobs,
                                   MeireiStoreBatchFunc  before_commit,
                                   gpointer              data)
{
  g_autoptr(GPtrArray) prepared = prepare_jobs (self, jobs);
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < prepared->len; i++)
    g_ptr_array_add (groups, ((MeireiStoreJob *) prepared->pdata[i])->group);

  if (prepared->len > 0
      && (!meirei_store_groups_sync (groups, &error)
          || (before_commit != NULL && !before_commit (self, prepared, data, &error))))
    fail_jobs (prepared, error);
  else
    commit_jobs (self, prepared);

  clean_up (jobs);
}

static void
run_together (MeireiWorkspace      *self,
              GPtrArray            *jobs,
              MeireiStoreBatchFunc  before_commit,
              gpointer              data)
{
  g_autoptr(GError) error = NULL;

  if (!meirei_store_lock_acquire (self->lock, &error))
    {
      fail_jobs (jobs, error);
      return;
    }
  _meirei_workspace_run_locked_jobs (self, jobs, before_commit, data);
  meirei_store_lock_release (self->lock);
}

static void
run_in_portions (MeireiWorkspace      *self,
                 GPtrArray            *jobs,
                 MeireiStoreBatchFunc  before_commit,
                 gpointer              data)
{
  g_autoptr(GPtrArray) together = g_ptr_array_new ();
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      if (together->len >= MAX_TOGETHER || !g_hash_table_add (ids, job->id))
        {
          run_together (self, together, before_commit, data);
          g_ptr_array_set_size (together, 0);
          g_hash_table_remove_all (ids);
          g_hash_table_add (ids, job->id);
        }
      g_ptr_array_add (together, job);
    }
  if (together->len > 0)
    run_together (self, together, before_commit, data);
}

/**
 * _meirei_workspace_run_jobs:
 * @self: a workspace
 * @jobs: (element-type MeireiStoreJob): jobs; of several about one instruction,
 *   all but the first are done later
 * @before_commit: (nullable): called before anything becomes visible
 * @data: its data
 *
 * Like _meirei_workspace_run_locked_jobs(), in portions, each under the lock.
 */
void
_meirei_workspace_run_jobs (MeireiWorkspace      *self,
                            GPtrArray            *jobs,
                            MeireiStoreBatchFunc  before_commit,
                            gpointer              data)
{
  g_autoptr(GError) error = NULL;

  if (_meirei_workspace_check_writable (self, &error))
    run_in_portions (self, jobs, before_commit, data);
  else
    fail_jobs (jobs, error);

  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      if (job->error != NULL && job->give_up != NULL)
        job->give_up (self, job);
    }
}

/**
 * _meirei_workspace_run_job:
 * @self: a workspace
 * @job: a job
 * @error: return location for an error
 *
 * Returns: whether the job was done
 */
gboolean
_meirei_workspace_run_job (MeireiWorkspace  *self,
                           MeireiStoreJob   *job,
                           GError          **error)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new ();

  g_ptr_array_add (jobs, job);
  _meirei_workspace_run_jobs (self, jobs, NULL, NULL);
  if (job->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&job->error));

  return FALSE;
}

static GPtrArray *
take_waiting_jobs (MeireiWorkspace *self)
{
  GPtrArray *jobs = g_ptr_array_new ();

  g_mutex_lock (&self->mutex);
  while (!g_queue_is_empty (&self->jobs))
    g_ptr_array_add (jobs, g_queue_pop_head (&self->jobs));
  g_mutex_unlock (&self->mutex);

  return jobs;
}

static void
return_job (MeireiStoreJob *job)
{
  g_autoptr(GTask) task = g_steal_pointer (&job->task);

  if (job->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&job->error));
      meirei_store_job_free (job);
    }
  else
    g_task_return_pointer (task, job, (GDestroyNotify) meirei_store_job_free);
}

/* While the disk was busy with some jobs others arrived; they go together. */
static void
run_waiting_jobs_worker (gpointer data)
{
  MeireiWorkspace *self = data;
  g_autoptr(GPtrArray) jobs = take_waiting_jobs (self);

  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error);
    }
  _meirei_workspace_run_jobs (self, jobs, NULL, NULL);
  for (guint i = 0; i < jobs->len; i++)
    return_job (jobs->pdata[i]);
  _meirei_workspace_release (self);
}

/**
 * _meirei_workspace_queue_job:
 * @self: a workspace
 * @job: (transfer full): a job
 * @source_tag: the public function
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Does a job on the workspace's thread.
 */
void
_meirei_workspace_queue_job (MeireiWorkspace     *self,
                             MeireiStoreJob      *job,
                             gpointer             source_tag,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, source_tag);
  /* What has been written has been written. */
  g_task_set_check_cancellable (job->task, FALSE);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->jobs, job);
  g_mutex_unlock (&self->mutex);
  meirei_store_thread_push (self->writer, run_waiting_jobs_worker, g_object_ref (self));
}

/**
 * _meirei_workspace_finish_job:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the job, if it was done
 */
MeireiStoreJob *
_meirei_workspace_finish_job (MeireiWorkspace  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
