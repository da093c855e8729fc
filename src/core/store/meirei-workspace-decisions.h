/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

gboolean    meirei_workspace_decide             (MeireiWorkspace      *self,
                                                 const char           *id,
                                                 const char           *seen_sha256,
                                                 MeireiDecision        decision,
                                                 const char           *note,
                                                 JsonArray            *comments,
                                                 GError              **error);
void        meirei_workspace_decide_async       (MeireiWorkspace      *self,
                                                 const char           *id,
                                                 const char           *seen_sha256,
                                                 MeireiDecision        decision,
                                                 const char           *note,
                                                 JsonArray            *comments,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean    meirei_workspace_decide_finish      (MeireiWorkspace      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
GPtrArray  *meirei_workspace_decide_many        (MeireiWorkspace      *self,
                                                 const char * const   *ids,
                                                 MeireiDecision        decision,
                                                 const char           *note,
                                                 const char           *rule,
                                                 GError              **error);
void        meirei_workspace_decide_many_async  (MeireiWorkspace      *self,
                                                 const char * const   *ids,
                                                 MeireiDecision        decision,
                                                 const char           *note,
                                                 const char           *rule,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray  *meirei_workspace_decide_many_finish (MeireiWorkspace      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
char      **meirei_workspace_undo_decision      (MeireiWorkspace      *self,
                                                 GError              **error);
void        meirei_workspace_undo_decision_async
                                                (MeireiWorkspace      *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char      **meirei_workspace_undo_decision_finish
                                                (MeireiWorkspace      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
