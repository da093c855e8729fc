/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

/**
 * MeireiDraftFunc:
 * @version: the new, unfinished version, to be filled with what is known before
 *   the request: server, model, parameters, prompt, template
 * @instruction: the instruction as it is stored now
 * @user_data: the caller's data
 * @error: return location for an error
 *
 * Returns: %TRUE to begin, %FALSE with @error set to leave all as it is
 */
typedef gboolean (*MeireiDraftFunc) (MeireiVersion      *version,
                                     MeireiInstruction  *instruction,
                                     gpointer            user_data,
                                     GError            **error);

MeireiVersion     *meirei_workspace_begin_execution         (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             gint64                expected_revision,
                                                             MeireiDraftFunc       func,
                                                             gpointer              func_data,
                                                             GError              **error);
void               meirei_workspace_begin_execution_async   (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             gint64                expected_revision,
                                                             MeireiDraftFunc       func,
                                                             gpointer              func_data,
                                                             GDestroyNotify        func_data_free,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
MeireiVersion     *meirei_workspace_begin_execution_finish  (MeireiWorkspace      *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);

void               meirei_workspace_append_part             (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             const char           *text,
                                                             gssize                length);
void               meirei_workspace_restart_part            (MeireiWorkspace      *self,
                                                             const char           *id);

MeireiInstruction *meirei_workspace_commit_execution        (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             MeireiVersion        *version,
                                                             GBytes               *code,
                                                             GBytes               *raw,
                                                             const char           *note,
                                                             GError              **error);
void               meirei_workspace_commit_execution_async  (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             MeireiVersion        *version,
                                                             GBytes               *code,
                                                             GBytes               *raw,
                                                             const char           *note,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
MeireiInstruction *meirei_workspace_commit_execution_finish (MeireiWorkspace      *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
gboolean           meirei_workspace_checkpoint_execution    (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             MeireiVersion        *version,
                                                             GBytes               *code,
                                                             GBytes               *raw,
                                                             GError              **error);
void               meirei_workspace_checkpoint_execution_async
                                                            (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             MeireiVersion        *version,
                                                             GBytes               *code,
                                                             GBytes               *raw,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean           meirei_workspace_checkpoint_execution_finish
                                                            (MeireiWorkspace      *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
gboolean           meirei_workspace_keep_attempt            (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             const char           *version,
                                                             guint                 number,
                                                             GBytes               *raw,
                                                             GBytes               *code,
                                                             GError              **error);
void               meirei_workspace_keep_attempt_async      (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             const char           *version,
                                                             guint                 number,
                                                             GBytes               *raw,
                                                             GBytes               *code,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean           meirei_workspace_keep_attempt_finish     (MeireiWorkspace      *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
gboolean           meirei_workspace_fail_execution          (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             const char           *note,
                                                             GError              **error);
void               meirei_workspace_fail_execution_async    (MeireiWorkspace      *self,
                                                             const char           *id,
                                                             const char           *note,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean           meirei_workspace_fail_execution_finish   (MeireiWorkspace      *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
gboolean           meirei_workspace_recover                 (MeireiWorkspace      *self,
                                                             guint                *n_recovered,
                                                             GError              **error);

G_END_DECLS
