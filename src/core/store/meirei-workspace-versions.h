/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiVersionFunc:
 * @version: the version as it is stored now
 * @user_data: the caller's data
 * @error: return location for an error
 *
 * Changes a version, such as by adding its report.  The rules of
 * [callback@InstructionFunc] apply.
 *
 * Returns: %TRUE to store the change, %FALSE with @error set to leave all as it is
 */
typedef gboolean (*MeireiVersionFunc) (MeireiVersion  *version,
                                       gpointer        user_data,
                                       GError        **error);

/* Larger files are not read. */
#define MEIREI_WORKSPACE_MAX_CODE (64 * 1024 * 1024)

MeireiVersion *meirei_workspace_load_version          (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       GError              **error);
void           meirei_workspace_load_version_async    (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
MeireiVersion *meirei_workspace_load_version_finish   (MeireiWorkspace      *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
MeireiVersion *meirei_workspace_update_version        (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       MeireiVersionFunc     func,
                                                       gpointer              func_data,
                                                       GError              **error);
void           meirei_workspace_update_version_async  (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       MeireiVersionFunc     func,
                                                       gpointer              func_data,
                                                       GDestroyNotify        func_data_free,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
MeireiVersion *meirei_workspace_update_version_finish (MeireiWorkspace      *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

/* @version may be %NULL for the latest one. */
GBytes        *meirei_workspace_read_code             (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       gboolean             *unchanged,
                                                       GError              **error);
void           meirei_workspace_read_code_async       (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GBytes        *meirei_workspace_read_code_finish      (MeireiWorkspace      *self,
                                                       GAsyncResult         *result,
                                                       gboolean             *unchanged,
                                                       GError              **error);
GBytes        *meirei_workspace_read_raw              (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       gboolean             *unchanged,
                                                       GError              **error);
void           meirei_workspace_read_raw_async        (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GBytes        *meirei_workspace_read_raw_finish       (MeireiWorkspace      *self,
                                                       GAsyncResult         *result,
                                                       gboolean             *unchanged,
                                                       GError              **error);
GBytes        *meirei_workspace_read_attempt          (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       guint                 number,
                                                       GError              **error);
GBytes        *meirei_workspace_read_attempt_code     (MeireiWorkspace      *self,
                                                       const char           *id,
                                                       const char           *version,
                                                       guint                 number,
                                                       GError              **error);
char          *meirei_workspace_dup_code_path         (MeireiWorkspace      *self,
                                                       MeireiVersion        *version);

G_END_DECLS
