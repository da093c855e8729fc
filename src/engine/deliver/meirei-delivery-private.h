/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-delivery-target.h"
#include "meirei-delivery.h"

G_BEGIN_DECLS

void     _meirei_delivery_place         (MeireiWorkspace             *workspace,
                                         const MeireiDeliveryTarget  *target,
                                         MeireiDelivery              *delivery);
void     _meirei_delivery_withdraw      (MeireiWorkspace             *workspace,
                                         const MeireiDeliveryTarget  *target,
                                         MeireiDelivery              *delivery);
gboolean _meirei_delivery_record_commit (MeireiWorkspace             *workspace,
                                         MeireiDelivery              *delivery,
                                         GError                     **error);

void     _meirei_delivery_commit_async  (const char                  *dir,
                                         MeireiDelivery              *delivery,
                                         GAsyncReadyCallback          callback,
                                         gpointer                     user_data);
char    *_meirei_delivery_commit_finish (GAsyncResult                *result,
                                         GError                     **error);

G_END_DECLS
