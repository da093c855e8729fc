/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace.h"

G_BEGIN_DECLS

/* For the number of a phase that does not exist yet. */
#define MEIREI_PHASE_NEW (-1)

MeireiPhase *meirei_workspace_find_phase            (MeireiWorkspace      *self,
                                                     int                   number);
guint        meirei_workspace_count_in_phase        (MeireiWorkspace      *self,
                                                     int                   number);
gboolean     meirei_workspace_put_phase             (MeireiWorkspace      *self,
                                                     int                   number,
                                                     MeireiPhase          *phase,
                                                     GError              **error);
void         meirei_workspace_put_phase_async       (MeireiWorkspace      *self,
                                                     int                   number,
                                                     MeireiPhase          *phase,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     meirei_workspace_put_phase_finish      (MeireiWorkspace      *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
gboolean     meirei_workspace_remove_phase          (MeireiWorkspace      *self,
                                                     int                   number,
                                                     GError              **error);
void         meirei_workspace_remove_phase_async    (MeireiWorkspace      *self,
                                                     int                   number,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean     meirei_workspace_remove_phase_finish   (MeireiWorkspace      *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
GPtrArray   *meirei_workspace_move_to_phase         (MeireiWorkspace      *self,
                                                     const char * const   *ids,
                                                     int                   number,
                                                     GError              **error);
void         meirei_workspace_move_to_phase_async   (MeireiWorkspace      *self,
                                                     const char * const   *ids,
                                                     int                   number,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GPtrArray   *meirei_workspace_move_to_phase_finish  (MeireiWorkspace      *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
