/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The files of an execution that has ended.
 *
 * All of them are first written under names that end in `.new` and synced.
 * The version's record has the hashes of the others.  So a recovery can tell,
 * whatever was renamed when the power went: if a finished record is there and
 * everything it names is there with the right hash, under the old or the new
 * name, the answer is complete and is rolled forward; otherwise it is rolled
 * back to what had arrived.
 *
 * A checkpoint gives an answer these names before the execution ends.  The
 * commit that follows renames its files or, if another attempt was better,
 * leaves them alone until the new ones have their names. */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-store-sync.h"
#include "meirei-workspace-commit.h"

/**
 * _meirei_workspace_dup_part_name:
 * @self: a workspace
 * @instruction: (nullable): an instruction that is executing
 * @version: (nullable): the version that is being made
 *
 * Returns: (transfer full) (nullable): the name of its `.part` file, if it can
 *   be trusted
 */
char *
_meirei_workspace_dup_part_name (MeireiWorkspace   *self,
                                 MeireiInstruction *instruction,
                                 MeireiVersion     *version)
{
  JsonObject *execution =
    instruction != NULL ? meirei_instruction_get_execution (instruction) : NULL;
  const char *name = meirei_json_get_string (execution, "file", NULL);

  if (name == NULL && version != NULL)
    name = meirei_version_get_file (version);

  return meirei_store_is_plain_name (name) && g_str_has_suffix (name, MEIREI_PART_SUFFIX)
         ? g_strdup (name)
         : NULL;
}

/* The code of a version that is whole loses the suffix. */
static char *
dup_final_name (MeireiOutcome *outcome)
{
  gsize length = strlen (outcome->part_name);

  return meirei_version_get_finish (outcome->version) == MEIREI_FINISH_COMPLETE
         ? g_strndup (outcome->part_name, length - strlen (MEIREI_PART_SUFFIX))
         : g_strdup (outcome->part_name);
}

static gboolean
exists (MeireiStoreDir *dir,
        const char     *name)
{
  struct stat status;

  return fstatat (meirei_store_dir_get_fd (dir), name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

static gboolean
has_checkpoint (MeireiStoreDir *dir,
                MeireiOutcome  *outcome)
{
  g_autofree char *record = g_strconcat (meirei_version_get_name (outcome->version),
                                         ".json" MEIREI_NEW_SUFFIX, NULL);

  return exists (dir, record);
}

/* Writes a file of the outcome: what a checkpoint has brought to the disk
 * already is only renamed, and what it has differently must not be touched. */
static gboolean
write_file (MeireiStoreJob  *job,
            MeireiOutcome   *outcome,
            MeireiStoreDir  *dir,
            const char      *name,
            gboolean         checkpoint,
            GBytes          *content,
            const char      *sha256,
            GError         **error)
{
  g_autofree char *temporary = g_strconcat (name, MEIREI_NEW_SUFFIX, NULL);
  g_autofree char *present = NULL;
  gsize size;
  const void *data = g_bytes_get_data (content, &size);

  if (!checkpoint)
    return meirei_store_group_write (job->group, dir, name, temporary, data, size, NULL, error);

  present = _meirei_workspace_hash_file (dir, temporary, NULL);
  if (g_strcmp0 (present, sha256) == 0)
    {
      meirei_store_group_keep (job->group, dir, temporary);
      meirei_store_group_rename (job->group, dir, temporary, dir, name);
      return TRUE;
    }

  outcome->differs = TRUE;

  return meirei_store_group_write (job->group, dir, name, NULL, data, size, NULL, error);
}

static gboolean
write_new_code (MeireiWorkspace  *self,
                MeireiStoreJob   *job,
                MeireiOutcome    *outcome,
                gboolean          checkpoint,
                GError          **error)
{
  g_autofree char *name = dup_final_name (outcome);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, outcome->code);

  meirei_version_set_file (outcome->version, name, sha256,
                           (gint64) g_bytes_get_size (outcome->code));
  if (!write_file (job, outcome, self->code, name, checkpoint, outcome->code, sha256, error))
    return FALSE;
  if (strcmp (name, outcome->part_name) != 0)
    meirei_store_group_remove (job->group, self->code, outcome->part_name);

  return TRUE;
}

/* What arrived before it was cut off stays as it is. */
static void
keep_part (MeireiWorkspace *self,
           MeireiStoreJob  *job,
           MeireiOutcome   *outcome)
{
  gint64 size = 0;
  g_autofree char *sha256 = _meirei_workspace_hash_file (self->code, outcome->part_name, &size);

  if (sha256 != NULL && size > 0)
    {
      meirei_version_set_file (outcome->version, outcome->part_name, sha256, size);
      meirei_store_group_keep (job->group, self->code, outcome->part_name);
    }
  else
    {
      meirei_version_set_file (outcome->version, NULL, NULL, 0);
      if (outcome->part_name != NULL)
        meirei_store_group_remove (job->group, self->code, outcome->part_name);
    }
}

static GBytes *
get_raw (MeireiWorkspace *self,
         MeireiOutcome   *outcome)
{
  GBytes *raw = NULL;

  if (outcome->raw != NULL)
    raw = g_bytes_ref (outcome->raw);
  else if (meirei_store_is_plain_name (outcome->part_name))
    raw = meirei_store_read (self->code, outcome->part_name, MEIREI_WORKSPACE_MAX_CODE, NULL,
                             NULL);

  return raw != NULL ? raw : g_bytes_new_static ("", 0);
}

static gboolean
write_raw (MeireiWorkspace  *self,
           MeireiStoreJob   *job,
           MeireiOutcome    *outcome,
           MeireiStoreDir   *dir,
           gboolean          checkpoint,
           GError          **error)
{
  g_autofree char *name = g_strconcat (meirei_version_get_name (outcome->version), ".raw.txt",
                                       NULL);
  g_autoptr(GBytes) raw = get_raw (self, outcome);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, raw);

  meirei_version_set_raw_sha256 (outcome->version, sha256);

  return write_file (job, outcome, dir, name, checkpoint, raw, sha256, error);
}

/* What a checkpoint wrote and the commit did not rename. */
static void
remove_checkpoint (MeireiWorkspace *self,
                   MeireiStoreJob  *job,
                   MeireiOutcome   *outcome,
                   MeireiStoreDir  *dir,
                   const char      *record)
{
  g_autofree char *raw = g_strconcat (meirei_version_get_name (outcome->version),
                                      ".raw.txt" MEIREI_NEW_SUFFIX, NULL);
  g_autofree char *code = g_strconcat (meirei_version_get_file (outcome->version),
                                       MEIREI_NEW_SUFFIX, NULL);

  meirei_store_group_remove (job->group, dir, record);
  meirei_store_group_remove (job->group, dir, raw);
  if (code != NULL && meirei_store_is_plain_name (code))
    meirei_store_group_remove (job->group, self->code, code);
}

/* At every moment one record is there that names what is there: that of the
 * checkpoint is replaced if it names the same files, else it goes when all the
 * others have their names on the disk. */
static gboolean
write_record (MeireiWorkspace  *self,
              MeireiStoreJob   *job,
              MeireiOutcome    *outcome,
              MeireiStoreDir   *dir,
              gboolean          checkpoint,
              GError          **error)
{
  g_autofree char *record = g_strconcat (meirei_version_get_name (outcome->version),
                                         ".json" MEIREI_NEW_SUFFIX, NULL);

  if (!checkpoint || !outcome->differs)
    return meirei_store_job_write_version (self, job, record, checkpoint, error);
  if (!meirei_store_job_write_version (self, job, NULL, FALSE, error))
    return FALSE;

  meirei_store_group_begin_next_stage (job->group);
  remove_checkpoint (self, job, outcome, dir, record);

  return TRUE;
}

/* The beginning of an execution does not wait for its names to be on the disk.
 * They have to be before anything has a name that ends in `.new`: of an
 * instruction that is approved nobody would look for it, and the next execution
 * would take it for its own. */
static gboolean
sync_beginning (MeireiWorkspace  *self,
                GError          **error)
{
  g_autoptr(MeireiStoreSync) sync = meirei_store_sync_new ();

  meirei_store_sync_add_dir (sync, self->instructions);

  return meirei_store_sync_run (sync, error);
}

/**
 * _meirei_workspace_write_outcome:
 * @self: a workspace
 * @job: a job whose instruction is the one that was executed; %NULL if it is gone
 * @outcome: how it ended
 * @error: return location for an error
 *
 * Adds all files of an execution that ended to what the job writes, and ends
 * the execution of its instruction.
 *
 * Returns: whether they could be written
 */
gboolean
_meirei_workspace_write_outcome (MeireiWorkspace  *self,
                                 MeireiStoreJob   *job,
                                 MeireiOutcome    *outcome,
                                 GError          **error)
{
  MeireiVersion *version = outcome->version;
  g_autoptr(MeireiStoreDir) dir = NULL;
  gboolean checkpoint;

  dir = _meirei_workspace_open_version_dir (self, job->id, TRUE, error);
  if (dir == NULL)
    return FALSE;
  checkpoint = has_checkpoint (dir, outcome);
  if (!checkpoint && !sync_beginning (self, error))
    return FALSE;
  if (!write_raw (self, job, outcome, dir, checkpoint, error))
    return FALSE;

  if (outcome->code == NULL || outcome->part_name == NULL)
    {
      outcome->differs = TRUE;
      keep_part (self, job, outcome);
    }
  else if (!write_new_code (self, job, outcome, checkpoint, error))
    return FALSE;

  g_set_object (&job->version, version);
  if (!write_record (self, job, outcome, dir, checkpoint, error))
    return FALSE;
  if (job->instruction == NULL)
    return TRUE;

  meirei_lifecycle_finish_execution (job->instruction, meirei_version_get_name (version),
                                     meirei_version_get_finish (version), outcome->note);

  return meirei_store_job_write_instruction (self, job, error);
}

static gboolean
write_new (MeireiStoreJob  *job,
           MeireiStoreDir  *dir,
           const char      *name,
           GBytes          *content,
           GError         **error)
{
  g_autofree char *new_name = g_strconcat (name, MEIREI_NEW_SUFFIX, NULL);
  gsize size;
  const void *data = g_bytes_get_data (content, &size);

  return meirei_store_group_write (job->group, dir, new_name, NULL, data, size, NULL, error);
}

static gboolean
write_new_record (MeireiStoreJob  *job,
                  MeireiStoreDir  *dir,
                  MeireiVersion   *version,
                  GError         **error)
{
  g_autofree char *name = g_strconcat (meirei_version_get_name (version), ".json", NULL);
  g_autoptr(JsonObject) object = meirei_version_to_json (version);
  g_autoptr(GBytes) content = NULL;
  gsize length;
  char *text = meirei_json_to_text (object, &length);

  content = g_bytes_new_take (text, length);

  return write_new (job, dir, name, content, error);
}

/**
 * _meirei_workspace_write_checkpoint:
 * @self: a workspace
 * @job: a job
 * @outcome: how the execution would end now; its raw answer is known
 * @error: return location for an error
 *
 * Adds the files of an answer, under the names from which a recovery makes a
 * version, to what the job writes.  The record comes last, so that it never
 * names what is not there.
 *
 * Returns: whether they could be written
 */
gboolean
_meirei_workspace_write_checkpoint (MeireiWorkspace  *self,
                                    MeireiStoreJob   *job,
                                    MeireiOutcome    *outcome,
                                    GError          **error)
{
  MeireiVersion *version = outcome->version;
  g_autofree char *raw_name = g_strconcat (meirei_version_get_name (version), ".raw.txt", NULL);
  g_autofree char *raw_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, outcome->raw);
  g_autoptr(MeireiStoreDir) dir = NULL;

  dir = _meirei_workspace_open_version_dir (self, job->id, TRUE, error);
  /* In the same round as the files, whose names are hidden until then. */
  meirei_store_group_need (job->group, self->instructions);
  if (dir == NULL || !write_new (job, dir, raw_name, outcome->raw, error))
    return FALSE;
  meirei_version_set_raw_sha256 (version, raw_sha256);

  if (outcome->code == NULL || outcome->part_name == NULL)
    keep_part (self, job, outcome);
  else
    {
      g_autofree char *name = dup_final_name (outcome);
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, outcome->code);

      meirei_version_set_file (version, name, sha256, (gint64) g_bytes_get_size (outcome->code));
      if (!write_new (job, self->code, name, outcome->code, error))
        return FALSE;
    }

  return write_new_record (job, dir, version, error);
}

/**
 * _meirei_workspace_drop_draft:
 * @self: a workspace
 * @job: a job
 * @version: the name of a version of which nothing arrived
 * @part_name: (nullable): its empty `.part` file
 * @error: return location for an error
 *
 * Adds the removal of what the beginning of an execution made.
 *
 * Returns: whether the folder could be opened
 */
gboolean
_meirei_workspace_drop_draft (MeireiWorkspace  *self,
                              MeireiStoreJob   *job,
                              const char       *version,
                              const char       *part_name,
                              GError          **error)
{
  static const char * const suffixes[] = {
    ".raw.txt" MEIREI_NEW_SUFFIX, ".json" MEIREI_NEW_SUFFIX, ".json"
  };
  g_autoptr(MeireiStoreDir) dir = NULL;

  dir = _meirei_workspace_open_version_dir (self, job->id, TRUE, error);
  if (dir == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (version, suffixes[i], NULL);

      meirei_store_group_remove (job->group, dir, name);
    }
  if (part_name != NULL)
    meirei_store_group_remove (job->group, self->code, part_name);

  return TRUE;
}
