/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Repairs executions whose process is gone; see meirei-workspace-outcome.c for
 * what a crash can leave. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-commit.h"

#define INTERRUPTED "interrupted: the program ended before the answer was complete"
#define COMPLETED "completed when the workspace was opened again"

static JsonObject *
read_record (MeireiStoreDir *dir,
             const char     *name,
             const char     *id)
{
  g_autoptr(GBytes) bytes = meirei_store_read (dir, name, MEIREI_STORE_MAX_JSON, NULL, NULL);
  JsonObject *record;

  /* Torn records are what this is about, so they are no error. */
  record = bytes != NULL && g_bytes_get_size (bytes) > 0
           ? meirei_json_parse_object (g_bytes_get_data (bytes, NULL),
                                       (gssize) g_bytes_get_size (bytes), NULL)
           : NULL;
  if (record != NULL && strcmp (meirei_json_get_string (record, "instruction", ""), id) != 0)
    g_clear_pointer (&record, json_object_unref);

  return record;
}

static gboolean
has_hash (MeireiStoreDir *dir,
          const char     *name,
          const char     *sha256)
{
  g_autofree char *actual = _meirei_workspace_hash_file (dir, name, NULL);

  return actual != NULL && g_strcmp0 (actual, sha256) == 0;
}

/* Finds a file under its final or its temporary name and, in the latter case,
 * adds the renaming. */
static gboolean
find_file (MeireiStoreJob *job,
           MeireiStoreDir *dir,
           const char     *name,
           const char     *sha256)
{
  g_autofree char *temporary = g_strconcat (name, MEIREI_NEW_SUFFIX, NULL);

  if (has_hash (dir, temporary, sha256))
    {
      meirei_store_group_rename (job->group, dir, temporary, dir, name);
      return TRUE;
    }

  return has_hash (dir, name, sha256);
}

static gboolean
find_files (MeireiWorkspace *self,
            MeireiStoreJob  *job,
            MeireiStoreDir  *dir,
            MeireiVersion   *version)
{
  g_autofree char *raw_name = g_strconcat (meirei_version_get_name (version), ".raw.txt", NULL);
  const char *file = meirei_version_get_file (version);

  if (!find_file (job, dir, raw_name, meirei_version_get_raw_sha256 (version)))
    return FALSE;

  return file == NULL
         ? meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE
         : meirei_store_is_plain_name (file)
           && find_file (job, self->code, file, meirei_version_get_file_sha256 (version));
}

static void
remove_new (MeireiStoreJob *job,
            MeireiStoreDir *dir,
            const char     *name)
{
  g_autofree char *new_name = g_strconcat (name, MEIREI_NEW_SUFFIX, NULL);

  meirei_store_group_remove (job->group, dir, new_name);
}

/* Code that was being written belongs to a record that is not whole. */
static void
remove_new_code (MeireiWorkspace *self,
                 MeireiStoreJob  *job,
                 const char      *part_name)
{
  g_autofree char *name = NULL;

  if (part_name == NULL)
    return;
  name = g_strndup (part_name, strlen (part_name) - strlen (MEIREI_PART_SUFFIX));
  remove_new (job, self->code, name);
}

/* What a checkpoint left that became nothing, because another attempt was
 * better; what has been renamed by then is not there any more. */
static void
remove_checkpoint (MeireiWorkspace *self,
                   MeireiStoreJob  *job,
                   MeireiStoreDir  *dir,
                   MeireiVersion   *version)
{
  g_autofree char *record = g_strconcat (meirei_version_get_name (version), ".json", NULL);
  g_autofree char *raw = g_strconcat (meirei_version_get_name (version), ".raw.txt", NULL);

  remove_new (job, dir, record);
  remove_new (job, dir, raw);
  if (meirei_version_get_file (version) != NULL)
    remove_new (job, self->code, meirei_version_get_file (version));
}

/* Whether everything was on the disk when the process died. */
static gboolean
roll_forward (MeireiWorkspace *self,
              MeireiStoreJob  *job,
              MeireiStoreDir  *dir,
              const char      *name,
              const char      *part_name)
{
  g_autofree char *record_name = g_strconcat (name, ".json", NULL);
  g_autofree char *new_name = g_strconcat (record_name, MEIREI_NEW_SUFFIX, NULL);
  const char * const candidates[] = { new_name, record_name };

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autoptr(JsonObject) record = read_record (dir, candidates[i], job->id);
      g_autoptr(MeireiVersion) version =
        record != NULL ? meirei_version_new_from_json (record, NULL) : NULL;

      if (version == NULL || !meirei_version_is_finished (version))
        continue;
      if (!find_files (self, job, dir, version))
        {
          g_clear_pointer (&job->group, meirei_store_group_free);
          job->group = meirei_store_group_new ();
          continue;
        }

      if (candidates[i] == new_name)
        meirei_store_group_rename (job->group, dir, new_name, dir, record_name);
      remove_checkpoint (self, job, dir, version);
      if (meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE)
        remove_new_code (self, job, part_name);
      if (part_name != NULL && g_strcmp0 (part_name, meirei_version_get_file (version)) != 0)
        meirei_store_group_remove (job->group, self->code, part_name);
      meirei_lifecycle_finish_execution (job->instruction, name,
                                         meirei_version_get_finish (version), COMPLETED);
      return TRUE;
    }

  return FALSE;
}

static GBytes *
read_arrived (MeireiWorkspace *self,
              MeireiStoreDir  *dir,
              const char      *name,
              const char      *part_name)
{
  g_autofree char *raw_name = g_strconcat (name, ".raw.txt" MEIREI_NEW_SUFFIX, NULL);
  g_autoptr(GBytes) raw = meirei_store_read (dir, raw_name, MEIREI_WORKSPACE_MAX_CODE, NULL, NULL);
  g_autoptr(GBytes) part = NULL;

  if (part_name != NULL)
    part = meirei_store_read (self->code, part_name, MEIREI_WORKSPACE_MAX_CODE, NULL, NULL);

  /* Either may be the longer one, depending on when it ended. */
  if (raw != NULL && (part == NULL || g_bytes_get_size (raw) >= g_bytes_get_size (part)))
    return g_steal_pointer (&raw);

  return g_steal_pointer (&part);
}

static MeireiVersion *
read_draft (MeireiStoreDir *dir,
            const char     *id,
            const char     *name)
{
  g_autofree char *record_name = g_strconcat (name, ".json", NULL);
  g_autoptr(JsonObject) record = read_record (dir, record_name, id);
  MeireiVersion *version = record != NULL ? meirei_version_new_from_json (record, NULL) : NULL;

  return version != NULL ? version : meirei_version_new (id, name);
}

static gboolean
keep_arrived (MeireiWorkspace  *self,
              MeireiStoreJob   *job,
              MeireiStoreDir   *dir,
              const char       *name,
              const char       *part_name,
              GBytes           *arrived,
              const char       *note,
              GError          **error)
{
  g_autoptr(MeireiVersion) version = read_draft (dir, job->id, name);
  MeireiOutcome outcome = {
    .version = version,
    .part_name = (char *) part_name,
    .raw = arrived,
    .note = (char *) note,
  };
  gint64 part_size = 0;
  g_autofree char *part_sha256 = _meirei_workspace_hash_file (self->code, part_name, &part_size);

  meirei_version_set_finish (version, MEIREI_FINISH_BROKEN);
  if (part_name != NULL && (part_sha256 == NULL || part_size == 0))
    outcome.code = arrived;
  else if (part_name != NULL)
    remove_new (job, self->code, part_name);

  return _meirei_workspace_write_outcome (self, job, &outcome, error);
}

/**
 * _meirei_workspace_roll_back:
 * @self: a workspace
 * @job: a job with an instruction that is executing
 * @note: why there is no whole answer
 * @error: return location for an error
 *
 * Ends an execution that was not committed: an answer that was completely on
 * the disk is taken over, else what arrived becomes a broken version; if
 * nothing did, what the beginning made is removed.
 *
 * Returns: whether everything could be written
 */
gboolean
_meirei_workspace_roll_back (MeireiWorkspace  *self,
                             MeireiStoreJob   *job,
                             const char       *note,
                             GError          **error)
{
  JsonObject *execution = meirei_instruction_get_execution (job->instruction);
  g_autofree char *name = g_strdup (meirei_json_get_string (execution, "version", ""));
  g_autofree char *part_name = _meirei_workspace_dup_part_name (self, job->instruction, NULL);
  g_autoptr(MeireiStoreDir) dir = NULL;
  g_autoptr(GBytes) arrived = NULL;

  if (_meirei_workspace_is_version_name (name))
    {
      dir = _meirei_workspace_open_version_dir (self, job->id, TRUE, error);
      if (dir == NULL)
        return FALSE;
      if (roll_forward (self, job, dir, name, part_name))
        return meirei_store_job_write_instruction (self, job, error);
      arrived = read_arrived (self, dir, name, part_name);
      remove_new_code (self, job, part_name);
      if (arrived != NULL && g_bytes_get_size (arrived) > 0)
        return keep_arrived (self, job, dir, name, part_name, arrived, note, error);
      if (part_name != NULL)
        remove_new (job, self->code, part_name);
      if (!_meirei_workspace_drop_draft (self, job, name, part_name, error))
        return FALSE;
    }
  meirei_lifecycle_fail_execution (job->instruction, note);

  return meirei_store_job_write_instruction (self, job, error);
}

static gboolean
is_running (MeireiWorkspace   *self,
            MeireiInstruction *instruction)
{
  const char *id = meirei_instruction_get_id (instruction);
  JsonObject *execution = meirei_instruction_get_execution (instruction);
  g_autoptr(MeireiRunningExecution) own = NULL;

  if (execution == NULL)
    return FALSE;
  if (!meirei_store_owner_is_own (self->owner, execution))
    return meirei_store_owner_is_alive (self->owner, execution);
  own = _meirei_workspace_ref_execution (self, id);

  return own != NULL;
}

static gboolean
prepare_recovery (MeireiWorkspace  *self,
                  MeireiStoreJob   *job,
                  GError          **error)
{
  job->instruction = _meirei_workspace_read_instruction (self, job->id, NULL, error);
  if (job->instruction == NULL)
    return FALSE;
  if (meirei_instruction_get_status (job->instruction) != MEIREI_STATUS_EXECUTING
      || is_running (self, job->instruction))
    return TRUE;

  return _meirei_workspace_roll_back (self, job, INTERRUPTED, error);
}

static GPtrArray *
find_executing (MeireiWorkspace *self)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_store_job_free);
  GHashTableIter iter;
  gpointer row;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (((MeireiStoreRow *) row)->status == MEIREI_STATUS_EXECUTING)
      g_ptr_array_add (jobs, meirei_store_job_new (((MeireiStoreRow *) row)->id,
                                                   prepare_recovery, NULL, NULL, NULL));
  g_mutex_unlock (&self->mutex);

  return jobs;
}

/**
 * meirei_workspace_recover:
 * @self: a workspace
 * @n_recovered: (out) (optional): how many executions were repaired
 * @error: return location for an error
 *
 * Repairs executions whose process has ended without finishing them: an answer
 * that was completely on the disk is taken over, otherwise the instruction is
 * failed and what had arrived is kept.  Executions of processes that live are
 * left alone.  Opening a workspace does this, too.
 *
 * Returns: whether all that were found are in order now
 */
gboolean
meirei_workspace_recover (MeireiWorkspace  *self,
                          guint            *n_recovered,
                          GError          **error)
{
  g_autoptr(GPtrArray) jobs = NULL;
  guint n_done = 0;
  gboolean all_good = TRUE;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);

  if (!_meirei_workspace_check_writable (self, error))
    return FALSE;

  jobs = find_executing (self);
  _meirei_workspace_run_jobs (self, jobs, NULL, NULL);
  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      n_done += job->error == NULL && job->instruction_written;
      if (job->error != NULL && all_good)
        {
          g_propagate_error (error, g_steal_pointer (&job->error));
          all_good = FALSE;
        }
    }
  if (n_recovered != NULL)
    *n_recovered = n_done;

  return _meirei_workspace_recover_decisions (self, all_good ? error : NULL) && all_good;
}
