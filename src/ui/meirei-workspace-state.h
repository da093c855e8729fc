/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_WORKSPACE_STATE (meirei_workspace_state_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWorkspaceState, meirei_workspace_state, MEIREI, WORKSPACE_STATE, GObject)

MeireiWorkspaceState *meirei_workspace_state_new           (const char           *dir);
void                  meirei_workspace_state_load_async    (MeireiWorkspaceState *self,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean              meirei_workspace_state_load_finish   (MeireiWorkspaceState *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);
void                  meirei_workspace_state_bind          (MeireiWorkspaceState *self,
                                                            const char           *key,
                                                            GObject              *object,
                                                            const char           *property);
char                 *meirei_workspace_state_dup_string    (MeireiWorkspaceState *self,
                                                            const char           *group,
                                                            const char           *key);
void                  meirei_workspace_state_set_string    (MeireiWorkspaceState *self,
                                                            const char           *group,
                                                            const char           *key,
                                                            const char           *value);
void                  meirei_workspace_state_unbind        (MeireiWorkspaceState *self);
void                  meirei_workspace_state_save_async    (MeireiWorkspaceState *self,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean              meirei_workspace_state_save_finish   (MeireiWorkspaceState *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

G_END_DECLS
