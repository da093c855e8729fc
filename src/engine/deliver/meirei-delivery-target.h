/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiDeliveryTarget:
 * @workspace_dir: the workspace's folder
 * @folder: where accepted code goes, as it is written in `meirei.json`:
 *   absolute or relative to the workspace
 * @commit: whether each file is committed with git
 *
 * Where a workspace wants accepted code to go.
 */
typedef struct {
  char    *workspace_dir;
  char    *folder;
  gboolean commit;
} MeireiDeliveryTarget;

MeireiDeliveryTarget *meirei_delivery_target_read         (MeireiWorkspace             *workspace);
void                  meirei_delivery_target_free         (MeireiDeliveryTarget        *self);
char                 *meirei_delivery_target_dup_dir      (const MeireiDeliveryTarget  *self);
gboolean              meirei_delivery_target_is_allowed   (const MeireiDeliveryTarget  *self);
gboolean              meirei_delivery_target_store        (MeireiWorkspace             *workspace,
                                                           const char                  *folder,
                                                           gboolean                     commit,
                                                           GError                     **error);
void                  meirei_delivery_target_store_async  (MeireiWorkspace             *workspace,
                                                           const char                  *folder,
                                                           gboolean                     commit,
                                                           GAsyncReadyCallback          callback,
                                                           gpointer                     user_data);
gboolean              meirei_delivery_target_store_finish (MeireiWorkspace             *workspace,
                                                           GAsyncResult                *result,
                                                           GError                     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiDeliveryTarget, meirei_delivery_target_free)

G_END_DECLS
