/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-workspace-private.h"
#include "meirei-workspace-versions.h"

/**
 * meirei_workspace_read_attempt_code:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: the version's name
 * @number: the attempt's number within the version, from 1
 * @error: return location for an error
 *
 * Reads the code that [method@Workspace.keep_attempt] kept.  Blocks; any thread
 * may call it.
 *
 * Returns: (transfer full) (nullable): the attempt's code, or %NULL with
 *   %MEIREI_WORKSPACE_ERROR_NO_FILE if it was not kept: a version of one attempt
 *   has its code only once
 */
GBytes *
meirei_workspace_read_attempt_code (MeireiWorkspace  *self,
                                    const char       *id,
                                    const char       *version,
                                    guint             number,
                                    GError          **error)
{
  g_autoptr(MeireiStoreDir) dir = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  if (!_meirei_workspace_check_id (self, id, error))
    return NULL;
  if (!_meirei_workspace_is_version_name (version))
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                   "“%s” is not the name of a version", version);
      return NULL;
    }
  dir = _meirei_workspace_open_version_dir (self, id, FALSE, error);
  if (dir == NULL)
    return NULL;

  name = g_strdup_printf ("%s.attempt%u.code.txt", version, number);

  return meirei_store_read (dir, name, MEIREI_WORKSPACE_MAX_CODE, NULL, error);
}
