/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Versions: their records, their code, the model's answers. */

#include "config.h"

#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-store-job.h"

typedef struct {
  char *id;
  char *version; /* (nullable): the latest */
} VersionArguments;

static VersionArguments *
version_arguments_new (const char *id,
                       const char *version)
{
  VersionArguments *arguments = g_new (VersionArguments, 1);

  *arguments = (VersionArguments) { g_strdup (id), g_strdup (version) };

  return arguments;
}

static void
version_arguments_free (gpointer data)
{
  VersionArguments *arguments = data;

  g_free (arguments->id);
  g_free (arguments->version);
  g_free (arguments);
}

static char *
find_latest (MeireiWorkspace  *self,
             const char       *id,
             GError          **error)
{
  g_autoptr(MeireiInstruction) instruction = NULL;
  const char *latest;

  instruction = _meirei_workspace_read_instruction (self, id, NULL, error);
  if (instruction == NULL)
    return NULL;

  latest = meirei_instruction_get_latest_version (instruction);
  if (latest == NULL)
    g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE,
                 "The instruction %s has no version yet; execute it first",
                 meirei_instruction_get_short_id (instruction));

  return g_strdup (latest);
}

/**
 * meirei_workspace_load_version:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @error: return location for an error
 *
 * Reads a version as it is stored now.
 *
 * Returns: (transfer full) (nullable): the version, or %NULL, with
 *   %MEIREI_WORKSPACE_ERROR_NO_FILE if there is none
 */
MeireiVersion *
meirei_workspace_load_version (MeireiWorkspace  *self,
                               const char       *id,
                               const char       *version,
                               GError          **error)
{
  g_autofree char *latest = NULL;
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (version == NULL)
    {
      latest = find_latest (self, id, error);
      if (latest == NULL)
        return NULL;
      version = latest;
    }
  object = _meirei_workspace_read_version (self, id, version, NULL, NULL, error);

  return object != NULL ? meirei_version_new_from_json (object, error) : NULL;
}

static gpointer
load_call (MeireiWorkspace  *self,
           gpointer          data,
           GError          **error)
{
  VersionArguments *arguments = data;

  return meirei_workspace_load_version (self, arguments->id, arguments->version, error);
}

/**
 * meirei_workspace_load_version_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.load_version], without blocking.
 */
void
meirei_workspace_load_version_async (MeireiWorkspace     *self,
                                     const char          *id,
                                     const char          *version,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  _meirei_workspace_call (self, load_call, version_arguments_new (id, version),
                          version_arguments_free, g_object_unref, FALSE,
                          meirei_workspace_load_version_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_load_version_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version
 */
MeireiVersion *
meirei_workspace_load_version_finish (MeireiWorkspace  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  char *version;
  MeireiVersionFunc func;
  gpointer func_data;
  GDestroyNotify func_data_free;
} UpdateArguments;

static void
update_arguments_free (gpointer data)
{
  UpdateArguments *arguments = data;

  if (arguments->func_data_free != NULL)
    arguments->func_data_free (arguments->func_data);
  g_free (arguments->version);
  g_free (arguments);
}

static gboolean
prepare_update (MeireiWorkspace  *self,
                MeireiStoreJob   *job,
                GError          **error)
{
  UpdateArguments *arguments = job->arguments;

  job->version = meirei_workspace_load_version (self, job->id, arguments->version, error);

  return job->version != NULL
         && arguments->func (job->version, arguments->func_data, error)
         && meirei_store_job_write_version (self, job, NULL, FALSE, error);
}

static MeireiStoreJob *
update_job_new (const char        *id,
                const char        *version,
                MeireiVersionFunc  func,
                gpointer           func_data,
                GDestroyNotify     func_data_free)
{
  UpdateArguments *arguments = g_new (UpdateArguments, 1);

  *arguments = (UpdateArguments) { g_strdup (version), func, func_data, func_data_free };

  return meirei_store_job_new (id, prepare_update, NULL, arguments, update_arguments_free);
}

/**
 * meirei_workspace_update_version:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @func: (scope call): changes the version
 * @func_data: its data
 * @error: return location for an error
 *
 * Changes a version's record, as it is stored now, such as by adding its
 * report.
 *
 * Returns: (transfer full) (nullable): the version as it is stored now
 */
MeireiVersion *
meirei_workspace_update_version (MeireiWorkspace    *self,
                                 const char         *id,
                                 const char         *version,
                                 MeireiVersionFunc   func,
                                 gpointer            func_data,
                                 GError            **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL && func != NULL, NULL);

  job = update_job_new (id, version, func, func_data, NULL);
  if (!_meirei_workspace_run_job (self, job, error))
    return NULL;

  return g_steal_pointer (&job->version);
}

/**
 * meirei_workspace_update_version_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @func: (scope notified): changes the version, on another thread
 * @func_data: its data
 * @func_data_free: (nullable): frees it
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.update_version], without blocking.
 */
void
meirei_workspace_update_version_async (MeireiWorkspace     *self,
                                       const char          *id,
                                       const char          *version,
                                       MeireiVersionFunc    func,
                                       gpointer             func_data,
                                       GDestroyNotify       func_data_free,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && func != NULL);

  _meirei_workspace_queue_job (self,
                               update_job_new (id, version, func, func_data, func_data_free),
                               meirei_workspace_update_version_async, cancellable, callback,
                               user_data);
}

/**
 * meirei_workspace_update_version_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version as it is stored now
 */
MeireiVersion *
meirei_workspace_update_version_finish (MeireiWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_autoptr(MeireiStoreJob) job = _meirei_workspace_finish_job (self, result, error);

  return job != NULL ? g_steal_pointer (&job->version) : NULL;
}

static gboolean
is_as_recorded (GBytes     *bytes,
                const char *sha256)
{
  g_autofree char *actual = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strcmp0 (actual, sha256) == 0;
}

/**
 * meirei_workspace_read_code:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @unchanged: (out) (optional): whether the file is still what was recorded
 *   when it was written
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the bytes of the version's code, or %NULL, with
 *   %MEIREI_WORKSPACE_ERROR_NO_FILE if it has none
 */
GBytes *
meirei_workspace_read_code (MeireiWorkspace  *self,
                            const char       *id,
                            const char       *version,
                            gboolean         *unchanged,
                            GError          **error)
{
  g_autoptr(MeireiVersion) record = NULL;
  const char *file;
  GBytes *bytes;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  record = meirei_workspace_load_version (self, id, version, error);
  if (record == NULL)
    return NULL;

  file = meirei_version_get_file (record);
  if (!meirei_store_is_plain_name (file) || self->code == NULL)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE,
                   "The version %s of %.8s has no code", meirei_version_get_name (record), id);
      return NULL;
    }
  bytes = meirei_store_read (self->code, file, MEIREI_WORKSPACE_MAX_CODE, NULL, error);
  if (bytes != NULL && unchanged != NULL)
    *unchanged = is_as_recorded (bytes, meirei_version_get_file_sha256 (record));

  return bytes;
}

/**
 * meirei_workspace_read_raw:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @unchanged: (out) (optional): whether the file is still what was recorded
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model's whole answer, byte for byte
 */
GBytes *
meirei_workspace_read_raw (MeireiWorkspace  *self,
                           const char       *id,
                           const char       *version,
                           gboolean         *unchanged,
                           GError          **error)
{
  g_autoptr(MeireiVersion) record = NULL;
  g_autoptr(MeireiStoreDir) dir = NULL;
  g_autofree char *name = NULL;
  GBytes *bytes;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  record = meirei_workspace_load_version (self, id, version, error);
  if (record == NULL)
    return NULL;
  dir = _meirei_workspace_open_version_dir (self, id, FALSE, error);
  if (dir == NULL)
    return NULL;

  name = g_strconcat (meirei_version_get_name (record), ".raw.txt", NULL);
  bytes = meirei_store_read (dir, name, MEIREI_WORKSPACE_MAX_CODE, NULL, error);
  if (bytes != NULL && unchanged != NULL)
    *unchanged = is_as_recorded (bytes, meirei_version_get_raw_sha256 (record));

  return bytes;
}

/**
 * meirei_workspace_read_attempt:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: the version's name
 * @number: the attempt's number, from 1
 * @error: return location for an error
 *
 * Reads the answer of one of several attempts of a version.
 *
 * Returns: (transfer full) (nullable): the whole answer, byte for byte
 */
GBytes *
meirei_workspace_read_attempt (MeireiWorkspace  *self,
                               const char       *id,
                               const char       *version,
                               guint             number,
                               GError          **error)
{
  g_autoptr(MeireiStoreDir) dir = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL && version != NULL, NULL);

  if (!_meirei_workspace_is_version_name (version))
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                   "“%s” is not the name of a version", version);
      return NULL;
    }
  dir = _meirei_workspace_open_version_dir (self, id, FALSE, error);
  if (dir == NULL)
    return NULL;
  name = g_strdup_printf ("%s.attempt%u.txt", version, number);

  return meirei_store_read (dir, name, MEIREI_WORKSPACE_MAX_CODE, NULL, error);
}

typedef struct {
  GBytes *bytes;
  gboolean unchanged;
} Content;

static void
content_free (gpointer data)
{
  Content *content = data;

  g_bytes_unref (content->bytes);
  g_free (content);
}

typedef GBytes *(*ReadFunc) (MeireiWorkspace  *self,
                             const char       *id,
                             const char       *version,
                             gboolean         *unchanged,
                             GError          **error);

static gpointer
read_content (MeireiWorkspace   *self,
              VersionArguments  *arguments,
              ReadFunc           read_func,
              GError           **error)
{
  gboolean unchanged = FALSE;
  GBytes *bytes = read_func (self, arguments->id, arguments->version, &unchanged, error);
  Content *content;

  if (bytes == NULL)
    return NULL;
  content = g_new (Content, 1);
  *content = (Content) { bytes, unchanged };

  return content;
}

static gpointer
read_code_call (MeireiWorkspace  *self,
                gpointer          arguments,
                GError          **error)
{
  return read_content (self, arguments, meirei_workspace_read_code, error);
}

static gpointer
read_raw_call (MeireiWorkspace  *self,
               gpointer          arguments,
               GError          **error)
{
  return read_content (self, arguments, meirei_workspace_read_raw, error);
}

static GBytes *
take_content (GAsyncResult  *result,
              gboolean      *unchanged,
              GError       **error)
{
  Content *content = g_task_propagate_pointer (G_TASK (result), error);
  GBytes *bytes;

  if (content == NULL)
    return NULL;
  if (unchanged != NULL)
    *unchanged = content->unchanged;
  bytes = g_bytes_ref (content->bytes);
  content_free (content);

  return bytes;
}

/**
 * meirei_workspace_read_code_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.read_code], without blocking.
 */
void
meirei_workspace_read_code_async (MeireiWorkspace     *self,
                                  const char          *id,
                                  const char          *version,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  _meirei_workspace_call (self, read_code_call, version_arguments_new (id, version),
                          version_arguments_free, content_free, FALSE,
                          meirei_workspace_read_code_async, cancellable, callback, user_data);
}

/**
 * meirei_workspace_read_code_finish:
 * @self: a workspace
 * @result: a result
 * @unchanged: (out) (optional): whether the file is still what was recorded
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the bytes of the version's code
 */
GBytes *
meirei_workspace_read_code_finish (MeireiWorkspace  *self,
                                   GAsyncResult     *result,
                                   gboolean         *unchanged,
                                   GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return take_content (result, unchanged, error);
}

/**
 * meirei_workspace_read_raw_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: (nullable): the version's name; %NULL for the latest
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.read_raw], without blocking.
 */
void
meirei_workspace_read_raw_async (MeireiWorkspace     *self,
                                 const char          *id,
                                 const char          *version,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  _meirei_workspace_call (self, read_raw_call, version_arguments_new (id, version),
                          version_arguments_free, content_free, FALSE,
                          meirei_workspace_read_raw_async, cancellable, callback, user_data);
}

/**
 * meirei_workspace_read_raw_finish:
 * @self: a workspace
 * @result: a result
 * @unchanged: (out) (optional): whether the file is still what was recorded
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model's whole answer
 */
GBytes *
meirei_workspace_read_raw_finish (MeireiWorkspace  *self,
                                  GAsyncResult     *result,
                                  gboolean         *unchanged,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return take_content (result, unchanged, error);
}

/**
 * meirei_workspace_dup_code_path:
 * @self: a workspace
 * @version: a version
 *
 * Returns: (transfer full) (nullable): the absolute path of its code, for
 *   people and other programs; %NULL if it has none
 */
char *
meirei_workspace_dup_code_path (MeireiWorkspace *self,
                                MeireiVersion   *version)
{
  const char *file;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_VERSION (version), NULL);

  file = meirei_version_get_file (version);

  return meirei_store_is_plain_name (file)
         ? g_build_filename (self->path, "data", "generated_code", file, NULL)
         : NULL;
}
