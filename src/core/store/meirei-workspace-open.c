/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Making and opening a workspace. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "meirei-json.h"
#include "meirei-workspace-private.h"

/* Reading a file for the window must not wait for another one. */
#define N_READERS 2

static char *
read_schema_problem (JsonObject *settings)
{
  gint64 schema = meirei_json_get_int (settings, "schema", 1);

  return schema > MEIREI_WORKSPACE_SCHEMA
         ? g_strdup_printf ("it was written by a newer Meirei (schema %" G_GINT64_FORMAT
                            ", this one knows %d); use that one to change it",
                            schema, MEIREI_WORKSPACE_SCHEMA)
         : NULL;
}

static gboolean
open_child (MeireiStoreDir  *parent,
            const char      *name,
            gboolean         create,
            MeireiStoreDir **child,
            GError         **error)
{
  g_autoptr(GError) local_error = NULL;

  if (parent == NULL)
    return TRUE;
  *child = meirei_store_dir_open_child (parent, name, create, &local_error);
  if (*child != NULL
      || (!create && g_error_matches (local_error, MEIREI_WORKSPACE_ERROR,
                                      MEIREI_WORKSPACE_ERROR_NO_FILE)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
open_folders (MeireiWorkspace  *self,
              gboolean          create,
              GError          **error)
{
  return open_child (self->root, "data", create, &self->data, error)
         && open_child (self->data, "instructions", create, &self->instructions, error)
         && open_child (self->data, "generated_code", create, &self->code, error)
         && open_child (self->data, "versions", create, &self->versions, error);
}

static void
close_folders (MeireiWorkspace *self)
{
  g_clear_pointer (&self->versions, meirei_store_dir_unref);
  g_clear_pointer (&self->code, meirei_store_dir_unref);
  g_clear_pointer (&self->instructions, meirei_store_dir_unref);
  g_clear_pointer (&self->data, meirei_store_dir_unref);
}

static gboolean
open_locks (MeireiWorkspace  *self,
            GError          **error)
{
  self->lock = meirei_store_lock_new (self->data, ".lock", error);
  if (self->lock != NULL)
    self->owner = meirei_store_owner_new (self->data, ".owners", error);

  return self->owner != NULL;
}

static gboolean
are_folders_writable (MeireiWorkspace *self)
{
  MeireiStoreDir * const dirs[] = {
    self->root, self->data, self->instructions, self->code, self->versions
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dirs); i++)
    if (faccessat (meirei_store_dir_get_fd (dirs[i]), ".", W_OK, AT_EACCESS) != 0)
      {
        errno = errno == EROFS ? EROFS : EACCES;
        return FALSE;
      }

  return TRUE;
}

static gboolean
open_for_writing (MeireiWorkspace  *self,
                  GError          **error)
{
  if (!open_folders (self, TRUE, error))
    return FALSE;
  if (!are_folders_writable (self))
    {
      meirei_store_set_errno (self->path, "write to", errno, error);
      return FALSE;
    }

  return open_locks (self, error);
}

/* What cannot be written can still be read. */
static gboolean
open_data (MeireiWorkspace  *self,
           GError          **error)
{
  g_autoptr(GError) local_error = NULL;

  if (self->read_only_reason == NULL && open_for_writing (self, &local_error))
    return TRUE;

  if (local_error != NULL
      && !g_error_matches (local_error, MEIREI_WORKSPACE_ERROR,
                           MEIREI_WORKSPACE_ERROR_READ_ONLY)
      && !g_error_matches (local_error, MEIREI_WORKSPACE_ERROR,
                           MEIREI_WORKSPACE_ERROR_NO_SPACE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (local_error != NULL)
    self->read_only_reason = g_strdup (local_error->message);
  g_clear_pointer (&self->owner, meirei_store_owner_free);
  g_clear_pointer (&self->lock, meirei_store_lock_free);
  close_folders (self);

  return open_folders (self, FALSE, error);
}

/**
 * _meirei_workspace_load:
 * @self: a new workspace with its path
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the folder.  Nobody else uses the object yet, so this may run on
 * another thread.
 *
 * Returns: whether it is a workspace
 */
gboolean
_meirei_workspace_load (MeireiWorkspace  *self,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr(JsonObject) settings = NULL;
  g_autoptr(GHashTable) indexed = NULL;
  g_autoptr(GError) recover_error = NULL;

  self->root = meirei_store_dir_open (self->path, error);
  if (self->root == NULL)
    return FALSE;
  settings = _meirei_workspace_read_settings (self, error);
  if (settings == NULL)
    return FALSE;
  self->read_only_reason = read_schema_problem (settings);
  if (!open_data (self, error))
    return FALSE;

  _meirei_workspace_take_settings (self, settings);
  _meirei_workspace_fill_phases (self);
  self->writer = meirei_store_thread_new ("meirei-store");
  self->readers = g_thread_pool_new (_meirei_workspace_read_worker, self, N_READERS, FALSE,
                                     NULL);
  self->index = meirei_store_index_open (self->path);
  if (self->index != NULL)
    indexed = meirei_store_index_load (self->index);
  if (!_meirei_workspace_scan (self, indexed, cancellable, error))
    return FALSE;

  /* An execution that cannot be repaired now is no reason not to open: it is
   * tried again at every start, and the disk tells when something is written. */
  if (self->read_only_reason == NULL
      && !meirei_workspace_recover (self, NULL, &recover_error))
    g_debug ("Cannot recover “%s”: %s", self->path, recover_error->message);

  return TRUE;
}

static MeireiWorkspace *
workspace_new (const char *dir)
{
  MeireiWorkspace *self = g_object_new (MEIREI_TYPE_WORKSPACE, NULL);

  self->path = g_canonicalize_filename (dir, NULL);

  return self;
}

/**
 * meirei_workspace_open:
 * @dir: the folder with a `meirei.json`
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens a workspace and blocks until it is read.  What an earlier process left
 * unfinished is repaired.  A folder that cannot be written is opened
 * read-only.  The lists belong to the calling thread's main context.
 *
 * Returns: (transfer full) (nullable): the workspace
 */
MeireiWorkspace *
meirei_workspace_open (const char    *dir,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr(MeireiWorkspace) self = NULL;

  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = workspace_new (dir);
  if (!_meirei_workspace_load (self, cancellable, error))
    return NULL;
  meirei_workspace_apply_changes (self);
  _meirei_workspace_start_monitors (self);

  return g_steal_pointer (&self);
}

static void
open_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (_meirei_workspace_load (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_workspace_open_async:
 * @dir: the folder with a `meirei.json`
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open
 * @user_data: its data
 *
 * Like [func@Workspace.open], without blocking.
 */
void
meirei_workspace_open_async (const char          *dir,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (dir != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_workspace_open_async);
  g_task_set_task_data (task, workspace_new (dir), g_object_unref);
  g_task_run_in_thread (task, open_worker);
}

/**
 * meirei_workspace_open_finish:
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the workspace
 */
MeireiWorkspace *
meirei_workspace_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  MeireiWorkspace *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  self = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  meirei_workspace_apply_changes (self);
  _meirei_workspace_start_monitors (self);

  return g_object_ref (self);
}

static gboolean
write_new_settings (MeireiStoreDir  *root,
                    const char      *name,
                    GError         **error)
{
  g_autoptr(JsonObject) settings = json_object_new ();
  g_autoptr(MeireiStoreGroup) group = meirei_store_group_new ();
  g_autofree char *text = NULL;
  gsize length;

  json_object_set_int_member (settings, "schema", MEIREI_WORKSPACE_SCHEMA);
  json_object_set_int_member (settings, "revision", 1);
  json_object_set_string_member (settings, "name", name);
  json_object_set_array_member (settings, "phases", json_array_new ());
  json_object_set_null_member (settings, "gate");
  json_object_set_null_member (settings, "default_model");
  json_object_set_object_member (settings, "presets", json_object_new ());
  text = meirei_json_to_text (settings, &length);

  return meirei_store_group_write (group, root, MEIREI_WORKSPACE_FILE, NULL, text, length,
                                   NULL, error)
         && meirei_store_group_run (group, error);
}

/**
 * meirei_workspace_create:
 * @dir: a folder; it is made if it does not exist
 * @name: (nullable): the project's name; %NULL for the folder's
 * @error: return location for an error
 *
 * Makes a workspace in a folder, which may hold other files, and opens it.
 *
 * Returns: (transfer full) (nullable): the workspace, or %NULL, with
 *   %MEIREI_WORKSPACE_ERROR_EXISTS if there is one already
 */
MeireiWorkspace *
meirei_workspace_create (const char  *dir,
                         const char  *name,
                         GError     **error)
{
  g_autofree char *path = NULL;
  g_autofree char *base_name = NULL;
  g_autoptr(MeireiStoreDir) root = NULL;
  struct stat status;

  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  path = g_canonicalize_filename (dir, NULL);
  if (g_mkdir_with_parents (path, 0777) != 0)
    {
      meirei_store_set_errno (path, "create", errno, error);
      return NULL;
    }
  root = meirei_store_dir_open (path, error);
  if (root == NULL)
    return NULL;
  if (fstatat (meirei_store_dir_get_fd (root), MEIREI_WORKSPACE_FILE, &status,
               AT_SYMLINK_NOFOLLOW) == 0)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_EXISTS,
                   "“%s” has a workspace already; open it or choose another folder", path);
      return NULL;
    }

  base_name = g_path_get_basename (path);
  if (!write_new_settings (root, name != NULL ? name : base_name, error))
    return NULL;

  return meirei_workspace_open (path, NULL, error);
}
