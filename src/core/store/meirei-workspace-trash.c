/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Deleting and restoring.  Only the instruction's file moves; its versions and
 * its code stay where they are, so that restoring it restores everything. */

#include "config.h"

#include <fcntl.h>

#include "meirei-instruction-error.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-private.h"

static gboolean
move_file (MeireiStoreDir  *from_dir,
           const char      *from,
           MeireiStoreDir  *to_dir,
           const char      *to,
           GError         **error)
{
  g_autoptr(MeireiStoreGroup) group = meirei_store_group_new ();

  meirei_store_group_rename (group, from_dir, from, to_dir, to);

  return meirei_store_group_run (group, error);
}

/* An id that was deleted, made again by an import and deleted again. */
static char *
find_free_name (MeireiStoreDir *trash,
                const char     *id)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s.json", id)
                                     : g_strdup_printf ("%s.%u.json", id, i);
      struct stat status;

      if (fstatat (meirei_store_dir_get_fd (trash), name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return g_steal_pointer (&name);
    }
}

static char *
find_last_name (MeireiStoreDir *trash,
                const char     *id)
{
  g_autofree char *last = NULL;

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s.json", id)
                                     : g_strdup_printf ("%s.%u.json", id, i);
      MeireiFileStamp stamp;

      if (!meirei_store_stat (trash, name, &stamp))
        return g_steal_pointer (&last);
      g_free (last);
      last = g_steal_pointer (&name);
    }
}

static gboolean
delete_locked (MeireiWorkspace  *self,
               const char       *id,
               GError          **error)
{
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(MeireiStoreDir) trash = NULL;
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *free_name = NULL;

  instruction = _meirei_workspace_read_instruction (self, id, NULL, error);
  if (instruction == NULL
      || !meirei_lifecycle_check (instruction, MEIREI_OPERATION_DELETE, error))
    return FALSE;
  trash = meirei_store_dir_open_child (self->data, "trash", TRUE, error);
  if (trash == NULL)
    return FALSE;
  free_name = find_free_name (trash, id);
  if (!move_file (self->instructions, name, trash, free_name, error))
    return FALSE;
  _meirei_workspace_publish_removed (self, id);

  return TRUE;
}

/**
 * meirei_workspace_delete_instruction:
 * @self: a workspace
 * @id: a UUID
 * @error: return location for an error
 *
 * Moves an instruction to `data/trash`.  Its versions and its code stay.
 *
 * Returns: whether it is gone from the list
 */
gboolean
meirei_workspace_delete_instruction (MeireiWorkspace  *self,
                                     const char       *id,
                                     GError          **error)
{
  gboolean deleted;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!_meirei_workspace_check_writable (self, error)
      || !meirei_store_lock_acquire (self->lock, error))
    return FALSE;
  deleted = delete_locked (self, id, error);
  meirei_store_lock_release (self->lock);

  return deleted;
}

static gboolean
restore_locked (MeireiWorkspace  *self,
                const char       *id,
                GError          **error)
{
  g_autoptr(MeireiStoreDir) trash = meirei_store_dir_open_child (self->data, "trash", FALSE, NULL);
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *last_name = trash != NULL ? find_last_name (trash, id) : NULL;
  struct stat status;
  MeireiStoreRow *row;

  if (last_name == NULL)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
                   "The instruction %s is not in the trash of “%s”", id, self->path);
      return FALSE;
    }
  if (fstatat (meirei_store_dir_get_fd (self->instructions), name, &status,
               AT_SYMLINK_NOFOLLOW) == 0)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_EXISTS,
                   "There is an instruction %s again; delete that one first", id);
      return FALSE;
    }
  if (!move_file (trash, last_name, self->instructions, name, error))
    return FALSE;
  row = _meirei_workspace_read_row (self, id, error);
  if (row == NULL)
    return FALSE;
  _meirei_workspace_publish (self, row);

  return TRUE;
}

/**
 * meirei_workspace_restore_instruction:
 * @self: a workspace
 * @id: a UUID
 * @error: return location for an error
 *
 * Takes back the deletion of an instruction.
 *
 * Returns: whether it is in the list again
 */
gboolean
meirei_workspace_restore_instruction (MeireiWorkspace  *self,
                                      const char       *id,
                                      GError          **error)
{
  gboolean restored;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!_meirei_workspace_check_id (self, id, error)
      || !_meirei_workspace_check_writable (self, error)
      || !meirei_store_lock_acquire (self->lock, error))
    return FALSE;
  restored = restore_locked (self, id, error);
  meirei_store_lock_release (self->lock);

  return restored;
}

static gpointer
delete_call (MeireiWorkspace  *self,
             gpointer          id,
             GError          **error)
{
  return GINT_TO_POINTER (meirei_workspace_delete_instruction (self, id, error));
}

static gpointer
restore_call (MeireiWorkspace  *self,
              gpointer          id,
              GError          **error)
{
  return GINT_TO_POINTER (meirei_workspace_restore_instruction (self, id, error));
}

/**
 * meirei_workspace_delete_instruction_async:
 * @self: a workspace
 * @id: a UUID
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.delete_instruction], without blocking.
 */
void
meirei_workspace_delete_instruction_async (MeireiWorkspace     *self,
                                           const char          *id,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  _meirei_workspace_call (self, delete_call, g_strdup (id), g_free, NULL, TRUE,
                          meirei_workspace_delete_instruction_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_delete_instruction_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is gone from the list
 */
gboolean
meirei_workspace_delete_instruction_finish (MeireiWorkspace  *self,
                                            GAsyncResult     *result,
                                            GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * meirei_workspace_restore_instruction_async:
 * @self: a workspace
 * @id: a UUID
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.restore_instruction], without blocking.
 */
void
meirei_workspace_restore_instruction_async (MeireiWorkspace     *self,
                                            const char          *id,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  _meirei_workspace_call (self, restore_call, g_strdup (id), g_free, NULL, TRUE,
                          meirei_workspace_restore_instruction_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_restore_instruction_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is in the list again
 */
gboolean
meirei_workspace_restore_instruction_finish (MeireiWorkspace  *self,
                                             GAsyncResult     *result,
                                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
