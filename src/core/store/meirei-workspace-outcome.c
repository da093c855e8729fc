/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The files of an execution that has ended.
 *
 * All of them are first written under names that end in `.new` and synced.
 * The version's record has the hashes of the others.  So a recovery can tell,
 * whatever was renamed when the power went: if a finished record is there and
 * everything it names is there with the right hash, under the old or the new
 * name, the answer is complete and is rolled forward; otherwise it is rolled
 * back to what had arrived. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
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
write_new_code (MeireiWorkspace  *self,
                MeireiStoreJob   *job,
                MeireiOutcome    *outcome,
                GError          **error)
{
  g_autofree char *name = dup_final_name (outcome);
  g_autofree char *temporary = g_strconcat (name, MEIREI_NEW_SUFFIX, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, outcome->code);
  gsize size;
  const void *data = g_bytes_get_data (outcome->code, &size);

  meirei_version_set_file (outcome->version, name, sha256, (gint64) size);
  if (!meirei_store_group_write (job->group, self->code, name, temporary, data, size, NULL,
                                 error))
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

static gboolean
write_raw (MeireiWorkspace  *self,
           MeireiStoreJob   *job,
           MeireiOutcome    *outcome,
           MeireiStoreDir   *dir,
           GError          **error)
{
  const char *version = meirei_version_get_name (outcome->version);
  g_autofree char *name = g_strconcat (version, ".raw.txt", NULL);
  g_autofree char *temporary = g_strconcat (name, MEIREI_NEW_SUFFIX, NULL);
  g_autofree char *sha256 = NULL;
  g_autoptr(GBytes) raw = NULL;
  const void *data;
  gsize size;

  if (outcome->raw != NULL)
    raw = g_bytes_ref (outcome->raw);
  else if (meirei_store_is_plain_name (outcome->part_name))
    raw = meirei_store_read (self->code, outcome->part_name, MEIREI_WORKSPACE_MAX_CODE, NULL,
                             NULL);
  if (raw == NULL)
    raw = g_bytes_new_static ("", 0);

  data = g_bytes_get_data (raw, &size);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, raw);
  meirei_version_set_raw_sha256 (outcome->version, sha256);

  return meirei_store_group_write (job->group, dir, name, temporary, data, size, NULL, error);
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
  g_autofree char *record = g_strconcat (meirei_version_get_name (version),
                                         ".json" MEIREI_NEW_SUFFIX, NULL);
  g_autoptr(MeireiStoreDir) dir = NULL;

  dir = _meirei_workspace_open_version_dir (self, job->id, TRUE, error);
  if (dir == NULL || !write_raw (self, job, outcome, dir, error))
    return FALSE;

  if (outcome->code == NULL || outcome->part_name == NULL)
    keep_part (self, job, outcome);
  else if (!write_new_code (self, job, outcome, error))
    return FALSE;

  g_set_object (&job->version, version);
  if (!meirei_store_job_write_version (self, job, record, error))
    return FALSE;
  if (job->instruction == NULL)
    return TRUE;

  meirei_lifecycle_finish_execution (job->instruction, meirei_version_get_name (version),
                                     meirei_version_get_finish (version), outcome->note);

  return meirei_store_job_write_instruction (self, job, error);
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
