/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-delivery-target.h"

G_BEGIN_DECLS

gboolean meirei_delivery_file_place  (const MeireiDeliveryTarget  *target,
                                      const char                  *name,
                                      GBytes                      *code,
                                      GHashTable                  *ours,
                                      GError                     **error);
gboolean meirei_delivery_file_remove (const MeireiDeliveryTarget  *target,
                                      const char                  *name,
                                      const char                  *sha256,
                                      GError                     **error);

G_END_DECLS
