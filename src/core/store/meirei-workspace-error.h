/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiWorkspaceError:
 * @MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE: the folder has no `meirei.json`
 * @MEIREI_WORKSPACE_ERROR_EXISTS: there is a workspace or an instruction already
 * @MEIREI_WORKSPACE_ERROR_INVALID_DATA: a file is damaged or not what it should be
 * @MEIREI_WORKSPACE_ERROR_NEWER_SCHEMA: a file was written by a newer Meirei
 * @MEIREI_WORKSPACE_ERROR_READ_ONLY: the workspace or a folder cannot be written
 * @MEIREI_WORKSPACE_ERROR_NO_SPACE: the disk or the quota is full
 * @MEIREI_WORKSPACE_ERROR_UNSAFE_PATH: a symbolic link or a special file is where
 *   a plain file or folder should be
 * @MEIREI_WORKSPACE_ERROR_TOO_LARGE: a file is larger than the limit
 * @MEIREI_WORKSPACE_ERROR_BUSY: another process has the workspace locked for long
 * @MEIREI_WORKSPACE_ERROR_CONFLICT: someone else changed the file first
 * @MEIREI_WORKSPACE_ERROR_FILE_CHANGED: generated code is not what was recorded or seen
 * @MEIREI_WORKSPACE_ERROR_NO_FILE: the version has no such file
 * @MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO: no verdict is left that could be undone
 * @MEIREI_WORKSPACE_ERROR_NO_PHASE: the project has no phase of that number
 * @MEIREI_WORKSPACE_ERROR_PHASE_EXISTS: another phase has that number
 * @MEIREI_WORKSPACE_ERROR_PHASE_NOT_EMPTY: instructions belong to the phase
 * @MEIREI_WORKSPACE_ERROR_FAILED: the system reported something else
 *
 * What can go wrong with a workspace's files.  Every message names the path
 * and what to do.
 */
typedef enum {
  MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE,
  MEIREI_WORKSPACE_ERROR_EXISTS,
  MEIREI_WORKSPACE_ERROR_INVALID_DATA,
  MEIREI_WORKSPACE_ERROR_NEWER_SCHEMA,
  MEIREI_WORKSPACE_ERROR_READ_ONLY,
  MEIREI_WORKSPACE_ERROR_NO_SPACE,
  MEIREI_WORKSPACE_ERROR_UNSAFE_PATH,
  MEIREI_WORKSPACE_ERROR_TOO_LARGE,
  MEIREI_WORKSPACE_ERROR_BUSY,
  MEIREI_WORKSPACE_ERROR_CONFLICT,
  MEIREI_WORKSPACE_ERROR_FILE_CHANGED,
  MEIREI_WORKSPACE_ERROR_NO_FILE,
  MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO,
  MEIREI_WORKSPACE_ERROR_NO_PHASE,
  MEIREI_WORKSPACE_ERROR_PHASE_EXISTS,
  MEIREI_WORKSPACE_ERROR_PHASE_NOT_EMPTY,
  MEIREI_WORKSPACE_ERROR_FAILED,
} MeireiWorkspaceError;

#define MEIREI_WORKSPACE_ERROR (meirei_workspace_error_quark ())
GQuark meirei_workspace_error_quark (void);

G_END_DECLS
